from __future__ import annotations

from dataclasses import replace

from generator.model.provenance import Cell
from generator.refresh.editions import Passage, Stretch, both_editions


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


def test_sentences_of_the_template_beside_withheld_rows_are_found_again_however_few_of_their_words_are_left() -> None:
    upward = [
        Passage("1.甲"),
        of_rows("乙事做好。全年立案三起，破案两起，成效显著。", ("乙事做好", 2, True)),
        Passage("2.丙"),
        of_rows("丁事。", ("丁事", 3, True)),
    ]
    public = [Passage("1.甲"), Passage("破案两起。"), Passage("2.丙")]
    found = [(base.fate, base.at) for base in both_editions(upward, public)]
    assert found == [
        ("stays", 0),
        ("stays", 1),
        ("stays", 2),
        ("withheld", None),
    ]


def test_a_run_in_heading_whose_row_is_withheld_takes_the_next_passage_in() -> None:
    heading = replace(of_rows("（一）甲类工作。乙事：", ("乙事：", 2, True)), look="接排", level=2)
    upward = [heading, of_rows("一是丙事。", ("丙事", 3, False))]
    public = [replace(of_rows("（一）甲类工作。一是丙事。", ("丙事", 3, False)), look="接排", level=2)]
    first, second = both_editions(upward, public)
    assert first.then is not None
    assert second.then is not None
    assert (first.then.text, second.then.text, second.joins) == ("（一）甲类工作。", "一是丙事。", 0)
    assert second.then.rows[0].start == 2
