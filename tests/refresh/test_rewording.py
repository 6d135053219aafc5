from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.refresh.editions import Passage, Stretch
from generator.refresh.rewording import Edit, carried, edited, edits_between
from tests.refresh.test_editions import LIST, THEN, cell, of_rows


def test_the_words_of_a_withheld_row_are_cut_out_of_a_list() -> None:
    edits = edits_between(LIST, THEN)
    assert [edit.cut for edit in edits] == [True]
    assert edited(LIST.text, edits) == THEN.text


@pytest.mark.parametrize(
    ("now", "made"),
    [
        ("一是甲事；二是乙的大事；三是丙事。", "一是甲事；二是丙事。"),
        ("一是甲事办好；二是乙事；三是丙事办好。", "一是甲事办好；二是丙事办好。"),
        ("一是甲事；三是丙事。", None),
        ("都重写了，没有留下一个字", None),
    ],
)
def test_edits_are_carried_to_an_edited_text_or_not_at_all(now: str, made: str | None) -> None:
    edits = carried(edits_between(LIST, THEN), LIST.text, now)
    assert (edits if edits is None else edited(now, edits)) == made


def test_words_that_people_wrote_beside_a_change_stop_it() -> None:
    assert carried([Edit(2, 4, "公布")], "情况报告如下", "情况的报告如下") is None
    assert carried([Edit(2, 4, "公布")], "情况报告如下", "有关情况报告如下") == [Edit(4, 6, "公布")]
    assert carried([Edit(2, 4, "公布")], "情况报告如下", "情况\n报告如下") == [Edit(0, 7, "情况公布如下")]


def test_words_of_the_template_between_withheld_rows_and_rows_that_stay_are_kept_with_their_edits() -> None:
    base = of_rows("甲事。全年立案三起，破案两起。乙事。", ("甲事", 2, True), ("乙事", 3, False))
    then = of_rows("全年立案三起。乙事。", ("乙事", 3, False))
    edits = edits_between(base, then)
    assert edited(base.text, edits) == then.text
    now = "甲事办好了。全年共立案三起，破案两起。乙事办好。"
    made = carried(edits, base.text, now)
    assert made is not None
    assert edited(now, made) == "全年共立案三起。乙事办好。"


def test_passages_of_other_rows_are_compared_word_by_word() -> None:
    base, then = of_rows("一是甲事。", ("甲事", 2, False)), of_rows("二是乙事。", ("乙事", 3, False))
    assert edited(base.text, edits_between(base, then, 2, 2)) == "一是乙事。"


WORDS = st.text("甲乙丙3，。；", max_size=5)


@given(st.lists(st.tuples(WORDS, st.text("子丑寅卯", min_size=1, max_size=4), st.booleans()), max_size=5), WORDS, WORDS)
def test_whatever_is_withheld_the_edits_make_the_published_passage(parts: list[tuple[str, str, bool]], end: str, other: str) -> None:
    upward = public = ""
    rows, kept = [], []
    for n, (gap, row, hidden) in enumerate(parts):
        upward += gap
        rows.append((len(upward), row, n, hidden))
        upward += row
        if not hidden:
            public += other
            kept.append((len(public), row, n, False))
            public += row
    base, then = (_passage(text, several) for text, several in ((upward + end, rows), (public + end, kept)))
    assert edited(base.text, edits_between(base, then)) == then.text


def _passage(text: str, rows: list[tuple[int, str, int, bool]]) -> Passage:
    stretches = tuple(Stretch(at, at + len(words), cell(n), hidden) for at, words, n, hidden in rows)
    return Passage(text, stretches, tuple(each.cell for each in stretches))
