"""Where values stand after people have edited: by their bookmarks, else by paragraphs that say what was printed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.model.provenance import Cell, Source
from generator.word.manuscript import Line
from generator.word.store import Making, Store, Value
from generator.word.whereabouts import alike, whereabouts
from tests.support.reports import DOCUMENT

MAKING = Making("甲.xlsx", "小", "上报", False, True)
SOURCE = Source("figure", "刑事立案", (Cell("甲.xlsx", "指标", "D2"),))
HEADER = "word/header1.xml"


def store(*values: tuple[str, str], part: str = DOCUMENT) -> Store:
    """A store of paragraphs, each with a value in it."""
    found = [
        Value(n, part, n + 1, text.index(value), text.index(value) + len(value), SOURCE) for n, (text, value) in enumerate(values) if value
    ]
    return Store(MAKING, {part: tuple(text for text, _ in values)}, tuple(found))


def now(*lines: tuple[str, dict[int, str]], part: str = DOCUMENT) -> dict[str, list[Line]]:
    """The paragraphs of a file with the bookmarks in them."""
    return {
        part: [
            Line(n, text, {number: (text.index(value), text.index(value) + len(value)) for number, value in marks.items()})
            for n, (text, marks) in enumerate(lines, 1)
        ]
    }


def seen(of: Store, lines: dict[str, list[Line]]) -> tuple[list[tuple[int, str, int]], list[int]]:
    """What was found (number, text, paragraph), and the numbers of what was not."""
    found, missing = whereabouts(of, lines, DOCUMENT)
    return [(s.value.number, s.text, s.line.number) for s in found], [value.number for value in missing]


PRINTED = store(("立案593起。", "593起"), ("破案480起。", "480起"))


def test_values_are_found_by_their_bookmarks_in_the_order_of_the_text() -> None:
    file = now(("新写的破案共480起", {1: "480起"}), ("前言", {}), ("今年立案593起", {0: "593起"}))
    assert seen(PRINTED, file) == ([(1, "480起", 1), (0, "593起", 3)], [])


def test_a_value_without_a_bookmark_is_found_where_its_paragraph_is_as_printed() -> None:
    assert seen(PRINTED, now(("前言", {}), ("立案593起。", {}), ("破案480起。", {1: "480起"}))) == ([(0, "593起", 2), (1, "480起", 3)], [])


def test_a_value_without_a_bookmark_in_an_edited_paragraph_is_not_guessed() -> None:
    assert seen(PRINTED, now(("共立案593起。", {}), ("破案480起。", {1: "480起"}))) == ([(1, "480起", 2)], [0])


def test_two_paragraphs_that_say_the_same_are_told_apart_by_their_neighbours() -> None:
    of = store(("甲区", ""), ("593起", "593起"), ("乙区", ""), ("593起", "593起"))
    rows = now(("乙区", {}), ("593起", {}), ("丙区", {}), ("甲区", {}), ("593起", {}))
    assert seen(of, rows) == ([(3, "593起", 2), (1, "593起", 5)], [])


def test_copies_of_a_paragraph_without_sure_neighbours_are_not_guessed() -> None:
    assert seen(store(("593起", "593起")), now(("改", {}), ("593起", {}), ("改", {}), ("593起", {}), ("改", {}))) == ([], [0])


def test_a_bookmark_that_shrank_when_its_value_was_typed_over_shows_the_whole_figure() -> None:
    of = store(("满意率91.2%，", "91.2%"))
    assert seen(of, now(("满意率95.5%，", {0: "9"}))) == ([(0, "95.5%", 1)], [])
    assert seen(of, now(("满意率很高9人，", {0: "高"}))) == ([(0, "高", 1)], [])


def test_bookmarks_that_the_store_does_not_know_are_passed_over() -> None:
    assert seen(PRINTED, now(("甲1起", {7: "1起"}), ("立案593起。", {}), ("破案480起。", {}))) == ([(0, "593起", 2), (1, "480起", 3)], [])


def test_a_header_is_found_though_the_file_calls_it_otherwise_and_comes_after_the_text() -> None:
    of = store(("2022年报告", "2022"), part=HEADER)
    lines = now(("正文", {})) | now(("2022年报告", {}), part="word/header7.xml")
    found, missing = whereabouts(of, lines, DOCUMENT)
    assert [(s.part, s.text) for s in found] == [("word/header7.xml", "2022")]
    assert missing == []


def test_a_paragraph_of_the_text_is_no_place_for_a_value_of_a_header() -> None:
    assert whereabouts(store(("2022年报告", "2022"), part=HEADER), now(("2022年报告", {})), DOCUMENT)[0] == []


LINES = st.lists(st.sampled_from(["甲", "乙", "丙", "丁1", "丁2", "丁3", ""]), max_size=12)


@given(LINES, LINES)
def test_paired_lines_say_the_same_and_no_line_is_paired_twice(before: list[str], after: list[str]) -> None:
    pairs = alike(before, after)
    assert all(before[old] == after[new] for old, new in pairs.items())
    assert len(set(pairs.values())) == len(pairs)


@given(LINES)
def test_every_line_of_a_text_that_nobody_changed_is_its_own_pair(lines: list[str]) -> None:
    assert alike(lines, lines) == {n: n for n in range(len(lines))}
