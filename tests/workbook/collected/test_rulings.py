from __future__ import annotations

import pytest

from generator.workbook.collected.rulings import BY_HAND, DONE, KEEP, TAKE, Ruling, Verdict, mark, read_notes, verdict

CHOICES = (TAKE, KEEP, DONE)
ONE, TWO = "0123456789ab", "ba9876543210"


def test_notes_are_read_beside_their_mark_wherever_the_columns_have_gone() -> None:
    rows = [
        {1: "汇总核对：…"},
        {1: "序号", 5: "处理"},
        {1: "1", 5: " 保留现值 ", 9: mark(ONE, "abcdef")},
        {9: mark(ONE, "fedcba")},
        {2: "序号", 3: "处理"},
        {2: mark(TWO, ""), 3: "已处理"},
        {1: "随便写的", 3: "保留现值"},
    ]
    assert read_notes(rows) == {ONE: [("abcdef", "保留现值"), ("fedcba", "")], TWO: [("", "已处理")]}


@pytest.mark.parametrize(
    ("before", "noted", "is_changed", "found"),
    [
        (None, {"a": ""}, False, Verdict(None)),
        (None, {"a": ""}, True, Verdict(Ruling(BY_HAND))),
        (None, {"a": KEEP}, False, Verdict(Ruling(KEEP))),
        (None, {"a": "", "b": TAKE}, False, Verdict(Ruling(TAKE, "b"))),
        (None, {"a": KEEP, "b": KEEP}, False, Verdict(Ruling(KEEP))),
        (None, {"a": TAKE, "b": TAKE}, False, Verdict(None, "“处理”选了不止一种，请只选一种")),
        (None, {"a": KEEP, "b": TAKE}, False, Verdict(None, "“处理”选了不止一种，请只选一种")),
        (None, {"a": BY_HAND}, False, Verdict(None, f"“处理”里写的“{BY_HAND}”认不出，请从下拉里选", BY_HAND)),
        (Ruling(BY_HAND), {"a": BY_HAND}, False, Verdict(Ruling(BY_HAND))),
        (Ruling(KEEP), {"a": ""}, True, Verdict(None)),
        (Ruling(KEEP), {"a": DONE}, False, Verdict(Ruling(DONE))),
        (Ruling(KEEP), None, False, Verdict(Ruling(KEEP))),
        (None, None, False, Verdict(None)),
        (None, None, True, Verdict(Ruling(BY_HAND))),
    ],
)
def test_what_a_matter_has_come_to(before: Ruling | None, noted: dict[str, str] | None, found: Verdict, *, is_changed: bool) -> None:
    assert verdict(before, noted and list(noted.items()), CHOICES, is_changed=is_changed) == found


def test_a_note_beside_one_of_two_files_that_say_the_same_counts() -> None:
    assert verdict(None, [("a", TAKE), ("a", "")], CHOICES, is_changed=False) == Verdict(Ruling(TAKE, "a"))
