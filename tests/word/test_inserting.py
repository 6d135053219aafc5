"""What comes in from the fresh report: where it stands, and what of it comes along."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree

from generator.archive import members, unzipped, zipped
from generator.word.edits import Insert
from generator.word.manuscript import read_lines
from generator.word.opening import open_word
from generator.word.revising import revise
from generator.word.tracking import Revision
from tests.support.reports import DOCUMENT
from tests.support.revisions import rejected, told
from tests.support.validity import faults_of
from tests.support.word import Xml, bookmark, cell, control, docx_bytes, footnote, link, p, run, text_box, text_of, tr
from tests.support.word_parts import NAMESPACES

WHEN = datetime(2023, 3, 1)
W = f"{{{NAMESPACES['w']}}}"


def with_part(before: bytes, fresh: bytes, *places: tuple[int, bool, tuple[int, ...]], tracked: bool = True, **numbers: int) -> bytes:
    """The file with paragraphs of the fresh one behind (or before) the lines told."""
    keep = {int(old.removeprefix("fz")): new for old, new in numbers.items()}
    edits = [Insert(DOCUMENT, line, behind, DOCUMENT, lines, keep) for line, behind, lines in places]
    parts = {member.name: member for member in members(fresh, 2**30)}
    return revise(open_word(before, "报告.docx"), edits, [], parts, b"", Revision(WHEN, tracked))


def root_of(data: bytes) -> etree._Element:
    return etree.fromstring(unzipped(data)[DOCUMENT])


def texts(data: bytes) -> list[str]:
    return text_of(data).split("\n")


def renamed(data: bytes, ids: dict[str, str]) -> bytes:
    """The file with other ids of styles, as a word processor gives them; their names stay."""
    parts = unzipped(data)
    for old, new in ids.items():
        parts["word/styles.xml"] = parts["word/styles.xml"].replace(f'styleId="{old}"'.encode(), f'styleId="{new}"'.encode())
        parts[DOCUMENT] = parts[DOCUMENT].replace(f'Style w:val="{old}"'.encode(), f'Style w:val="{new}"'.encode())
    return zipped(parts)


def test_paragraphs_come_before_and_behind_in_their_order() -> None:
    fresh = docx_bytes("一", "二", "三", "四")
    after = with_part(docx_bytes("甲", "乙"), fresh, (1, True, (1,)), (1, True, (2,)), (1, False, (3,)), (1, False, (4,)))
    assert texts(after) == ["三", "四", "甲", "一", "二", "乙"]


def test_beside_a_table_paragraphs_stand_outside_of_it() -> None:
    before = docx_bytes("首", [["甲", [["乙"]]]], "尾")
    after = with_part(before, docx_bytes("一", "二"), (3, True, (1,)), (2, False, (2,)))
    assert texts(after) == ["首", "二", "| 甲 | [乙] |", "一", "尾"]


def test_a_paragraph_of_a_cell_comes_into_the_cell() -> None:
    fresh = docx_bytes([[("甲", "新"), "乙"]])
    assert texts(with_part(docx_bytes([["甲", "乙"]]), fresh, (1, True, (2,)))) == ["| 甲¶新 | 乙 |"]


def test_rows_come_beside_rows() -> None:
    fresh = docx_bytes([["一", "1"], ["二", "2"]])
    after = with_part(docx_bytes([["甲", "0"], ["乙", "9"]]), fresh, (2, True, (1, 2)), (1, True, (3, 4)))
    assert texts(after) == ["| 甲 | 0 |", "| 一 | 1 |", "| 二 | 2 |", "| 乙 | 9 |"]


def test_rows_without_a_table_make_one() -> None:
    fresh = docx_bytes([["一", "1"], ["二", "2"]], [["三"]])
    after = with_part(docx_bytes("甲", "乙"), fresh, (1, True, (1, 2)), (1, True, (3, 4)), (2, True, (5,)))
    assert texts(after) == ["甲", "| 一 | 1 |", "| 二 | 2 |", "乙", "| 三 |", ""]
    assert [len(table.findall(f"{W}tr")) for table in root_of(after).iter(f"{W}tbl")] == [2, 1]
    assert len(root_of(after).findall(f".//{W}tblGrid/{W}gridCol")) == 3


def test_new_tables_side_by_side_are_parted() -> None:
    after = with_part(docx_bytes("甲"), docx_bytes([["一"]], [["二"]]), (1, True, (1,)), (1, True, (2,)), tracked=False)
    assert texts(after) == ["甲", "| 一 |", "", "| 二 |", ""]


@pytest.mark.parametrize("fresh", [docx_bytes("一"), docx_bytes([["一", "二"]])], ids=["paragraph", "row"])
def test_what_came_in_goes_when_it_is_refused(fresh: bytes) -> None:
    before = docx_bytes("甲", [["乙", "丙"]], "丁")
    lines = tuple(line.number for line in read_lines(unzipped(fresh)[DOCUMENT]))
    after = with_part(before, fresh, (2, True, lines), (1, True, lines))
    assert told(rejected(after)) == told(before)
    assert told(after) != told(before)


def test_styles_are_found_by_their_names() -> None:
    before = renamed(docx_bytes(p("甲", style="1")), {"1": "Heading1", "Strong": "Fett"})
    after = with_part(before, docx_bytes(p(run("新", '<w:rStyle w:val="Strong"/>'), style="1")), (1, True, (1,)))
    new = list(root_of(after).iter(f"{W}p"))[1]
    assert [e.get(f"{W}val") for e in new.iter(f"{W}pStyle", f"{W}rStyle")] == ["Heading1", "Fett"]


def test_what_the_edited_file_does_not_have_is_left_out(tmp_path: Path) -> None:
    sectioned = "<w:sectPr/>"
    fresh = docx_bytes(
        p(run("甲", '<w:rStyle w:val="X"/><w:i/>'), link("乙"), footnote(), style="Y", numbered=7, properties=sectioned),
        p(text_box("框"), numbered=1),
        footnotes=["注"],
    )
    path = tmp_path / "新.docx"
    path.write_bytes(with_part(docx_bytes("首"), fresh, (1, True, (1,)), (1, True, (2,))))
    assert faults_of(path) == []
    first, second = list(root_of(path.read_bytes()).iter(f"{W}p"))[1:]
    assert [etree.QName(e).localname for e in first.find(f"{W}pPr")] == ["rPr"]
    assert len(first.findall(f".//{W}i")) == 1
    assert "".join(first.itertext()) == "甲乙"
    assert second.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") == "1"
    assert "".join(second.itertext()) == ""


def test_values_keep_the_bookmarks_that_have_a_number_in_the_file() -> None:
    fresh = docx_bytes(p("共", bookmark("_fz3", "593", number=5), bookmark("_fz4", "起", number=6), bookmark("_Toc1", "。", number=7)))
    after = with_part(docx_bytes(p("甲", bookmark("_fz30", "乙"))), fresh, (1, True, (1,)), fz3=30)
    old, new = read_lines(unzipped(after)[DOCUMENT])
    assert (old.spans, new.spans) == ({}, {30: (1, 4)})
    assert b"_Toc1" not in unzipped(after)[DOCUMENT]


def test_controls_and_marks_of_programs_stay_behind(tmp_path: Path) -> None:
    marked = Xml('<w:p w14:paraId="12345678" w:rsidR="00112233"><w:proofErr w:type="spellStart"/><w:r><w:t>甲</w:t></w:r></w:p>')
    fresh = docx_bytes([[cell(control("一"), marked), "二"]])
    path = tmp_path / "新.docx"
    path.write_bytes(with_part(docx_bytes([["甲", "乙"]]), fresh, (1, True, (1, 2, 3))))
    assert faults_of(path) == []
    assert texts(path.read_bytes()) == ["| 甲 | 乙 |", "| 一¶甲 | 二 |"]
    assert not [name for name in (b"w:sdt", b"paraId=", b"rsidR", b"proofErr", b"ns0") if name in unzipped(path.read_bytes())[DOCUMENT]]


def test_a_row_that_comes_in_is_marked_with_its_words() -> None:
    after = with_part(docx_bytes([["甲"]]), docx_bytes([[cell("一"), cell("二")]]), (1, True, (1, 2)))
    new = list(root_of(after).iter(f"{W}tr"))[1]
    assert new.find(f"{W}trPr/{W}ins") is not None
    assert [child.tag for child in new.find(f"{W}tc/{W}p")] == [f"{W}ins"]


def test_properties_of_a_row_stand_in_their_order(tmp_path: Path) -> None:
    exceptions = '<w:tblPrEx><w:tblW w:w="5000" w:type="dxa"/></w:tblPrEx>'
    header = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    made = [tr("一").replace("<w:tr>", f"<w:tr>{exceptions}{more}") for more in ("", header)]
    path = tmp_path / "新.docx"
    path.write_bytes(with_part(docx_bytes([["甲"]]), docx_bytes([*map(Xml, made)]), (1, True, (1,)), (1, True, (2,))))
    assert faults_of(path) == []


def test_in_a_text_box_a_paragraph_comes_beside_the_one_there() -> None:
    assert texts(with_part(docx_bytes(text_box("框")), docx_bytes("新"), (2, True, (1,)))) == ["⟦框¶新⟧"]


def test_a_new_table_behind_another_one_is_parted_from_it() -> None:
    after = with_part(docx_bytes([["甲"]], "乙"), docx_bytes([["一"]]), (2, False, (1,)))
    assert texts(after) == ["| 甲 |", "", "| 一 |", "乙"]
