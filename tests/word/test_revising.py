"""Whatever people have done to a report: refused, our changes leave nothing behind; accepted, they are all that changed."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.archive import Member, members, unzipped
from generator.word.edits import Edit, Insert, Marked, Place, Remark, Remove, Replace
from generator.word.manuscript import Line, manuscript
from generator.word.opening import open_word
from generator.word.revising import revise
from generator.word.tracking import Revision
from tests.support.drafts import WORDS, drafts
from tests.support.reports import DOCUMENT
from tests.support.revisions import accepted, rejected, told
from tests.support.validity import faults_of
from tests.support.word import Block, docx_bytes, table

WHEN = datetime(2023, 3, 1, 8, 30, 5)
FRESH = docx_bytes("新段", table(["新一", "新二"], ["新三", "新四"]))
FRESH_PARAGRAPHS = [(1,), (2, 3), (4, 5), (5,)]


def parts(data: bytes) -> dict[str, Member]:
    return {member.name: member for member in members(data, 2**30)}


def revised(data: bytes, *edits: Edit, remarks: tuple[Remark, ...] = (), tracked: bool = True) -> bytes:
    return revise(open_word(data, "报告.docx"), edits, remarks, parts(FRESH), b"", Revision(WHEN, tracked))


def lines(data: bytes) -> list[Line]:
    return manuscript(parts(data), [DOCUMENT])[DOCUMENT]


def faults(data: bytes) -> set[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        path.write_bytes(data)
        return {fault.partition(": ")[2] for fault in faults_of(path)}


@st.composite
def replacements(draw: st.DrawFn, data: bytes) -> list[Replace]:
    """Edits of a file's words; every other one is of a value."""
    found: list[Replace] = []
    for line in lines(data):
        cuts = sorted(draw(st.lists(st.integers(0, len(line.text)), max_size=4)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False):
            text = draw(st.one_of(WORDS, st.just(""), st.just(line.text[start:end])))
            whole = Marked(5000 + len(found), 0, len(text), draw(st.booleans()))
            values = (whole,) if text and draw(st.booleans()) else ()
            found.append(Replace(Place(DOCUMENT, line.number, start, end), text, values))
    return found


def expected(line: Line, edits: list[Replace]) -> str:
    text = line.text
    for _, edit in sorted(enumerate(edits), key=lambda each: (each[1].place[2:], each[0]), reverse=True):
        if edit.place.line == line.number:
            text = text[: edit.place.start] + edit.text + text[edit.place.end :]
    return text


@settings(max_examples=150)
@given(drafts(), st.data())
def test_replacements_change_their_words_and_nothing_else(body: tuple[Block, ...], data: st.DataObject) -> None:
    before = docx_bytes(*body)
    edits = data.draw(replacements(before))
    after = revised(before, *edits)
    plainly = revised(before, *edits, tracked=False)
    assert told(rejected(after)) == told(before)
    assert told(plainly) == told(accepted(after))
    for version in (after, plainly):
        assert [line.text for line in lines(version)] == [expected(line, edits) for line in lines(before)]
        assert faults(version) <= faults(before)
        spans = {number: line.text[slice(*span)] for line in lines(version) for number, span in line.spans.items()}
        for value, text in ((value, edit.text) for edit in edits for value in edit.values):
            assert spans[value.number] == text


@settings(max_examples=100)
@given(drafts(pending=True), st.data())
def test_changes_of_ours_that_are_pending_are_rewritten(body: tuple[Block, ...], data: st.DataObject) -> None:
    before = docx_bytes(*body)
    edits = data.draw(replacements(before))
    after = revised(before, *edits)
    assert told(rejected(after)) == told(rejected(before))
    assert told(accepted(revised(before, *edits, tracked=False))) == told(accepted(after))
    assert [line.text for line in lines(after)] == [expected(line, edits) for line in lines(before)]
    assert faults(after) <= faults(before)


@settings(max_examples=100)
@given(drafts(), st.data())
def test_what_comes_and_goes_leaves_the_rest(body: tuple[Block, ...], data: st.DataObject) -> None:
    before = docx_bytes(*body)
    there = lines(before)
    gone = data.draw(st.lists(st.sampled_from(there), unique_by=lambda line: line.number, max_size=4))
    edits: list[Edit] = [Remove(DOCUMENT, (line.number,)) for line in gone]
    stays = [line for line in there if line not in gone]
    for line in data.draw(st.lists(st.sampled_from(stays), max_size=3)) if stays else ():
        fresh = data.draw(st.sampled_from(FRESH_PARAGRAPHS))
        edits.append(Insert(DOCUMENT, line.number, data.draw(st.booleans()), DOCUMENT, fresh, {}))
    after = revised(before, *edits)
    plainly = revised(before, *edits, tracked=False)
    assert told(rejected(after)) == told(before)
    assert told(plainly) == told(accepted(after))
    for version in (after, plainly):
        assert faults(version) <= faults(before)
    came = [f"新{sign}" for edit in edits if isinstance(edit, Insert) for sign in {1: "段", 2: "一二", 4: "三四", 5: "四"}[edit.fresh[0]]]
    assert sorted(line.text[:1] + sign for line in lines(after) for sign in line.text[1:] if line.text.startswith("新")) == sorted(came)
    left = "".join(line.text for line in there if line not in gone)
    kept = "".join(line.text for line in lines(after) if not line.text.startswith("新"))
    assert kept == left


def test_parts_that_no_edit_touches_are_the_same_bytes() -> None:
    before = docx_bytes("甲", headers={"default": "页眉"})
    after = revised(before, Replace(Place(DOCUMENT, 1, 0, 1), "乙"))
    old, new = unzipped(before), unzipped(after)
    assert {name for name in new if old.get(name) != new[name]} == {
        DOCUMENT,
        "[Content_Types].xml",
        "word/_rels/document.xml.rels",
        "customXml/item1.xml",
        "customXml/itemProps1.xml",
        "customXml/_rels/item1.xml.rels",
    }
