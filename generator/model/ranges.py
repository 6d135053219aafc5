"""What a figure can stand for: an exact one itself, a rounded one (约300, 近2亿, 1000余) everything between two bounds.

Bounds are wide, because they serve to tell what no reading allows. Arithmetic rounds outwards.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from generator.model.amounts import Amount
from generator.records import record

_DOWN = Context(prec=60, rounding=ROUND_FLOOR)
_UP = Context(prec=60, rounding=ROUND_CEILING)
_BELOW = ("近", "不到")
_ABOVE = ("逾", "超", "至少")
_MORE = ("余", "多")
_NO_BOUND = 10**6


@record
class Range:
    """Everything from ``low`` to ``high``, none of them negative."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Range) -> Range:
        return Range(_DOWN.add(self.low, other.low), _UP.add(self.high, other.high))

    def __sub__(self, other: Range) -> Range:
        return Range(_DOWN.subtract(self.low, other.high), _UP.subtract(self.high, other.low))

    def __mul__(self, other: Range) -> Range:
        pairs = [(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Range(min(_DOWN.multiply(a, b) for a, b in pairs), max(_UP.multiply(a, b) for a, b in pairs))

    def __truediv__(self, other: Range) -> Range | None:
        """The quotient; None where the divisor can be 0."""
        if other.low <= 0 <= other.high:
            return None
        pairs = [(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Range(min(_DOWN.divide(a, b) for a, b in pairs), max(_UP.divide(a, b) for a, b in pairs))


def point(number: Decimal) -> Range:
    """One number and nothing else."""
    return Range(number, number)


def range_of(amount: Amount) -> Range | None:
    """What the amount can stand for; None where it is no number.

    A whole number is itself. One with decimals, or typed in 万 or 亿, may have been rounded at its last digit.
    """
    number, shown = amount.number, amount.shown
    if number is None:
        return None
    if amount.kind == "exact":
        half = _last_place(number, shown) / 2
        return Range(number - half, number + half)
    if shown.startswith(_BELOW):
        return Range(number * 4 / 5, number)
    if shown.startswith(_ABOVE) or amount.after_unit == "以上":
        return Range(number, number * _NO_BOUND)
    if shown.startswith("不足") or amount.after_unit in ("以下", "以内"):
        return Range(Decimal(0), number)
    if any(word in shown for word in _MORE):  # 580余 stays below 590, 1000余 below 2000
        return Range(number, number + Decimal(1).scaleb(_trailing(number)))
    return Range(number * 4 / 5, number * 6 / 5)


def _last_place(number: Decimal, shown: str) -> Decimal:
    """What the last digit that was typed is worth; 0 for a whole number typed in full."""
    scale = {"万": 4, "亿": 8}.get(shown[-1:], 0)
    if scale:
        return Decimal(1).scaleb(scale - len(shown[:-1].partition(".")[2]))
    exponent = _trailing(number)
    return Decimal(1).scaleb(exponent) if exponent < 0 else Decimal(0)


def _trailing(number: Decimal) -> int:
    """The power of ten of the last digit that is not 0."""
    exponent = number.normalize(_UP).as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
