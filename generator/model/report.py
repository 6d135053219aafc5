"""What a workbook says: items of 基本信息, indicators, and the rows of 报告内容."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal

from generator.model.amounts import MISSING, Amount
from generator.model.provenance import Cell, HandedIn
from generator.records import record


@record
class Item:
    """A row of 基本信息. ``value`` is a str, an int (年度) or a date; None when the cell is blank."""

    name: str
    value: str | int | date | None
    cell: Cell


@record
class Indicator:
    """A row of 指标. ``cells`` maps a column heading to its cell in this row."""

    name: str
    label: str
    unit: str
    this: Amount
    last: Amount
    cells: Mapping[str, Cell]
    change_typed: Decimal | None = None
    period: str = ""
    zero: str = ""
    public: bool | None = None
    department: str = ""
    filler: str = ""
    note: str = ""
    remark: str = ""

    def amount(self, heading: str) -> Amount:
        """What stands in 本年 or in 上年."""
        return self.this if heading == "本年" else self.last

    @property
    def is_rate(self) -> bool:
        """Whether the unit is %: rates change by percentage points."""
        return self.unit == "%"


@record
class Entry:
    """A row of 报告内容, with 部分 and 栏目 already filled down. ``cells`` maps a heading to its cell."""

    part: str
    section: str
    heading: str
    text: str
    cells: Mapping[str, Cell]
    public: bool | None = None
    department: str = ""
    remark: str = ""


@record
class Unsettled:
    """A matter of a collected workbook that is still open: ``what`` it is, in words, its cell where it has one, and what to do."""

    what: str
    cell: Cell | None
    hint: str


@record
class ReportData:
    """One workbook, read. ``file`` is its name without a path.

    ``handed_in`` leads from the cells of a collected workbook to what departments said of them; ``unsettled`` is what of the
    collecting still waits for the drafter, ``late`` the departments that have not answered or not all, each with its state.
    """

    file: str
    template: str
    items: Mapping[str, Item] = field(default_factory=dict)
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    handed_in: Mapping[Cell, HandedIn] = field(default_factory=dict)
    unsettled: tuple[Unsettled, ...] = ()
    late: tuple[tuple[str, str], ...] = ()

    def text(self, name: str) -> str:
        """The item as text, empty when it is blank or not there."""
        item = self.items.get(name)
        return str(item.value) if item is not None and item.value is not None else ""

    def date(self, name: str) -> date | None:
        """The item as a date, None when it is blank or something else."""
        item = self.items.get(name)
        return item.value if item is not None and isinstance(item.value, date) else None

    @property
    def year(self) -> int | None:
        """年度."""
        item = self.items.get("年度")
        return item.value if item is not None and isinstance(item.value, int) else None


def missing_indicator(name: str, label: str, unit: str) -> Indicator:
    """An indicator that a template asks for and the workbook has no row of."""
    return Indicator(name, label, unit, MISSING, MISSING, {})
