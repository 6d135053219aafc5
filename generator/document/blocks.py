"""Blocks and inlines: the tree between text and Word.

Lengths are in characters: one is the width of a full-width character of the body, 1/28 of the type area
(GB/T 9704, 5.2.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from generator.model.provenance import Source
from generator.records import record

Slot = Literal["版头", "文首", "正文", "文尾", "附表", "版记"]
SLOTS: tuple[Slot, ...] = ("版头", "文首", "正文", "文尾", "附表", "版记")


@record
class Words:
    """Running text in one character style (None: the paragraph's). Newlines are line breaks, tabs tabs.

    ``source`` is the origin of a printed value, ``origin`` the cell whose words this is part of.
    """

    text: str
    style: str | None = None
    source: Source | None = None
    origin: Source | None = None


@record
class Indent:
    """Indents in characters; ``hanging`` pulls the first line left, ``first`` pushes it right."""

    left: float = 0
    right: float = 0
    first: float = 0
    hanging: float = 0


@record
class Paragraph:
    """A paragraph in a named style.

    ``indent`` stands only where it depends on the text; ``tabs`` are tab stops from the left edge of the type
    area, in characters; ``fit`` asks for narrower letters where the words would not fit on one line;
    ``keep_next`` keeps it on the page of what follows; ``at_foot`` puts the paragraph at the bottom of the type
    area, together with its neighbours at the foot.
    """

    style: str
    words: tuple[Words, ...] = ()
    indent: Indent | None = None
    tabs: tuple[float, ...] = ()
    fit: bool = False
    at_foot: bool = False
    keep_next: bool = False

    @property
    def text(self) -> str:
        """What a reader sees."""
        return "".join(w.text for w in self.words)


@record
class Table:
    """A table with one head row, repeated on every page. ``widths`` are shares of the type area."""

    style: str
    widths: tuple[float, ...]
    head: tuple[Paragraph, ...]
    rows: tuple[tuple[Paragraph, ...], ...]


Block = Paragraph | Table


@record
class Blocks:
    """Blocks as one value, for a template to put in."""

    blocks: tuple[Block, ...]


@record
class Document:
    """A report: blocks by slot of the layout, and the properties of the file."""

    slots: Mapping[Slot, tuple[Block, ...]]
    title: str
    dated: date | None

    def paragraphs(self) -> Iterable[Paragraph]:
        """Every paragraph in the order of the page, table cells included."""
        for slot in SLOTS:
            for block in self.slots.get(slot, ()):
                if isinstance(block, Paragraph):
                    yield block
                else:
                    yield from block.head
                    for row in block.rows:
                        yield from row


def paragraph(style: str, text: str = "", **more: object) -> Paragraph:
    """A paragraph of plain words without a source."""
    return Paragraph(style, (Words(text),) if text else (), **more)  # type: ignore[arg-type]
