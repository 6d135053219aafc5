"""Marks that ride along in rendered text, so that a printed value keeps its source up to the document.

Rendered text is plain text with noncharacters (U+FDD0 … U+FDD4) around values. Unicode reserves these code
points for internal use; they are stripped from everything that is read, so no input can forge a mark.

    U+FDD0 number U+FDD1 text U+FDD2     a value with its source
    U+FDD3 number U+FDD1                 from here on the words come from the source with that number;
                                         without a number: from the template again
    U+FDD4                               a line break inside a value

A line that begins with U+FDD3 is somebody's text, never markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.model.provenance import Source

VALUE, SPLIT, END, ORIGIN, BREAK = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"
_RESERVED = re.compile("[\ufdd0-\ufdef]")
_TOKEN = re.compile(f"{VALUE}([0-9]+){SPLIT}([^{END}]*){END}|{ORIGIN}([0-9]*){SPLIT}")
_BROKEN = re.compile(f"[{VALUE}{SPLIT}{END}{ORIGIN}]")
_MARKS = re.compile(f"[{VALUE}{ORIGIN}][0-9]*{SPLIT}|{END}")


class Piece(NamedTuple):
    """A stretch of a line: its text, the source if it is one value, the cell whose words it is part of."""

    text: str
    source: Source | None
    origin: Source | None


def without_marks(text: str) -> str:
    """Foreign text made harmless: the reserved code points are dropped."""
    return _RESERVED.sub("", text)


def plain(text: str) -> str:
    """Marked text as a reader sees it; breaks inside values become newlines."""
    return _MARKS.sub("", text).replace(BREAK, "\n")


class Marks:
    """Numbers the sources met while one report is rendered, and reads them back."""

    __slots__ = ("_numbers", "_sources")

    def __init__(self) -> None:
        self._sources: list[Source] = []
        self._numbers: dict[Source, int] = {}

    def _number(self, source: Source) -> int:
        number = self._numbers.get(source)
        if number is None:
            number = self._numbers[source] = len(self._sources)
            self._sources.append(source)
        return number

    def value(self, text: str, source: Source) -> str:
        """The text as a marked value; its line breaks are kept inside the value."""
        clean = without_marks(text).replace("\r\n", "\n").replace("\n", BREAK)
        return f"{VALUE}{self._number(source)}{SPLIT}{clean}{END}"

    def passage(self, line: str, source: Source) -> str:
        """A line of somebody's words, which may hold marked values."""
        return f"{ORIGIN}{self._number(source)}{SPLIT}{line}{ORIGIN}{SPLIT}"

    def pieces(self, line: str) -> Iterator[Piece]:
        """The line as pieces in their order; empty ones are left out."""
        at, origin = 0, None
        for found in _TOKEN.finditer(line):
            if found.start() > at:
                yield Piece(line[at : found.start()], None, origin)
            if found[1] is None:
                origin = self._sources[int(found[3])] if found[3] else None
            elif found[2]:
                yield Piece(found[2], self._sources[int(found[1])], origin)
            at = found.end()
        if at < len(line):
            yield Piece(line[at:], None, origin)

    def whole(self, text: str) -> list[Piece] | None:
        """The pieces of all lines, None when a mark in them is broken: taking marked text apart can do that."""
        try:
            pieces = [piece for line in text.split("\n") for piece in self.pieces(line)]
        except (IndexError, ValueError):
            return None
        return None if any(_BROKEN.search(piece.text) for piece in pieces) else pieces
