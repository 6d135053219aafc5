"""What goes out of an edited report, and what of other people's must stay."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree

from generator.archive import members, unzipped
from generator.word.edits import Insert, Remove, Replace
from generator.word.opening import open_word
from generator.word.revising import revise
from generator.word.tracking import Revision
from tests.support.reports import DOCUMENT
from tests.support.revisions import accepted, rejected, told
from tests.support.validity import faults_of
from tests.support.word import SECTION_BREAK, Xml, cell, control, deleted, docx_bytes, inserted, p, table, text_box, text_of, tr
from tests.support.word_parts import NAMESPACES

WHEN = datetime(2023, 3, 1)
W = f"{{{NAMESPACES['w']}}}"


def without(before: bytes, *lines: tuple[int, ...], tracked: bool = True) -> bytes:
    """The file without these paragraphs or rows."""
    edits = [Remove(DOCUMENT, each) for each in lines]
    return revise(open_word(before, "报告.docx"), edits, [], {}, b"", Revision(WHEN, tracked))


def with_ours(before: bytes, fresh: bytes, *edits: Insert | Replace) -> bytes:
    """The file with changes of ours that are pending."""
    parts = {member.name: member for member in members(fresh, 2**30)}
    return revise(open_word(before, "报告.docx"), edits, [], parts, b"", Revision(WHEN, True))


def left(before: bytes, *lines: tuple[int, ...]) -> list[str]:
    """What is left, however it is done; refused, everything is there again."""
    tracked, plainly = without(before, *lines), without(before, *lines, tracked=False)
    assert told(accepted(tracked)) == told(plainly)
    assert told(rejected(tracked)) == told(rejected(before))
    return text_of(plainly).split("\n")


def test_a_paragraph_goes_with_its_end() -> None:
    assert left(docx_bytes("甲", "乙", "丙"), (2,)) == ["甲", "丙"]


def test_several_paragraphs_go() -> None:
    assert left(docx_bytes("甲", "乙", "丙", "丁"), (1,), (2,), (3,)) == ["丁"]


def test_the_last_paragraph_stays_empty() -> None:
    assert left(docx_bytes("甲", "乙"), (2,)) == ["甲", ""]
    assert left(docx_bytes([[("甲", "乙")]]), (2,)) == ["| 甲¶ |"]
    assert left(docx_bytes(control("甲"), "乙"), (1,)) == ["", "乙"]


def test_a_paragraph_that_ends_a_section_stays_empty() -> None:
    assert left(docx_bytes(p("甲", properties=SECTION_BREAK), "乙"), (1,)) == ["", "乙"]


def test_a_paragraph_between_two_tables_stays_empty() -> None:
    assert left(docx_bytes([["甲"]], "一", "二", [["乙"]], "尾"), (2,), (3,)) == ["| 甲 |", "", "| 乙 |", "尾"]


def test_a_row_goes_and_the_table_with_the_last_of_them() -> None:
    before = docx_bytes("首", [["甲", "1"], ["乙", "2"]], "尾")
    assert left(before, (2, 3)) == ["首", "| 乙 | 2 |", "尾"]
    assert left(before, (2, 3), (4, 5)) == ["首", "尾"]


def test_paragraphs_of_a_row_that_are_not_all_of_it_are_emptied() -> None:
    assert left(docx_bytes([["甲", "1"]], "尾"), (1,)) == ["|  | 1 |", "尾"]


def test_a_row_with_more_in_it_goes_whole() -> None:
    before = docx_bytes("首", table([("甲", [["里"]]), text_box("框")], ["乙", "2"]), "尾")
    assert left(before, (2, 3, 4, 5, 6)) == ["首", "| 乙 | 2 |", "尾"]


def test_what_somebody_inserted_goes_and_comes_back_as_theirs() -> None:
    assert left(docx_bytes(p("甲", inserted("乙")), "丙"), (1,)) == ["丙"]


def test_what_somebody_deleted_is_kept() -> None:
    before = docx_bytes(p("甲", deleted("旧")), "丙")
    assert left(before, (1,)) == ["", "丙"]
    assert b"\xe6\x97\xa7</w:delText>" in unzipped(without(before, (1,), tracked=False))[DOCUMENT]


def test_a_text_box_in_a_paragraph_stays() -> None:
    assert left(docx_bytes(Xml(text_box("框").replace("<w:p><w:r>", "<w:p><w:r><w:t>甲</w:t></w:r><w:r>", 1)), "乙"), (1,)) == [
        "⟦框⟧",
        "乙",
    ]


def test_half_of_a_field_stays() -> None:
    begin, end = (Xml(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>') for kind in ("begin", "end"))
    before = docx_bytes(p("甲", begin), p("乙", end), "丙")
    assert left(before, (1,)) == ["", "乙", "丙"]


@pytest.mark.parametrize("tracked", [True, False], ids=["tracked", "plainly"])
def test_ranges_that_lead_out_of_a_paragraph_keep_both_ends(tmp_path: Path, tracked: bool) -> None:
    marks = '<w:bookmarkStart w:id="7" w:name="_Ref1"/><w:bookmarkStart w:id="8" w:name="_Ref2"/>{}<w:bookmarkEnd w:id="8"/>'
    before = docx_bytes("首", p(Xml(marks.format("<w:r><w:t>甲</w:t></w:r>"))), p("乙", Xml('<w:bookmarkEnd w:id="7"/>')))
    path = tmp_path / "新.docx"
    path.write_bytes(without(before, (2,), tracked=tracked))
    assert faults_of(path) == []
    assert b"_Ref1" in unzipped(path.read_bytes())[DOCUMENT]


def test_ranges_that_lead_out_of_a_row_keep_both_ends(tmp_path: Path) -> None:
    start = Xml('<w:p><w:bookmarkStart w:id="7" w:name="_Ref1"/><w:r><w:t>甲</w:t></w:r></w:p>')
    before = docx_bytes([[start], ["乙"]], p("丙", Xml('<w:bookmarkEnd w:id="7"/>')))
    for gone in ((1,),), ((1,), (2,)):
        path = tmp_path / "新.docx"
        path.write_bytes(without(before, *gone, tracked=False))
        assert faults_of(path) == []
        assert b"_Ref1" in unzipped(path.read_bytes())[DOCUMENT]


def test_a_comment_of_somebody_finds_another_paragraph() -> None:
    comment = Xml(
        '<w:commentRangeStart w:id="3"/><w:r><w:t>甲</w:t></w:r><w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r>'
    )
    for body in (("首", p(comment), "尾"), (p(comment), "尾"), ("首", p(comment), [["表"]])):
        after = without(docx_bytes(*body), (1 + (body[0] == "首"),), tracked=False)
        root = etree.fromstring(unzipped(after)[DOCUMENT])
        assert [len(list(root.iter(f"{W}{name}"))) for name in ("commentRangeStart", "commentRangeEnd", "commentReference")] == [1, 1, 1]
        assert "甲" not in text_of(after)


def test_what_we_put_in_and_nobody_decided_on_goes_really() -> None:
    before = docx_bytes("甲", [["乙"]], "丙")
    once = with_ours(
        before, docx_bytes("新", [["行"]]), Insert(DOCUMENT, 1, True, DOCUMENT, (1,), {}), Insert(DOCUMENT, 2, True, DOCUMENT, (2,), {})
    )
    assert text_of(once).split("\n") == ["甲", "新", "| 乙 |", "| 行 |", "丙"]
    again = without(once, (2,), (4,))
    assert told(again) == told(before)


def test_what_somebody_wrote_into_a_pending_row_is_not_lost() -> None:
    once = with_ours(docx_bytes([["乙"]], "丙"), docx_bytes([["行"]]), Insert(DOCUMENT, 1, True, DOCUMENT, (1,), {}))
    parts = unzipped(once)
    written = parts[DOCUMENT].decode().replace("</w:ins></w:p></w:tc>", "</w:ins><w:r><w:t>手写</w:t></w:r></w:p></w:tc>")
    after = without(docx_bytes(parts={**parts, DOCUMENT: written.encode()}), (2,))
    row = list(etree.fromstring(unzipped(after)[DOCUMENT]).iter(f"{W}tr"))[1]
    assert [e.tag for e in row.find(f"{W}trPr")] == [f"{W}ins", f"{W}del"]
    assert "".join(row.itertext()) == "手写"


def test_a_row_is_marked_with_its_words(tmp_path: Path) -> None:
    path = tmp_path / "新.docx"
    path.write_bytes(without(docx_bytes([[cell("甲", "乙")], ["丙"]]), (1, 2)))
    assert faults_of(path) == []
    row = next(etree.fromstring(unzipped(path.read_bytes())[DOCUMENT]).iter(f"{W}tr"))
    assert row.find(f"{W}trPr/{W}del") is not None
    assert ["".join(e.itertext()) for e in row.iter(f"{W}del")] == ["", "甲", "乙"]


def test_a_deletion_that_somebody_marked_stays_theirs() -> None:
    gone = '<w:del w:id="9" w:author="科员" w:date="2023-01-01T00:00:00Z"/>'
    before = docx_bytes(
        p("甲", properties=f"<w:rPr>{gone}</w:rPr>"), Xml(f"<w:tbl><w:tblPr/><w:tblGrid/>{tr('乙')}{tr('丙')}</w:tbl>"), "丁"
    )
    parts = unzipped(before)
    parts[DOCUMENT] = parts[DOCUMENT].replace(b"<w:tr>", f"<w:tr><w:trPr>{gone.replace('9', '8')}</w:trPr>".encode(), 1)
    after = without(docx_bytes(parts=parts), (1,), (2,))
    root = etree.fromstring(unzipped(after)[DOCUMENT])
    marks = [e.get(f"{W}author") for e in root.iter(f"{W}del") if e.getparent().tag in (f"{W}rPr", f"{W}trPr")]
    assert marks == ["科员", "科员"]


def test_a_formula_stays() -> None:
    formula = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x</m:t></m:r></m:oMath>'
    after = without(docx_bytes(p("甲", Xml(formula)), "乙"), (1,), tracked=False)
    assert text_of(after).split("\n") == ["", "乙"]
    assert b"m:oMath" in unzipped(after)[DOCUMENT]
