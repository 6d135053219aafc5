from __future__ import annotations

import pytest

from generator.refresh.numbers import Member, leading_number, renumbered


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [("二、工作", 0, 2), ("（十一）工作", 1, 11), ("12.工作", 2, 12), ("（3）工作", 3, 3), ("三是工作", 4, 3), ("(二)工作", 1, 2)],
)
def test_a_number_is_told_by_kind_and_value(text: str, kind: int, value: int) -> None:
    number = leading_number(text)
    assert number is not None
    assert (number.kind, number.value, text[: number.start] + number.said(value) + text[number.end :]) == (kind, value, text)


@pytest.mark.parametrize("text", ["工作", "3.5万起", "2022年", "", "一站式服务"])
def test_other_beginnings_are_no_numbers(text: str) -> None:
    assert leading_number(text) is None


def members(*told: str, printed: bool = True) -> list[Member]:
    """``-2.甲`` is a heading that goes."""
    out = []
    for position, text in enumerate(told):
        number = leading_number(text.lstrip("-"))
        assert number is not None
        out.append(Member(position, number, number.value if printed else None, None, text.startswith("-")))
    return out


def test_those_behind_one_that_goes_move_up_up_to_the_next_outer_number() -> None:
    assert renumbered(members("一、甲", "1.甲", "-2.乙", "3.丙", "二、乙", "1.丁", "2.戊")) == ({3: 2}, [])
    assert renumbered(members("-一、甲", "-1.甲", "二、乙", "1.丁")) == ({2: 1}, [])


def test_an_order_with_gaps_is_told_and_one_where_nothing_goes_left_alone() -> None:
    assert renumbered(members("1.甲", "-2.乙", "4.丙", printed=False)) == ({}, [2])
    assert renumbered(members("1.甲", "4.丙", printed=False)) == ({}, [])


def test_numbers_as_printed_become_those_of_the_published_edition_though_one_was_deleted() -> None:
    found = [
        Member(n, number, printed, wanted, goes)
        for n, (number, printed, wanted, goes) in enumerate(
            (leading_number(text), printed, wanted, goes)
            for text, printed, wanted, goes in (("2.乙", 2, 2, False), ("3.丙", 3, None, True), ("4.丁", 4, 3, False))
        )
    ]  # type: ignore[arg-type]
    assert renumbered(found) == ({2: 3}, [])
