"""Chinese numerals, as headings and lists count."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_VALUES = {**{digit: n for n, digit in enumerate(_DIGITS)}, "〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}


def chinese_numeral(number: int) -> str:
    """1 → 一, 10 → 十, 21 → 二十一; Arabic digits outside 1 … 99."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _DIGITS[tens] + "十")
    return head + (_DIGITS[ones] if ones else "")


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
