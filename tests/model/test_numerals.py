from __future__ import annotations

import pytest

from generator.model.numerals import chinese_numeral


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (19, "十九"), (20, "二十"), (21, "二十一"), (99, "九十九")],
)
def test_numbers_of_headings_are_written_in_chinese(number: int, written: str) -> None:
    assert chinese_numeral(number) == written


@pytest.mark.parametrize("number", [-1, 0, 100])
def test_other_numbers_stay_arabic(number: int) -> None:
    assert chinese_numeral(number) == str(number)
