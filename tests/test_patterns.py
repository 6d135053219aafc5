import gc
import importlib
import pkgutil
import re

import pytest

import generator
from generator.patterns import pattern


def test_a_pattern_matches_as_a_compiled_one():
    lazy, compiled = pattern(r"(?P<count>\d+)件"), re.compile(r"(?P<count>\d+)件")
    assert lazy.search("共12件")["count"] == "12"
    assert lazy.sub("若干", "共12件") == compiled.sub("若干", "共12件")
    assert [found.span() for found in lazy.finditer("1件2件")] == [(0, 2), (2, 4)]
    assert lazy.pattern == compiled.pattern


def test_flags_hold():
    assert pattern("a.b", re.DOTALL | re.IGNORECASE).fullmatch("A\nB")


def test_a_pattern_is_compiled_once_and_not_before_it_is_used(monkeypatch):
    compiled, real = [], re.compile
    monkeypatch.setattr(re, "compile", lambda text, flags: compiled.append(text) or real(text, flags))
    lazy = pattern("乙")
    assert compiled == []
    assert lazy.search("甲乙")
    assert lazy.match("乙")
    assert compiled == ["乙"]


def test_what_only_looks_like_a_method_is_none():
    with pytest.raises(AttributeError):
        pattern("甲").no_such_method()


def test_every_pattern_of_the_program_can_be_compiled():
    for module in pkgutil.walk_packages(generator.__path__, "generator."):
        if module.name != "generator.__main__":
            importlib.import_module(module.name)
    kind = type(pattern(""))
    found = [each for each in gc.get_objects() if isinstance(each, kind)]
    assert len(found) > 100
    assert all(each.groups >= 0 for each in found)
