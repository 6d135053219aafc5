"""docs/diagnostics.md has an entry for every code that the program reports, and for no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from generator.diagnostics import NAMES

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "diagnostics.md"
_CODE = re.compile("[a-z]+(-[a-z0-9]+)+")
# What looks like a code and is none: kinds of lists, a program, names of encodings, a fault of a cell, an owner of types.
_NO_CODES = {"run-in", "own-line", "fc-match", "utf-8", "utf-8-sig", "utf-16-le", "utf-16", "us-ascii", "too-long", "ms-excel"}
_REPORTERS = {"Diagnostic", "report", "complain", "_complain"}


@cache
def entries() -> dict[str, str]:
    """What the page says of each code."""
    parts = re.split(r"^#{2,3} ", PAGE.read_text(encoding="utf-8"), flags=re.M)
    return {found[1]: part[found.end() :] for part in parts if (found := re.match(r"`([^`]+)`\n", part))}


def trees() -> Iterator[ast.AST]:
    for path in sorted((ROOT / "generator").rglob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"))


def texts(tree: ast.AST) -> Iterator[str]:
    return (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))


@cache
def codes() -> set[str]:
    """Every text of the program that is written as codes are, and whatever a finding is made with."""
    written = {text for tree in trees() for text in texts(tree) if _CODE.fullmatch(text)} - _NO_CODES
    return written | set(severities())


@cache
def severities() -> dict[str, set[str]]:
    """The severities that the program gives a code where it says them outright; ``?`` where it works them out."""
    told: dict[str, set[str]] = {}
    for tree in trees():
        constants = dict(_constants(tree))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            first = call.args[0] if call.args else None
            code = first.value if isinstance(first, ast.Constant) else constants.get(getattr(first, "id", ""))
            if name in _REPORTERS and code:
                told.setdefault(str(code), set()).add(_severity(name, call))
    return told


def _constants(tree: ast.AST) -> Iterator[tuple[str, object]]:
    """The names that a module gives to single values."""
    for node in getattr(tree, "body", ()):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            yield from ((target.id, node.value.value) for target in node.targets if isinstance(target, ast.Name))


def _severity(name: str, call: ast.Call) -> str:
    """A finding names its severity second; whoever reports one need not say that it is an error."""
    at = {"Diagnostic": 1, "complain": 4}.get(name)
    given = next((keyword.value for keyword in call.keywords if keyword.arg == "severity"), None)
    if given is None and at is not None and len(call.args) > at:
        given = call.args[at]
    if given is None:
        return "error"
    return str(given.value) if isinstance(given, ast.Constant) else "?"


def level(code: str) -> str:
    found = re.match(r"级别：(.+)\n", entries()[code])
    assert found, f"{code}: the entry does not begin with 级别："
    return found[1]


def test_every_code_has_an_entry() -> None:
    assert sorted(codes() - entries().keys()) == []


def test_no_entry_is_left_of_a_code_that_is_gone() -> None:
    assert sorted(entries().keys() - codes()) == []


@pytest.mark.parametrize("code", sorted(entries()))
def test_an_entry_says_how_bad_it_is_what_it_looks_like_and_what_to_do(code: str) -> None:
    said = entries()[code]
    words = {word for word in NAMES.values() if word in level(code)}
    assert words
    assert re.search(r"^怎么办：.+", said, flags=re.M)
    example = re.search(r"^> (.+)", said, flags=re.M)
    assert example
    assert code == "file-unusable" or example[1].split()[0] in words


@pytest.mark.parametrize("code", sorted(severities()))
def test_the_severity_on_the_page_is_that_of_the_program(code: str) -> None:
    told = severities()[code]
    outright = {word for severity, word in NAMES.items() if severity in told}
    on_page = {word for word in NAMES.values() if word in level(code)}
    assert outright <= on_page
    if "?" not in told:
        assert outright == on_page
