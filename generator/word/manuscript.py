"""The words of a Word file, paragraph by paragraph, as a reader sees them, with the bookmarks of values in them.

Insertions count as accepted, deletions are left out; what stands in a file twice for old programs counts once. Paragraphs
of tables and text boxes are paragraphs like others, in the order in which they begin.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.archive import Member, careful_parser
from generator.word.ledger import number_of

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "  # as expat puts it before a name
_P, _T, _TABLE, _ROW, _START, _END = (f"{_W}{name}" for name in ("p", "t", "tbl", "tr", "bookmarkStart", "bookmarkEnd"))
_ID, _NAME = f"{_W}id", f"{_W}name"
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_UNSEEN = frozenset((_FALLBACK, *(f"{_W}{name}" for name in ("pPr", "rPr", "sectPr"))))
_DELETED = frozenset((f"{_W}del", f"{_W}moveFrom"))
_LETTERS = {f"{_W}{name}": letter for name, letter in (("tab", "\t"), ("ptab", "\t"), ("br", "\n"), ("cr", "\n"), ("noBreakHyphen", "-"))}
_READ = frozenset((_P, _T, _TABLE, _ROW, _START, _END, *_UNSEEN, *_DELETED, *_LETTERS))


@dataclass(slots=True)
class Line:
    """A paragraph: its number in its part from 1, its text, and where the bookmarked values stand in it.

    ``table`` is the number in the part of the outermost table that it stands in, ``row`` that of the row of such a table,
    counted through all of them; 0 for none.
    """

    number: int
    text: str = ""
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    table: int = 0
    row: int = 0


class _Begun:
    """A paragraph whose end is still to come. Its text is joined at the end: it may come in millions of pieces."""

    __slots__ = ("length", "line", "pieces")

    def __init__(self, line: Line) -> None:
        self.line = line
        self.pieces: list[str] = []
        self.length = 0

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


class _Reader:
    """Collects the paragraphs of one part while expat goes through it."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._open: list[_Begun] = []
        self._unseen = self._deleted = 0
        self._in_text = False
        self._marks: dict[str, tuple[int, _Begun, int]] = {}
        self._tables = self._rows = self._depth = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag not in _READ:
            return
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _DELETED:
            self._deleted += 1
        elif self._unseen:
            return
        elif tag == _P:
            inside = bool(self._depth)
            line = Line(len(self.lines) + 1, table=self._tables * inside, row=self._rows * inside)
            self.lines.append(line)
            self._open.append(_Begun(line))
        elif tag == _TABLE:
            self._tables += not self._depth
            self._depth += 1
        elif tag == _ROW:
            self._rows += self._depth == 1
        elif not self._open:
            return
        elif tag == _START:
            self._begin(attributes)
        elif tag == _END:
            self._close(attributes)
        elif not self._deleted:
            if tag == _T:
                self._in_text = True
            else:
                self._open[-1].add(_LETTERS[tag])

    def _begin(self, attributes: Mapping[str, str]) -> None:
        number = number_of(attributes.get(_NAME, ""))
        if number is not None:
            begun = self._open[-1]
            self._marks[attributes.get(_ID, "")] = number, begun, begun.length

    def _close(self, attributes: Mapping[str, str]) -> None:
        """The end of a bookmark. One that leads from paragraph to paragraph marks no value any more, nor does an empty one."""
        number, begun, start = self._marks.pop(attributes.get(_ID, ""), (0, None, 0))
        if begun is self._open[-1] and start < begun.length:
            begun.line.spans[number] = start, begun.length

    def end(self, tag: str) -> None:
        if tag == _T:
            self._in_text = False
        elif tag in _UNSEEN:
            self._unseen -= 1
        elif tag in _DELETED:
            self._deleted -= 1
        elif self._unseen:
            return
        elif tag == _P:
            begun = self._open.pop()
            begun.line.text = "".join(begun.pieces)
        elif tag == _TABLE:
            self._depth -= 1

    def characters(self, text: str) -> None:
        if self._in_text:
            self._open[-1].add(text)


def read_lines(markup: bytes) -> list[Line]:
    """The paragraphs of one part. Raises ``ExpatError`` when it is no XML, ``Declared`` when it declares a document type."""
    reader = _Reader()
    parser = careful_parser(" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.buffer_text = True
    parser.Parse(markup, True)
    return reader.lines


def manuscript(parts: Mapping[str, Member], wanted: Iterable[str]) -> dict[str, list[Line]]:
    """The paragraphs of the wanted parts, by part, those without any left out."""
    read = {name: read_lines(parts[name].content()) for name in wanted if name in parts}
    return {name: lines for name, lines in read.items() if lines}
