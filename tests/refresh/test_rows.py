from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.refresh.rows import TextRow, pair_by_keys, pair_by_text

PLACES = [("工作", "执法", ""), ("工作", "执法", "打击犯罪"), ("工作", "监督", ""), ("安排", "", "")]
TEXTS = ["", "加强培训", "加强业务培训", "开展执法监督检查12次", "开展执法监督检查15次，整改到位"]
rows = st.lists(st.builds(TextRow, st.sampled_from(PLACES), st.sampled_from(TEXTS)), max_size=10)


@given(rows, rows)
def test_every_row_is_paired_once_or_told_as_new_or_gone(old: list[TextRow], new: list[TextRow]) -> None:
    pairs = pair_by_text(old, new)
    assert sorted(here for here, _ in pairs if here is not None) == list(range(len(old)))
    assert [there for _, there in pairs if there is not None] == list(range(len(new)))


@given(rows, st.randoms())
def test_rows_in_another_order_are_the_same_rows(old: list[TextRow], chance: object) -> None:
    new = list(old)
    chance.shuffle(new)  # type: ignore[attr-defined]
    assert all(here is not None and there is not None and old[here] == new[there] for here, there in pair_by_text(old, new))


def paired(old: list[TextRow], new: list[TextRow]) -> list[tuple[int | None, int | None]]:
    return pair_by_text(old, new)


def test_a_row_that_went_to_another_part_is_the_same_row() -> None:
    assert paired([TextRow(PLACES[0], "加强培训")], [TextRow(PLACES[3], "加强培训")]) == [(0, 0)]


def test_a_row_that_was_rewritten_is_known_by_its_heading() -> None:
    old = [TextRow(PLACES[1], "全年立案侦查"), TextRow(PLACES[0], "加强培训")]
    new = [TextRow(PLACES[0], "加强培训"), TextRow(PLACES[1], "严打涉众型经济犯罪")]
    assert paired(old, new) == [(1, 0), (0, 1)]


def test_a_row_without_a_heading_is_known_by_its_words() -> None:
    old = [TextRow(PLACES[0], "开展执法监督检查12次"), TextRow(PLACES[0], "组织法律知识考试")]
    new = [TextRow(PLACES[0], "组织法律知识统一考试"), TextRow(PLACES[0], "经费保障不足")]
    assert paired(old, new) == [(0, None), (1, 0), (None, 1)]


def test_a_row_that_waited_for_its_text_is_the_one_that_was_filled_in() -> None:
    assert paired([TextRow(PLACES[2], "")], [TextRow(PLACES[2], "开展检查12次")]) == [(0, 0)]


def test_rows_are_known_by_their_first_key_then_by_the_next() -> None:
    old = [("立案", "刑事立案数"), ("破案", "刑事破案数"), ("旧名", "行政案件数")]
    new = [("破案", "刑事破案数"), ("新名", "行政案件数"), ("立案", "立案数")]
    assert pair_by_keys(old, new) == [(1, 0), (2, 1), (0, 2)]


def test_rows_of_one_label_are_not_taken_for_each_other() -> None:
    assert pair_by_keys([("甲", "案件"), ("乙", "案件")], [("丙", "案件"), ("丁", "案件")]) == [(0, None), (1, None), (None, 0), (None, 1)]
