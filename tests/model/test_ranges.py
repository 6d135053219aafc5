from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.model.amounts import EXACT, MISSING, NOT_APPLICABLE, Amount
from generator.model.ranges import Range, point, range_of
from generator.workbook.typed import read_amount


def typed(text: str) -> Range | None:
    amount = read_amount(text, "人")
    assert isinstance(amount, Amount)
    return range_of(amount)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("593", "593", "593"),
        ("0", "0", "0"),
        ("3.5", "3.45", "3.55"),
        ("3.57万", "35650", "35750"),
        ("12万", "115000", "125000"),
        ("近300", "240", "300"),
        ("不到300", "240", "300"),
        ("超64万", "640000", "640000000000"),
        ("1000余", "1000", "2000"),
        ("580余", "580", "590"),
        ("26万余", "260000", "270000"),
        ("50余万", "500000", "600000"),
        ("约300", "240", "360"),
        ("300左右", "240", "360"),
    ],
)
def test_a_figure_stands_for_what_its_words_allow(text: str, low: str, high: str) -> None:
    assert typed(text) == Range(Decimal(low), Decimal(high))


@pytest.mark.parametrize("amount", [MISSING, NOT_APPLICABLE, Amount("words", shown="全国第一")])
def test_what_is_no_number_stands_for_none(amount: Amount) -> None:
    assert range_of(amount) is None


numbers = st.decimals(min_value=0, max_value=10**12, places=3)


@given(numbers, numbers, numbers, numbers)
def test_arithmetic_holds_every_outcome(a: Decimal, b: Decimal, c: Decimal, d: Decimal) -> None:
    left, right = Range(min(a, b), max(a, b)), Range(min(c, d), max(c, d))
    for x in (a, b):
        for y in (c, d):
            outcomes = EXACT.add(x, y), EXACT.subtract(x, y), EXACT.multiply(x, y)
            for found, outcome in zip((left + right, left - right, left * right), outcomes, strict=True):
                assert found.low <= outcome <= found.high


@given(numbers, numbers)
def test_a_quotient_times_its_divisor_holds_the_number(a: Decimal, b: Decimal) -> None:
    assume(b > 0)
    quotient = point(a) / point(b)
    assert quotient is not None
    back = quotient * point(b)
    assert back.low <= a <= back.high


def test_nothing_is_divided_by_what_can_be_0() -> None:
    assert point(Decimal(1)) / Range(Decimal(0), Decimal(2)) is None
