"""The formula of 同比 in 指标: what the report will print, in the template's words.

The rules are those of ``templating.changes`` in the language of spreadsheets, which Excel, WPS and LibreOffice share.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.model.template import Options
from generator.workbook.typed import TEXT_UNIT

_LONGEST = 200  # a text in a formula holds 255 characters


def change_formula(row: int, at: Mapping[str, str], options: Options) -> str:
    """What 同比 shows in a row: 上升9.81%, 提高3.2个百分点, 增加3起, 持平; blank where there is none.

    ``at`` has the letters of the columns. From 0 it shows what the template says instead, else 上年为0. Digits are
    not grouped.
    """
    this, last, typed, unit, zero = (f"${at[title]}{row}" for title in ("本年", "上年", "同比（手填）", "单位", "为零时写作"))
    rate = f'OR(TRIM({unit})="%",TRIM({unit})="％")'
    money = f'RIGHT(TRIM({unit}))="元"'
    rises, falls = (
        f"IF({rate},{_text(of_rate)},IF({money},{_text(of_money)},{_text(word)}))"
        for of_rate, of_money, word in (
            (options.rate_rise, options.amount_rise, options.rise),
            (options.rate_fall, options.amount_fall, options.fall),
        )
    )
    said_in = f'IF({rate},"个百分点","%")'
    points = _said(f"{_percent(this)}-{_percent(last)}", _text(options.rate_rise), _text(options.rate_fall), '"个百分点"', options)
    number = _said(f"{this}-{last}", _text(options.small_rise), _text(options.small_fall), f"TRIM({unit})", options)
    per_cent = _said(f"({this}-{last})*100/{last}", rises, falls, '"%"', options)
    by_hand = _said(_percent(typed), rises, falls, said_in, options)
    from_zero = number if options.zero_base_difference else _text(options.no_base or "上年为0")
    small = f"OR(AND({this}=0,LEN(TRIM({zero}))>0),AND(NOT({money}),{last}*{_scale(unit)}<{options.small_base}))"
    changed = f"IF({small},{number},{per_cent})" if options.small_base else per_cent
    both = f'AND(ISNUMBER({this}),ISNUMBER({last}),TRIM({unit})<>"{TEXT_UNIT}")'
    there = f'AND(LEN(TRIM({this}))>0,TRIM({this})<>"不适用")'
    no_last = f'IF(OR(LEN(TRIM({last}))=0,TRIM({last})="不适用"),{_text(options.no_last)},"")' if options.no_last else '""'
    without = f'IF({there},IF(ISNUMBER({typed}),{by_hand},{no_last}),"")'
    return f"=IF({both},IF({rate},{points},IF({last}=0,{from_zero},{changed})),{without})"


def _text(words: str) -> str:
    """Words as a text in a formula."""
    return '"' + words[:_LONGEST].replace('"', '""') + '"'


def _said(size: str, rise: str, fall: str, unit: str, options: Options) -> str:
    """The word and the size; ROUND rounds half away from zero, like the report."""
    rounded = f"ROUND({size},{options.precision})"
    return f"IF({rounded}=0,{_text(options.flat)},IF({rounded}>0,{rise},{fall})&ABS({rounded})&{unit})"


def _percent(cell: str) -> str:
    """The number of a rate as it is shown: a cell formatted as percentage holds 0.955 for 95.5%."""
    return f'{cell}*IF(LEFT(CELL("format",{cell}))="P",100,1)'


def _scale(unit: str) -> str:
    return f'IF(LEFT(TRIM({unit}))="万",10000,IF(LEFT(TRIM({unit}))="亿",100000000,1))'
