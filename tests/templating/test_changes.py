from __future__ import annotations

from decimal import Decimal

import pytest

from generator.model.amounts import Amount, exact
from generator.model.report import Indicator
from generator.model.template import Options
from generator.templating.changes import Change, change_in, change_text, respective_changes, signed_text

OPTIONS = Options()
MISSING = Amount("missing")
YEARS, TYPED = ("本年", "上年"), ("同比（手填）",)


def indicator(
    this: Amount | int | str, last: Amount | int | str, unit: str = "起", typed: Decimal | None = None, zero: str = ""
) -> Indicator:
    amounts = (amount if isinstance(amount, Amount) else exact(amount) for amount in (this, last))
    return Indicator("甲", "甲", unit, *amounts, {}, change_typed=typed, zero=zero)


def said(this: Amount | int | str, last: Amount | int | str, unit: str = "起", options: Options = OPTIONS, zero: str = "") -> str:
    found = change_in(indicator(this, last, unit, zero=zero), options)
    return change_text(found, options) if found else ""


def several(*changes: tuple[str, str], options: Options = OPTIONS) -> str:
    typed = [change_in(indicator(MISSING, MISSING, unit, Decimal(change)), options) for change, unit in changes]
    return respective_changes([change for change in typed if change], options)


@pytest.mark.parametrize(
    ("unit", "up", "down", "flat"),
    [
        ("起", "同比上升9.81%", "同比下降8.94%", "同比持平"),
        ("万元", "同比增长9.81%", "同比减少8.94%", "同比持平"),
        ("元", "同比增长9.81%", "同比减少8.94%", "同比持平"),
        ("万人次", "同比上升9.81%", "同比下降8.94%", "同比持平"),
    ],
)
def test_the_word_of_a_change_depends_on_the_kind_of_unit(unit: str, up: str, down: str, flat: str) -> None:
    assert [said(593, 540, unit), said(540, 593, unit), said(540, 540, unit)] == [up, down, flat]


def test_a_rate_changes_by_points_also_from_nothing() -> None:
    assert said("95.5", "92.3", "%") == "同比提高3.2个百分点"
    assert said("92.3", "95.5", "%") == "同比降低3.2个百分点"
    assert said("3.2", 0, "%") == "同比提高3.2个百分点"
    assert said(0, "3.2", "%") == "同比降低3.2个百分点"


@pytest.mark.parametrize(
    ("this", "last", "text"),
    [
        (100001, 100000, "同比持平"),
        (100005, 100000, "同比上升0.01%"),
        (99995, 100000, "同比下降0.01%"),
        (3, 3, "同比持平"),
        ("9.004", 9, "同比持平"),
        (0, 12, "同比下降100%"),
        (1, 10**6, "同比下降100%"),
    ],
)
def test_flat_is_what_does_not_differ_at_the_printed_precision(this: int | str, last: int, text: str) -> None:
    assert said(this, last) == text


@pytest.mark.parametrize(
    ("this", "last", "unit", "text"),
    [
        (8, 5, "起", "同比增加3起"),
        (3, 5, "起", "同比减少2起"),
        (0, 3, "件", "同比减少3件"),
        (30, 9, "人", "同比增加21人"),
        (12, 10, "起", "同比上升20%"),
        ("9.5", "7.25", "公里", "同比增加2.25公里"),
        ("1.2", "0.5", "万人次", "同比上升140%"),
        (8, 5, "万元", "同比增长60%"),
        (8, 5, "元", "同比增长60%"),
        (8, 5, "%", "同比提高3个百分点"),
    ],
)
def test_a_count_from_a_small_base_changes_by_a_number(this: int | str, last: int | str, unit: str, text: str) -> None:
    assert said(this, last, unit) == text


def test_the_template_says_what_base_is_small_and_how_it_is_worded() -> None:
    assert said(8, 5, options=Options(small_base=0)) == "同比上升60%"
    assert said(40, 25, options=Options(small_base=30)) == "同比增加15起"
    assert said(8, 5, options=Options(small_rise="多", change="比上年")) == "比上年多3起"
    assert said(3, 5, options=Options(small_fall="少", change="比上年")) == "比上年少2起"


def test_where_words_stand_for_zero_the_fall_is_a_number() -> None:
    assert said(0, 15, "件", zero="无行政诉讼案件") == "同比减少15件"
    assert said(1, 15, "件", zero="无行政诉讼案件") == "同比下降93.33%"
    assert said(0, 15, "件", Options(small_base=0), zero="无行政诉讼案件") == "同比下降100%"


def test_from_zero_there_is_a_change_only_where_the_template_says_it_as_a_number() -> None:
    counted = Options(zero_base_difference=True)
    assert [said(7, 0), said(0, 0), said(15, 0, "万元")] == ["", "", ""]
    assert [said(7, 0, options=counted), said(0, 0, options=counted)] == ["同比增加7起", "同比持平"]
    assert said(15, 0, "万元", counted) == "同比增加15万元"
    assert said(7, 0, options=Options(zero_base_difference=True, small_base=0)) == "同比增加7起"


@pytest.mark.parametrize(
    ("this", "last", "typed", "change"),
    [
        (exact(7), exact(0), None, None),
        (exact(7), exact(0), Decimal(5), None),
        (exact(7), MISSING, Decimal("5.555"), Change(Decimal("5.56"), "%", "上升", TYPED)),
        (exact(7), MISSING, None, None),
        (exact(70), exact(50), Decimal(1), Change(Decimal("40.00"), "%", "上升", YEARS)),
        (Amount("rounded", Decimal(300), "约300"), exact(280), None, None),
        (Amount("rounded", None, "300～400"), exact(280), None, None),
        (Amount("rounded", Decimal(300), "约300"), exact(280), Decimal(-7), Change(Decimal("-7.00"), "%", "下降", TYPED)),
        (exact(7), Amount("not_applicable"), None, None),
    ],
)
def test_a_change_is_worked_out_where_it_can_be_and_taken_as_typed_where_not(
    this: Amount, last: Amount, typed: Decimal | None, change: Change | None
) -> None:
    assert change_in(indicator(this, last, typed=typed), OPTIONS) == change


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        (["9.81", "20"], "同比分别上升9.81%、20%"),
        (["-9.81", "-20"], "同比分别下降9.81%、20%"),
        (["9.81", "-5"], "同比分别上升9.81%、下降5%"),
        (["9.81", "0", "-5"], "同比分别上升9.81%、持平、下降5%"),
        (["0", "0"], "同比均持平"),
        (["9.81"], "同比上升9.81%"),
        (["0"], "同比持平"),
    ],
)
def test_changes_of_several_figures_are_said_in_their_order(changes: list[str], text: str) -> None:
    assert several(*((change, "起") for change in changes)) == text


def test_counts_rates_and_small_bases_keep_their_own_words_in_a_list() -> None:
    assert several(("9", "起"), ("3", "%")) == "同比分别上升9%、提高3个百分点"
    small, large = change_in(indicator(8, 5), OPTIONS), change_in(indicator(565, 325), OPTIONS)
    assert small is not None
    assert large is not None
    assert respective_changes([large, small], OPTIONS) == "同比分别上升73.85%、增加3起"
    assert respective_changes([small, small], OPTIONS) == "同比分别增加3起、3起"


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        (["74", "72", "102"], "同比分别上升74%、72%和102%"),
        (["9", "-5"], "同比分别上升9%和下降5%"),
        (["9", "0"], "同比分别上升9%和持平"),
        (["9"], "同比上升9%"),
    ],
)
def test_the_template_chooses_what_joins_the_last_change(changes: list[str], text: str) -> None:
    assert several(*((change, "起") for change in changes), options=Options(joining="和")) == text


def test_the_words_are_those_of_the_template() -> None:
    options = Options(change="比上年", rise="增加", fall="减少", flat="不变", respectively="各", precision=1, grouping=True)
    assert said("109.8", 100, options=options) == "比上年增加9.8%"
    assert said(12445, 100, options=options) == "比上年增加12,345%"
    assert several(("0", "起"), ("0", "起"), options=options) == "比上年均不变"
    assert several(("1", "起"), ("1", "起"), options=options) == "比上年各增加1%、1%"


def test_a_change_in_a_table_has_a_sign() -> None:
    found = [change_in(indicator(*years), OPTIONS) for years in ((95, 100), (100, 95), (3, 5), (5, 5))]
    assert [signed_text(change, OPTIONS) for change in found if change] == ["-5%", "5.26%", "-2起", "持平"]
