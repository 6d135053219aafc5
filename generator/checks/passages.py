"""The words of 报告内容 as they will be printed, paragraph by paragraph, with what tags printed in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.model.marks import Marks
from generator.model.provenance import Cell, Source
from generator.model.report import Entry
from generator.prose.quantities import Quantity, even, quantities
from generator.records import record


class Printed(NamedTuple):
    """A stretch of a passage that a tag printed, with the cells that it came from."""

    start: int
    end: int
    source: Source


@record
class Passage:
    """One paragraph of a 正文 cell: its text as it is printed, and the stretches in it that tags printed.

    ``even`` is the text with full-width marks, letter by letter the same length, ``quantities`` are those of it.
    """

    entry: Entry
    text: str
    printed: tuple[Printed, ...]
    even: str
    quantities: tuple[Quantity, ...]

    @property
    def cell(self) -> Cell:
        """The 正文 cell."""
        return self.entry.cells["正文"]

    def source(self, start: int, end: int) -> Source | None:
        """Where the stretch came from when a tag printed any of it, None when it was all typed by hand."""
        return next((each.source for each in self.printed if each.start < end and start < each.end), None)


def passages_of(entry: Entry, lines: Iterable[str], marks: Marks) -> Iterator[Passage]:
    """The passages of a row from its rendered lines."""
    for line in lines:
        text, printed = "", []
        for piece in marks.pieces(line):
            if piece.source is not None and piece.source.kind != "typed":
                printed.append(Printed(len(text), len(text) + len(piece.text), piece.source))
            text += piece.text
        if text.strip():
            levelled = even(text)
            yield Passage(entry, text, tuple(printed), levelled, tuple(quantities(levelled)))
