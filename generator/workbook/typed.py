"""What a person typed into a cell, read as what was meant: amounts, yes or no, years, dates.

Each reader returns the value or a :class:`Misread` that says what was expected and what to do; none raises.
Numbers follow GB/T 15835: 万 and 亿 may follow digits, 千 and 百 may not.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

from generator.model.amounts import MISSING, NOT_APPLICABLE, RANGE, Amount, exact
from generator.model.numerals import numeral_value
from generator.patterns import pattern
from generator.records import record

TEXT_UNIT = "文本"
_SCALE = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_BEFORE = "约|近|逾|超过|超|不到|不足|至少"
_AFTER = "左右|上下|以上|以下"
_NUMBER = pattern(r"[+-]?\d+(\.\d+)?", re.ASCII)
_SCALED = pattern(r"(\d+(?:\.\d+)?)([万亿])", re.ASCII)
_ROUNDED = pattern(
    rf"(?P<before>{_BEFORE})?(?P<digits>\d+(?:\.\d+)?)(?P<more>余|多)?(?P<scale>[万亿])?(?P<more2>余|多)?(?P<about>{_AFTER})?",
    re.ASCII,
)
_GROUPED = pattern(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])", re.ASCII)
_RANGE = pattern(r"(\d+(?:\.\d+)?)([万亿]?)(?:[~—–-]|至|到)(\d+(?:\.\d+)?)([万亿]?)", re.ASCII)
_DATE = pattern(r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?", re.ASCII)
_ABOUT = pattern(f"({_AFTER})$")
_CHANGE = pattern(r"(?:同比)?(上升|增长|提高|增加|下降|减少|降低)?([+-]?\d{1,12}(?:\.\d{1,12})?)(?:%|个?百分点)?", re.ASCII)
_INVISIBLE = pattern("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_NOTHING = frozenset(("零", "无", "没有", "-", "--", "—", "——", "/", "\\", "N/A", "n/a", "NA"))
_SPELT = pattern("[〇零一二两三四五六七八九十百千万亿]+")
_MAX_DIGITS = 30
_MAX_NUMBER = 10**15  # beyond, a spreadsheet no longer holds every digit
_FALLS = ("下降", "减少", "降低")


@record
class Misread:
    """A cell that can't be taken: what was expected, and what to type instead."""

    expected: str
    hint: str
    code: str = "not-a-number"


_TOO_LARGE = Misread("应填 15 位以内的数", "请核对数字；大数可以换用“万元”“亿元”等单位")


def squeeze(text: str) -> str:
    """NFKC without white space and invisible characters: full-width digits, stray blanks, line breaks don't matter."""
    # What stood apart may combine once the blank between is gone (R ̧), hence normalised again.
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))


def day_in_words(day: date) -> str:
    """2023年2月20日."""
    return f"{day.year}年{day.month}月{day.day}日"


def decimal_of(number: int | float | Decimal) -> Decimal:
    """A spreadsheet number as the decimal that the spreadsheet shows: 15 significant digits, no float artefact."""
    return Decimal(format(number, ".15g")) if isinstance(number, float) else Decimal(number)


def read_amount(value: object, unit: str, *, percent_format: bool = False) -> Amount | Misread:
    """本年 or 上年 as typed, in the unit of its row.

    ``percent_format`` says that the cell is formatted as a percentage, so that 0.955 means 95.5%.
    """
    if value is None:
        return MISSING
    if isinstance(value, bool | date):
        what = "日期" if isinstance(value, date) else "TRUE 或 FALSE"
        return Misread("应填数字", f"单元格里是{what}，请把单元格格式改为“常规”后重新填数字")
    if isinstance(value, int | float | Decimal):
        return _from_number(decimal_of(value), unit, percent_format)
    text = squeeze(str(value))
    if not text:
        return MISSING
    if text == "不适用":
        return NOT_APPLICABLE
    if unit == TEXT_UNIT:
        return Amount("words", shown=str(value).strip().replace("％", "%"))
    return _from_text(text, unit)


def _from_number(number: Decimal, unit: str, percent_format: bool) -> Amount | Misread:
    if not number.is_finite() or abs(number) >= _MAX_NUMBER:
        return _TOO_LARGE
    if unit == TEXT_UNIT:
        return Amount("words", shown=f"{number:f}")
    if percent_format and unit != "%":
        shown = f"{(number * 100).normalize():f}%"
        return Misread(
            f"单位是“{unit}”，单元格却是百分比格式（显示为 {shown}）",
            "请把单元格格式改为“常规”，或把单位改为 %",
            "unit-mismatch",
        )
    return _checked(number * 100 if percent_format else number, unit, "")


def _from_text(text: str, unit: str) -> Amount | Misread:
    if len(text) > _MAX_DIGITS + len(unit):
        return Misread("应填数字", "一格只填一个数字，说明请写在“备注”")
    about = found[0] if (found := _ABOUT.search(text)) else ""
    bare = text.removesuffix(about).removesuffix(squeeze(unit)) + about
    bare = _GROUPED.sub(lambda digits: digits[0].replace(",", ""), bare)
    if _NUMBER.fullmatch(bare):
        return _checked(Decimal(bare), unit, "")
    if text.endswith("%") and unit != "%":
        return Misread(f"单位是“{unit}”，填的却是百分数", "请改填数量，或把单位改为 %", "unit-mismatch")
    if scaled := _SCALED.fullmatch(bare):
        if "万" in unit or "亿" in unit:
            return Misread(f"单位已是“{unit}”，数字后不应再写“{scaled[2]}”", f"请按“{unit}”换算后只填数字", "unit-mismatch")
        return _checked(Decimal(scaled[1]) * _SCALE[scaled[2]], unit, bare)
    if rounded := _ROUNDED.fullmatch(bare):
        return _rounded(rounded, unit)
    if ends := _RANGE.fullmatch(bare.replace(squeeze(unit), "")):
        return _range(ends, text, unit)
    return Misread("应填数字", _guess(bare))


def _guess(text: str) -> str:
    """What to type instead of a text that holds no amount, as near to what was meant as can be told."""
    if text in _NOTHING:
        return "确实为零填 0；不涉及填“不适用”；还没有数据留空"
    if found := re.fullmatch(r"([0-9.]+)[Ww]", text):
        return f"请改为 {found[1]}万"
    if found := re.fullmatch(r"([0-9.]+)\+", text):
        return f"请改为 {found[1]}余"
    numbers = re.findall(r"[0-9]+(?:\.[0-9]+)?", text)
    if len(numbers) == 1 and not re.search("[A-Za-z]", text):
        return f"请改为 {numbers[0]} 或“约{numbers[0]}”"
    spelt = _SPELT.findall(text)
    if not numbers and len(spelt) == 1 and "第" not in text and (value := numeral_value(spelt[0])) is not None:
        if text.removeprefix(spelt[0]) in ("余", "多"):
            return f"请改为 {value}余"
        return f"请改为 {value} 或“约{value}”" if len(spelt[0]) < len(text) else f"请改为 {value}"
    return "请改为 300 这样的数字或“约300”这样的概数；文字结果请把“单位”改为 文本；没有数据留空，不涉及填“不适用”"


def _rounded(found: re.Match[str], unit: str) -> Amount | Misread:
    digits, scale = found["digits"], found["scale"] or ""
    around = [word for word in (found["before"], found["more"], found["more2"], found["about"]) if word]
    if len(around) > 1:
        one = f"{found['before']}{digits}{scale}" if found["before"] else f"{digits}{around[0]}{scale}"
        return Misread(f"“{around[0]}”与“{around[1]}”不能同时用", f"请只留一个，例如“{one}”")
    if scale and ("万" in unit or "亿" in unit):
        return Misread(f"单位已是“{unit}”，数字后不应再写“{scale}”", f"请按“{unit}”换算", "unit-mismatch")
    number = Decimal(digits) * _SCALE[scale]
    shown = found[0].removesuffix(found["about"] or "")
    checked = _checked(number, unit, "")
    return checked if isinstance(checked, Misread) else Amount("rounded", number, shown, found["about"] or "")


def _range(found: re.Match[str], text: str, unit: str) -> Amount | Misread:
    """15%～30%, 13万～17万: the scale stands on both sides, and so will the unit (GB/T 15835—2011, 5.1.4)."""
    low, small, high, large = found.groups()
    right = f"{low}{small or large}{RANGE}{high}{large}"
    if "~" not in text:
        return Misread("应填数字", f"范围请写成 {right}；时段请填在“统计时段”")
    if large and ("万" in unit or "亿" in unit):
        return Misread(f"单位已是“{unit}”，数字后不应再写“{large}”", f"请按“{unit}”换算", "unit-mismatch")
    if large and not small and Decimal(low) < Decimal(high):
        return Misread(f"看不出“{low}”后面是不是也有“{large}”", f"两边都要写明，例如 {right}")
    ends = [_checked(Decimal(number) * _SCALE[scale], unit, "") for number, scale in ((low, small), (high, large))]
    if wrong := next((end for end in ends if isinstance(end, Misread)), None):
        return wrong
    if Decimal(low) * _SCALE[small] >= Decimal(high) * _SCALE[large]:
        return Misread("范围应从小到大", "请核对两边的数和“万”“亿”")
    return Amount("rounded", None, f"{low}{small}{RANGE}{high}{large}")


def _checked(number: Decimal, unit: str, shown: str) -> Amount | Misread:
    if number < 0:
        return Misread("应填不小于 0 的数", "数量和比率不能为负；下降的幅度由工具按上年数算出", "negative-number")
    if unit == "%" and number > 100:
        return Misread("比率应在 0 到 100 之间", "95.5% 请填 95.5；超过 100% 的增幅请填在“同比（手填）”", "rate-over-100")
    return exact(number, shown)


def read_change(value: object, *, percent_format: bool = False) -> Decimal | Misread | None:
    """同比（手填）: a number of percent or percentage points, negative for a fall; None when blank."""
    expected = Misread("应填同比的数字，下降填负数", "例如 9.81 或 -5；“上升9.81%”“下降5%”也可以")
    if value is None:
        return None
    if isinstance(value, bool | date):
        return expected
    if isinstance(value, int | float | Decimal):
        number = decimal_of(value)
        if not number.is_finite() or abs(number) >= _MAX_NUMBER:
            return _TOO_LARGE
        return _possible(number * 100 if percent_format else number)
    text = squeeze(str(value)).replace("\u2212", "-")
    if not text:
        return None
    if text in ("持平", "同比持平"):
        return Decimal(0)
    found = _CHANGE.fullmatch(text)
    if found is None:
        return expected
    number = Decimal(found[2])
    if found[1] and found[1] not in _FALLS and number < 0:
        return expected
    return _possible(-abs(number) if found[1] in _FALLS else number)


def _possible(change: Decimal) -> Decimal | Misread:
    """Nothing falls by more than all of it, nor a rate by more than 100 points."""
    if change < -100:
        return Misread("降幅不会超过 100%", "由 200 降到 50 是下降 75%，填 -75；请核对", "fall-over-100")
    return change


def read_public(value: object) -> bool | Misread | None:
    """公开: 是, 否 (also 不公开), or None while undecided."""
    text = squeeze(str(value)) if value is not None else ""
    answers = {"": None, "是": True, "公开": True, "否": False, "不公开": False}
    if text in answers:
        return answers[text]
    return Misread("应填“是”或“否”", "请从下拉列表里选；还没有定的留空", "not-yes-or-no")


def read_year(value: object) -> int | Misread | None:
    """年度 as a four-digit number; None when blank."""
    if value is None:
        return None
    if isinstance(value, datetime | date):
        return Misread("应填四位年份", "例如 2022；单元格里是日期，请改为“常规”格式", "not-a-year")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = squeeze(str(value)).removesuffix("度").removesuffix("年")
    if not text:
        return None
    if re.fullmatch(r"(19|20)\d\d", text):
        return int(text)
    return Misread("应填四位年份", "例如 2022", "not-a-year")


def read_date(value: object) -> date | Misread | None:
    """A date from a date cell or from 2023年2月20日, 2023-2-20, 2023.2.20; None when blank."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = squeeze(str(value))
    if not text:
        return None
    if found := _DATE.fullmatch(text):
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            pass
    return Misread("应填日期", "例如 2023年2月20日 或 2023-2-20", "not-a-date")


def as_found(value: object) -> str:
    """The cell's content for a message, short and on one line."""
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(value, float | Decimal):
        return f"{decimal_of(value):f}"
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else text[:39] + "…"
