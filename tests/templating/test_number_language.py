"""What is printed is read back: values within the printed precision, directions as they are, whatever the options."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from generator.diagnostics import Findings
from generator.model.amounts import Amount, exact
from generator.model.marks import Marks, plain
from generator.model.provenance import Cell
from generator.model.report import Indicator
from generator.model.template import Options
from generator.templating import filters, wording
from generator.templating.figures import Figure
from generator.templating.session import Session
from generator.workbook.typed import read_amount
from tests.support.number_language import read_change, read_number, read_respective

YEAR = 2022
COLUMNS = {"单位": "C", "本年": "D", "上年": "E"}
COUNTS, MONEY, RATE = ("起", "人次", "万人次", "公里"), ("元", "万元", "亿元"), "%"
OWN_SCALE = {"万人次": 10**4, "万元": 10**4, "亿元": 10**8}
UNITS = st.sampled_from([*COUNTS, *MONEY, RATE])
ARTEFACT = re.compile(r"[eE]|\d\.\d{7}|\.\D|\.$|(?<!\d)\.|-|−|％|NaN|Inf")
OPTIONS = st.builds(
    Options,
    precision=st.integers(0, 6),
    grouping=st.booleans(),
    change=st.sampled_from(["同比", "比上年", "与上年同期相比"]),
    rise=st.sampled_from(["上升", "增加", "增长"]),
    fall=st.sampled_from(["下降", "减少"]),
    rate_rise=st.sampled_from(["提高", "上升"]),
    rate_fall=st.sampled_from(["降低", "下降"]),
    amount_rise=st.sampled_from(["增长", "增加"]),
    amount_fall=st.sampled_from(["减少", "下降"]),
    small_rise=st.sampled_from(["增加", "上升", "多"]),
    small_fall=st.sampled_from(["减少", "下降", "少"]),
    flat=st.sampled_from(["持平", "基本持平", "不变"]),
    small_base=st.sampled_from([0, 1, 10, 30]),
    zero_base_difference=st.booleans(),
    share=st.sampled_from(["占比", "占"]),
    times=st.sampled_from(["是", "为", "达到"]),
    respectively=st.sampled_from(["分别", "依次"]),
    joining=st.sampled_from(["、", "和", "，"]),
)


@st.composite
def numbers(draw: st.DrawFn, unit: str) -> Decimal:
    """A figure as people type it: small and large, whole and with decimals, often near another."""
    if unit == RATE:
        return draw(st.decimals(0, 100, places=draw(st.integers(0, 4))))
    whole = draw(st.one_of(st.integers(0, 20), st.integers(0, 2000), st.integers(10**9, 10**12)))
    return Decimal(whole) + draw(st.one_of(st.just(Decimal(0)), st.decimals(0, 1, places=3), st.decimals(0, 1, places=6)))


@st.composite
def figures(draw: st.DrawFn, options: Options | None = None, unit: str | None = None) -> Figure:
    """An indicator with both years, in a session of its own or of the given options."""
    options = draw(OPTIONS) if options is None else options
    unit = draw(UNITS) if unit is None else unit
    this = draw(numbers(unit))
    last = draw(st.one_of(numbers(unit), st.just(this), st.sampled_from([Decimal(0), Decimal(options.small_base)])))
    return figure(this, last, unit, options)


def figure(this: Decimal, last: Decimal, unit: str, options: Options, zero: str = "") -> Figure:
    session = Session(options, YEAR, "上报", False, Marks(), Findings())
    cells = {heading: Cell("甲.xlsx", "指标", f"{column}2") for heading, column in COLUMNS.items()}
    return Figure(session, Indicator("甲", "甲", unit, exact(this), exact(last), cells, zero=zero))


def said(value: object) -> str:
    """What a reader sees; it never holds an artefact of floats, a sign or a wrong mark."""
    text = plain(str(value))
    assert not ARTEFACT.search(text), text
    return text


def years(of: Figure) -> tuple[Fraction, Fraction]:
    this, last = of.amount.number, of.indicator.last.number
    assert this is not None
    assert last is not None
    return Fraction(this), Fraction(last)


def own_scale(unit: str) -> int:
    return OWN_SCALE.get(unit, 1)


# ── Values ──────────────────────────────────────────────────────────────────────────────────────────────────


@given(figures())
def test_a_value_reads_back_within_the_printed_precision(of: Figure) -> None:
    options = of.session.options
    number = re.fullmatch(rf"(.*){re.escape(of.unit)}", said(of))
    assert number is not None
    this, last = years(of)
    assert read_number(number[1], options).tells(this, options.precision)
    assert read_number(said(of.数), options) == read_number(number[1], options)
    assert read_number(said(of.上年.数), options).tells(last, options.precision)


@given(figures(), st.sampled_from(["万", "亿"]), st.none() | st.integers(0, 6))
def test_a_value_in_wan_or_yi_reads_back_and_is_never_nothing(of: Figure, scale: str, places: int | None) -> None:
    assume(of.unit != RATE)
    options = of.session.options
    wanted = options.precision if places is None else places
    text = said({"万": filters.in_wan, "亿": filters.in_yi}[scale](of, places))
    true = years(of)[0] * own_scale(of.unit)
    if text == said(of):  # nothing of it would be left
        assert 2 * true * 10**wanted < {"万": 10**4, "亿": 10**8}[scale] or text == f"0{of.unit}" or of.unit[0] == scale
        return
    read = read_number(text, options, wanted)
    assert read.scale == {"万": 10**4, "亿": 10**8}[scale]
    assert read.digits > 0
    assert read.unit == of.unit.lstrip("万亿")
    assert read.tells(true, wanted)


@given(numbers("元"), st.sampled_from(["元", "人次"]), st.sampled_from(["万", "亿"]), OPTIONS)
def test_what_was_typed_in_wan_is_printed_in_wan_at_the_report_s_precision(
    number: Decimal, unit: str, scale: str, options: Options
) -> None:
    amount = read_amount(f"{number:f}{scale}{unit}", unit)
    assume(isinstance(amount, Amount))
    assert isinstance(amount, Amount)
    read = read_number(said(wording.with_unit(amount, unit, options)), options)
    assert read.unit == unit
    assert read.tells(Fraction(number) * {"万": 10**4, "亿": 10**8}[scale], options.precision)


@given(figures(), st.data())
def test_sums_and_differences_print_exactly(of: Figure, data: st.DataObject) -> None:
    other = data.draw(figures(of.session.options, of.unit))
    total = read_number(said(of + other).removesuffix(of.unit), of.session.options)
    assert total.tells(years(of)[0] + years(other)[0], of.session.options.precision)
    apart = read_number(said(abs(of - other)).removesuffix(of.unit), of.session.options)
    assert apart.tells(abs(years(of)[0] - years(other)[0]), of.session.options.precision)


# ── Changes ─────────────────────────────────────────────────────────────────────────────────────────────────


def told(of: Figure) -> tuple[Fraction, str] | None:
    """The change by the rule book: its true size with sign, and what it is said in; None when there is none."""
    this, last = years(of)
    options = of.session.options
    if of.unit == RATE:
        return this - last, "个百分点"
    if last == 0:
        return (this, of.unit) if options.zero_base_difference else None
    if of.unit in COUNTS and last * own_scale(of.unit) < options.small_base:
        return this - last, of.unit
    return (this - last) * 100 / last, "%"


@given(figures())
def test_a_change_reads_back_with_its_direction(of: Figure) -> None:
    options = of.session.options
    true = told(of)
    assert bool(of.同比) == (true is not None)
    if true is None:
        assert said(of.同比) == ""
        assert [found.code for found in of.session.findings] == ["change-without-base"]
        return
    size, unit = true
    read = read_change(said(of.同比), options)
    assert (read.direction == 0) == (abs(size) * 2 * 10**options.precision < 1)  # 持平 exactly when equal at the precision
    if read.size is not None:
        assert read.direction == (1 if size > 0 else -1)
        assert said(of.同比).endswith(unit)
        assert read.size.tells(abs(size) * own_scale(unit), options.precision)
        assert unit != "%" or read.direction > 0 or read.size.digits <= 100


@given(OPTIONS, st.integers(1, 10**9), st.integers(0, 10**9))
def test_a_fall_never_exceeds_all_of_it(options: Options, last: int, this: int) -> None:
    assume(this < last)
    read = read_change(said(figure(Decimal(this), Decimal(last), "起", options).同比), options)
    assert read.direction in (-1, 0)
    assert read.size is None or read.size.digits <= (100 if read.size.unit == "%" else last)


@given(OPTIONS, st.integers(1, 10**6))
def test_where_words_stand_for_zero_the_change_is_a_number(options: Options, last: int) -> None:
    of = figure(Decimal(0), Decimal(last), "件", options, zero="无此类案件")
    read = read_change(said(of.同比), options)
    assert read.direction == -1
    assert read.size is not None
    assert (read.size.digits, read.size.unit) == ((last, "件") if options.small_base else (100, "%"))


@given(OPTIONS, st.data())
def test_each_of_several_changes_is_its_own_in_its_place(options: Options, data: st.DataObject) -> None:
    several = data.draw(st.lists(figures(options), min_size=1, max_size=5))
    assume(all(told(of) is not None for of in several))
    for of in several:
        of.session = several[0].session
    text = said(filters.respective_changes(several))
    assert list(read_respective(text, len(several), options)) == [read_change(said(of.同比), options) for of in several]


# ── Shares and times ────────────────────────────────────────────────────────────────────────────────────────


@given(OPTIONS, numbers("人"), numbers("人"))
def test_a_share_reads_back_and_is_nothing_only_of_nothing(options: Options, part: Decimal, whole: Decimal) -> None:
    assume(whole > 0)
    of = figure(part, Decimal(1), "人", options)
    text = said(filters.share_of(of, figure(whole, Decimal(1), "人", options))).removeprefix(options.share)
    true = Fraction(part) * 100 / Fraction(whole)
    if text.startswith("不足"):
        assert 0 < true < read_number(text[2:], options).value
        return
    read = read_number(text, options)
    assert read.unit == "%"
    assert read.tells(true, options.precision)
    assert (read.digits == 0) == (part == 0)


@given(figures())
def test_times_name_the_year_and_are_more_than_once(of: Figure) -> None:
    options = of.session.options
    this, last = years(of)
    text = said(of.倍数)
    unit = Fraction(1, 10**options.precision)
    assert bool(text) == bool(of.倍数) == (last > 0 and this / last >= 1 + unit / 2)
    if text:
        found = re.fullmatch(rf"{options.times}{YEAR - 1}年的(.*)倍", text)
        assert found is not None
        assert read_number(found[1], options).tells(this / last, options.precision)


# ── Rounded figures and ranges ──────────────────────────────────────────────────────────────────────────────


@given(
    st.sampled_from(["", "约", "近", "逾", "超过", "不足", "至少"]),
    st.integers(1, 99999),
    st.sampled_from(["", "余", "多"]),
    st.sampled_from(["", "万", "亿"]),
    st.sampled_from(["", "余", "多"]),
    st.sampled_from(["", "左右", "上下", "以上"]),
    st.sampled_from(["份", "元", "人次"]),
)
def test_a_rounded_figure_is_printed_as_typed_and_says_once_that_it_is_rounded(
    before: str, number: int, more: str, scale: str, after: str, about: str, unit: str
) -> None:
    words = [word for word in (before, more, after, about) if word]
    typed = f"{before}{number}{more}{scale}{after}{unit}{about}"
    read = read_amount(typed, unit)
    if len(words) > 1:
        assert not isinstance(read, Amount)
    elif words:
        assert isinstance(read, Amount)
        assert wording.with_unit(read, unit, Options()) == typed
        assert read_amount(f"{before}{number}{more}{scale}{after}{about}", unit) == read
        assert wording.with_unit(read, unit, Options(grouping=True)).replace(",", "") == typed


@given(
    st.decimals(0, 100, places=1),
    st.decimals(0, 100, places=1),
    st.sampled_from(["", "万"]),
    st.sampled_from(["元", "起", "%"]),
    st.sampled_from("~～"),
)
def test_a_range_has_its_unit_on_both_sides(low: Decimal, high: Decimal, scale: str, unit: str, mark: str) -> None:
    assume(low < high)
    assume(unit != "%" or not scale)
    ends = f"{low}{scale}{unit}", f"{high}{scale}{unit}"
    read = read_amount(mark.join(ends), unit)
    assert isinstance(read, Amount)
    assert read == read_amount(f"{low}{scale}{mark}{high}{scale}", unit)
    assert wording.with_unit(read, unit, Options()) == "～".join(ends)
