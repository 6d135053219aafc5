"""What templates see: figures, items and entries that print themselves with their source.

The Chinese attribute names are the template language (``{{ 刑事立案.同比 }}``); they are documented in
docs/templates.md. A value that can't be printed notes why in the session and prints nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.model.amounts import Amount, exact, print_number, round_half_up
from generator.model.provenance import Cell, Source
from generator.model.report import Indicator, Item
from generator.templating import wording

if TYPE_CHECKING:
    from generator.templating.session import Session


class Quantity:
    """A number with a unit and the cells it came from: a figure, or what arithmetic makes of figures."""

    __slots__ = ("amount", "cells", "department", "name", "period", "session", "unit")

    def __init__(
        self,
        session: Session,
        amount: Amount,
        unit: str,
        cells: tuple[Cell, ...],
        name: str | None = None,
        department: str = "",
        period: str = "",
    ) -> None:
        self.session = session
        self.amount = amount
        self.unit = unit
        self.cells = cells
        self.name = name
        self.department = department
        self.period = period

    def source(self, *more: Cell) -> Source:
        """Where the value came from, with further cells behind its own."""
        cells = dict.fromkeys((*self.cells, *more))
        return Source("figure", self.name, tuple(cells), self.department, self.period)

    def marked(self, text: str, *more: Cell) -> str:
        """The text as a value that came from here."""
        return self.session.marks.value(text, self.source(*more))

    def number(self, purpose: str) -> Decimal | None:
        """The exact number for a calculation; None, and a note why, when there is none."""
        if self.amount.kind == "exact":
            return self.amount.number
        what = {"rounded": "是概数", "words": "是文字", "not_applicable": "是“不适用”", "missing": "是空的"}[self.amount.kind]
        self.session.report("not-computable", f"“{self.name or '算式'}”{what}，不能{purpose}", "请填准确的数字，或改写这句话")
        return None

    def __str__(self) -> str:
        if self.amount.number is None and self.amount.kind != "words":
            return ""
        return self.marked(wording.with_unit(self.amount, self.unit, self.session.options))

    def __bool__(self) -> bool:
        return bool(self.amount)

    def _combine(self, other: object, sign: str, reverse: bool = False) -> Quantity:
        """Sums and differences keep every source cell; different units are an error."""
        mine = self.number("参加计算")
        cells, unit, theirs = self.cells, self.unit, None
        if isinstance(other, Quantity):
            theirs = other.number("参加计算")
            cells = tuple(dict.fromkeys(self.cells + other.cells))
            if sign in "+-" and other.unit != self.unit:
                self.session.report(
                    "unit-mismatch",
                    f"“{self.name or '算式'}”的单位是“{self.unit}”，“{other.name or '算式'}”的单位是“{other.unit}”，不能相加减",
                    "请改用同一单位的指标",
                )
                theirs = None
            elif sign == "/":
                unit = ""
        elif isinstance(other, int | Decimal) and not isinstance(other, bool):
            theirs = Decimal(other)
        elif isinstance(other, float):
            theirs = Decimal(repr(other))
        else:
            self.session.report("not-computable", f"“{self.name or '算式'}”不能与“{other}”计算", "请只用数字和指标")
        if mine is None or theirs is None:
            return Quantity(self.session, Amount("missing"), unit, cells)
        left, right = (theirs, mine) if reverse else (mine, theirs)
        if sign == "/" and right == 0:
            self.session.report("divided-by-zero", f"“{self.name or '算式'}”作了除以 0 的计算", "请检查数据或算式")
            return Quantity(self.session, Amount("missing"), unit, cells)
        result = {
            "+": lambda: left + right,
            "-": lambda: left - right,
            "*": lambda: left * right,
            "/": lambda: left / right,
        }[sign]()
        return Quantity(self.session, exact(result), unit, cells, None, self.department, self.period)

    def __add__(self, other: object) -> Quantity:
        return self._combine(other, "+")

    def __radd__(self, other: object) -> Quantity:
        return self._combine(other, "+", reverse=True)

    def __sub__(self, other: object) -> Quantity:
        return self._combine(other, "-")

    def __rsub__(self, other: object) -> Quantity:
        return self._combine(other, "-", reverse=True)

    def __mul__(self, other: object) -> Quantity:
        return self._combine(other, "*")

    __rmul__ = __mul__

    def __truediv__(self, other: object) -> Quantity:
        return self._combine(other, "/")

    def _compare(self, other: object, test: Callable[[Decimal, Decimal], bool]) -> bool:
        mine = self.number("比较大小")
        theirs = other.number("比较大小") if isinstance(other, Quantity) else Decimal(str(other))
        return mine is not None and theirs is not None and test(mine, theirs)

    def __lt__(self, other: object) -> bool:
        return self._compare(other, lambda a, b: a < b)

    def __le__(self, other: object) -> bool:
        return self._compare(other, lambda a, b: a <= b)

    def __gt__(self, other: object) -> bool:
        return self._compare(other, lambda a, b: a > b)

    def __ge__(self, other: object) -> bool:
        return self._compare(other, lambda a, b: a >= b)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Quantity | int | float | Decimal):
            return self._compare(other, lambda a, b: a == b)
        return NotImplemented

    def __hash__(self) -> int:
        return hash((self.name, self.amount, self.unit))


class Figure(Quantity):
    """An indicator by its 引用名. Printed: value and unit, or 为零时写作 where it is 0."""

    __slots__ = ("indicator",)

    def __init__(self, session: Session, indicator: Indicator) -> None:
        cell = indicator.cells.get("本年")
        super().__init__(
            session,
            indicator.this,
            indicator.unit,
            (cell,) if cell else (),
            indicator.name,
            indicator.department,
            indicator.period,
        )
        self.indicator = indicator

    def usable(self, amount: Amount, heading: str) -> str | None:
        """None when the amount can be printed, else what is printed instead of it."""
        indicator, session = self.indicator, self.session
        cell = indicator.cells.get(heading)
        if session.edition == "公开" and indicator.public is False:
            session.report(
                "withheld-figure-used",
                f"公开版不能印“{indicator.name}”（{indicator.cells.get('公开')} 填的是否），{session.where()} 却用到它",
                "请改写这句话，或把这一行也标为不公开",
            )
            return ""
        if amount.kind == "missing":
            return session.missing(indicator, heading)
        if amount.kind == "not_applicable":
            session.report(
                "not-applicable-used",
                f"“{indicator.name}”填的是“不适用”（{cell}），不能印出来",
                "请删去或改写这句话；模板里可用 {% if " + indicator.name + " %} 包住整句",
            )
            return ""
        return None

    def number(self, purpose: str) -> Decimal | None:
        """The exact number for a calculation; None, and a note why, when there is none."""
        instead = self.usable(self.indicator.this, "本年")
        return None if instead is not None else super().number(purpose)

    def __str__(self) -> str:
        instead = self.usable(self.indicator.this, "本年")
        if instead is not None:
            return instead
        if self.indicator.this.number == 0 and self.indicator.zero:
            return self.marked(self.indicator.zero, *self._cell("为零时写作"))
        return self.marked(wording.with_unit(self.indicator.this, self.unit, self.session.options))

    def __bool__(self) -> bool:
        if self.session.edition == "公开" and self.indicator.public is False:
            return False
        if self.indicator.this.kind == "not_applicable":
            self.session.report(
                "clause-left-out",
                f"“{self.indicator.name}”填的是“不适用”，{self.session.where()} 里依赖它的话已略去",
                severity="advice",
                at=self.indicator.cells.get("本年"),
            )
        return bool(self.indicator.this)

    def _cell(self, heading: str) -> tuple[Cell, ...]:
        cell = self.indicator.cells.get(heading)
        return (cell,) if cell else ()

    @property
    def 数(self) -> Bare:
        """The number without its unit; still good for arithmetic."""
        return Bare(self)

    @property
    def 上年(self) -> Text:
        """Last year's value and unit."""
        return self.bind(lambda: self._last())

    def _last(self) -> str:
        last = self.indicator.last
        instead = self.usable(last, "上年")
        if instead is not None:
            return instead
        text = wording.with_unit(last, self.unit, self.session.options)
        return self.session.marks.value(text, Source("figure", self.name, self._cell("上年"), self.department, self.period))

    @property
    def 单位(self) -> str:
        """The unit."""
        return self.unit

    @property
    def 名称(self) -> str:
        """The 指标名称."""
        return self.indicator.label

    @property
    def 时段(self) -> str:
        """The indicator's own 统计时段, empty when it is the report's."""
        return self.indicator.period

    @property
    def 适用(self) -> bool:
        """Whether the indicator applies at all."""
        return self.indicator.this.kind != "not_applicable"

    @property
    def 同比(self) -> Text:
        """同比上升9.81%."""
        return self.bind(lambda: self._change_text())

    @property
    def 倍数(self) -> Text:
        """是2021年的4.6倍."""
        return self.bind(lambda: self._times())

    def bind(self, say: Callable[[], str]) -> Text:
        """A text that is worked out when it is printed."""
        return Text(say)

    def change(self) -> Decimal | str | None:
        """The printed change, or the text to print instead, or None when a problem was noted."""
        indicator, options = self.indicator, self.session.options
        instead = self.usable(indicator.this, "本年")
        if instead is not None:
            return instead or None
        if indicator.last.kind in ("missing", "not_applicable") and indicator.change_typed is not None:
            return round_half_up(indicator.change_typed, options.precision)
        if indicator.last.kind == "missing":
            if options.no_base:
                return self.marked(options.no_base)
            return self.session.missing(indicator, "上年") or None
        this, last = indicator.this, indicator.last
        if this.kind != "exact" or last.kind != "exact" or this.number is None or last.number is None:
            heading = "本年" if this.kind != "exact" else "上年"
            self.session.report(
                "change-of-rounded",
                f"“{self.name}”的{heading}是“{(this if heading == '本年' else last).shown or '不适用'}”，算不出同比",
                "请填准确的数，或在“同比（手填）”里填同比",
                at=indicator.cells.get(heading),
            )
            return None
        if last.number == 0 and not indicator.is_rate:
            if options.no_base:
                return self.marked(options.no_base, *self._cell("上年"))
            self.session.report(
                "change-without-base",
                f"“{self.name}”的上年是 0，{self.session.where()} 要印同比，但没有基数",
                "请改写这句话（例如写明两年的数），不印同比",
                at=indicator.cells.get("上年"),
            )
            return None
        return wording.change_of(this.number, last.number, rate=indicator.is_rate, places=options.precision)

    def change_cells(self) -> tuple[Cell, ...]:
        """The cells that a printed change came from."""
        if self.indicator.last.kind in ("missing", "not_applicable"):
            return self._cell("同比（手填）")
        return self._cell("本年") + self._cell("上年")

    def _change_text(self) -> str:
        change = self.change()
        if change is None or isinstance(change, str):
            return change or ""
        text = wording.change_text(change, self.unit, self.session.options)
        return self.session.marks.value(text, Source("figure", self.name, self.change_cells(), self.department, self.period))

    def _times(self) -> str:
        this, last = self.indicator.this, self.indicator.last
        for amount, heading in ((this, "本年"), (last, "上年")):
            instead = self.usable(amount, heading)
            if instead is not None:
                return instead
        if this.number is None or not last.number or this.kind != "exact" or last.kind != "exact" or this.number < last.number:
            self.session.report(
                "times-unsuitable",
                f"“{self.name}”不能写成倍数（上年为 0、有概数，或者是下降）",
                "下降请用 .同比，其他情况请改写",
                at=self.indicator.cells.get("上年"),
            )
            return ""
        times = print_number(this.number / last.number, self.session.options.precision)
        year = f"{self.session.year - 1}年" if self.session.year else "上年"
        return self.marked(f"是{year}的{times}倍", *self._cell("上年"))


class Bare(Quantity):
    """A figure without its unit."""

    __slots__ = ("figure",)

    def __init__(self, figure: Figure) -> None:
        super().__init__(figure.session, figure.amount, figure.unit, figure.cells, figure.name, figure.department, figure.period)
        self.figure = figure

    def number(self, purpose: str) -> Decimal | None:
        """The figure's number, on the figure's terms."""
        return self.figure.number(purpose)

    def __str__(self) -> str:
        instead = self.figure.usable(self.amount, "本年")
        if instead is not None:
            return instead
        return self.marked(wording.bare(self.amount, self.session.options) + self.amount.after_unit)


class Text:
    """A text worked out when it is printed, so that asking for it costs nothing and complains of nothing."""

    __slots__ = ("_say",)

    def __init__(self, say: Callable[[], str]) -> None:
        self._say = say

    def __str__(self) -> str:
        return self._say()


class ItemText(str):
    """An item of 基本信息: compares and slices as its text, prints with its source."""

    __slots__ = ("marked",)
    marked: str

    def __str__(self) -> str:
        return self.marked


class ItemNumber(int):
    """年度: a number that prints with its source."""

    marked: str

    def __str__(self) -> str:
        return self.marked


class ItemDate:
    """A date of 基本信息: prints 2023年2月20日 (GB/T 15835, no leading zeros)."""

    __slots__ = ("marked", "value")

    def __init__(self, value: date, marked: str) -> None:
        self.value = value
        self.marked = marked

    def __str__(self) -> str:
        return self.marked

    @property
    def 年(self) -> int:
        """The year."""
        return self.value.year

    @property
    def 月(self) -> int:
        """The month."""
        return self.value.month

    @property
    def 日(self) -> int:
        """The day."""
        return self.value.day


def print_date(value: date) -> str:
    """2023年2月20日."""
    return f"{value.year}年{value.month}月{value.day}日"


def item_value(session: Session, item: Item) -> ItemText | ItemNumber | ItemDate:
    """An item as templates see it."""
    source = Source("item", item.name, (item.cell,))
    if isinstance(item.value, date):
        return ItemDate(item.value, session.marks.value(print_date(item.value), source))
    if isinstance(item.value, int):
        number = ItemNumber(item.value)
        number.marked = session.marks.value(str(int(item.value)), source)
        return number
    text = ItemText(item.value or "")
    text.marked = session.marks.value(item.value, source) if item.value else ""
    return text
