"""The words of a Word file as a reader sees them, and where the bookmarked values stand in them."""

from __future__ import annotations

import io
import zipfile
from xml.parsers.expat import ExpatError

import pytest

from generator.archive import Declared
from generator.word.manuscript import Line, read_lines
from tests.support.reports import DOCUMENT
from tests.support.word import LINE_BREAK, TAB, Block, Xml, bookmark, control, deleted, docx_bytes, field, inserted, link, p, text_box


def lines(*body: Block) -> list[Line]:
    with zipfile.ZipFile(io.BytesIO(docx_bytes(*body))) as archive:
        return read_lines(archive.read(DOCUMENT))


def texts(*body: Block) -> list[str]:
    return [line.text for line in lines(*body)]


def spans(*inlines: str) -> dict[int, str]:
    (line,) = lines(p(*inlines))
    return {number: line.text[start:end] for number, (start, end) in line.spans.items()}


def test_paragraphs_are_numbered_from_1_with_those_of_tables_and_text_boxes() -> None:
    found = lines("首", [["甲", [["乙"]]]], "中", [["里"]], text_box("框"), control("控件"), "尾")
    assert [line.number for line in found] == list(range(1, len(found) + 1))
    assert [(line.text, line.table) for line in found if line.text] == [
        ("首", 0),
        ("甲", 1),
        ("乙", 1),
        ("中", 0),
        ("里", 2),
        ("框", 0),
        ("控件", 0),
        ("尾", 0),
    ]


def test_runs_links_fields_tabs_and_breaks_are_read_as_one_text() -> None:
    assert texts(p("甲¦乙", TAB, "丙", LINE_BREAK, link("丁"), field("PAGE", "3")))[0] == "甲乙\t丙\n丁3"


def test_insertions_count_and_deletions_do_not() -> None:
    assert texts(p("甲", inserted("乙"), deleted("丙"), "丁"))[0] == "甲乙丁"


def test_what_was_moved_away_is_left_out() -> None:
    moved = Xml('<w:moveFrom w:id="9" w:author="科员"><w:r><w:t>走了</w:t></w:r></w:moveFrom>')
    assert texts(p("甲", moved))[0] == "甲"


def test_the_properties_of_a_paragraph_are_no_text() -> None:
    assert texts(p("甲", properties='<w:tabs><w:tab w:val="left" w:pos="100"/></w:tabs>'))[0] == "甲"


def test_a_text_box_counts_once() -> None:
    assert texts(text_box("框")) == ["", "框"]


def test_bookmarks_of_values_are_told_by_number_and_others_are_not() -> None:
    assert spans("共", bookmark("_fz3", "593起", number=5), "，", bookmark("_Toc9", "其他", number=6)) == {3: "593起"}


def test_a_bookmark_holds_insertions_and_not_what_was_deleted() -> None:
    assert spans(bookmark("_fz0", "59", deleted("3"), inserted("4"), "起")) == {0: "594起"}


def test_bookmarks_inside_of_a_deletion_end_where_it_stands() -> None:
    start, end = (Xml(f'<w:bookmark{side} w:id="5"{name}/>') for side, name in (("Start", ' w:name="_fz7"'), ("End", "")))
    gone = deleted("起").replace("</w:del>", f"{end}</w:del>")
    assert spans(start, "593", Xml(gone), "，") == {7: "593"}


def test_a_bookmark_whose_text_is_gone_marks_nothing() -> None:
    assert spans("共", bookmark("_fz0", deleted("593起")), "。") == {}


def test_a_bookmark_from_one_paragraph_into_another_marks_nothing() -> None:
    start, end = Xml('<w:bookmarkStart w:id="5" w:name="_fz7"/>'), Xml('<w:bookmarkEnd w:id="5"/>')
    assert [line.spans for line in lines(p("甲", start, "59"), p("3起", end))] == [{}, {}]
    assert [line.spans for line in lines(p("甲", end, "乙", start))] == [{}]


@pytest.mark.parametrize("name", ["_fz²", "_fz" + "9" * 5000, "_fz", "_fz-3", "_fz3_Copy_1"])
def test_bookmarks_of_strange_names_are_passed_over(name: str) -> None:
    assert spans(bookmark(name, "甲")) == {}


def test_a_part_that_is_no_xml_or_declares_entities_is_refused() -> None:
    with pytest.raises(ExpatError):
        read_lines(b"<w:document>")
    with pytest.raises(Declared):
        read_lines(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")
