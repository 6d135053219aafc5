from __future__ import annotations

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from generator.refresh.aligning import Match, align

TEXTS = [
    "",
    " ",
    "一、工作",
    "合计",
    "593",
    "600",
    "立案593起。",
    "立案600起。",
    "开展法治宣传活动12次，深入社区。",
    "开展法治宣传活动15次，深入社区学校。",
]
versions = st.lists(st.sampled_from(TEXTS) | st.text(alphabet="甲乙丙丁1。", max_size=12), max_size=14)
REPORT = [
    "一、主要工作",
    "全年开展执法监督检查12次，发现并整改问题35个。",
    "组织民警参加法律知识考试，合格率达到98.5%。",
    "深入社区、学校开展法治宣传，发放资料1200份。",
    "办理行政复议案件16件，全部按期办结。",
    "二、下一步安排",
]


def told(old: list[str], new: list[str]) -> list[Match]:
    """What is not simply where it was."""
    return [m for m in align(old, new) if m.moved or len(m.old) != 1 or len(m.new) != 1 or old[m.old[0]] != new[m.new[0]]]


@given(versions, versions)
def test_every_passage_stands_in_exactly_one_match(old: list[str], new: list[str]) -> None:
    matches = align(old, new)
    assert Counter(at for match in matches for at in match.old) == Counter(range(len(old)))
    assert Counter(at for match in matches for at in match.new) == Counter(range(len(new)))


@given(versions)
def test_a_version_differs_from_itself_in_nothing(texts: list[str]) -> None:
    assert align(texts, texts) == [Match((at,), (at,)) for at in range(len(texts))]


@given(versions, versions)
def test_what_kept_its_order_is_in_order(old: list[str], new: list[str]) -> None:
    kept = [match for match in align(old, new) if match.old and match.new and not match.moved and old[match.old[0]].strip()]
    firsts = [match.old[0] for match in kept]
    assert firsts == sorted(firsts)


@given(st.permutations(REPORT))
def test_passages_in_another_order_are_neither_new_nor_gone(new: list[str]) -> None:
    matches = align(REPORT, new)
    assert all(REPORT[match.old[0]] == new[match.new[0]] for match in matches)
    assert any(match.moved for match in matches) == (new != REPORT)


def test_a_corrected_figure_is_a_change_of_its_passage() -> None:
    new = [text.replace("35", "36") for text in REPORT]
    assert told(REPORT, new) == [Match((1,), (1,))]


def test_what_was_removed_stands_behind_what_stood_before_it() -> None:
    assert align(REPORT, REPORT[:2] + REPORT[3:])[2] == Match((2,), ())


def test_a_passage_that_was_rewritten_is_found_between_its_neighbours() -> None:
    new = [*REPORT[:2], "组织全体民警参加年度法律知识统一考试，合格率达到98.5%，比上年有提高。", *REPORT[3:]]
    assert told(REPORT, new) == [Match((2,), (2,))]


def test_a_passage_that_has_nothing_of_another_is_new_and_the_other_gone() -> None:
    new = [*REPORT[:2], "经费保障不到位，装备更新较慢。", *REPORT[3:]]
    assert told(REPORT, new) == [Match((2,), ()), Match((), (2,))]


def test_a_passage_that_moved_and_changed_is_both() -> None:
    new = [*REPORT[:1], *REPORT[2:], REPORT[1].replace("12次", "15次")]
    assert told(REPORT, new) == [Match((1,), (5,), moved=True)]


def test_of_a_passage_and_its_copy_elsewhere_the_rewritten_one_in_its_place_is_the_passage() -> None:
    new = [*REPORT[:2], REPORT[2].replace("法律知识", "法律"), *REPORT[3:], REPORT[2]]
    assert told(REPORT, new) == [Match((2,), (2,)), Match((), (6,))]


def test_a_passage_that_moved_is_found_though_another_was_written_in_its_place() -> None:
    new = [*REPORT[:2], "建立台账，逐项销号。", *REPORT[3:], REPORT[2]]
    assert told(REPORT, new) == [Match((), (2,)), Match((2,), (6,), moved=True)]


def test_a_passage_that_was_split_is_one_match_with_both_halves() -> None:
    halves = ["深入社区、学校开展法治宣传，", "发放资料1200份。"]
    assert told(REPORT, [*REPORT[:3], *halves, *REPORT[4:]]) == [Match((3,), (3, 4))]


def test_passages_that_were_joined_are_one_match_with_both_halves() -> None:
    assert told(REPORT, [*REPORT[:2], REPORT[2] + REPORT[3], *REPORT[4:]]) == [Match((2, 3), (2,))]


def test_cells_of_a_table_that_say_the_same_are_told_apart_by_their_neighbours() -> None:
    old = ["案件", "起", "100", "上年", "100", "人员", "名", "100"]
    assert told(old, [*old[:4], "120", *old[5:]]) == [Match((4,), (4,))]


def test_lines_that_all_stand_there_eight_times_are_aligned_by_their_order() -> None:
    old = [f"第{n}项：已经完成。" for n in range(73)] * 8
    new = [*old[:300], *old[305:]]
    assert told(old, new) == [Match((at,), ()) for at in range(300, 305)]


def test_many_passages_without_a_word_in_common_cost_no_time() -> None:
    letters = random.Random(1)
    old, new = (["".join(letters.choices("甲乙丙丁戊己庚辛壬癸子丑寅卯", k=60)) for _ in range(1_500)] for _ in range(2))
    assert sum(len(match.old) for match in align(old, new)) == 1_500
