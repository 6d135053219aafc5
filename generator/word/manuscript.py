"""The words of a Word file, paragraph by paragraph, as a reader sees them, with the bookmarks of values in them.

Insertions count as accepted, deletions are left out; what stands in a file twice for old programs counts once. Paragraphs
of tables and text boxes are paragraphs like others, in the order in which they begin.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from generator.archive import Member, refuse_doctype
from generator.word.ledger import PREFIX

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SKIPPED = frozenset(("moveFrom", "del", "Fallback", "pPr", "rPr", "sectPr"))
_LETTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_BETWEEN = " "


@dataclass(slots=True)
class Line:
    """A paragraph: its number in its part from 1, its text, and where the bookmarked values stand in it."""

    number: int
    text: str = ""
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)


class _Reader:
    """Collects the paragraphs of one part while expat goes through it."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._open: list[Line] = []
        self._skipping = 0
        self._in_text = False
        self._marks: dict[str, tuple[int, Line, int]] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        namespace, _, name = tag.rpartition(_BETWEEN)
        if name in _SKIPPED and (namespace == _W or name == "Fallback"):
            self._skipping += 1
        if self._skipping or namespace != _W:
            return
        if name == "p":
            line = Line(len(self.lines) + 1)
            self.lines.append(line)
            self._open.append(line)
        elif not self._open:
            return
        elif name == "t":
            self._in_text = True
        elif name in _LETTERS:
            self._open[-1].text += _LETTERS[name]
        elif name == "bookmarkStart":
            label = attributes.get(f"{_W} name", "")
            if label.startswith(PREFIX) and label[len(PREFIX) :].isdigit():
                line = self._open[-1]
                self._marks[attributes.get(f"{_W} id", "")] = int(label[len(PREFIX) :]), line, len(line.text)
        elif name == "bookmarkEnd":
            opened = self._marks.pop(attributes.get(f"{_W} id", ""), None)
            if opened is not None and opened[1] is self._open[-1]:
                number, line, begin = opened
                line.spans[number] = begin, len(line.text)

    def end(self, tag: str) -> None:
        namespace, _, name = tag.rpartition(_BETWEEN)
        if name in _SKIPPED and (namespace == _W or name == "Fallback"):
            self._skipping -= 1
        elif namespace == _W and not self._skipping:
            if name == "p" and self._open:
                self._open.pop()
            elif name == "t":
                self._in_text = False

    def characters(self, text: str) -> None:
        if self._in_text and self._open and not self._skipping:
            self._open[-1].text += text


def read_lines(markup: bytes) -> list[Line]:
    """The paragraphs of one part. Raises ``ExpatError`` when it is no XML, ``Declared`` when it declares a document type."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=_BETWEEN)
    parser.StartDoctypeDeclHandler = refuse_doctype
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
