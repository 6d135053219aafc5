"""Remarks of an update as comments: where they stand, and that they are said once."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree

from generator.archive import unzipped, zipped
from generator.word.edits import Edit, Place, Remark, Replace
from generator.word.opening import open_word
from generator.word.revising import revise
from generator.word.tracking import Revision
from tests.support.reports import DOCUMENT
from tests.support.revisions import changes, told
from tests.support.validity import faults_of
from tests.support.word import Block, bookmark, docx_bytes, inserted, link, p, run, text_box
from tests.support.word_parts import NAMESPACES

MARCH, APRIL = datetime(2023, 3, 1, 8, 30, 5), datetime(2023, 4, 1)
W = f"{{{NAMESPACES['w']}}}"
TEXT = "稿中已改为600起，工作簿更正为594起，请定（指标!D2）"


def remark(start: int, end: int, text: str = TEXT, line: int = 1, part: str = DOCUMENT) -> Remark:
    return Remark(Place(part, line, start, end), text, text.rpartition("（")[2].removesuffix("）"))


def remarked(before: bytes, *remarks: Remark, edits: tuple[Edit, ...] = (), when: datetime = MARCH) -> bytes:
    return revise(open_word(before, "报告.docx"), edits, remarks, {}, b"", Revision(when, True))


def comments(data: bytes) -> list[tuple[str, str, str]]:
    """Author, text and what it is said of."""
    parts = unzipped(data)
    if "word/comments.xml" not in parts:
        return []
    body, found = etree.fromstring(parts[DOCUMENT]), []
    for comment in etree.fromstring(parts["word/comments.xml"]):
        number, inside, text = comment.get(f"{W}id"), False, ""
        assert len(body.findall(f".//{W}commentReference[@{W}id='{number}']")) == 1
        for node in body.iter():
            if node.get(f"{W}id") == number and node.tag in (f"{W}commentRangeStart", f"{W}commentRangeEnd"):
                inside = node.tag == f"{W}commentRangeStart"
            elif inside and node.tag == f"{W}t":
                text += node.text or ""
        found.append((comment.get(f"{W}author"), "".join(comment.itertext()), text))
    return found


def edited_comments(data: bytes, old: str, new: str) -> bytes:
    parts = unzipped(data)
    return zipped(parts | {"word/comments.xml": parts["word/comments.xml"].decode().replace(old, new).encode()})


def test_a_remark_stands_at_its_letters_with_author_and_time(tmp_path: Path) -> None:
    path = tmp_path / "新.docx"
    path.write_bytes(remarked(docx_bytes(p("立案", run("600起。", "<w:b/>"))), remark(2, 6)))
    assert comments(path.read_bytes()) == [("工作簿更正", TEXT, "600起")]
    (comment,) = etree.fromstring(unzipped(path.read_bytes())["word/comments.xml"])
    assert dict(comment.attrib) == {f"{W}id": "0", f"{W}author": "工作簿更正", f"{W}date": "2023-03-01T08:30:05Z", f"{W}initials": "更"}
    assert faults_of(path) == []


@pytest.mark.parametrize(("at", "said"), [(0, "甲"), (1, "甲"), (2, "乙"), (3, "丙")])
def test_a_place_without_letters_is_told_by_the_letter_beside_it(at: int, said: str) -> None:
    assert comments(remarked(docx_bytes("甲乙丙"), remark(at, at)))[0][2] == said


def test_in_an_empty_paragraph_a_remark_stands_too() -> None:
    assert comments(remarked(docx_bytes(p()), remark(0, 0))) == [("工作簿更正", TEXT, "")]


def test_a_remark_inside_of_a_link_or_an_insertion_is_not_part_of_it() -> None:
    data = remarked(docx_bytes(p(link("甲乙"), inserted("丙丁"))), remark(1, 3))
    root = etree.fromstring(unzipped(data)[DOCUMENT])
    assert [e.getparent().tag for e in root.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd")] == [f"{W}p"] * 2
    assert comments(data)[0][2] == "甲乙丙丁"


def test_words_beside_a_remark_are_replaced_all_the_same() -> None:
    before = docx_bytes(p("立案593起，破案", bookmark("_Ref1", "480"), "起"))
    edits = (Replace(Place(DOCUMENT, 1, 2, 5), "600"), Replace(Place(DOCUMENT, 1, 9, 12), "490"))
    data = remarked(before, remark(2, 6), edits=edits)
    assert comments(data)[0][2] == "600起"
    assert changes(data) == [("-", "593"), ("+", "600"), ("-", "480"), ("+", "490")]


def test_the_same_remark_is_said_once() -> None:
    once = remarked(docx_bytes("立案600起"), remark(2, 6))
    again = remarked(once, remark(2, 6), when=APRIL)
    assert unzipped(again) == unzipped(once)


def test_another_remark_on_the_same_subject_takes_its_place() -> None:
    once = remarked(docx_bytes("立案600起"), remark(2, 6))
    newer = TEXT.replace("594", "595")
    again = remarked(once, remark(2, 6, newer), when=APRIL)
    assert comments(again) == [("工作簿更正", newer, "600起")]
    assert b"2023-04-01T00:00:00Z" in unzipped(again)["word/comments.xml"]
    assert unzipped(again)[DOCUMENT] == unzipped(once)[DOCUMENT]


def test_remarks_on_other_subjects_or_in_other_paragraphs_are_others() -> None:
    once = remarked(docx_bytes("立案600起", "甲"), remark(2, 6))
    other = TEXT.replace("D2", "D3")
    again = remarked(once, remark(2, 6, other), remark(0, 1, TEXT, line=2))
    assert [(text, of) for _, text, of in comments(again)] == [(TEXT, "600起"), (other, "600起"), (TEXT, "甲")]


def test_comments_of_others_stay_and_are_never_rewritten() -> None:
    once = remarked(docx_bytes("立案600起"), remark(2, 6))
    parts = unzipped(once)
    parts["word/comments.xml"] = parts["word/comments.xml"].replace('工作簿更正" '.encode(), '局长" '.encode(), 1)
    theirs = docx_bytes(parts=parts)
    assert [author for author, *_ in comments(remarked(theirs, remark(2, 6)))] == ["局长", "工作簿更正"]


def test_in_a_text_box_a_remark_stands_where_the_box_is_anchored() -> None:
    data = remarked(docx_bytes(text_box("立案600起")), remark(2, 6, line=2))
    (start,) = etree.fromstring(unzipped(data)[DOCUMENT]).iter(f"{W}commentRangeStart")
    assert start.getparent().getparent().tag == f"{W}body"


def test_in_a_header_a_remark_is_left_out() -> None:
    before = docx_bytes("甲", headers={"default": "页眉"})
    after = remarked(before, remark(0, 1, part="word/headerDefault.xml"))
    assert comments(after) == []
    assert unzipped(after)["word/headerDefault.xml"] == unzipped(before)["word/headerDefault.xml"]


def test_a_remark_takes_nothing_from_the_text() -> None:
    body: tuple[Block, ...] = (p("甲乙", link("丙"), inserted("丁")), [["戊"]])
    before = docx_bytes(*body)
    after = remarked(before, remark(1, 3), remark(0, 1, line=2))
    kept = [re.sub("⟨comment[^⟩]*⟩", "", "".join(piece[0] for piece in pieces)) for _, pieces in told(after)]
    assert kept == ["".join(piece[0] for piece in pieces) for _, pieces in told(before)] == ["甲乙丙丁", "戊"]


ASKED = "稿中已改为600起，工作簿更正为594起，请定：用稿中的，请把工作簿也改成一样。（指标!D2）"


def test_a_comment_whose_question_is_settled_says_so_once() -> None:
    before = remarked(docx_bytes(p("立案600起。"), p("破案480起。")), remark(2, 6, ASKED), remark(2, 6, ASKED.replace("D2", "D3"), line=2))
    after = remarked(before, remark(2, 6, ASKED.replace("D2", "D3"), line=2), when=APRIL)
    assert comments(after) == [
        ("工作簿更正", "这一处已经没有要定的，可以删去这条批注。（指标!D2）", "600起"),
        ("工作簿更正", ASKED.replace("D2", "D3"), "480起"),
    ]
    assert remarked(after, remark(2, 6, ASKED.replace("D2", "D3"), line=2), when=MARCH) == after
    assert unzipped(after)[DOCUMENT] == unzipped(before)[DOCUMENT]


def test_what_is_settled_is_asked_anew_when_it_is_open_again() -> None:
    once = remarked(docx_bytes(p("立案600起。")), remark(2, 6, ASKED))
    again = remarked(remarked(once), remark(2, 6, ASKED.replace("594", "595")))
    assert comments(again) == [("工作簿更正", ASKED.replace("594", "595"), "600起")]


def test_a_comment_that_people_have_added_to_is_theirs() -> None:
    before = remarked(docx_bytes(p("立案600起。")), remark(2, 6, ASKED))
    told = edited_comments(before, "（指标!D2）", "（指标!D2）局长定用600起")
    assert remarked(told) == told
