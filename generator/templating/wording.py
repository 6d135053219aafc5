"""How figures are said in Chinese official prose: numbers with their units, in 万 and 亿, shares.

Pure functions of numbers and the template's options. Rules: GB/T 15835—2011. Rises and falls are said in ``changes``.
"""

from __future__ import annotations

import re
from decimal import Decimal

from generator.model.amounts import EXACT, RANGE, Amount, print_number, ratio_half_up
from generator.model.template import Options

SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
TEXT_UNIT = "文本"
_TENS = {"": Decimal(1), "十": Decimal(10), "百": Decimal(100), "千": Decimal(1000)}
# 千元, 百万元, 万人次; a 千 or 百 before anything but money is another unit's own: 千克, 百分点
_UNIT = re.compile("(?P<ten>[十百千](?=[万亿]?元))?(?P<scale>[万亿]?)(?P<rest>.*)", re.DOTALL)
_LONG = re.compile(r"(?<![\d.])\d{5,}")


def printed(number: Decimal, options: Options, places: int | None = None) -> str:
    """The number at the report's precision, or at ``places``, grouped if the template groups."""
    return print_number(number, options.precision if places is None else places, options.grouping)


def split_unit(unit: str) -> tuple[Decimal, str]:
    """The unit's own scale and what is left: 万元 → (10000, 元), 千万元 → (10000000, 元), 起 → (1, 起)."""
    found = _UNIT.fullmatch(unit)
    assert found is not None
    return _TENS[found["ten"] or ""] * SCALES.get(found["scale"], Decimal(1)), found["rest"]


def with_unit(amount: Amount, unit: str, options: Options) -> str:
    """An amount with its unit, the way it is printed by default; a rounded one as it was typed.

    A range has the unit on both sides: 13万元～17万元 (GB/T 15835—2011, 5.1.4).
    """
    if amount.kind == "words":
        return amount.shown
    number = number_of(amount, options)
    if amount.kind == "rounded":
        number = number.replace(RANGE, unit + RANGE)
    return f"{number}{unit}{amount.after_unit}"


def bare(amount: Amount, options: Options) -> str:
    """An amount without its unit."""
    return number_of(amount, options) + amount.after_unit


def number_of(amount: Amount, options: Options) -> str:
    """The digits of an amount: rounded ones as they were typed, exact ones at the report's precision, in 万 where 万 was typed."""
    if amount.kind == "words":
        return amount.shown
    if amount.kind == "rounded":
        return _LONG.sub(lambda digits: f"{int(digits[0]):,}", amount.shown) if options.grouping else amount.shown
    if amount.number is None:
        raise ValueError("an amount without a number has nothing to print")
    if amount.shown[-1:] in SCALES:
        text, _ = scaled(amount.number, "", amount.shown[-1], options.precision, options)
        if text:
            return text
    return printed(amount.number, options)


def scaled(number: Decimal, unit: str, scale: str, places: int, options: Options) -> tuple[str, str]:
    """The number in 万 or 亿 and the unit left: 35700人次 → (3.57万, 人次), 74800万元 → (7.48亿, 元).

    The number is empty when nothing of it would be left at that precision.
    """
    own, rest = split_unit(unit)
    text = printed(EXACT.divide(EXACT.multiply(number, own), SCALES[scale]), options, places)
    return ("" if text == "0" and number else f"{text}{scale}"), rest


def share_text(part: Decimal, whole: Decimal, options: Options) -> str:
    """占比62.35%; a part that would round to nothing is 不足0.01%. ``whole`` is not 0."""
    share = ratio_half_up(EXACT.multiply(part, Decimal(100)), whole, options.precision)
    if share == 0 and part:
        return f"{options.share}不足{printed(Decimal(1).scaleb(-options.precision), options)}%"
    return f"{options.share}{printed(share, options)}%"


def times_text(this: Decimal, last: Decimal, year: int | None, options: Options) -> str:
    """是2021年的4.6倍; empty where it would not be more than once as much. ``last`` is not 0, ``year`` is the report's."""
    times = ratio_half_up(this, last, options.precision)
    named = f"{year - 1}年" if year else "上年"
    return f"{options.times}{named}的{printed(times, options)}倍" if times > 1 else ""
