"""A Word file as people see it: paragraphs of letters that know where they come from.

Every letter of a report that was just built keeps its origin wherever it goes, so what became of a value need not be guessed
afterwards. What is no letter (bookmarks, pictures) stands between letters without a width. A paragraph that holds more than
this knows (text boxes, fields, content controls) is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from generator.word.ledger import number_of
from tests.support.word import W

Track = Literal["", "ins", "del"]
Element: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter. ``origin`` is the place where it was printed (part, paragraph from 1, offset), None for a letter of a person's.

    ``copied`` says that it is a second one of that origin; ``again`` is that of the same letter in whose place a person typed it;
    ``typed_for`` the number of the value that a person typed it for.
    """

    text: str
    form: int = 0
    origin: tuple[str, int, int] | None = None
    copied: bool = False
    again: tuple[str, int, int] | None = None
    typed_for: int | None = None
    track: Track = ""
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """One end of a bookmark."""

    opens: bool
    id: str
    name: str = ""

    @property
    def number(self) -> int | None:
        return number_of(self.name)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something without letters, as it stands in the file."""

    element: Element


Atom: TypeAlias = Letter | Edge | Thing


@dataclass(slots=True)
class Paragraph:
    """A paragraph; one that is ``fixed`` (several, with those in its text boxes) is kept as it is."""

    properties: Element | None = None
    atoms: list[Atom] = field(default_factory=list)
    fixed: Element | None = None
    inner: list[list[Letter]] = field(default_factory=list)
    mark: Track = ""

    def shown(self) -> list[Letter]:
        """The letters that are not deleted."""
        return [atom for atom in self.atoms if isinstance(atom, Letter) and atom.track != "del"]

    @property
    def text(self) -> str:
        return "".join(letter.text for letter in self.shown())

    @property
    def is_plain(self) -> bool:
        """Whether it can be moved and cut: nothing in it but letters and marks, no section ending with it."""
        ends = self.properties is not None and self.properties.find(f"{W}sectPr") is not None
        return self.fixed is None and not ends and not any(isinstance(atom, Thing) for atom in self.atoms)


@dataclass(slots=True)
class Row:
    """A row of a table: its element without cells, and per cell its element without paragraphs, and these."""

    element: Element
    cells: list[tuple[Element, list[Paragraph]]]
    mark: Track = ""


@dataclass(slots=True)
class Table:
    """A table of rows of cells of paragraphs."""

    element: Element
    rows: list[Row]


Block: TypeAlias = Paragraph | Table


@dataclass(slots=True)
class Paper:
    """A part of a file as blocks. ``forms`` are the formats of letters."""

    part: str
    root: Element
    blocks: list[Block]
    forms: list[Element | None]

    def paragraphs(self) -> Iterator[Paragraph]:
        """All of them, in the order of the text."""
        for block in self.blocks:
            yield from (block,) if isinstance(block, Paragraph) else (p for row in block.rows for _, cell in row.cells for p in cell)

    def lines(self) -> list[list[Letter]]:
        """The letters that are shown, as the file counts its paragraphs."""
        return [line for p in self.paragraphs() for line in (p.inner if p.fixed is not None else [p.shown()])]


def frame_of(root: Element) -> Element:
    """The element of a part that holds its blocks."""
    return root[0] if root.tag == f"{W}document" else root
