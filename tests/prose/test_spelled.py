from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.numerals import chinese_numeral
from generator.prose.spelled import with_digits


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("办结三十五件，投入四千八百六十七人次", "办结35件，投入4867人次"),
        ("同比上升百分之二十四点七九", "同比上升24.79%"),
        ("三点五七万人次，四千八百六十七万元", "3.57万人次，48670000元"),
        ("叁拾伍件，两千件，一百零五件", "35件，2000件，105件"),
        ("三千五，两万三", "3500，23000"),
        ("四八六七人", "4867人"),
        ("一百二十万元", "1200000元"),
    ],
)
def test_spelled_numbers_are_read(text: str, read: str) -> None:
    assert with_digits(text) == read


@pytest.mark.parametrize("text", ["一是加强；二是推进", "三四十人，十五六件", "“十四五”规划", "一点也不", "三件实事", "万众一心", ""])
def test_what_is_no_number_for_certain_stays(text: str) -> None:
    assert with_digits(text).replace("10000", "万") == text


@given(st.integers(10, 9999))
def test_every_number_that_is_written_as_headings_count_is_read(number: int) -> None:
    assert with_digits(f"共{chinese_numeral(number)}件") == f"共{number}件"
