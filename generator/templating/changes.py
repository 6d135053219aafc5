"""How rises and falls are said: 同比上升9.81%, 同比提高3.2个百分点, 同比增加3起, 同比持平.

A rate changes by percentage points. Everything else changes by per cent, counts from a small base by their number:
per cent of a handful tell nothing. 持平 only when the change is nothing at the printed precision. From 0 there are no
per cent.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.model.amounts import EXACT, ratio_half_up, round_half_up
from generator.model.report import Indicator
from generator.model.template import Options
from generator.templating.wording import printed, split_unit

POINTS, PERCENT = "个百分点", "%"
_YEARS = ("本年", "上年")


class Change(NamedTuple):
    """A change as it is printed.

    ``size`` has a sign and the printed precision, ``unit`` is %, 个百分点 or the indicator's own, ``word`` is 上升,
    下降, 持平 or their kin, ``columns`` are those of 指标 that the change came from.
    """

    size: Decimal
    unit: str
    word: str
    columns: tuple[str, ...]


def change_in(indicator: Indicator, options: Options) -> Change | None:
    """The change of an indicator; None when there is none to print.

    A 同比 typed by hand serves only where the two years don't give one; a base of 0 gives none, unless the template
    says it as a number.
    """
    this, last = indicator.this, indicator.last
    if this.kind == last.kind == "exact" and this.number is not None and last.number is not None:
        return _between(this.number, last.number, indicator, options)
    if indicator.change_typed is not None:
        size = round_half_up(indicator.change_typed, options.precision)
        return _change(size, POINTS if indicator.is_rate else PERCENT, indicator.unit, ("同比（手填）",), options)
    return None


def _between(this: Decimal, last: Decimal, indicator: Indicator, options: Options) -> Change | None:
    difference = EXACT.subtract(this, last)
    if indicator.is_rate:
        return _change(round_half_up(difference, options.precision), POINTS, indicator.unit, _YEARS, options)
    if _said_as_number(this, last, indicator, options):
        return _change(round_half_up(difference, options.precision), indicator.unit, indicator.unit, _YEARS, options)
    if last == 0:
        return None
    size = ratio_half_up(EXACT.multiply(difference, Decimal(100)), last, options.precision)
    return _change(size, PERCENT, indicator.unit, _YEARS, options)


def _said_as_number(this: Decimal, last: Decimal, indicator: Indicator, options: Options) -> bool:
    """Whether the change is said in the indicator's unit: from 0 if the template wants so, and from a small base.

    Also where words stand for this year's 0 (无行政诉讼案件，同比减少15件): per cent would always be 100 there.
    """
    if last == 0:
        return options.zero_base_difference
    if this == 0 and indicator.zero:
        return options.small_base > 0
    return not is_money(indicator.unit) and last * split_unit(indicator.unit)[0] < options.small_base


def _change(size: Decimal, said_in: str, unit: str, columns: tuple[str, ...], options: Options) -> Change:
    if said_in == unit and said_in != PERCENT:
        words = options.small_rise, options.small_fall
    elif unit == "%":
        words = options.rate_rise, options.rate_fall
    else:
        words = (options.amount_rise, options.amount_fall) if is_money(unit) else (options.rise, options.fall)
    return Change(size, said_in, options.flat if size == 0 else words[size < 0], columns)


def is_money(unit: str) -> bool:
    """Whether the unit is one of money: 元, 万元, 美元."""
    return unit.endswith("元")


def size_text(change: Change, options: Options) -> str:
    """9.81%, 3.2个百分点 or 3起, without a sign; nothing when there is no change."""
    return f"{printed(abs(change.size), options)}{change.unit}" if change.size else ""


def change_text(change: Change, options: Options) -> str:
    """同比上升9.81%, 同比提高3.2个百分点, 同比增加3起, 同比持平."""
    return f"{options.change}{change.word}{size_text(change, options)}"


def signed_text(change: Change, options: Options) -> str:
    """9.81%, -5%, 持平: a change in a table."""
    return f"{printed(change.size, options)}{change.unit}" if change.size else change.word


def respective_changes(changes: Sequence[Change], options: Options) -> str:
    """同比分别上升9.81%、20%; where the words differ each change has its own: 同比分别上升9.81%、下降5%."""
    if len(changes) == 1:
        return change_text(changes[0], options)
    words = {change.word for change in changes}
    if not any(change.size for change in changes):
        return f"{options.change}均{options.flat}"
    shared = changes[0].word if len(words) == 1 else ""
    *first, last = (("" if shared else change.word) + size_text(change, options) for change in changes)
    return f"{options.change}{options.respectively}{shared}{'、'.join(first)}{options.joining}{last}"
