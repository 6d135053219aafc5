"""Chinese numerals, as headings and lists count."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_VALUES = {**{digit: n for n, digit in enumerate(_DIGITS)}, "〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}


def chinese_numeral(number: int) -> str:
    """1 → 一, 10 → 十, 21 → 二十一, 105 → 一百零五; Arabic digits outside 1 … 9999."""
    if not 0 < number < 10_000:
        return str(number)
    said, waiting = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            said += ("零" if waiting else "") + _DIGITS[digit] + name
        waiting = bool(said) and not digit and bool(number)
    return said.removeprefix("一") if said.startswith("一十") else said


def numeral_value(text: str) -> int | None:
    """三百 → 300, 二十一 → 21, 一万二千 → 12000; None for anything that is not a Chinese numeral."""
    total = section = digit = 0
    for char in text:
        if char in _VALUES:
            digit = _VALUES[char]
        elif char in _TENS:
            section += (digit or 1) * _TENS[char]
            digit = 0
        elif char in _MYRIADS:
            total = (total + section + digit) * _MYRIADS[char]
            section = digit = 0
        else:
            return None
    return total + section + digit if text else None
