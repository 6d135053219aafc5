"""What a cell for a figure can hold: a number, a rounded figure, words, 不适用, or nothing.

0, blank and 不适用 are three different things (GB/T 15835 leaves the wording of 0 to the text; the rest is
this product's contract). Numbers are exact decimals; no binary float ever reaches a report.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Final, Literal

from generator.records import record

AmountKind = Literal["exact", "rounded", "words", "not_applicable", "missing"]
RANGE: Final = "～"  # between the ends of a range, GB/T 15835—2011, 5.1.4
EXACT: Final = Context(prec=100)  # of what a workbook can hold, sums and products are never cut off


@record
class Amount:
    """One 本年 or 上年.

    ``number`` is the value in the indicator's unit (None for words, ranges, 不适用 and missing). ``shown`` is how
    the person typed it where that must be kept (近2亿, 3.57万, 13万～17万, 全国第一), else empty. ``after_unit`` is
    what follows the unit (300起左右).
    """

    kind: AmountKind
    number: Decimal | None = None
    shown: str = ""
    after_unit: str = ""

    def __bool__(self) -> bool:
        """Whether there is something to print; 0 counts."""
        return self.kind not in ("missing", "not_applicable")


MISSING = Amount("missing")
NOT_APPLICABLE = Amount("not_applicable")


def exact(number: Decimal | int | str, shown: str = "") -> Amount:
    """An exact amount; ``shown`` keeps a spelling such as 3.57万."""
    return Amount("exact", Decimal(number), shown)


def as_typed(amount: Amount) -> str:
    """An amount the way a person would type it, empty for a missing one."""
    if amount.kind == "not_applicable":
        return "不适用"
    if amount.shown:
        return amount.shown + amount.after_unit
    return "" if amount.number is None else f"{amount.number:f}"


def round_half_up(number: Decimal, places: int) -> Decimal:
    """The number rounded half up (away from zero) to ``places`` decimals, exactly."""
    with localcontext() as context:
        context.prec = max(60, number.adjusted() + places + 5)
        return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def ratio_half_up(numerator: Decimal, denominator: Decimal, places: int) -> Decimal:
    """The ratio (of a denominator that is not 0) rounded half up to ``places`` decimals; nothing is cut off before that."""
    (above, over), (below, under) = numerator.as_integer_ratio(), denominator.as_integer_ratio()
    whole, part = above * under * 10**places, over * below
    digits = (2 * abs(whole) + abs(part)) // (2 * abs(part))
    negative = digits > 0 and (whole < 0) != (part < 0)
    return Decimal((int(negative), tuple(map(int, str(digits))), -places))


def print_number(number: Decimal, places: int = 2, grouping: bool = False) -> str:
    """Arabic digits as GB/T 15835 wants them: half up, trailing zeros dropped, the leading 0 kept.

    With ``grouping`` numbers of five digits and more get commas in threes; smaller ones never do.
    """
    rounded = round_half_up(number, places)
    if rounded == 0:
        return "0"
    text = f"{rounded:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if grouping and abs(rounded) >= 10000:
        whole, point, rest = text.partition(".")
        text = f"{int(whole):,}{point}{rest}"
    return text


def spelt(amount: Amount) -> str:
    """The number of an amount for a message, spelt as it was typed where that is kept; words as they are."""
    if amount.number is None:
        return amount.shown
    return (amount.shown or print_number(amount.number, 6)) + amount.after_unit
