"""Parts and their whole: rows that begin with 其中, and 人次 beside the 人 that they count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.checks.registry import Subject, rule
from generator.diagnostics import Diagnostic, Severity
from generator.model.amounts import spelt
from generator.model.ranges import point, range_of
from generator.model.report import Indicator
from generator.patterns import pattern

_PART = pattern(r"其中[：:，,]?")
_PERSONS = ("人", "名")
_HEADINGS = ("本年", "上年")


@rule
def parts_of_a_row(subject: Subject) -> Iterator[Diagnostic]:
    """Rows whose 指标名称 begins with 其中 are parts of the row above them, where unit and period are its own.

    One part above the whole is an error. Their sum may be above it when they overlap, so that is only doubted.
    """
    whole: Indicator | None = None
    parts: list[Indicator] = []
    for indicator in (*subject.data.indicators.values(), None):
        if indicator is not None and _PART.match(indicator.label):
            parts.append(indicator)
            continue
        if whole is not None and parts:
            for heading in _HEADINGS:
                yield from _above_whole(subject, whole, parts, heading)
        whole, parts = indicator, []


def _above_whole(subject: Subject, whole: Indicator, rows: Sequence[Indicator], heading: str) -> Iterator[Diagnostic]:
    most = range_of(whole.amount(heading))
    comparable = [row for row in rows if (row.unit, row.period) == (whole.unit, whole.period)]
    if most is None or whole.is_rate:
        return
    total, counted = point(Decimal(0)), list[Indicator]()
    for part in comparable:
        value = range_of(part.amount(heading))
        if value is None:
            continue
        if value.low > most.high:
            severity: Severity = "warning" if subject.draft or heading == "上年" else "error"
            message = f"{_told(part, heading)}是 {_told(whole, heading)}的一部分，却比它大"
            yield Diagnostic("part-above-whole", severity, message, "请核对这两个数", subject.place(part.cells[heading]))
            return
        total, counted = total + value, [*counted, part]
    if total.low > most.high:
        summed = f" = {total.low:f}" if total.low == total.high else ""
        added = f"{' + '.join(_told(part, heading) for part in counted)}{summed}".replace("） ", "）")
        message = f"{added}，大于 {_told(whole, heading)}"
        hint = "“其中”各行之和不应大于上面一行；各行有重叠的，请在“核对说明”里写明"
        yield Diagnostic("parts-above-whole", "warning", message, hint, subject.place(counted[0].cells[heading]))


@rule
def visits_and_persons(subject: Subject) -> Iterator[Diagnostic]:
    """As many 人次 as 人 at least: 培训人次 (人次) beside 培训 or 培训人数 (人, 名)."""
    indicators = subject.data.indicators
    for visits in indicators.values():
        if visits.unit != "人次" or not visits.name.endswith("人次"):
            continue
        stem = visits.name.removesuffix("人次")
        for name in (stem, f"{stem}人数", f"{stem}人员"):
            persons = indicators.get(name)
            if persons is None or persons.unit not in _PERSONS or persons.period != visits.period:
                continue
            for heading in _HEADINGS:
                yield from _fewer_visits(subject, visits, persons, heading)


def _fewer_visits(subject: Subject, visits: Indicator, persons: Indicator, heading: str) -> Iterator[Diagnostic]:
    many, few = range_of(visits.amount(heading)), range_of(persons.amount(heading))
    if many is None or few is None or many.high >= few.low:
        return
    severity: Severity = "warning" if subject.draft or heading == "上年" else "error"
    message = f"人次少于人数：{_told(visits, heading)}应不小于 {_told(persons, heading)}"
    hint = "一个人至少算一人次，请核对这两个数"
    yield Diagnostic("visits-below-persons", severity, message, hint, subject.place(visits.cells[heading]))


def _told(row: Indicator, heading: str) -> str:
    named = row.name if heading == "本年" else f"{row.name}的上年"
    return f"{named} {spelt(row.amount(heading))}（{row.cells[heading]}）"
