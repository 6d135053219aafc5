"""主要指标一览表: the indicators as a table on a page of its own (GB/T 9704, 7.3.7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from generator.document import styles
from generator.document.blocks import Block, Paragraph, Table, paragraph
from generator.document.outline import inlines
from generator.model.marks import Marks

HEAD = ("指标", "单位", "本年", "上年", "同比")
_WIDTHS = (0.42, 0.1, 0.14, 0.14, 0.2)
_STYLES = (styles.TABLE_TEXT, styles.TABLE_UNIT, styles.TABLE_NUMBER, styles.TABLE_NUMBER, styles.TABLE_NUMBER)


class Row(NamedTuple):
    """A row as printed: marked texts, empty where there is nothing to print."""

    label: str
    unit: str
    this: str
    last: str
    change: str


def appendix(title: str, label: str, rows: Iterable[Row], marks: Marks, *, last: bool) -> list[Block]:
    """附件 with its label, its title on the third line, and the table.

    ``last`` says that nothing follows it: then a tiny paragraph does, since Word adds one of full height itself.
    """
    cells = [_cells(row, marks) for row in rows]
    if cells and not last:
        cells[-1] = tuple(replace(cell, keep_next=True) for cell in cells[-1])  # the 版记 never fills a page alone
    return [
        paragraph(styles.ATTACHMENT_LABEL, label),
        paragraph(styles.BLANK),
        paragraph(styles.ATTACHMENT_TITLE, title),
        paragraph(styles.BLANK),
        Table(
            styles.TABLE,
            _WIDTHS,
            tuple(paragraph(styles.TABLE_HEAD, text) for text in HEAD),
            tuple(cells),
        ),
        *([paragraph(styles.TAIL)] if last else []),
    ]


def _cells(row: Row, marks: Marks) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(style, inlines(text, marks)) for style, text in zip(_STYLES, row, strict=True))
