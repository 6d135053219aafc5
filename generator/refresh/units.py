"""What is compared of a report: its paragraphs, and the rows of its tables, each as one text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from generator.word.edits import Place
from generator.word.manuscript import Line
from generator.word.store import Store

CELL = "\x1f"  # between the paragraphs of a row; no Word file can hold it


class Span(NamedTuple):
    """A value in the text of a unit, by the number of its bookmark."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph outside of tables, or a row of a table with all its paragraphs.

    ``lines`` are the numbers of the paragraphs in their part, ``texts`` what they say, ``table`` the number of the table in
    the part, 0 for a paragraph. ``spans`` are places in ``text``.
    """

    part: str
    lines: tuple[int, ...]
    texts: tuple[str, ...]
    table: int
    spans: tuple[Span, ...]
    text: str = field(init=False, compare=False)
    starts: tuple[int, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", CELL.join(self.texts))
        starts, at = [], 0
        for text in self.texts:
            starts.append(at)
            at += len(text) + 1
        object.__setattr__(self, "starts", tuple(starts))

    def place(self, start: int, end: int) -> Place | None:
        """Where a stretch of the text stands in the file; None where it leads from paragraph to paragraph."""
        at = bisect_right(self.starts, start) - 1
        begin = self.starts[at]
        if end - begin > len(self.texts[at]):
            return None
        return Place(self.part, self.lines[at], start - begin, end - begin)

    @property
    def shown(self) -> str:
        """The text for people, cells parted by tabs."""
        return self.text.replace(CELL, "\t")


def printed_units(store: Store, parts: Iterable[str]) -> list[Unit]:
    """The units of a report as it was printed."""
    spans: dict[tuple[str, int], dict[int, tuple[int, int]]] = {}
    for value in store.values:
        spans.setdefault((value.part, value.line), {})[value.number] = value.start, value.end
    return [
        unit
        for part in parts
        for unit in _units(
            part,
            [
                Line(number, text, spans.get((part, number), {}), table, row)
                for number, (text, (table, row)) in enumerate(zip(store.lines[part], _rows(store, part), strict=True), 1)
            ],
        )
    ]


def _rows(store: Store, part: str) -> Iterator[tuple[int, int]]:
    """The table and the row of every paragraph."""
    rows = {
        line: (row.table, number)
        for number, row in enumerate(store.rows.get(part, ()), 1)
        for line in range(row.line, row.line + row.paragraphs)
    }
    return (rows.get(number, (0, 0)) for number in range(1, len(store.lines[part]) + 1))


def edited_units(lines: Mapping[str, Sequence[Line]], parts: Iterable[str]) -> list[Unit]:
    """The units of a report as it is."""
    return [unit for part in parts for unit in _units(part, lines.get(part, ()))]


def _units(part: str, lines: Sequence[Line]) -> Iterator[Unit]:
    for key, several in groupby(lines, lambda line: line.row or -line.number):
        if key < 0:
            (line,) = several
            yield _unit(part, [line], 0)
        else:
            row = list(several)
            yield _unit(part, row, row[0].table)


def _unit(part: str, lines: Sequence[Line], table: int) -> Unit:
    spans, at = [], 0
    for line in lines:
        spans += [Span(number, at + start, at + end) for number, (start, end) in line.spans.items()]
        at += len(line.text) + 1
    ordered = tuple(sorted(spans, key=lambda span: (span.start, span.end, span.number)))
    return Unit(part, tuple(line.number for line in lines), tuple(line.text for line in lines), table, ordered)
