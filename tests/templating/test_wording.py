from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.model.amounts import Amount, exact
from generator.model.report import Indicator
from generator.model.template import Options
from generator.templating import wording

OPTIONS = Options()
NUMBERS = st.decimals(min_value=0, max_value=10**12, places=3, allow_nan=False)
UNITS = st.sampled_from(["起", "%", "万元", "人次"])
RISES, FALLS = {"上升", "提高", "增长"}, {"下降", "降低", "减少"}


def indicator(this: Amount, last: Amount, unit: str = "起", typed: Decimal | None = None) -> Indicator:
    return Indicator("甲", "甲", unit, this, last, {}, change_typed=typed)


@pytest.mark.parametrize(
    ("unit", "up", "down"),
    [("起", "上升9.81%", "下降9.81%"), ("%", "提高9.81个百分点", "降低9.81个百分点"), ("万元", "增长9.81%", "减少9.81%")],
)
def test_the_word_of_a_change_depends_on_the_kind_of_unit(unit: str, up: str, down: str) -> None:
    assert wording.change_text(Decimal("9.81"), unit, OPTIONS) == f"同比{up}"
    assert wording.change_text(Decimal("-9.81"), unit, OPTIONS) == f"同比{down}"
    assert wording.change_text(Decimal("0.00"), unit, OPTIONS) == "同比持平"


@given(NUMBERS, NUMBERS, UNITS)
def test_direction_word_and_sign_always_agree(this: Decimal, last: Decimal, unit: str) -> None:
    assume(last > 0)
    found = wording.change_in(indicator(exact(this), exact(last), unit), OPTIONS)
    assert found is not None
    text = wording.change_text(found[0], unit, OPTIONS)
    if any(word in text for word in RISES):
        assert this > last
    elif any(word in text for word in FALLS):
        assert this < last
    else:
        assert text == "同比持平"
    assert "-" not in text
    assert not text.endswith(("升0%", "降0%", "高0个百分点", "低0个百分点"))


@given(NUMBERS, NUMBERS, UNITS)
def test_a_printed_change_reads_back_within_the_printed_precision(this: Decimal, last: Decimal, unit: str) -> None:
    assume(last > 0)
    found = wording.change_in(indicator(exact(this), exact(last), unit), OPTIONS)
    assert found is not None
    size = wording.change_size(found[0], unit, OPTIONS).rstrip("%个百分点") or "0"
    true = abs(this - last if unit == "%" else (this - last) * 100 / last)
    assert abs(Decimal(size) - true) <= Decimal("0.005") + true * Decimal("1e-20")


@given(NUMBERS, st.sampled_from(["人次", "元", "万元", "亿元"]), st.sampled_from(["万", "亿"]))
def test_a_scaled_number_reads_back_within_the_printed_precision(number: Decimal, unit: str, scale: str) -> None:
    own, rest = wording.split_unit(unit)
    text, left = wording.scaled(number, unit, scale, 2, OPTIONS)
    assert left == rest
    if text:
        assert text.endswith(scale)
        assert abs(Decimal(text[:-1]) * wording.SCALES[scale] - number * own) <= wording.SCALES[scale] / 200
    else:
        assert 0 < number * own <= wording.SCALES[scale] / 200


def test_a_decrease_can_not_exceed_one_hundred_percent() -> None:
    found = wording.change_in(indicator(exact(0), exact(7)), OPTIONS)
    assert found == (Decimal("-100.00"), ("本年", "上年"))


@pytest.mark.parametrize(
    ("this", "last", "typed", "change"),
    [
        (exact(7), exact(0), None, None),
        (exact(7), exact(0), Decimal(5), None),
        (exact(7), Amount("missing"), Decimal("5.555"), (Decimal("5.56"), ("同比（手填）",))),
        (exact(7), Amount("missing"), None, None),
        (exact(7), exact(5), Decimal(1), (Decimal("40.00"), ("本年", "上年"))),
        (Amount("rounded", Decimal(300), "约300"), exact(280), None, None),
        (Amount("rounded", Decimal(300), "约300"), exact(280), Decimal(7), (Decimal("7.00"), ("同比（手填）",))),
        (exact(7), Amount("not_applicable"), None, None),
    ],
)
def test_a_change_is_worked_out_where_it_can_be_and_taken_as_typed_where_not(
    this: Amount, last: Amount, typed: Decimal | None, change: object
) -> None:
    assert wording.change_in(indicator(this, last, typed=typed), OPTIONS) == change


def test_a_rate_has_a_change_from_a_base_of_zero() -> None:
    assert wording.change_in(indicator(exact("3.2"), exact(0), "%"), OPTIONS) == (Decimal("3.20"), ("本年", "上年"))


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
    assert wording.respective_changes([(Decimal(change), "起") for change in changes], OPTIONS) == text


def test_a_count_and_a_rate_keep_their_own_words() -> None:
    assert wording.respective_changes([(Decimal(9), "起"), (Decimal(3), "%")], OPTIONS) == "同比分别上升9%、提高3个百分点"


@given(st.lists(st.tuples(st.decimals(-500, 500, places=2), UNITS), min_size=2, max_size=6))
def test_every_one_of_several_changes_is_printed(changes: list[tuple[Decimal, str]]) -> None:
    text = wording.respective_changes(changes, OPTIONS)
    if text != "同比均持平":
        assert len(text.split("、")) == len(changes)


def test_grouping_is_everywhere_or_nowhere_and_never_below_five_digits() -> None:
    grouped = Options(grouping=True)
    assert wording.with_unit(exact(12345), "起", OPTIONS) == "12345起"
    assert wording.with_unit(exact(12345), "起", grouped) == "12,345起"
    assert wording.with_unit(exact(1234), "起", grouped) == "1234起"
    assert wording.scaled(Decimal(123450000), "元", "万", 2, grouped) == ("12,345万", "元")
    assert wording.change_text(Decimal(12345), "起", grouped) == "同比上升12,345%"


def test_the_words_are_those_of_the_template() -> None:
    options = Options(change="比上年", rise="增加", fall="减少", flat="不变", respectively="各", precision=1)
    assert wording.change_text(Decimal("9.8"), "起", options) == "比上年增加9.8%"
    assert wording.respective_changes([(Decimal(0), "起")] * 2, options) == "比上年均不变"
    assert wording.respective_changes([(Decimal(1), "起")] * 2, options) == "比上年各增加1%、1%"


def test_an_amount_is_printed_as_it_was_typed_where_that_is_kept() -> None:
    about = Amount("rounded", Decimal(300), "300", "左右")
    assert wording.with_unit(about, "起", OPTIONS) == "300起左右"
    assert wording.bare(about, OPTIONS) == "300左右"
    assert wording.with_unit(exact(35700, "3.57万"), "人次", OPTIONS) == "3.57万人次"
    assert wording.with_unit(Amount("words", shown="全国第一"), "文本", OPTIONS) == "全国第一"


def test_an_amount_without_a_number_is_never_printed() -> None:
    with pytest.raises(ValueError, match="nothing to print"):
        wording.bare(Amount("missing"), OPTIONS)
