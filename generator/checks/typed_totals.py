"""Sums in the text that do not add up: 10208人，其中甲地445人、乙地351人、丙地9508人."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.checks.passages import Passage
from generator.checks.registry import Subject, text_rule
from generator.diagnostics import Diagnostic, Severity
from generator.prose.nouns import nearly_equal
from generator.prose.quantities import Quantity
from generator.prose.totals import Total, totals

# Two parts that are all there is: what one of them leaves is the other.
_PAIRS = (
    ("主办", "会办"),
    ("许可", "处罚"),
    ("初次", "重复"),
    ("男", "女"),
    ("线上", "线下"),
    ("网上", "窗口"),
    ("刑事", "行政"),
    ("境内", "境外"),
)


@text_rule
def totals_add_up(subject: Subject) -> Iterator[Diagnostic]:
    """Parts never exceed their total; those that are meant to be all make it."""
    for passage in subject.passages:
        for total in totals(passage.even, passage.quantities):
            if (found := _disagreement(total)) is not None:
                yield _complaint(subject, passage, total, *found)


def _disagreement(total: Total) -> tuple[str, Severity] | None:
    """The code and how certain it is, None where the parts can be right.

    One part above the whole is wrong for certain; several may overlap (the arrested are among the detained).
    """
    whole, parts = total.whole, total.parts
    if whole.rounded:
        return None
    added = sum((part.value for part in parts), Decimal(0))
    # Figures in 万 or with decimals are rounded, each by half of its last digit at most.
    slack = sum((q.step / 2 for q in (whole, *parts) if q.step != 1), Decimal(0))
    if added > whole.value + slack:
        certain = len(parts) == 1 and total.listed and not parts[0].rounded
        return "parts-exceed-total", "error" if certain else "warning"
    if abs(added - whole.value) <= slack or any(part.rounded for part in parts) or len(parts) < 2:
        return None
    if total.closed:
        return "parts-miss-total", "warning"
    all_there = len(parts) == 2 and any(one in parts[0].noun and other in parts[1].noun for one, other in _PAIRS)
    return ("parts-miss-total", "warning") if all_there or nearly_equal(added, whole.value) else None


def _complaint(subject: Subject, passage: Passage, total: Total, code: str, severity: Severity) -> Diagnostic:
    same = {part.scale for part in (total.whole, *total.parts)}
    scale = total.whole.scale if len(same) == 1 else 1
    added = _number(sum((part.value for part in total.parts), Decimal(0)) / scale)
    sign = f"{' + '.join(_number(part.value / scale) for part in total.parts)} = {added}" if len(total.parts) > 1 else f"其中一项是 {added}"
    said = passage.text[total.whole.start : total.whole.end]
    cells = _cells(passage, (total.whole, *total.parts))
    message = f"“{said}”和它的各部分不一致：{sign}，正文为 {_number(total.whole.value / scale)}{cells}"
    hint = "请核对总数和各部分；各部分有重复计算或者没有列全的，请写明"
    return Diagnostic(code, "warning" if subject.draft else severity, message, hint, subject.at(passage, said))


def _number(value: Decimal) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if value != value.to_integral_value() else str(int(value))


def _cells(passage: Passage, quantities: tuple[Quantity, ...]) -> str:
    """The cells of the figures that tags printed."""
    sources = [source for q in quantities if (source := passage.source(q.start, q.end)) is not None]
    cells = dict.fromkeys(str(cell) for source in sources for cell in source.cells[:1])
    return f"（{'、'.join(cells)}）" if cells else ""
