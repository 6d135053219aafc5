"""A 同比 typed by hand: what it serves for, and whether the two years give it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.checks.registry import Subject, rule
from generator.diagnostics import Diagnostic
from generator.model.amounts import print_number, round_half_up
from generator.model.report import Indicator

_COLUMN = "同比（手填）"


@rule
def typed_change(subject: Subject) -> Iterator[Diagnostic]:
    """It serves where the two years don't give one, and can't be checked then; where they do, it must be theirs."""
    for indicator in subject.data.indicators.values():
        if indicator.change_typed is None:
            continue
        this, last = indicator.this, indicator.last
        if this.kind == last.kind == "exact" and this.number is not None and last.number is not None:
            yield _beside_both_years(subject, indicator, indicator.change_typed, this.number, last.number)
            continue
        why, hint = "没有上年数可以核对", "有上年数请填“上年”，同比由工具计算"
        if last.kind != "missing":
            why, hint = "本年或上年不是准确的数，不能核对", "有准确的数请改填准确的数，同比由工具计算"
        message = f"“{indicator.name}”的同比是手填的，{why}"
        yield Diagnostic("change-not-verified", "advice", message, hint, subject.place(indicator.cells[_COLUMN]))


def _beside_both_years(subject: Subject, indicator: Indicator, typed: Decimal, this: Decimal, last: Decimal) -> Diagnostic:
    place, rate = subject.place(indicator.cells[_COLUMN]), indicator.is_rate
    if _gives(typed, this, last, rate=rate) is not False:
        message = f"“{indicator.name}”填了上年数，手填的同比没有采用"
        return Diagnostic("change-ignored", "advice", message, "请清空“同比（手填）”，或删去上年数", place)
    worked = f"{_sum(this, last, rate=rate)}，手填的同比是 {_signed(typed)}{'个百分点' if rate else '%'}"
    if _gives(typed, last, this, rate=rate):
        years = f"本年 {print_number(this, 6)}（{indicator.cells['本年']}）和上年 {print_number(last, 6)}（{indicator.cells['上年']}）"
        message = f"“{indicator.name}”的{years}像是填反了：{worked}，正好是对调以后的同比"
        return Diagnostic("years-swapped", "warning", message, "请核对两年的数", subject.place(indicator.cells["本年"]))
    message = f"“{indicator.name}”手填的同比与两年的数不符：{worked}"
    return Diagnostic("change-contradicts", "warning", message, "印的是按两年的数算出的同比；请核对这三个数", place)


def _change(this: Decimal, last: Decimal, *, rate: bool) -> Decimal | None:
    """Percentage points for a rate, else per cent; None without a base."""
    if rate:
        return this - last
    return (this - last) * 100 / last if last else None


def _gives(typed: Decimal, this: Decimal, last: Decimal, *, rate: bool) -> bool | None:
    """Whether the years give the change at the places that it was typed with, rounded or cut off; None without a base."""
    change = _change(this, last, rate=rate)
    if change is None:
        return None
    exponent = typed.normalize().as_tuple().exponent
    unit = Decimal(1).scaleb(min(0, exponent if isinstance(exponent, int) else 0))
    if change and typed and (change > 0) != (typed > 0):
        return False
    return -unit / 2 <= abs(change) - abs(typed) < unit


def _sum(this: Decimal, last: Decimal, *, rate: bool) -> str:
    """How the change comes of the years."""
    before, after = print_number(last, 6), print_number(this, 6)
    change = _change(this, last, rate=rate)
    assert change is not None
    if rate:
        return f"{after} - {before} = {_signed(change)}个百分点"
    return f"（{after} - {before}）÷ {before} = {_signed(change)}%"


def _signed(change: Decimal) -> str:
    return f"{'-' if change < 0 else ''}{print_number(abs(round_half_up(change, 2)), 2)}"
