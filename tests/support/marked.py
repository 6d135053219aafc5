"""Marked texts for tests of what follows rendering, and paragraphs printed as ``style: text``."""

from __future__ import annotations

from collections.abc import Iterable

from generator.document.blocks import Block, Paragraph
from generator.model.provenance import Cell, Source, SourceKind


def source(address: str = "D2", kind: SourceKind = "figure", name: str | None = "刑事立案") -> Source:
    """A source with one cell."""
    return Source(kind, name, (Cell("甲.xlsx", "指标", address),))


def lines(blocks: Iterable[Block]) -> list[str]:
    """Every paragraph as ``style: text``; a table as rows ``| a | b |``."""
    out = []
    for block in blocks:
        if isinstance(block, Paragraph):
            out.append(f"{block.style}: {block.text}")
        else:
            out += ["| " + " | ".join(cell.text for cell in row) + " |" for row in (block.head, *block.rows)]
    return out
