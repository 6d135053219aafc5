"""``{{ }}`` where it is not read: it would be printed as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.checks.registry import Subject, rule
from generator.diagnostics import Diagnostic
from generator.model.provenance import Cell


@rule
def tag_outside_text(subject: Subject) -> Iterator[Diagnostic]:
    """Only 正文 takes {{ }}; in a heading, an item or 为零时写作 it would be printed with its braces."""
    for cell, text in _texts(subject):
        if "{{" in text or "｛｛" in text:
            yield Diagnostic(
                "tag-misplaced",
                "warning",
                f"“{text[:30]}”里的花括号会照样印出来，{{{{ }}}} 只能写在“报告内容”的正文里",
                "请直接写要印的字",
                replace(subject.place(cell), text=text),
            )


def _texts(subject: Subject) -> Iterator[tuple[Cell, str]]:
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
