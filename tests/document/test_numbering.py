from __future__ import annotations

import pytest

from generator.document.numbering import Counters, numbered

PATTERNS = ("一、", "（一）", "1.", "（1）")


@pytest.mark.parametrize(
    ("pattern", "number", "printed"),
    [
        ("一、", 3, "三、"),
        ("（一）", 12, "（十二）"),
        ("1.", 12, "12."),
        ("（1）", 2, "（2）"),
        ("第一部分　", 4, "第四部分　"),
        ("1—1", 2, "2—1"),
        ("", 5, ""),
    ],
)
def test_the_number_takes_its_place_in_the_pattern(pattern: str, number: int, printed: str) -> None:
    assert numbered(pattern, number) == printed


def test_a_heading_starts_the_levels_below_it_anew() -> None:
    counters = Counters()
    levels = [1, 2, 3, 3, 4, 4, 3, 4, 2, 3, 1, 2]
    printed = [counters.next(level, PATTERNS[level - 1]) for level in levels]
    assert printed == ["一、", "（一）", "1.", "2.", "（1）", "（2）", "3.", "（1）", "（二）", "1.", "二、", "（一）"]


def test_a_level_may_be_left_out() -> None:
    counters = Counters()
    assert [counters.next(level, PATTERNS[level - 1]) for level in (1, 3, 3, 1, 3)] == ["一、", "1.", "2.", "二、", "1."]


def test_a_heading_without_a_pattern_does_not_count_and_starts_the_levels_below_anew() -> None:
    counters = Counters()
    said = [
        counters.next(1, "一、"),
        counters.next(2, "（一）"),
        counters.next(1, ""),
        counters.next(2, "（一）"),
        counters.next(1, "一、"),
    ]
    assert said == ["一、", "（一）", "", "（一）", "二、"]
