from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.amounts import MISSING, NOT_APPLICABLE, Amount, exact, print_number, ratio_half_up, round_half_up

DECIMALS = st.decimals(min_value=-(10**20), max_value=10**20, places=6)


@pytest.mark.parametrize(
    ("number", "places", "printed"),
    [
        ("593", 2, "593"),
        ("3.20", 2, "3.2"),
        ("20.00", 2, "20"),
        ("0.5", 2, "0.5"),
        ("9.8148", 2, "9.81"),
        ("9.815", 2, "9.82"),
        ("0.005", 2, "0.01"),
        ("-9.815", 2, "-9.82"),
        ("0.004", 2, "0"),
        ("-0.004", 2, "0"),
        ("1E+3", 2, "1000"),
        ("100", 0, "100"),
        ("2.5", 0, "3"),
        ("3.141592653", 5, "3.14159"),
    ],
)
def test_a_number_prints_half_up_without_trailing_zeros(number: str, places: int, printed: str) -> None:
    assert print_number(Decimal(number), places) == printed


@pytest.mark.parametrize(
    ("number", "printed"),
    [("9999", "9999"), ("10000", "10,000"), ("1234567.891", "1,234,567.89"), ("-12345.5", "-12,345.5"), ("9999.999", "10,000")],
)
def test_grouping_starts_at_five_digits(number: str, printed: str) -> None:
    assert print_number(Decimal(number), 2, grouping=True) == printed


@given(DECIMALS)
def test_what_a_number_prints_reads_back(number: Decimal) -> None:
    assert Decimal(print_number(number, 6)) == number


@given(DECIMALS, st.integers(0, 6))
def test_grouping_changes_nothing_but_commas(number: Decimal, places: int) -> None:
    assert print_number(number, places, grouping=True).replace(",", "") == print_number(number, places)


@given(DECIMALS, st.integers(0, 6))
def test_rounding_is_off_by_half_a_unit_at_most_and_away_from_zero_at_half(number: Decimal, places: int) -> None:
    rounded = round_half_up(number, places)
    unit = Decimal(1).scaleb(-places)
    assert abs(rounded - number) <= unit / 2
    assert rounded == number.quantize(unit, rounding=ROUND_HALF_UP)


def test_rounding_is_exact_where_the_default_context_is_too_short() -> None:
    number = Decimal("1234567890123456789012345678901234567890.125")
    assert round_half_up(number, 2) == Decimal("1234567890123456789012345678901234567890.13")


@given(DECIMALS, DECIMALS.filter(bool), st.integers(0, 6))
def test_a_ratio_is_rounded_from_its_true_value(numerator: Decimal, denominator: Decimal, places: int) -> None:
    rounded = Fraction(ratio_half_up(numerator, denominator, places))
    true, half = Fraction(numerator) / Fraction(denominator), Fraction(1, 2 * 10**places)
    assert abs(rounded - true) <= half
    assert abs(true) - abs(rounded) != half


@pytest.mark.parametrize(
    ("numerator", "denominator", "printed"),
    [("1", "8", "0.13"), ("-1", "8", "-0.13"), ("1", "-8", "-0.13"), ("-1", "1000", "0.00"), ("0", "-3", "0.00"), ("2", "3", "0.67")],
)
def test_a_ratio_is_rounded_half_up_away_from_zero(numerator: str, denominator: str, printed: str) -> None:
    assert str(ratio_half_up(Decimal(numerator), Decimal(denominator), 2)) == printed


@pytest.mark.parametrize(
    ("amount", "there"),
    [(exact(0), True), (exact("3.5"), True), (Amount("words", shown="全国第一"), True), (MISSING, False), (NOT_APPLICABLE, False)],
)
def test_zero_is_there_and_a_blank_is_not(amount: Amount, there: bool) -> None:
    assert bool(amount) is there
