"""Whatever people have done to a report: refused, our changes leave nothing behind; accepted, they are all that changed."""

from __future__ import annotations

import tempfile
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.archive import Member, members, unzipped
from generator.pipeline.building import build
from generator.word.edits import Edit, Insert, Marked, Place, Remark, Remove, Replace
from generator.word.manuscript import Line, manuscript
from generator.word.opening import open_word
from generator.word.revising import revise
from generator.word.tracking import Revision
from tests.support.deciding import decided_by_office
from tests.support.drafts import WORDS, drafts
from tests.support.office import resaved
from tests.support.reports import DOCUMENT
from tests.support.revisions import accepted, changes, rejected, told
from tests.support.validity import faults_of
from tests.support.word import Block, bookmark, control, docx_bytes, p, table, text_box

WHEN = datetime(2023, 3, 1, 8, 30, 5)
FRESH = docx_bytes("新段", table(["新一", "新二"], ["新三", "新四"]))
FRESH_PARAGRAPHS = [(1,), (2, 3), (4, 5), (5,)]
PLACES = {1: "word/headerDefault.xml", 2: "word/footnotes.xml"}


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
            edges = [0, *sorted(draw(st.sets(st.integers(1, 4), max_size=2))), len(text)]
            spans = [(begin, close) for begin, close in pairwise(edges) if begin < close <= len(text)]
            several = draw(st.sampled_from([(), spans, spans[1:], [(0, len(text))] if text else []]))
            values = tuple(Marked(5000 + 10 * len(found) + n, *span, draw(st.booleans())) for n, span in enumerate(several))
            found.append(Replace(Place(DOCUMENT, line.number, start, end), text, values))
    return found


def expected(line: Line, edits: list[Replace]) -> str:
    text = line.text
    for _, edit in sorted(enumerate(edits), key=lambda each: (each[1].place[2:], each[0]), reverse=True):
        if edit.place.line == line.number:
            text = text[: edit.place.start] + edit.text + text[edit.place.end :]
    return text


def values_of(data: bytes) -> dict[int, str]:
    return {number: line.text[slice(*span)] for line in lines(data) for number, span in line.spans.items()}


def wanted_values(edits: list[Replace]) -> dict[int, str]:
    return {value.number: edit.text[value.start : value.end] for edit in edits for value in edit.values}


@settings(max_examples=70)
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
        assert wanted_values(edits).items() <= values_of(version).items()


@settings(max_examples=50)
@given(drafts(pending=True), st.data())
def test_changes_of_ours_that_are_pending_are_rewritten(body: tuple[Block, ...], data: st.DataObject) -> None:
    before = docx_bytes(*body)
    edits = data.draw(replacements(before))
    after = revised(before, *edits)
    assert told(rejected(after)) == told(rejected(before))
    assert told(accepted(revised(before, *edits, tracked=False))) == told(accepted(after))
    assert [line.text for line in lines(after)] == [expected(line, edits) for line in lines(before)]
    assert wanted_values(edits).items() <= values_of(after).items()
    assert faults(after) <= faults(before)


@st.composite
def comings_and_goings(draw: st.DrawFn) -> tuple[tuple[Block, ...], list[Edit]]:
    """A document, and paragraphs and rows that go out of it and come into it."""
    body = draw(drafts())
    there = lines(docx_bytes(*body))
    gone = draw(st.lists(st.sampled_from(there), unique_by=lambda line: line.number, max_size=4))
    edits: list[Edit] = [Remove(DOCUMENT, (line.number,)) for line in gone]
    stays = [line for line in there if line not in gone]
    for line in draw(st.lists(st.sampled_from(stays), max_size=3)) if stays else ():
        fresh = draw(st.sampled_from(FRESH_PARAGRAPHS))
        edits.append(Insert(DOCUMENT, line.number, draw(st.booleans()), DOCUMENT, fresh, {}))
    return body, edits


@settings(max_examples=50)
@given(comings_and_goings())
@example((([[control("", "")]],), [Remove(DOCUMENT, (1,)), Remove(DOCUMENT, (2,))]))
@example((([[("甲", "乙")]], "丙"), [Remove(DOCUMENT, (1,)), Remove(DOCUMENT, (2,))]))
def test_what_comes_and_goes_leaves_the_rest(drawn: tuple[tuple[Block, ...], list[Edit]]) -> None:
    body, edits = drawn
    before = docx_bytes(*body)
    there = lines(before)
    gone = [line for line in there if Remove(DOCUMENT, (line.number,)) in edits]
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


def test_the_store_takes_the_place_of_the_one_before() -> None:
    edit = Replace(Place(DOCUMENT, 1, 0, 1), "乙")
    once = revised(docx_bytes("甲"), edit)
    again = revise(open_word(once, "报告.docx"), [], [], {}, b"other", Revision(WHEN, True))
    old, new = unzipped(once), unzipped(again)
    assert list(new) == list(old)
    assert {name for name in new if old[name] != new[name]} == {"customXml/item1.xml"}


def test_a_damaged_store_is_replaced_where_it_lies() -> None:
    once = unzipped(revised(docx_bytes("甲")))
    damaged = docx_bytes("甲", parts={**once, "customXml/item1.xml": once["customXml/item1.xml"].replace(b'checksum="', b'checksum="0')})
    again = unzipped(revised(damaged))
    assert again["customXml/item1.xml"] == once["customXml/item1.xml"]
    assert set(again) == set(once)


def test_headers_and_notes_are_revised_like_the_document() -> None:
    before = docx_bytes("甲", headers={"default": "第593期"}, footnotes=["注593"])
    edits = [Replace(Place(part, 1 + 2 * (number > 1), 1, 4), "600", (Marked(number, 0, 3),)) for number, part in PLACES.items()]
    after = revised(before, *edits)
    read = {line.text: line.spans for each in manuscript(parts(after), PLACES.values()).values() for line in each if line.text}
    assert read == {"第600期": {1: (1, 4)}, "注600": {2: (1, 4)}}
    assert told(rejected(after)) == told(before)
    assert unzipped(after)[DOCUMENT] == unzipped(before)[DOCUMENT]


def test_a_bookmark_that_stands_in_another_part_is_taken_away_there() -> None:
    before = docx_bytes("甲", headers={"default": p(bookmark("_fz7", "页眉"))})
    after = revised(before, Replace(Place(DOCUMENT, 1, 0, 1), "乙", (Marked(7, 0, 1),)))
    assert b"_fz7" not in unzipped(after)["word/headerDefault.xml"]
    assert lines(after)[0].spans == {7: (0, 1)}


def test_a_part_keeps_its_declaration_and_namespaces() -> None:
    before = docx_bytes("甲")
    after = unzipped(revised(before, Replace(Place(DOCUMENT, 1, 0, 1), "乙")))[DOCUMENT]
    head = after.partition(b"<w:body>")[0]
    assert b"standalone" in head.partition(b"?>")[0]
    assert head.partition(b"<w:document")[2] == unzipped(before)[DOCUMENT].partition(b"<w:body>")[0].partition(b"<w:document")[2]


def test_the_same_edits_give_the_same_bytes() -> None:
    before = docx_bytes("甲乙", [["丙"]])
    edits = [Replace(Place(DOCUMENT, 1, 0, 1), "新", (Marked(3, 0, 1),)), Remove(DOCUMENT, (2,))]
    remark = Remark(Place(DOCUMENT, 1, 0, 1), "请定（甲!A1）", "甲!A1")
    assert revised(before, *edits, remarks=(remark,)) == revised(before, *edits, remarks=(remark,))


def test_a_place_that_the_file_does_not_have_is_an_error() -> None:
    for edit in (Replace(Place(DOCUMENT, 9, 0, 1), "乙"), Remove(DOCUMENT, (9,)), Insert(DOCUMENT, 9, True, DOCUMENT, (1,), {})):
        with pytest.raises(IndexError):
            revised(docx_bytes("甲"), edit)


SAMPLE = Path(__file__).parents[2] / "sample_data" / "standard-2022.xlsx"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return build(SAMPLE, tmp_path_factory.mktemp("报告") / "报告.docx").path.read_bytes()


def test_every_value_of_a_report_is_replaced_and_comes_back(sample: bytes, tmp_path: Path) -> None:
    before = lines(sample)
    edits = [
        Replace(Place(DOCUMENT, line.number, *span), "1万", (Marked(number, 0, 2),))
        for line in before
        for number, span in line.spans.items()
    ]
    path = tmp_path / "新.docx"
    path.write_bytes(revised(sample, *edits))
    assert len(edits) > 100
    assert values_of(path.read_bytes()) == wanted_values(edits)
    assert [(line.text, line.spans) for line in lines(rejected(path.read_bytes()))] == [(line.text, line.spans) for line in before]
    assert told(rejected(path.read_bytes())) == told(sample)
    assert faults(path.read_bytes()) == faults(sample)


def test_a_report_comes_out_of_another_paragraph_by_paragraph(sample: bytes) -> None:
    fresh = [line for line in lines(sample) if not line.table]
    edits = [Insert(DOCUMENT, 1, True, DOCUMENT, (line.number,), {number: number for number in line.spans}) for line in fresh]
    after = revise(open_word(docx_bytes("首", "尾"), "报告.docx"), edits, [], parts(sample), b"", Revision(WHEN, True))
    assert [line.text for line in lines(after)[1:-1]] == [line.text for line in fresh]
    assert [line.spans for line in lines(after)[1:-1]] == [line.spans for line in fresh]
    assert faults(after) == set()


@pytest.mark.office
def test_libreoffice_shows_and_keeps_our_changes(sample: bytes, tmp_path: Path) -> None:
    line = next(line for line in lines(sample) if line.spans and len(line.text) > 100)
    number, (start, end) = next(iter(line.spans.items()))
    edits: list[Edit] = [
        Replace(Place(DOCUMENT, line.number, start, end), "九千起", (Marked(number, 0, 3),)),
        Insert(DOCUMENT, line.number, True, DOCUMENT, (1,), {}),
        Remove(DOCUMENT, (line.number + 1,)),
    ]
    remark = Remark(Place(DOCUMENT, line.number, 0, 2), "请定（甲!A1）", "甲!A1")
    path = tmp_path / "新.docx"
    path.write_bytes(revised(sample, *edits, remarks=(remark,)))
    saved = resaved(path, tmp_path / "office", "docx").read_bytes()
    shown = {sign: "".join(text for each, text in changes(saved) if each == sign) for sign in "+-"}
    assert shown == {"+": "九千起新段", "-": line.text[start:end] + lines(sample)[line.number].text}
    assert "请定（甲!A1）".encode() in unzipped(saved)["word/comments.xml"]
    assert values_of(saved)[number] == "九千起"


@pytest.mark.office
def test_libreoffice_accepts_and_refuses_our_changes_as_we_mean_them(tmp_path: Path) -> None:
    body = (
        p("立案", bookmark("_fz1", "593起", number=1), "。", style="1"),
        p("甲¦乙", bookmark("_fz2", "480起", number=2), "，完。"),
        *("去掉的", "后段", [["表甲", "1"], ["表乙", "2"], ["表丙", "3"]], text_box("框593起"), "尾"),
    )
    before = docx_bytes(*body)
    at = {line.text: line.number for line in lines(before)}
    edits: list[Edit] = [
        Replace(Place(DOCUMENT, 1, 2, 6), "600起", (Marked(1, 0, 4),)),
        Replace(Place(DOCUMENT, 2, 2, 6), "490起", (Marked(2, 0, 4),)),
        Replace(Place(DOCUMENT, at["框593起"], 1, 5), "600起"),
        Remove(DOCUMENT, (at["去掉的"],)),
        Remove(DOCUMENT, (at["表丙"], at["3"])),
        Insert(DOCUMENT, at["后段"], False, DOCUMENT, (1,), {}),
        Insert(DOCUMENT, at["表甲"], True, DOCUMENT, (2, 3), {}),
    ]
    after = revised(before, *edits)
    for accept in (True, False):
        decided = decided_by_office(after, tmp_path / str(accept), accept=accept)
        wanted = accepted(after) if accept else before
        assert [(line.text, line.spans) for line in lines(decided)] == [(line.text, line.spans) for line in lines(wanted)]
