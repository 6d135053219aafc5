"""The cells besides 正文 whose words are printed: items, names and wordings of indicators, headings."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.registry import Subject
from generator.model.provenance import Cell


def worded_cells(subject: Subject) -> Iterator[tuple[Cell, str]]:
    """The cells and their words, sheet by sheet."""
    for item in subject.data.items.values():
        if isinstance(item.value, str):
            yield item.cell, item.value
    for indicator in subject.data.indicators.values():
        for heading, text in (("为零时写作", indicator.zero), ("指标名称", indicator.label), ("统计时段", indicator.period)):
            if heading in indicator.cells:
                yield indicator.cells[heading], text
    for entry in subject.data.entries:
        for heading, text in (("小标题", entry.heading), ("栏目", entry.section), ("部分", entry.part)):
            yield entry.cells[heading], text
