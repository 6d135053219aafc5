"""Amounts of money that name no 元."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.registry import Subject, text_rule
from generator.diagnostics import Diagnostic
from generator.prose.money import amounts_without_unit


@text_rule
def amount_without_unit(subject: Subject) -> Iterator[Diagnostic]:
    """挽回损失621.631万: ten thousand of what?"""
    for passage in subject.passages:
        for found in amounts_without_unit(passage.even):
            start, end = found.span("amount")
            if passage.source(start, end) is not None:
                continue
            said = passage.text[start:end]
            message = f"“{passage.text[found.start() : end]}”没有写明“元”"
            yield Diagnostic("amount-without-unit", "warning", message, f"若是金额请写 {said}元", subject.at(passage, said))
