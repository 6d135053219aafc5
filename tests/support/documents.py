"""Word files printed as an outline, a line a paragraph: ``style: text``; table rows as ``| a | b |``."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.table import Table


def outline_of(path: Path) -> list[str]:
    """Every block of the body in order, empty paragraphs left out."""
    lines = []
    for block in docx.Document(str(path)).iter_inner_content():
        if isinstance(block, Table):
            lines += ["| " + " | ".join(cell.text for cell in row.cells) + " |" for row in block.rows]
        elif block.text.strip():
            assert block.style is not None
            lines.append(f"{block.style.name}: {block.text}")
    return lines


def text_of(path: Path) -> str:
    """All text of the body."""
    return "\n".join(line.partition(": ")[2] for line in outline_of(path))
