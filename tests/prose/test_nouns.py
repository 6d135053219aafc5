from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.prose.nouns import is_particular, likeness, nearly_equal, noun, nouns_of, period_of, same_kind_of_unit, slips
from generator.prose.quantities import even, quantities


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("年内共立各类经济犯罪案件", "经济犯罪案件立案数"),
        ("全市派出所排查矛盾纠纷", "派出所矛盾纠纷排查数"),
        ("法治培训", "法治培训参训人次"),
    ],
)
def test_the_same_matter_in_other_words_is_alike(one: str, other: str) -> None:
    assert likeness(noun(one), noun(other)) >= Decimal("0.8")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("经济犯罪案件立案", "经济犯罪案件破案"),
        ("排查矛盾纠纷", "化解矛盾纠纷"),
        ("刑事拘留犯罪嫌疑人", "行政拘留犯罪嫌疑人"),
        ("人大建议", "政协提案"),
        ("去年刑事立案", "刑事立案"),
    ],
)
def test_what_is_done_and_what_it_is_done_to_tell_apart(one: str, other: str) -> None:
    assert likeness(noun(one), noun(other)) < Decimal("0.5")


def test_a_figure_without_a_noun_goes_on_with_the_one_before_it() -> None:
    text = even("全年立经济犯罪案件593起，同比上升9%，破案204起。破案3起")
    nouns = nouns_of(quantities(text), text)
    assert [n.words for n in nouns if n.stages == {"破案"}] == ["经济犯罪案件", ""]


@pytest.mark.parametrize(
    ("one", "other", "alike"), [("件", "宗", True), ("人", "名", True), ("场", "次", True), ("件", "人", False), ("元", "起", False)]
)
def test_units_that_count_the_same_things(one: str, other: str, alike: bool) -> None:
    assert same_kind_of_unit(one, other) is alike
    assert same_kind_of_unit(other, one) is alike


@pytest.mark.parametrize(
    ("words", "particular"), [("抓获犯罪嫌疑人", False), ("刑事案件", False), ("电信诈骗犯罪嫌疑人", True), ("执法记录仪", True)]
)
def test_what_every_campaign_has_is_not_particular(words: str, particular: bool) -> None:
    assert is_particular(noun(words)) is particular


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("截至2021年12月21日，平台公开", "截至12月21日"),
        ("截止12月21日，网站公示", "截至12月21日"),
        ("2021年1至11月，全局", "1至11月"),
        ("2021年，全局共", ""),
        ("2020年，全局共", "2020年"),
        ("自第三季度以来，已", "自第三季度以来"),
        ("上半年完成。全年共", ""),
    ],
)
def test_the_period_of_a_sentence_without_the_years_own(text: str, period: str) -> None:
    assert period_of(text, len(text), 2021) == period


@pytest.mark.parametrize(("one", "other"), [(1477, 1447), (592, 593), (5682, 5628), (35712, 35700), (10208, 10304)])
def test_slips_of_the_pen_are_nearly_equal(one: int, other: int) -> None:
    assert nearly_equal(Decimal(one), Decimal(other))
    assert nearly_equal(Decimal(other), Decimal(one))


digits = st.integers(100, 999_999).map(str)
places = st.integers(0, 5)


@given(digits, places, places, st.integers(0, 9), st.integers(-12, 12))
def test_what_is_nearly_equal_can_be_looked_up(one: str, at: int, to: int, digit: int, thousandths: int) -> None:
    value, letters = Decimal(one), [*one]
    at, to = at % len(one), to % len(one)
    letters[at], letters[to] = letters[to], letters[at]
    wrong = Decimal(one[:at] + str(digit) + one[at + 1 :])
    for other in (Decimal("".join(letters)), wrong, value + value * thousandths // 1000):
        if nearly_equal(value, other):
            assert not {*slips(value)}.isdisjoint(slips(other))


@given(st.integers(1, 99), st.integers(1, 99))
def test_small_numbers_are_never_nearly_equal(one: int, other: int) -> None:
    assert not nearly_equal(Decimal(one), Decimal(other))


@pytest.mark.parametrize(("one", "other"), [(593, 610), (1331, 2341), (593, 593), (351, 4)])
def test_other_numbers_are_not(one: int, other: int) -> None:
    assert not nearly_equal(Decimal(one), Decimal(other))
