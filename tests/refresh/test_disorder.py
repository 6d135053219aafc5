"""Headings of an edited report whose numbers do not follow one another."""

from __future__ import annotations

import pytest

from generator.refresh.disorder import disordered
from generator.word.headings import Paragraph


def told(*lines: str) -> list[tuple[str, str, int]]:
    """What is told of lines that begin with ``#`` for headings of the first level, ``##`` for those of the second."""
    paragraphs = []
    for number, line in enumerate(lines, 1):
        text = line.lstrip("#")
        paragraphs.append(Paragraph(number, text, len(line) - len(text) or None, is_centred=False, is_in_table=False))
    return [(f"{each.heading.number} {each.found}", each.expected, each.more) for each in disordered(paragraphs)]


@pytest.mark.parametrize("lines", [["#一、甲", "#二、乙"], ["#1.甲", "正文", "#2.乙"], ["正文", "三、不是标题"], []])
def test_numbers_that_follow_one_another_are_not_told(lines: list[str]) -> None:
    assert told(*lines) == []


def test_headings_that_changed_places_are_told_with_the_numbers_of_their_places() -> None:
    assert told("#二、乙", "#一、甲", "#三、丙") == [("1 二、", "一、", 0), ("2 一、", "二、", 0)]
    assert told("#一、甲", "##（三）丙", "##（一）甲", "##（二）乙") == [("2 （三）", "（一）", 0), ("3 （一）", "（二）", 1)]


def test_numbers_begin_anew_under_each_heading_of_a_higher_level() -> None:
    assert told("#一、甲", "##（一）子", "##（二）丑", "#二、乙", "##（一）寅", "#三、丙") == []
    assert told("#一、甲", "##（一）子", "#二、乙", "##（二）丑") == [("4 （二）", "（一）", 0)]


def test_a_gap_is_told_once_with_how_many_follow() -> None:
    assert told("#一、甲", "#三、丙", "正文", "#四、丁", "##（一）子", "#五、戊") == [("2 三、", "二、", 2)]


def test_a_number_that_stands_twice_is_told() -> None:
    assert told("##(1)甲", "##(1)乙", "##(2)丙") == [("2 (1)", "(2)", 1)]


def test_a_heading_without_a_number_may_be_numbered_by_word() -> None:
    assert told("#一、甲", "#新增", "#三、丙", "#四、丁") == []
    assert told("#一、甲", "#新增", "#二、乙") == []
    assert told("#一、甲", "#新增", "#四、丁") == [("3 四、", "二、", 0)]


def test_an_attachment_has_numbers_of_its_own() -> None:
    assert told("#一、甲", "#二、乙", "附件1", "#一、丙") == []


def test_an_item_that_was_split_off_a_run_in_heading_is_counted_with_none() -> None:
    assert told("#（一）甲", "#（二）乙。一是子", "#二是丑", "#三是寅", "#（三）丙", "#四是卯") == []
    assert told("#（一）甲", "#二是丑", "#（三）丙") == [("3 （三）", "（二）", 0)]
