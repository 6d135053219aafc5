"""A table that goes beside a report, as an annex of its own: title, a note, the rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.document import styles
from generator.document.blocks import Block, Table, paragraph


def annex(title: str, note: str, head: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[str | int]]) -> list[Block]:
    """The blocks. ``widths`` are shares of the line; numbers are centred. A tiny paragraph ends it, since Word adds a full one."""
    return [
        paragraph(styles.ATTACHMENT_TITLE, title),
        paragraph(styles.TABLE_UNIT, note),
        Table(
            styles.TABLE,
            tuple(widths),
            tuple(paragraph(styles.TABLE_HEAD, text) for text in head),
            tuple(
                tuple(paragraph(styles.TABLE_UNIT if isinstance(value, int) else styles.TABLE_TEXT, str(value)) for value in row)
                for row in rows
            ),
        ),
        paragraph(styles.TAIL),
    ]
