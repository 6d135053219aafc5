from __future__ import annotations

import pytest

from generator.model.numerals import chinese_numeral, numeral_value


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (19, "十九"), (20, "二十"), (21, "二十一"), (99, "九十九")],
)
def test_numbers_of_headings_are_written_in_chinese(number: int, written: str) -> None:
    assert chinese_numeral(number) == written


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (300, "三百"),
        (1003, "一千零三"),
        (1030, "一千零三十"),
        (9999, "九千九百九十九"),
    ],
)
def test_long_lists_count_on(number: int, written: str) -> None:
    assert chinese_numeral(number) == written


@pytest.mark.parametrize("number", range(1, 10_000, 7))
def test_a_numeral_reads_back(number: int) -> None:
    assert numeral_value(chinese_numeral(number)) == number


@pytest.mark.parametrize(("text", "value"), [("一万二千", 12000), ("两百", 200), ("三亿", 300_000_000), ("甲", None), ("", None)])
def test_numerals_are_read(text: str, value: int | None) -> None:
    assert numeral_value(text) == value


@pytest.mark.parametrize("number", [-1, 0, 10_000])
def test_other_numbers_stay_arabic(number: int) -> None:
    assert chinese_numeral(number) == str(number)
