"""The tree of a part is counted as its words are read, and letters are cut out of their runs without loss."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import UnusableFile
from generator.word.manuscript import read_lines
from generator.word.opening import open_word
from generator.word.reviewing import Paragraphs, carved, letters, opened, text_of, within
from tests.support.drafts import drafts
from tests.support.reports import DOCUMENT
from tests.support.word import Block, Xml, docx_bytes, p

OFFICE = Path(__file__).parent / "corpus" / "office"


def paragraphs(data: bytes) -> Paragraphs:
    return Paragraphs(opened(open_word(data, "报告.docx"), DOCUMENT))


def read(data: bytes) -> list[str]:
    content = open_word(data, "报告.docx").content(DOCUMENT)
    assert content is not None
    return [line.text for line in read_lines(content)]


@settings(max_examples=80)
@given(drafts(pending=True))
def test_paragraphs_and_letters_are_those_of_the_manuscript(body: tuple[Block, ...]) -> None:
    data = docx_bytes(*body)
    assert [text_of(letters(paragraph)) for paragraph in paragraphs(data).elements] == read(data)


@pytest.mark.parametrize("name", ["letter.docx", "tables.docx", "tracked.docx"])
def test_files_of_word_processors_are_counted_alike(name: str) -> None:
    data = (OFFICE / name).read_bytes()
    assert [text_of(letters(paragraph)) for paragraph in paragraphs(data).elements] == read(data)


@settings(max_examples=60)
@given(drafts(), st.data())
def test_cutting_letters_out_of_their_runs_changes_no_text(body: tuple[Block, ...], data: st.DataObject) -> None:
    for paragraph in paragraphs(docx_bytes(*body)).elements:
        stretches = letters(paragraph)
        text = text_of(stretches)
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        inside = within(stretches, start, end)
        assert text_of(inside) == text[start:end]
        wanted = [each.element for each in inside]
        assert [child for run in carved(inside) for child in run if not child.tag.endswith("rPr")] == wanted
        assert text_of(letters(paragraph)) == text


def test_a_remark_of_xml_inside_of_text_is_no_letter_of_it() -> None:
    data = docx_bytes(Xml("<w:p><w:r><w:t>甲<!-- 注 -->乙</w:t></w:r></w:p>"))
    assert [text_of(letters(paragraph)) for paragraph in paragraphs(data).elements] == read(data) == ["甲乙"]


def test_markup_inside_of_text_is_refused() -> None:
    with pytest.raises(UnusableFile, match=r"报告\.docx：内容已损坏（word/document\.xml 的文字里夹有标记）"):
        paragraphs(docx_bytes(Xml("<w:p><w:r><w:t>甲<w:br/>乙</w:t></w:r></w:p>")))


def test_a_row_is_told_by_all_its_paragraphs() -> None:
    found = paragraphs(docx_bytes("首", [["甲", ("乙", [["丙"]])], ["丁", "戊"]]))
    texts = [text_of(letters(paragraph)) for paragraph in found.elements]
    assert texts == ["首", "甲", "乙", "丙", "", "丁", "戊"]
    assert found.row((2, 3, 4, 5)) is not None
    assert found.row((6, 7)) is not None
    assert found.row((2, 3)) is None
    assert found.row((4,)) is None
    assert found.row((1,)) is None


def test_there_is_no_paragraph_before_the_first() -> None:
    with pytest.raises(IndexError):
        paragraphs(docx_bytes(p("甲"))).element(0)
