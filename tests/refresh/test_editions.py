from __future__ import annotations

import pytest

from generator.model.provenance import Cell
from generator.refresh.editions import Edit, Passage, Stretch, both_editions, carried, edited, edits_between


def cell(n: int) -> Cell:
    return Cell("甲.xlsx", "报告内容", f"D{n}")


def of_rows(text: str, *rows: tuple[str, int, bool]) -> Passage:
    """A passage with words of rows: which words, the row's number, whether it is withheld."""
    stretches = tuple(Stretch(text.index(words), text.index(words) + len(words), cell(n), hidden) for words, n, hidden in rows)
    return Passage(text, stretches, tuple(row.cell for row in stretches))


LIST = of_rows("一是甲事；二是乙事；三是丙事。", ("甲事", 2, False), ("乙事", 3, True), ("丙事", 4, False))
THEN = of_rows("一是甲事；二是丙事。", ("甲事", 2, False), ("丙事", 4, False))


def test_each_passage_stays_is_withheld_or_is_only_in_the_upward_edition() -> None:
    upward = [
        Passage("某局文件"),
        Passage("某局的报告", is_title=True),
        Passage("1.甲", cells=(cell(2),)),
        of_rows("甲事。", ("甲事", 2, True)),
        Passage("2.乙", cells=(cell(3),)),
        of_rows("乙事。", ("乙事", 3, False)),
        LIST,
        Passage("某局"),
    ]
    public = [
        Passage("年度报告", is_title=True),
        Passage("1.乙", cells=(cell(3),)),
        of_rows("乙事。", ("乙事", 3, False)),
        THEN,
        Passage("某局"),
    ]
    found = [(base.fate, base.then.text if base.then else None) for base in both_editions(upward, public)]
    assert found == [
        ("upward", None),
        ("stays", "年度报告"),
        ("withheld", None),
        ("withheld", None),
        ("stays", "1.乙"),
        ("stays", "乙事。"),
        ("stays", "一是甲事；二是丙事。"),
        ("stays", "某局"),
    ]


def test_rows_that_say_the_same_are_told_apart_by_their_cells() -> None:
    upward = [of_rows("同一句话。", ("同一句话", 2, True)), of_rows("同一句话。", ("同一句话", 3, False))]
    assert [base.fate for base in both_editions(upward, [of_rows("同一句话。", ("同一句话", 3, False))])] == ["withheld", "stays"]


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
