"""The indicators as rows of a table: what can be printed is, what can't is left blank, nothing complains."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from generator.model.amounts import Amount, print_number
from generator.model.marks import Marks
from generator.model.provenance import Source
from generator.model.report import Indicator, ReportData
from generator.model.template import Options
from generator.templating import wording
from generator.templating.session import Edition


class TabulatedIndicator(NamedTuple):
    """Marked texts of one row; empty where there is nothing to print."""

    label: str
    unit: str
    this: str
    last: str
    change: str


def tabulate(data: ReportData, options: Options, edition: Edition, marks: Marks) -> Iterator[TabulatedIndicator]:
    """The indicators that have a value, in the order of the workbook; those marked 否 not in the 公开版."""
    for indicator in data.indicators.values():
        if not indicator.this or (edition == "公开" and indicator.public is False):
            continue

        def marked(text: str, *headings: str, i: Indicator = indicator) -> str:
            cells = tuple(i.cells[h] for h in headings)
            return marks.value(text, Source("figure", i.name, cells, i.department, i.period)) if text else ""

        change, sources = _change(indicator, options)
        unit = "" if indicator.unit == wording.TEXT_UNIT else indicator.unit
        yield TabulatedIndicator(
            marked(indicator.label, "指标名称"),
            marked(unit, "单位"),
            marked(_amount(indicator.this, options), "本年"),
            marked(_amount(indicator.last, options), "上年"),
            marked(change, *sources),
        )


def _amount(amount: Amount, options: Options) -> str:
    if not amount:
        return ""
    return amount.shown if amount.kind == "words" else wording.bare(amount, options) + amount.after_unit


def _change(indicator: Indicator, options: Options) -> tuple[str, tuple[str, ...]]:
    this, last = indicator.this.number, indicator.last.number
    change: Decimal | None = None
    sources: tuple[str, ...] = ("本年", "上年")
    if indicator.this.kind == indicator.last.kind == "exact" and this is not None and last is not None:
        if last or indicator.is_rate:
            change = wording.change_of(this, last, rate=indicator.is_rate, places=options.precision)
    elif not indicator.last and indicator.change_typed is not None:
        change, sources = indicator.change_typed, ("同比（手填）",)
    if change is None:
        return "", ()
    return print_number(change, options.precision) + ("个百分点" if indicator.is_rate else "%"), sources
