from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.amounts import Amount, exact
from generator.model.template import Options
from generator.templating import wording

OPTIONS = Options()
NUMBERS = st.decimals(min_value=0, max_value=10**12, places=3, allow_nan=False)


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


def test_grouping_is_everywhere_or_nowhere_and_never_below_five_digits() -> None:
    grouped = Options(grouping=True)
    assert wording.with_unit(exact(12345), "起", OPTIONS) == "12345起"
    assert wording.with_unit(exact(12345), "起", grouped) == "12,345起"
    assert wording.with_unit(exact(1234), "起", grouped) == "1234起"
    assert wording.scaled(Decimal(123450000), "元", "万", 2, grouped) == ("12,345万", "元")
    assert wording.share_text(Decimal(23450), Decimal(100), grouped) == "占比23,450%"
    assert wording.times_text(Decimal(12345), Decimal(1), 2022, grouped) == "是2021年的12,345倍"
    assert wording.with_unit(Amount("rounded", Decimal(12345), "约12345"), "起", grouped) == "约12,345起"
    assert wording.with_unit(Amount("rounded", None, "9000～12000"), "起", grouped) == "9000起～12,000起"


@pytest.mark.parametrize(
    ("unit", "scale", "rest"),
    [
        ("起", 1, "起"),
        ("元", 1, "元"),
        ("万元", 10**4, "元"),
        ("亿元", 10**8, "元"),
        ("千元", 1000, "元"),
        ("百万元", 10**6, "元"),
        ("千万元", 10**7, "元"),
        ("万人次", 10**4, "人次"),
        ("万", 10**4, ""),
        ("千克", 1, "千克"),
        ("", 1, ""),
    ],
)
def test_the_scale_of_a_unit_is_what_its_own_name_says(unit: str, scale: int, rest: str) -> None:
    assert wording.split_unit(unit) == (scale, rest)


@pytest.mark.parametrize(
    ("number", "unit", "scale", "places", "printed"),
    [
        ("9999960", "元", "万", 2, "1000万元"),
        ("99999600", "元", "亿", 2, "1亿元"),
        ("99949999", "元", "亿", 3, "0.999亿元"),
        ("9999.996", "万元", "亿", 2, "1亿元"),
        ("12345", "人次", "万", 4, "1.2345万人次"),
        ("12345", "人次", "万", 0, "1万人次"),
        ("15000", "人次", "万", 0, "2万人次"),
        ("50", "人次", "万", 2, "0.01万人次"),
        ("49", "人次", "万", 2, "人次"),
        ("7.48", "亿元", "万", 2, "74800万元"),
        ("5000", "千元", "万", 2, "500万元"),
        ("0", "元", "万", 2, "0万元"),
    ],
)
def test_a_number_in_wan_or_yi_is_rounded_half_up(number: str, unit: str, scale: str, places: int, printed: str) -> None:
    assert "".join(wording.scaled(Decimal(number), unit, scale, places, OPTIONS)) == printed


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        ("106", "170", "占比62.35%"),
        ("1", "3", "占比33.33%"),
        ("0", "3", "占比0%"),
        ("1", "100000", "占比不足0.01%"),
        ("5", "5", "占比100%"),
    ],
)
def test_a_share_is_nothing_only_of_nothing(part: str, whole: str, text: str) -> None:
    assert wording.share_text(Decimal(part), Decimal(whole), OPTIONS) == text


@pytest.mark.parametrize(
    ("this", "last", "year", "text"),
    [
        ("92", "20", 2022, "是2021年的4.6倍"),
        ("92", "20", None, "是上年的4.6倍"),
        ("20", "20", 2022, ""),
        ("19", "20", 2022, ""),
        ("20.01", "20", 2022, ""),
        ("0", "20", 2022, ""),
    ],
)
def test_times_are_said_where_they_are_more_than_once(this: str, last: str, year: int | None, text: str) -> None:
    assert wording.times_text(Decimal(this), Decimal(last), year, OPTIONS) == text


def test_an_amount_is_printed_as_it_was_typed_where_that_is_kept() -> None:
    about = Amount("rounded", Decimal(300), "300", "左右")
    assert wording.with_unit(about, "起", OPTIONS) == "300起左右"
    assert wording.bare(about, OPTIONS) == "300左右"
    assert wording.with_unit(Amount("rounded", None, "13万～17万"), "元", OPTIONS) == "13万元～17万元"
    assert wording.with_unit(Amount("rounded", None, "15～30"), "%", OPTIONS) == "15%～30%"
    assert wording.bare(Amount("rounded", None, "15～30"), OPTIONS) == "15～30"
    assert wording.with_unit(Amount("words", shown="全国第一"), "文本", OPTIONS) == "全国第一"


def test_an_amount_without_a_number_is_never_printed() -> None:
    with pytest.raises(ValueError, match="nothing to print"):
        wording.bare(Amount("missing"), OPTIONS)


@pytest.mark.parametrize(
    ("number", "typed", "printed"),
    [("35700", "3.57万", "3.57万"), ("35700", "3.570万", "3.57万"), ("35678", "3.5678万", "3.57万"), ("1", "0.0001万", "1")],
)
def test_an_exact_figure_typed_in_wan_has_the_precision_of_the_report(number: str, typed: str, printed: str) -> None:
    assert wording.with_unit(exact(number, typed), "人次", OPTIONS) == f"{printed}人次"
