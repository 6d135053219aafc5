"""The cross-checks of a template: comparisons such as ``化解 <= 排查`` or ``合计 == 甲 + 乙``.

A rule is parsed with Jinja's grammar and taken node by node into a small tree of names, numbers and arithmetic. Nothing
else exists in it, so a template can't hold code there. Figures are compared as ranges: 约300 breaks a rule only when no
number that it can stand for keeps it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.model.amounts import Amount, print_number, spelt
from generator.model.provenance import Cell
from generator.model.ranges import Range, point, range_of
from generator.records import record
from generator.templating.tags import normalise_tag
from generator.templating.values import plain_number
from generator.templating.wording import TEXT_UNIT

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

MAX_RULE = 500
MAX_DEPTH = 20
_EXAMPLE = "应写成 矛盾纠纷化解 <= 矛盾纠纷排查 或 合计 == 甲 + 乙 这样的比较"
_SIGNS = str.maketrans({"≤": "<=", "≥": ">=", "≠": "!=", "×": "*", "÷": "/", "\u2212": "-"})
_COMPARED = {"eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">="}
_SAID: Final = {"==": "应等于", "!=": "不应等于", "<": "应小于", "<=": "应不大于", ">": "应大于", ">=": "应不小于"}
_OPERATORS = {"Add": "+", "Sub": "-", "Mul": "×", "Div": "÷"}
_TIGHT = ("×", "÷")
# A comparison is broken for certain when no number of the left range stands so to any of the right one.
_BROKEN: Mapping[str, Callable[[Range, Range], bool]] = {
    "==": lambda left, right: left.high < right.low or right.high < left.low,
    "!=": lambda left, right: left.low == left.high == right.low == right.high,
    "<": lambda left, right: left.low >= right.high,
    "<=": lambda left, right: left.low > right.high,
    ">": lambda left, right: left.high <= right.low,
    ">=": lambda left, right: left.high < right.low,
}


class BadRule(Exception):
    """A rule that can't be taken; the message says what was expected."""


class Named(NamedTuple):
    """An indicator in a rule. ``bare`` is one written with .数: its number, whatever the unit."""

    name: str
    bare: bool


@record
class Joined:
    """Two terms with an operator between them."""

    operator: str
    left: Term
    right: Term


Term = Named | Decimal | Joined


@record
class CrossCheck:
    """A comparison, taken apart."""

    left: Term
    sign: str
    right: Term

    @property
    def names(self) -> tuple[str, ...]:
        """The indicators in it, from left to right, each once."""
        return tuple(dict.fromkeys(found.name for side in (self.left, self.right) for found in _named(side)))


class Stated(NamedTuple):
    """What a workbook states of an indicator in a rule: how it is called, the figure, its cell."""

    label: str
    amount: Amount
    cell: Cell


@lru_cache(maxsize=1024)
def read_rule(text: str) -> CrossCheck:
    """The rule, taken apart. Raises :class:`BadRule` for one that can't be taken."""
    if len(text) > MAX_RULE:
        raise BadRule(f"超过 {MAX_RULE} 个字，请分成几条")
    plain = normalise_tag(text.translate(_SIGNS)).strip()
    if re.search(r"(?<![<>=!])=(?!=)", plain):
        raise BadRule("“等于”要写两个等号，例如 合计 == 甲 + 乙")
    node = _parsed(plain)
    if type(node).__name__ != "Compare" or len(node.ops) != 1 or node.ops[0].op not in _COMPARED:  # type: ignore[attr-defined]
        raise BadRule(_EXAMPLE)
    check = CrossCheck(_term(node.expr), _COMPARED[node.ops[0].op], _term(node.ops[0].expr))  # type: ignore[attr-defined]
    if not check.names:
        raise BadRule("式子里没有指标")
    return check


@cache
def _grammar() -> Environment:
    from jinja2 import Environment

    return Environment()


def _parsed(text: str) -> nodes.Node:
    from jinja2 import TemplateSyntaxError, nodes

    try:
        body = _grammar().parse("{{ " + text + " }}").body
    except (TemplateSyntaxError, RecursionError):
        raise BadRule(_EXAMPLE) from None
    if len(body) != 1 or not isinstance(body[0], nodes.Output) or len(body[0].nodes) != 1:
        raise BadRule(_EXAMPLE)
    return body[0].nodes[0]


def _term(node: nodes.Node, depth: int = 0) -> Term:
    kind = type(node).__name__
    fields = {name: getattr(node, name) for name in node.fields}
    if depth > MAX_DEPTH:
        raise BadRule("式子太长，请分成几条")
    if kind == "Name":
        return Named(unicodedata.normalize("NFKC", fields["name"]), bare=False)
    if kind == "Getattr" and fields["attr"] == "数" and type(fields["node"]).__name__ == "Name":
        return Named(unicodedata.normalize("NFKC", fields["node"].name), bare=True)
    if kind == "Const" and (number := plain_number(fields["value"])) is not None:
        return number
    if kind in _OPERATORS:
        return Joined(_OPERATORS[kind], _term(fields["left"], depth + 1), _term(fields["right"], depth + 1))
    raise BadRule("只能用引用名、数、+ - * / 和括号；两年分别核对，不用写 .上年")


def _named(term: Term) -> Iterator[Named]:
    if isinstance(term, Named):
        yield term
    elif isinstance(term, Joined):
        yield from _named(term.left)
        yield from _named(term.right)


def broken(check: CrossCheck, stated: Mapping[str, Stated]) -> str | None:
    """What both sides say and how they should stand to each other, when the figures break the rule.

    None when they keep it, or when it can't be told: a figure that is missing, words or 不适用, a division by 0.
    """
    ranges = {name: range_of(each.amount) for name, each in stated.items()}
    left, right = _range(check.left, ranges), _range(check.right, ranges)
    if left is None or right is None or not _BROKEN[check.sign](left, right):
        return None
    told = _told(check.left, left, stated)
    return f"{told}{'' if told.endswith('）') else '，'}{_SAID[check.sign]} {_told(check.right, right, stated)}"


def _range(term: Term, ranges: Mapping[str, Range | None]) -> Range | None:
    if isinstance(term, Decimal):
        return point(term)
    if isinstance(term, Named):
        return ranges[term.name]
    left, right = _range(term.left, ranges), _range(term.right, ranges)
    if left is None or right is None:
        return None
    if term.operator == "+":
        return left + right
    if term.operator == "-":
        return left - right
    return left * right if term.operator == "×" else left / right


def _told(side: Term, value: Range, stated: Mapping[str, Stated]) -> str:
    """A side of the comparison with its cells; for a calculation what comes out of it too."""
    told = "".join(_said(side, stated))
    if isinstance(side, Joined) and value.low == value.high:
        told = f"{told} = {print_number(value.low, 4)}"
    return told.replace("） ", "）")


def _said(term: Term, stated: Mapping[str, Stated]) -> Iterator[str]:
    if isinstance(term, Decimal):
        yield print_number(term, 6)
    elif isinstance(term, Named):
        label, amount, cell = stated[term.name]
        yield f"{label} {spelt(amount)}（{cell}）"
    else:
        yield from _operand(term.left, stated, loose=term.operator in _TIGHT)
        yield f" {term.operator} "
        yield from _operand(term.right, stated, loose=term.operator != "+")


def _operand(term: Term, stated: Mapping[str, Stated], *, loose: bool) -> Iterator[str]:
    """A term, in brackets where a calculation in it would be read apart."""
    bracketed = loose and isinstance(term, Joined)
    yield "（" * bracketed
    yield from _said(term, stated)
    yield "）" * bracketed


def unit_problem(check: CrossCheck, units: Mapping[str, str]) -> str:
    """What is wrong with the units of a rule; empty where they go together."""
    for name in check.names:
        if units[name] == TEXT_UNIT:
            return f"“{name}”是文字，不能核对"
    clashes: list[tuple[str, str]] = []
    left, right = _unit(check.left, units, clashes), _unit(check.right, units, clashes)
    if left and right and left != right:
        clashes.append((left, right))
    return f"单位不同，不能相加减或比较：“{clashes[0][0]}”与“{clashes[0][1]}”" if clashes else ""


def _unit(term: Term, units: Mapping[str, str], clashes: list[tuple[str, str]]) -> str:
    """The unit of a term, empty for a mere number; units that don't go together are added to ``clashes``."""
    if isinstance(term, Decimal):
        return ""
    if isinstance(term, Named):
        return "" if term.bare else units[term.name]
    left, right = _unit(term.left, units, clashes), _unit(term.right, units, clashes)
    if term.operator in ("+", "-"):
        if left and right and left != right:
            clashes.append((left, right))
        return left or right
    if left and right:  # a ratio, or what has no unit that anybody could name
        return ""
    return left if term.operator == "÷" else left or right
