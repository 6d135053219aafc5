from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.marks import Marks, plain
from generator.templating.filters import arranged, item_by_item, run_together
from generator.templating.listing import closed, in_one_paragraph, list_item, stop_between, strip_stop, without_own_mark
from tests.support.marked import source

WORDS = st.text("加强执法监督培训，、“”（）ABC123 ", min_size=1, max_size=12).filter(lambda text: text.strip("，, "))


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("加强培训", "加强培训；"),
        ("加强培训。", "加强培训；"),
        ("加强培训；", "加强培训；"),
        ("加强培训，", "加强培训；"),
        ("加强培训。；", "加强培训；"),
        ("做到了吗？", "做到了吗？"),
        ("做到！", "做到！"),
        ("他说：“做到了。”", "他说：“做到了。”"),
        ("强化“三个规定”", "强化“三个规定”；"),
        ("加强培训（含辅警）。", "加强培训（含辅警）；"),
    ],
)
def test_an_item_ends_with_the_mark_of_the_list(text: str, ended: str) -> None:
    assert closed(text, "；") == ended


def test_the_final_mark_goes_even_inside_a_value_that_ends_the_item() -> None:
    marks = Marks()
    text = marks.passage("全年" + marks.value("无案件。", source()) + "。", source("D9"))
    assert plain(strip_stop(text)) == "全年无案件"
    assert [piece.text for piece in marks.pieces(closed(text, "；"))] == ["全年", "无案件", "；"]


@pytest.mark.parametrize("mark", ["一是", "三是", "十一是", "一是，", "二是 "])
def test_a_mark_that_the_author_typed_is_not_doubled(mark: str) -> None:
    assert without_own_mark(f"{mark}加强培训") == "加强培训"
    marks = Marks()
    line = marks.passage(f"{mark}加强培训", source())
    assert plain(without_own_mark(line)) == "加强培训"
    assert [piece.origin for piece in marks.pieces(without_own_mark(line))] == [source()]


@pytest.mark.parametrize("text", ["一是", "这一是非问题", "一般是这样"])
def test_words_that_only_look_like_a_mark_stay(text: str) -> None:
    assert without_own_mark(text) == text


def test_items_are_counted_in_chinese() -> None:
    assert [list_item(n, "做", "一是")[:-1] for n in (1, 10, 12, 20, 21)] == ["一是", "十是", "十二是", "二十是", "二十一是"]
    assert list_item(2, "做", "（一）") == "（二）做"
    assert list_item(12, "做", "（1）") == "（12）做"


def test_items_are_divided_by_full_stops_as_soon_as_one_holds_one() -> None:
    assert stop_between(["加强培训。", "加强监督"]) == "；"
    assert stop_between(["加强培训。注重实效。", "加强监督"]) == "。"


def test_items_run_together_in_one_paragraph() -> None:
    assert run_together(["加强培训。", "一是加强监督"]) == "一是加强培训；二是加强监督。"
    assert run_together(["加强培训。注重实效。", "加强监督"]) == "一是加强培训。注重实效。二是加强监督。"
    assert run_together(["加强培训"]) == "加强培训。"
    assert run_together([]) == ""


def test_items_get_a_paragraph_each() -> None:
    assert item_by_item(["加强培训；", "加强监督"]) == "一是加强培训。\n二是加强监督。"


def test_rows_are_arranged_as_the_outline_asks() -> None:
    assert arranged(["甲", "乙"]) == "甲\n乙"
    assert arranged(["甲", "乙"], "inline") == "一是甲；二是乙。"
    assert arranged(["甲", "乙"], "items", "首先") == "首先甲。\n首先乙。"


def test_paragraphs_of_one_row_become_sentences() -> None:
    assert in_one_paragraph(["加强培训", "加强监督"]) == "加强培训。加强监督"
    assert in_one_paragraph(["主要有：", "加强监督。"]) == "主要有：加强监督。"


@given(st.lists(WORDS, min_size=1, max_size=12))
def test_running_together_keeps_all_words(texts: list[str]) -> None:
    together = run_together(texts)
    at = 0
    for text in texts:
        words = without_own_mark(text).rstrip("。；;，,")
        assert words in together[at:]
        at = together.index(words, at) + len(words)
    assert together.endswith("。")
    assert "。；" not in together
    assert "。。" not in together
