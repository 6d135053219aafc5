"""How figures are said in Chinese official prose: units, scales, rises and falls, shares.

Pure functions of numbers and the template's options. Rules: GB/T 15835—2011 and the wording of statistical
communiqués. A rate changes by percentage points, everything else by per cent; 持平 only when the change is
nothing at the printed precision.
"""

from __future__ import annotations

from decimal import Decimal

from generator.model.amounts import Amount, print_number, round_half_up
from generator.model.report import Indicator
from generator.model.template import Options

SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
TEXT_UNIT = "文本"


def printed(number: Decimal, options: Options, places: int | None = None) -> str:
    """The number at the report's precision, or at ``places``, grouped if the template groups."""
    return print_number(number, options.precision if places is None else places, options.grouping)


def split_unit(unit: str) -> tuple[Decimal, str]:
    """The unit's own scale and what is left: 万元 → (10000, 元), 起 → (1, 起)."""
    if unit[:1] in SCALES and len(unit) > 1:
        return SCALES[unit[0]], unit[1:]
    return Decimal(1), unit


def with_unit(amount: Amount, unit: str, options: Options) -> str:
    """An amount with its unit, the way it is printed by default; a rounded one as it was typed."""
    if amount.kind == "words":
        return amount.shown
    return f"{number_of(amount, options)}{unit}{amount.after_unit}"


def bare(amount: Amount, options: Options) -> str:
    """An amount without its unit."""
    return number_of(amount, options) + amount.after_unit


def number_of(amount: Amount, options: Options) -> str:
    """The digits of an amount, as they were typed where that is kept."""
    if amount.shown:
        return amount.shown
    if amount.number is None:
        raise ValueError("an amount without a number has nothing to print")
    return printed(amount.number, options)


def scaled(number: Decimal, unit: str, scale: str, places: int, options: Options) -> tuple[str, str]:
    """The number in 万 or 亿 and the unit left: 35700人次 → (3.57万, 人次), 74800万元 → (7.48亿, 元).

    The number is empty when nothing of it would be left at that precision.
    """
    own, rest = split_unit(unit)
    text = printed(number * own / SCALES[scale], options, places)
    return ("" if text == "0" and number else f"{text}{scale}"), rest


def change_of(this: Decimal, last: Decimal, *, rate: bool, places: int) -> Decimal:
    """The change as it is printed: percentage points for a rate, else per cent of ``last`` (not 0), half up."""
    return round_half_up(this - last if rate else (this - last) * 100 / last, places)


def change_in(indicator: Indicator, options: Options) -> tuple[Decimal, tuple[str, ...]] | None:
    """The change as it is printed and the columns that it came from; None when there is none to print.

    A 同比 typed by hand serves only where the two years don't give one; a base of 0 gives none at all.
    """
    this, last = indicator.this, indicator.last
    if this.kind == last.kind == "exact" and this.number is not None and last.number is not None:
        if last.number == 0 and not indicator.is_rate:
            return None
        return change_of(this.number, last.number, rate=indicator.is_rate, places=options.precision), ("本年", "上年")
    if indicator.change_typed is not None:
        return round_half_up(indicator.change_typed, options.precision), ("同比（手填）",)
    return None


def change_word(change: Decimal, unit: str, options: Options) -> str:
    """上升, 下降, 持平 and their kin, by the sign of the printed change and the kind of unit."""
    if change == 0:
        return options.flat
    if unit == "%":
        return options.rate_rise if change > 0 else options.rate_fall
    if unit.endswith("元"):
        return options.amount_rise if change > 0 else options.amount_fall
    return options.rise if change > 0 else options.fall


def change_size(change: Decimal, unit: str, options: Options) -> str:
    """9.81% or 3.2个百分点, without a sign; nothing when there is no change."""
    if change == 0:
        return ""
    return printed(abs(change), options) + ("个百分点" if unit == "%" else "%")


def change_text(change: Decimal, unit: str, options: Options) -> str:
    """同比上升9.81%, 同比提高3.2个百分点, 同比持平."""
    return f"{options.change}{change_word(change, unit, options)}{change_size(change, unit, options)}"


def respective_changes(changes: list[tuple[Decimal, str]], options: Options) -> str:
    """同比分别上升9.81%、20%; where directions differ each change has its word: 同比分别上升9.81%、下降5%."""
    if len(changes) == 1:
        return change_text(*changes[0], options)
    words = [change_word(change, unit, options) for change, unit in changes]
    sizes = [change_size(change, unit, options) for change, unit in changes]
    start = f"{options.change}{options.respectively}"
    if len(set(words)) == 1:
        if words[0] == options.flat:
            return f"{options.change}均{options.flat}"
        return f"{start}{words[0]}{'、'.join(sizes)}"
    return start + "、".join(word + size for word, size in zip(words, sizes, strict=True))
