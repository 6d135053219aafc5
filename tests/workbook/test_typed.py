from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.amounts import MISSING, NOT_APPLICABLE, Amount, exact, print_number
from generator.workbook.typed import (
    Misread,
    as_found,
    decimal_of,
    read_amount,
    read_change,
    read_date,
    read_public,
    read_year,
    squeeze,
)

PLAIN = st.decimals(min_value=0, max_value=Decimal("999999999999.999999"), places=6)
FULL_WIDTH = str.maketrans("0123456789.,%+-", "０１２３４５６７８９．，％＋－")
BLANKS = st.text("  \t\n\u3000\xa0\u200b\ufeff", max_size=3)


def misread(read: object) -> Misread:
    assert isinstance(read, Misread)
    return read


# ── 本年 and 上年 ──


@given(PLAIN)
def test_any_decimal_is_read_as_exactly_itself(number: Decimal) -> None:
    assert read_amount(f"{number:f}", "件") == exact(number)
    assert read_amount(number, "件") == exact(number)


@given(st.integers(0, 10**15 - 1))
def test_any_whole_number_that_a_spreadsheet_holds_is_read_exactly(number: int) -> None:
    assert read_amount(number, "件") == exact(number)
    assert read_amount(float(number), "件") == exact(number)


@given(PLAIN, st.booleans())
def test_what_a_number_prints_is_read_back(number: Decimal, grouping: bool) -> None:
    assert read_amount(print_number(number, 6, grouping), "件") == exact(number)


@given(PLAIN, BLANKS, BLANKS)
def test_full_width_digits_blanks_and_invisible_characters_change_nothing(number: Decimal, before: str, after: str) -> None:
    typed = before + f"{number:f}".translate(FULL_WIDTH) + after + "件"
    assert read_amount(typed, "件") == exact(number)


@given(st.decimals(0, 100, places=4))
def test_a_rate_reads_the_same_as_number_as_text_with_percent_and_as_percentage_cell(rate: Decimal) -> None:
    wanted = exact(rate)
    assert read_amount(rate, "%") == wanted
    assert read_amount(f"{rate:f}%", "%") == wanted
    assert read_amount(float(rate / 100), "%", percent_format=True) == wanted


@pytest.mark.parametrize(
    ("typed", "unit", "number", "shown"),
    [
        ("3.57万", "人次", "35700", "3.57万"),
        ("3.57 万人次", "人次", "35700", "3.57万"),
        ("７.48亿元", "元", "748000000", "7.48亿"),
        ("1,234.5", "件", "1234.5", ""),
        ("+5", "件", "5", ""),
        ("593起", "起", "593", ""),
        ("100万元", "万元", "100", ""),
        ("95.5 ％", "%", "95.5", ""),
        ("0", "件", "0", ""),
        ("0.30000000000000004", "件", "0.30000000000000004", ""),
    ],
)
def test_the_usual_ways_to_type_an_exact_figure(typed: str, unit: str, number: str, shown: str) -> None:
    assert read_amount(typed, unit) == exact(number, shown)


@pytest.mark.parametrize(
    ("typed", "unit", "number", "shown", "after"),
    [
        ("约300", "起", "300", "约300", ""),
        ("约 300 起", "起", "300", "约300", ""),
        ("1000余", "场", "1000", "1000余", ""),
        ("10余万", "人", "100000", "10余万", ""),
        ("近2亿", "元", "200000000", "近2亿", ""),
        ("近２亿元", "元", "200000000", "近2亿", ""),
        ("超过50", "件", "50", "超过50", ""),
        ("300左右", "起", "300", "300", "左右"),
        ("300起左右", "起", "300", "300", "左右"),
        ("约95%", "%", "95", "约95", ""),
        ("95%以上", "%", "95", "95", "以上"),
        ("50余万元", "元", "500000", "50余万", ""),
        ("50余万元", "万元", "50", "50余", ""),
        ("20万余份", "份", "200000", "20万余", ""),
        ("20多万份", "份", "200000", "20多万", ""),
        ("不足12,345", "条", "12345", "不足12345", ""),
        ("15%～30%", "%", None, "15～30", ""),
        ("15～30", "%", None, "15～30", ""),
        ("1.5~3", "公里", None, "1.5～3", ""),
        ("13万元～17万元", "元", None, "13万～17万", ""),
        ("13万～17万", "元", None, "13万～17万", ""),
        ("5000～1万", "元", None, "5000～1万", ""),
        ("13～17万元", "万元", None, "13～17", ""),
        ("1,200～1,500", "起", None, "1200～1500", ""),
    ],
)
def test_a_rounded_figure_is_kept_as_it_is_to_be_printed(typed: str, unit: str, number: str | None, shown: str, after: str) -> None:
    assert read_amount(typed, unit) == Amount("rounded", None if number is None else Decimal(number), shown, after)


def test_nothing_zero_and_not_applicable_are_three_things() -> None:
    assert [read_amount(value, "件") for value in (None, "", "  ", 0, "0", "不适用", " 不 适用")] == [
        MISSING, MISSING, MISSING, exact(0), exact(0), NOT_APPLICABLE, NOT_APPLICABLE,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "unit", "code", "expected", "hint"),
    [
        ("大约三百", "起", "not-a-number", "应填数字", "请改为 300 或“约300”"),
        ("零", "起", "not-a-number", "应填数字", "确实为零填 0"),
        ("二十一次", "次", "not-a-number", "应填数字", "请改为 21"),
        ("一万二千", "起", "not-a-number", "应填数字", "请改为 12000"),
        ("3.5W", "起", "not-a-number", "应填数字", "请改为 3.5万"),
        ("1000+", "起", "not-a-number", "应填数字", "请改为 1000余"),
        ("全国第一名", "位", "not-a-number", "应填数字", "文字结果请把“单位”改为 文本"),
        ("三百", "起", "not-a-number", "应填数字", "请改为 300"),
        ("大约300", "起", "not-a-number", "应填数字", "请改为 300 或“约300”"),
        ("300-400", "起", "not-a-number", "应填数字", "范围请写成 300～400"),
        ("13至17万", "元", "not-a-number", "应填数字", "范围请写成 13万～17万"),
        ("13～17万", "元", "not-a-number", "看不出“13”后面是不是也有“万”", "两边都要写明，例如 13万～17万"),
        ("17万～13万", "元", "not-a-number", "范围应从小到大", "请核对两边的数和“万”“亿”"),
        ("13万～17", "元", "not-a-number", "范围应从小到大", "请核对两边的数和“万”“亿”"),
        ("13万～17万", "万元", "unit-mismatch", "单位已是“万元”，数字后不应再写“万”", "请按“万元”换算"),
        ("90%～110%", "%", "rate-over-100", "比率应在 0 到 100 之间", "95.5% 请填 95.5"),
        ("约13～17", "起", "not-a-number", "应填数字", "请改为 300 这样的数字"),
        ("约1,23", "起", "not-a-number", "应填数字", "请改为 300 这样的数字"),
        ("二十余", "起", "not-a-number", "应填数字", "请改为 20余"),
        ("约300以上", "人", "not-a-number", "“约”与“以上”不能同时用", "例如“约300”"),
        ("近2亿左右", "元", "not-a-number", "“近”与“左右”不能同时用", "例如“近2亿”"),
        ("50余万左右", "元", "not-a-number", "“余”与“左右”不能同时用", "例如“50余万”"),
        ("2022-1-1", "起", "not-a-number", "应填数字", "请改为 300 这样的数字"),
        ("/", "起", "not-a-number", "应填数字", "确实为零填 0；不涉及填“不适用”；还没有数据留空"),
        ("1,23", "起", "not-a-number", "应填数字", "请改为 300 这样的数字"),
        ("٣٠٠", "起", "not-a-number", "应填数字", "请改为 300 这样的数字"),
        ("5e3", "起", "not-a-number", "应填数字", "300"),
        ("约300余", "起", "not-a-number", "“约”与“余”不能同时用", "例如“约300”"),
        ("300余左右", "起", "not-a-number", "“余”与“左右”不能同时用", "例如“300余”"),
        ("全市共立案593起，同比上升9.81%，破案480起，同比上升20%", "起", "not-a-number", "应填数字", "一格只填一个数字"),
        ("-5", "件", "negative-number", "应填不小于 0 的数", "下降的幅度由工具按上年数算出"),
        (-5, "件", "negative-number", "应填不小于 0 的数", "不能为负"),
        (-0.5, "%", "negative-number", "应填不小于 0 的数", "不能为负"),
        (101, "%", "rate-over-100", "比率应在 0 到 100 之间", "超过 100% 的增幅请填在“同比（手填）”"),
        ("约120%", "%", "rate-over-100", "比率应在 0 到 100 之间", "95.5% 请填 95.5"),
        ("95.5%", "件", "unit-mismatch", "单位是“件”，填的却是百分数", "或把单位改为 %"),
        ("5万", "万元", "unit-mismatch", "单位已是“万元”，数字后不应再写“万”", "按“万元”换算"),
        ("近2亿", "万元", "unit-mismatch", "单位已是“万元”，数字后不应再写“亿”", "按“万元”换算"),
        (datetime(2022, 1, 11), "件", "not-a-number", "应填数字", "单元格里是日期，请把单元格格式改为“常规”"),
        (True, "件", "not-a-number", "应填数字", "TRUE 或 FALSE"),
        (time(12, 30), "件", "not-a-number", "应填数字", "300"),
        (float("inf"), "件", "not-a-number", "应填 15 位以内的数", "请核对数字"),
        (float("nan"), "件", "not-a-number", "应填 15 位以内的数", "请核对数字"),
        (1e15, "件", "not-a-number", "应填 15 位以内的数", "大数可以换用“万元”“亿元”"),
    ],
)
def test_what_is_no_figure_is_refused_with_a_reason_and_a_way_out(value: object, unit: str, code: str, expected: str, hint: str) -> None:
    found = misread(read_amount(value, unit))
    assert (found.code, found.expected) == (code, expected)
    assert hint in found.hint


def test_a_percentage_cell_in_a_row_that_counts_says_what_the_clerk_sees() -> None:
    found = misread(read_amount(0.955, "件", percent_format=True))
    assert found.expected == "单位是“件”，单元格却是百分比格式（显示为 95.5%）"


@pytest.mark.parametrize(
    ("value", "shown"),
    [("全国 第一", "全国 第一"), ("优秀", "优秀"), ("达标率100％", "达标率100%"), (2, "2"), (1.5, "1.5"), ("95.5%", "95.5%")],
)
def test_with_unit_text_any_words_are_taken(value: object, shown: str) -> None:
    assert read_amount(value, "文本") == Amount("words", shown=shown)


def test_a_float_is_the_number_that_the_spreadsheet_shows() -> None:
    assert read_amount(0.1 + 0.2, "万元") == exact("0.3")
    assert decimal_of(95.5 / 100) * 100 == Decimal("95.5")


@given(st.text(max_size=60) | st.floats() | st.integers() | st.booleans() | st.dates() | st.datetimes() | st.times())
def test_whatever_is_typed_every_reader_answers_and_the_answer_can_be_shown(value: object) -> None:
    for unit in ("件", "%", "万元", "文本", "("):
        assert isinstance(read_amount(value, unit), Amount | Misread)
    assert isinstance(read_change(value), Decimal | Misread | None)
    assert isinstance(read_year(value), int | Misread | None)
    assert isinstance(read_date(value), date | Misread | None)
    assert isinstance(read_public(value), bool | Misread | None)
    assert len(as_found(value).splitlines()) <= 1


# ── the other columns ──


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (9.81, "9.81"),
        (-5, "-5"),
        ("9.81%", "9.81"),
        ("上升9.81%", "9.81"),
        ("同比下降 5%", "-5"),
        ("减少５", "-5"),
        ("降低3.2个百分点", "-3.2"),
        ("－5", "-5"),
        ("−5", "-5"),
        ("持平", "0"),
        ("350", "350"),
    ],
)
def test_a_change_is_a_number_or_words_with_a_direction(value: object, number: str) -> None:
    assert read_change(value) == Decimal(number)


def test_a_change_in_a_percentage_cell_is_taken_as_shown() -> None:
    assert read_change(0.0981, percent_format=True) == Decimal("9.81")


@pytest.mark.parametrize("value", ["大幅上升", "约9.8%", "9.8到10", "上升-5%", True, datetime(2022, 9, 8), float("inf")])
def test_other_words_are_no_change(value: object) -> None:
    assert misread(read_change(value)).code == "not-a-number"


@pytest.mark.parametrize(("value", "percent_format"), [(-100.5, False), ("下降150%", False), ("-101", False), (-1.2, True)])
def test_nothing_falls_by_more_than_all_of_it(value: object, percent_format: bool) -> None:
    found = misread(read_change(value, percent_format=percent_format))
    assert (found.code, found.expected) == ("fall-over-100", "降幅不会超过 100%")


def test_a_fall_by_all_of_it_is_possible() -> None:
    assert [read_change(-100), read_change("下降100%")] == [-100, -100]


def test_a_blank_change_is_none() -> None:
    assert [read_change(None), read_change(" ")] == [None, None]


@pytest.mark.parametrize(
    ("value", "answer"), [("是", True), (" 公开", True), ("否", False), ("不公开", False), ("", None), (None, None), ("　", None)]
)
def test_public_is_yes_no_or_undecided(value: object, answer: bool | None) -> None:
    assert read_public(value) is answer


@pytest.mark.parametrize("value", ["可以", "√", 1, True])
def test_anything_else_is_no_answer(value: object) -> None:
    assert misread(read_public(value)).expected == "应填“是”或“否”"


@pytest.mark.parametrize("value", [2022, 2022.0, "2022", "２０２２年", "2022年度", " 2022 "])
def test_a_year_in_the_usual_ways(value: object) -> None:
    assert read_year(value) == 2022


def test_a_blank_year_and_a_blank_date_are_none() -> None:
    assert [read_year(None), read_year("　"), read_date(None), read_date("")] == [None] * 4


@pytest.mark.parametrize("value", ["二〇二二", 22, 202, "2022-2023", datetime(2022, 1, 1), 2022.5, True])
def test_what_is_no_year_is_refused(value: object) -> None:
    assert misread(read_year(value)).expected == "应填四位年份"


@pytest.mark.parametrize(
    "value",
    [datetime(2023, 2, 20, 8), date(2023, 2, 20), "2023年2月20日", "2023-02-20", "2023.2.20", "2023/2/20", "２０２３年２月２０日"],
)
def test_a_date_in_the_usual_ways(value: object) -> None:
    assert read_date(value) == date(2023, 2, 20)


@pytest.mark.parametrize("value", ["2023年2月", "2023年2月30日", "二〇二三年二月", 44977, "明天"])
def test_what_is_no_date_is_refused(value: object) -> None:
    assert misread(read_date(value)).expected == "应填日期"


# ── texts for comparison and for messages ──


@given(st.text())
def test_squeezing_twice_is_squeezing_once(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)


def test_what_was_found_is_shown_on_one_short_line() -> None:
    assert as_found("第一行\n第二行") == "第一行 第二行"
    assert as_found("很" * 60) == "很" * 39 + "…"
    assert as_found(datetime(2022, 1, 11)) == "2022年1月11日"
    assert as_found(0.1 + 0.2) == "0.3"
