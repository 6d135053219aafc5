"""Numbers that are spelled with Chinese numerals, read as digits: 三十五件 → 35件, 百分之二十四点七九 → 24.79%.

Numbers below ten are left alone: 三 and 一 stand in countless words that count nothing.
"""

from __future__ import annotations

import re

from generator.model.numerals import numeral_value
from generator.patterns import pattern

_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億〇两兩", "一二三四五六七八九十百千万亿零二二")
_DIGITS = "零一二三四五六七八九"
_DIGIT = f"[{_DIGITS}〇两兩壹贰叁肆伍陆柒捌玖]"
_ANY = f"[{_DIGITS}〇两兩壹贰叁肆伍陆柒捌玖十百千万亿拾佰仟萬億]"
_SPELLED = pattern(rf"(?P<share>百分之)?(?P<whole>{_ANY}{{1,24}})(?:点(?P<behind>{_DIGIT}{{1,8}}))?(?P<scale>[万亿]?)")
_TWO_DIGITS = re.compile("[一二三四五六七八九]{2}|零零")  # 十五六, 三四十: no one number
_SHORT = re.compile("(?<=[百千万])[一二三四五六七八九]$")  # 三千五 is 3500
_UNITS = {"百": 100, "千": 1000, "万": 10_000}


def with_digits(text: str) -> str:
    """The text with the numbers that are spelled out, from ten on, in digits; what is no number for certain stays."""
    return _SPELLED.sub(_in_digits, text)


def _in_digits(found: re.Match[str]) -> str:
    whole = found["whole"].translate(_FORMAL)
    value = _value(whole)
    if value is None or (value < 10 and not found["share"] and not found["behind"]):
        return found[0]
    behind = "".join(str(_DIGITS.index(digit)) for digit in (found["behind"] or "").translate(_FORMAL))
    said = f"{value}.{behind}" if behind else str(value)
    return said + found["scale"] + ("%" if found["share"] else "")


def _value(whole: str) -> int | None:
    if all(letter in _DIGITS for letter in whole):
        read_out = "".join(str(_DIGITS.index(letter)) for letter in whole)
        return int(read_out) if len(whole) > 2 or len(whole) == 1 else None  # 四八六七; 三四 is no number
    if _TWO_DIGITS.search(whole):
        return None
    value = numeral_value(whole)
    if value is not None and (last := _SHORT.search(whole)):
        digit = _DIGITS.index(last[0])
        value += digit * (_UNITS[whole[-2]] // 10) - digit
    return value
