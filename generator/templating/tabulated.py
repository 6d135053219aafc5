"""The indicators as rows of a table: what can be printed is, what can't is left blank, nothing complains."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.model.amounts import Amount
from generator.model.marks import Marks
from generator.model.provenance import Source
from generator.model.report import Indicator, ReportData
from generator.model.template import Options
from generator.templating import changes, wording
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
        change = changes.change_in(indicator, options)
        unit = "" if indicator.unit == wording.TEXT_UNIT else indicator.unit
        yield TabulatedIndicator(
            _marked(indicator.label, indicator, marks, "指标名称"),
            _marked(unit, indicator, marks, "单位"),
            _marked(_amount(indicator.this, options), indicator, marks, "本年"),
            _marked(_amount(indicator.last, options), indicator, marks, "上年"),
            _marked(changes.signed_text(change, options), indicator, marks, *change.columns) if change else "",
        )


def _amount(amount: Amount, options: Options) -> str:
    return wording.bare(amount, options) if amount else ""


def _marked(text: str, indicator: Indicator, marks: Marks, *headings: str) -> str:
    cells = tuple(indicator.cells[heading] for heading in headings)
    return marks.value(text, Source("figure", indicator.name, cells, indicator.department, indicator.period)) if text else ""
