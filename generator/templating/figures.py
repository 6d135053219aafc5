"""Indicators as templates see them: they print themselves with their source.

The Chinese attribute names are the template language (``{{ 刑事立案.同比 }}``); they are documented in
docs/templates.md. A value that can't be printed notes why in the session and prints nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.provenance import Cell, Source
from generator.model.report import Indicator
from generator.templating import wording
from generator.templating.changes import Change, change_in, change_text
from generator.templating.items import MarkedText, Text, marked_text
from generator.templating.values import Quantity

if TYPE_CHECKING:
    from generator.templating.session import Session


class Reading(Quantity):
    """本年 or 上年 of an indicator."""

    __slots__ = ("heading", "indicator")

    def __init__(self, session: Session, indicator: Indicator, heading: str, *, bare: bool = False) -> None:
        super().__init__(
            session,
            indicator.this if heading == "本年" else indicator.last,
            indicator.unit,
            cells_of(indicator, heading),
            name=indicator.name,
            department=indicator.department,
            period=indicator.period,
            bare=bare,
        )
        self.heading = heading
        self.indicator = indicator

    @property
    def label(self) -> str:
        """The 引用名, and which year if it is not this one."""
        return self.indicator.name if self.heading == "本年" else f"{self.indicator.name}的{self.heading}"

    @property
    def withheld(self) -> bool:
        """Whether the edition must not print the figure."""
        return self.session.edition == "公开" and self.indicator.public is False

    def usable(self) -> str | None:
        """None when the amount can be printed, else what is printed instead of it."""
        indicator, session = self.indicator, self.session
        if self.withheld:
            session.report(
                "withheld-figure-used",
                f"公开版不能印“{indicator.name}”（{indicator.cells.get('公开')} 填的是否），{session.where()} 却用到它",
                "请改写这句话，或把这一行也标为不公开",
            )
            return ""
        if self.amount.kind == "missing":
            return session.missing(indicator, self.heading)
        if self.amount.kind == "not_applicable":
            session.report(
                "not-applicable-used",
                f"“{self.label}”填的是“不适用”（{self.cells[0]}），不能印出来",
                "请删去或改写这句话" + ("" if self.session.at else "；模板里可用 {% if " + indicator.name + " %} 包住整句"),
            )
            return ""
        return None

    def __bool__(self) -> bool:
        if self.withheld:
            return False
        if self.amount.kind == "not_applicable":
            self._note_left_out()
        return bool(self.amount)

    def _note_left_out(self) -> None:
        message = f"“{self.label}”填的是“不适用”，{self.session.where()} 里依赖它的话已略去"
        self.session.report("clause-left-out", message, severity="advice", at=self.cells[0])

    @property
    def 数(self) -> Reading:
        """The number without its unit; still good for arithmetic."""
        return Reading(self.session, self.indicator, self.heading, bare=True)


class Figure(Reading):
    """An indicator by its 引用名. Printed: value and unit, or 为零时写作 where it is 0."""

    __slots__ = ()

    def __init__(self, session: Session, indicator: Indicator) -> None:
        super().__init__(session, indicator, "本年")

    def __str__(self) -> str:
        if self.amount.number == 0 and self.indicator.zero and self.usable() is None:
            return self.marked(self.indicator.zero, *cells_of(self.indicator, "为零时写作"))
        return super().__str__()

    @property
    def 上年(self) -> Reading:
        """Last year's value and unit."""
        return Reading(self.session, self.indicator, "上年")

    @property
    def 单位(self) -> MarkedText | Text:
        """The unit."""
        return self._words(self.unit, "单位")

    @property
    def 名称(self) -> MarkedText | Text:
        """The 指标名称."""
        return self._words(self.indicator.label, "指标名称")

    @property
    def 时段(self) -> MarkedText | Text:
        """The indicator's own 统计时段, empty when it is the report's."""
        return self._words(self.period, "统计时段")

    def _words(self, text: str, heading: str) -> MarkedText | Text:
        if self.withheld:
            return Text(lambda: self.usable() or "", lambda: False)
        source = Source("figure", self.name, cells_of(self.indicator, heading), self.department, self.period)
        return marked_text(self.session, text, source)

    @property
    def 适用(self) -> bool:
        """Whether the indicator applies at all; what is withheld tells nothing."""
        if self.withheld:
            return False
        if self.amount.kind == "not_applicable":
            self._note_left_out()
            return False
        return True

    @property
    def 同比(self) -> Text:
        """同比上升9.81%."""
        return Text(self._change_text, lambda: bool(self) and change_in(self.indicator, self.session.options) is not None)

    @property
    def 倍数(self) -> Text:
        """是2021年的4.6倍."""
        return Text(self._times_text, lambda: bool(self) and bool(self._times()))

    def change(self) -> Change | str:
        """The change as it is printed, or the text to print instead (empty when a problem was noted)."""
        instead = self.usable()
        if instead is not None:
            return instead
        return change_in(self.indicator, self.session.options) or self._without_change()

    def _without_change(self) -> str:
        """What is printed where there is no 同比: what the template says, else a complaint."""
        last, options = self.上年, self.session.options
        if self.amount.kind == "words":
            self.session.report("change-of-words", f"“{self.name}”是文字（{self.cells[0]}），没有同比", "请删去或改写这句话")
            return ""
        instead = options.no_base if last.amount.number == 0 else "" if last.amount else options.no_last
        if instead:
            return self.marked(instead, *last.cells)
        if last.amount.kind == "missing":
            return last.usable() or ""
        if last.amount.kind == self.amount.kind == "exact":
            self.session.report(
                "change-without-base",
                f"“{self.name}”的上年是 0，{self.session.where()} 要印同比，但没有基数",
                "请改写这句话（例如写明两年的数），不印同比",
                at=last.cells[0],
            )
            return ""
        inexact = last if self.amount.kind == "exact" else self
        filled_in = inexact.amount.shown + inexact.amount.after_unit or "不适用"
        self.session.report(
            "change-of-rounded",
            f"“{self.name}”的{inexact.heading}是“{filled_in}”，算不出同比",
            "请填准确的数，或在“同比（手填）”里填同比",
            at=inexact.cells[0],
        )
        return ""

    def _change_text(self) -> str:
        change = self.change()
        if isinstance(change, str):
            return change
        source = Source("figure", self.name, cells_of(self.indicator, *change.columns), self.department, self.period)
        return self.session.marks.value(change_text(change, self.session.options), source)

    def _times(self) -> str:
        this, last = self.amount, self.indicator.last
        if this.kind != "exact" or last.kind != "exact" or this.number is None or not last.number:
            return ""
        return wording.times_text(this.number, last.number, self.session.year, self.session.options)

    def _times_text(self) -> str:
        instead = self.usable()
        if instead is None and self.amount.kind != "words":
            instead = self.上年.usable()
        if instead is not None:
            return instead
        times = self._times()
        if times:
            return self.marked(times, *self.上年.cells)
        self.session.report(
            "times-unsuitable",
            f"“{self.name}”不能写成倍数（上年为 0、有概数，或者没有超过上年）",
            "下降请用 .同比，其他情况请改写",
            at=next(iter(self.上年.cells), None),
        )
        return ""


def cells_of(indicator: Indicator, *headings: str) -> tuple[Cell, ...]:
    """The indicator's cells in those columns; none for a row that is not there."""
    return tuple(indicator.cells[heading] for heading in headings if heading in indicator.cells)
