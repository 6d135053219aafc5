"""No pattern takes more than a work that grows with the text, whatever the text: long runs of one letter, mark, digit or blank.

Each is run as the program runs it: from every place of a text, or from its beginning only. The measure is the time of the
processor at n and 4n letters: it grows four times, sixteen times where work grows with the square; what is too quick to
be measured at 4n is quick enough.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import generator
from generator.patterns import pattern
from generator.templating.tags import normalise_tags, tags_in

LETTERS = 4_000
QUICK, TOO_STEEP = 0.04, 9  # seconds at four times as many letters; times as long as for a quarter of them
LAST_RESORT = 120  # seconds for one pattern and all texts
RUNS = [
    *"1１a甲 \u3000\n，。：、“《（([{<'\"%.-—_.至第年月日一是其",
    *(
        "{{",
        "{%",
        "{#",
        "{% raw",
        "1.",
        "1,",
        "1，",
        "1、",
        "一是",
        "（一）",
        "\n1.",
        "。\n",
        "：\n",
        "《甲",
        "“甲",
        "甲、",
        "同比上升",
        "2022年",
        "A1",
    ),
    *("a=", "1 ", "1万", "-1", "〔2023〕", "约1", "上升1", "其中", "1至", "第1"),
]
# What patterns of markup see has been read as XML before: no mark of it stands alone.
MARKUP = ['<w:font w:name="a"/>', "<w:t>", "<w:t>a</w:t>", "</w:p>", "<w:p/>", "<w:p> </w:p>", "&lt;", "a", "1", " ", "\n", "{{", "{% "]
# Patterns of one name that are used in several ways: those that only look where they are told to.
ONLY_THERE = {"generator.prose.listed._STYLES": [0], "generator.refresh.numbers._KINDS": [0, 1, 2, 3, 4]}
MATCHED_FIRST = {"generator.refresh.sentences._NUMBER"}  # replaced once, where it was found at the beginning
# On texts of this program alone, whose quotations are cut short.
NOT_ON_TEXTS_OF_USERS = {"generator.pipeline.complaining._NAMED"}
_LAZY = type(pattern(""))


def _modules() -> Iterator[Any]:
    for module in pkgutil.walk_packages(generator.__path__, "generator."):
        if module.name != "generator.__main__":
            yield importlib.import_module(module.name)


def _of(value: object) -> list[Any]:
    """The patterns that a name stands for."""
    if isinstance(value, re.Pattern | _LAZY):
        return [value]
    values = value.values() if isinstance(value, dict) else value if isinstance(value, tuple | list | frozenset) else ()
    return [found for each in values for found in _of(each)]


@cache
def _calls(name: str, path: Path | None) -> set[str]:
    """The methods that are called on a name, in a file or anywhere in the program."""
    files = Path(generator.__path__[0]).rglob("*.py") if path is None else [path]
    return {method for file in files for method in re.findall(rf"\b{name}\.([a-z]+)\(", file.read_text(encoding="utf-8"))}


def _all() -> Iterator[tuple[str, Any, bool]]:
    """Every pattern with its name, and whether it only looks where it is told to."""
    seen = set()
    for module in _modules():
        for name, value in list(vars(module).items()):
            where = f"{module.__name__}.{name}"
            if name == "_KINDS" and module.__name__.endswith("refresh.numbers"):
                assert "pattern.match(" in Path(module.__file__).read_text(encoding="utf-8")
            for number, each in enumerate(_of(value)):
                if (each.pattern, each.flags) in seen or where in NOT_ON_TEXTS_OF_USERS:
                    continue
                seen.add((each.pattern, each.flags))
                methods = _calls(name, Path(module.__file__) if name.startswith("_") else None)
                there = (bool(methods) and methods <= {"match", "fullmatch"}) or where in MATCHED_FIRST
                if where in ONLY_THERE:
                    pairs = where.endswith("_STYLES")
                    there = (number % 2 if pairs else number) in ONLY_THERE[where]
                yield where, each, there


PATTERNS = list(_all())


def _work(each: Any, text: Any, there: bool) -> float:
    """Seconds of the processor, the least of three times where it is not quick."""
    least = float("inf")
    for _ in range(3):
        before = time.process_time()
        if there:
            each.match(text)
            each.fullmatch(text)
        else:
            for _ in each.finditer(text):
                pass
        least = min(least, time.process_time() - before)
        if least < QUICK:
            break
    return least


def _steep(each: Any, there: bool) -> str:
    """The run on which the work grows too fast, and by how much; empty when there is none."""
    markup = "<" in re.sub(r"\(\?P?<", "", str(each.pattern))
    for run in MARKUP if markup else RUNS:
        for end in ("甲x",) if there else ("",):
            text = (run * 4 * LETTERS)[: 4 * LETTERS] + end
            texts = [text[-LETTERS:], text]
            if isinstance(each.pattern, bytes):
                texts = [text.encode() for text in texts]
            if (long := _work(each, texts[1], there)) > QUICK and long > TOO_STEEP * _work(each, texts[0], there):
                return f"{run!r}: {long:.2f} s"
    return ""


def _too_long(_: int, frame: FrameType | None) -> None:
    raise TimeoutError


@pytest.mark.parametrize("part", range(4))
def test_the_work_of_no_pattern_explodes(part: int) -> None:
    steep = {}
    before = signal.signal(signal.SIGVTALRM, _too_long)
    try:
        for where, each, there in PATTERNS[part::4]:
            signal.setitimer(signal.ITIMER_VIRTUAL, LAST_RESORT)
            try:
                if found := _steep(each, there):
                    steep[f"{where}: {each.pattern!r}"] = found
            except TimeoutError:
                steep[where] = "without an end"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    assert steep == {}


@pytest.mark.parametrize("text", [r"\d+件", r"\s*一是"])
def test_a_pattern_that_explodes_would_be_seen(text: str) -> None:
    before = signal.signal(signal.SIGVTALRM, _too_long)
    signal.setitimer(signal.ITIMER_VIRTUAL, 5)
    try:
        found = _steep(re.compile(text), there=False)
    except TimeoutError:
        found = "without an end"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    assert found


def test_all_patterns_are_looked_at() -> None:
    assert len(PATTERNS) > 200
    names = {where for where, _, _ in PATTERNS}
    assert names >= {"generator.prose.figures._DIGITS", "generator.workbook.typed._RANGE", *ONLY_THERE, *MATCHED_FIRST}
    assert not names & NOT_ON_TEXTS_OF_USERS


@pytest.mark.parametrize("opening", ["{{", "{%", "{#", "{% raw %}", "{{ '", "{%- raw -%} {{", "{{{%"])
def test_tags_that_are_never_closed_are_looked_for_once(opening: str) -> None:
    source = opening * (800_000 // len(opening))
    before = time.process_time()
    assert sum(len(tag.text) for tag in tags_in(source)) <= len(source)
    normalise_tags(source + "甲")
    assert time.process_time() - before < 10
