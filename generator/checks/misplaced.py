"""``{{ }}`` where it is not read: it would be printed as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.checks.registry import Subject, rule
from generator.checks.worded import worded_cells
from generator.diagnostics import Diagnostic


@rule
def tag_outside_text(subject: Subject) -> Iterator[Diagnostic]:
    """Only 正文 takes {{ }}; in a heading, an item or 为零时写作 it would be printed with its braces."""
    for cell, text in worded_cells(subject):
        if "{{" in text or "｛｛" in text:
            yield Diagnostic(
                "tag-misplaced",
                "warning",
                f"“{text[:30]}”里的花括号会照样印出来，{{{{ }}}} 只能写在“报告内容”的正文里",
                "请直接写要印的字",
                replace(subject.place(cell), text=text),
            )
