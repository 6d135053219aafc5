"""Figures that are hard to believe beside last year's: a jump, a slip of the unit, a sheet that was only carried over."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.checks.registry import Subject, rule
from generator.diagnostics import Diagnostic
from generator.model.amounts import print_number, spelt
from generator.model.report import Indicator

# Published reports hold honest rises of two and three times; five times in one year is asked about.
JUMP = 5
# … unless the figure is small: 1 case after 6 is no jump.
LARGE = 100
# A figure in 元 where 万元 is asked for is ten thousand times too large, give or take what a year changes.
SLIP = 10_000
SLIP_SPREAD = 3
# From so many rows on that all say the same as last year, chance is no explanation.
MANY_ROWS = 5
_SHOWN = 8


@rule
def jump(subject: Subject) -> Iterator[Diagnostic]:
    """A count or an amount many times last year's, or a fraction of it; one that a wrong unit explains is said so."""
    for indicator in subject.data.indicators.values():
        pair = _pair(indicator)
        if pair is None or indicator.is_rate:
            continue
        this, last = pair
        if abs(this - last) < LARGE or not last or max(this, last) < JUMP * min(this, last):
            continue
        years = f"本年 {spelt(indicator.this)}，上年 {spelt(indicator.last)}（{indicator.cells['上年']}）"
        told = f"“{indicator.name}”{years}，{_times(this, last)}"
        place = subject.place(indicator.cells["本年"])
        accept = f"确实如此的，请在“核对说明”里写“{spelt(indicator.this)}：原因”"
        if slip := _slip(this, last, indicator.unit):
            yield Diagnostic("unit-slip", "warning", f"{told}，{slip}", f"单位是“{indicator.unit}”，请核对两年的数；{accept}", place)
        else:
            yield Diagnostic("jump", "warning", told, f"请核对有没有多写或少写一位、统计口径有没有变；{accept}", place)


def _pair(indicator: Indicator) -> tuple[Decimal, Decimal] | None:
    """Both years where both are exact."""
    this, last = indicator.this, indicator.last
    if this.kind == last.kind == "exact" and this.number is not None and last.number is not None:
        return this.number, last.number
    return None


def _times(this: Decimal, last: Decimal) -> str:
    if not this:
        return "降到了 0"
    return f"是上年的 {print_number(this / last, 2)} 倍" if this > last else f"只有上年的 {print_number(this / last * 100, 2)}%"


def _slip(this: Decimal, last: Decimal, unit: str) -> str:
    """Which year seems to be given in another unit; empty when none does."""
    if not this:
        return ""
    large, small = max(this, last), min(this, last)
    if not SLIP / SLIP_SPREAD <= large / small <= SLIP * SLIP_SPREAD:
        return ""
    if unit.startswith(("万", "亿")):
        return f"像是{'本年' if this > last else '上年'}没有换算成“{unit}”"
    return f"像是{'上年' if this > last else '本年'}按“万{unit}”填了" if unit.endswith("元") else ""


@rule
def unchanged_in_many(subject: Subject) -> Iterator[Diagnostic]:
    """More than half of the rows that have both years say the same in both: last year's figures were carried over."""
    pairs = [(indicator, pair) for indicator in subject.data.indicators.values() if (pair := _pair(indicator)) and any(pair)]
    same = [indicator for indicator, (this, last) in pairs if this == last]
    if len(same) < MANY_ROWS or len(same) * 2 <= len(pairs):
        return
    cells = [indicator.cells["本年"].address for indicator in same]
    shown = "、".join(cells[:_SHOWN]) + ("等" if len(cells) > _SHOWN else "")
    message = f"两年都填了数的 {len(pairs)} 行里有 {len(same)} 行本年与上年相同（{shown}）"
    hint = "请核对是不是把上年的数照抄到了本年"
    yield Diagnostic("unchanged-in-many", "warning", message, hint, subject.place(same[0].cells["本年"]))
