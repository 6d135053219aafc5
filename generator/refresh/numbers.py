"""Numbers that headings and items of lists begin with, and their order when some of them go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.model.numerals import chinese_numeral, numeral_value

_NUMERAL = "[一二三四五六七八九十百]{1,5}"
# From the outermost on: a number of one kind begins those of the later kinds anew.
_KINDS = (
    re.compile(rf"\s*({_NUMERAL})、"),
    re.compile(rf"\s*[（(]({_NUMERAL})[）)]"),
    re.compile(r"\s*([0-9]{1,3})[.．](?![0-9])"),
    re.compile(r"\s*[（(]([0-9]{1,3})[）)]"),
    re.compile(rf"\s*({_NUMERAL})是"),
)


class Number(NamedTuple):
    """A number at the beginning of a passage: its kind (0 the outermost), its value, and where its numeral stands."""

    kind: int
    value: int
    start: int
    end: int
    whole: str

    def said(self, value: int) -> str:
        """Another value in its numeral's writing."""
        return str(value) if self.kind in (2, 3) else chinese_numeral(value)


class Member(NamedTuple):
    """A passage in the run of numbers: its number now, those of the two editions where they have one, and whether it goes."""

    position: int
    number: Number
    printed: int | None
    wanted: int | None
    goes: bool


def leading_number(text: str) -> Number | None:
    """The number that a passage begins with."""
    for kind, pattern in enumerate(_KINDS):
        if found := pattern.match(text):
            value = int(found[1]) if found[1].isdecimal() else numeral_value(found[1])
            return Number(kind, value, found.start(1), found.end(1), found[0]) if value else None
    return None


def renumbered(members: Sequence[Member]) -> tuple[dict[int, int], list[int]]:
    """New values by position where members go, and the positions from which on the order can't be told for certain."""
    values: dict[int, int] = {}
    doubtful: list[int] = []
    for run in _runs(members):
        first = next((n for n, member in enumerate(run) if member.goes), None)
        kept = [member for member in run if not member.goes]
        if first is None or not kept:
            continue
        if [member.number.value for member in run] == list(range(1, len(run) + 1)):
            values |= {member.position: n for n, member in enumerate(kept, 1) if n != member.number.value}
        elif all(member.printed == member.number.value for member in run) and all(member.wanted for member in kept):
            values |= {m.position: m.wanted for m in kept if m.wanted and m.wanted != m.number.value}
        elif behind := [member.position for member in run[first:] if not member.goes]:
            doubtful.append(behind[0])
    return values, doubtful


def _runs(members: Sequence[Member]) -> Iterator[list[Member]]:
    """Members that are counted together: of one kind, with none of an outer kind between them."""
    begun: dict[int, list[Member]] = {}
    for member in members:
        for kind in [kind for kind in begun if kind > member.number.kind]:
            yield begun.pop(kind)
        begun.setdefault(member.number.kind, []).append(member)
    yield from begun.values()
