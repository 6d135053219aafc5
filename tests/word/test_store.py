"""What a report remembers of its making: written, read back, found wherever a word processor puts it, never an exception."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.archive import Member, packed, unzipped
from generator.model.provenance import Cell, HandedIn, Source
from generator.word.manuscript import Line
from generator.word.store import NAMESPACE, Making, Store, Value, from_payload, payload, read_store, restored, store_of
from tests.support.layouts import slot, with_blocks
from tests.support.reports import DOCUMENT, built, parts_of
from tests.support.reports import store_of as remembered
from tests.support.templates import make_template
from tests.support.validity import faults_of
from tests.support.word import Xml, p

MAKING = Making("甲.xlsx", "小", "上报", False, True)
SOURCE = Source("figure", "刑事立案", (Cell("甲.xlsx", "指标", "D2"),), "刑侦支队", "1至11月")
STORE = Store(MAKING, {DOCUMENT: ("立案593起。",)}, (Value(0, DOCUMENT, 1, 2, 6, SOURCE),))
TOLD: dict[str, Any] = json.loads(zlib.decompress(payload(STORE)))
ITEM = "customXml/item1.xml"
OF_A_LAYOUT = b'<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography"/>'


def test_what_was_handed_in_is_remembered_and_a_store_without_it_is_read() -> None:
    came = HandedIn((Cell("刑侦.xlsx", "指标", "D5"), Cell("稿.docx", "第3段", "")))
    for handed_in, length in ((came, 6), (replace(came, decided="汇总时选定", others=(("5", Cell("乙.xlsx", "指标", "D6")),)), 8)):
        store = replace(STORE, values=(STORE.values[0]._replace(source=replace(SOURCE, handed_in=handed_in)),))
        assert from_payload(payload(store)) == store
        assert [len(source) for source in json.loads(zlib.decompress(payload(store)))["sources"]] == [length]
    assert [len(source) for source in TOLD["sources"]] == [5]


def item(data: bytes, *, checksum: str = "", shape: str = '<store xmlns="{n}" checksum="{c}">{t}</store>') -> bytes:
    """The part of a store in any shape that a word processor may give it."""
    said = checksum or hashlib.sha256(data).hexdigest()
    return shape.format(n=NAMESPACE, c=said, t=base64.b64encode(data).decode()).encode()


def read(*contents: bytes) -> Store | None:
    names = [f"customXml/item{n}.xml" for n in range(1, len(contents) + 1)]
    return read_store({name: packed(name, [content]) for name, content in zip(names, contents, strict=True)})


def squeezed(told: object) -> bytes:
    return zlib.compress(json.dumps(told).encode())


def test_a_report_remembers_its_making_its_lines_and_the_sources_of_its_values(tmp_path: Path) -> None:
    store = remembered(built(tmp_path, p("办理{{ 刑事立案 }}，{{ 刑事立案.同比 }}。"), Xml(slot("正文"))))
    assert store.making == MAKING
    assert store.lines[DOCUMENT][0] == "办理593起，同比上升9.81%。"
    figure, change = store.values[:2]
    assert (store.text(figure), figure.source) == ("593起", SOURCE)
    assert (store.text(change), change.source.place) == ("同比上升9.81%", "指标!D2、E2")
    assert (figure.part, figure.line, figure.start) == (DOCUMENT, 1, 2)


def test_values_in_headers_are_remembered_in_their_part(tmp_path: Path) -> None:
    store = remembered(built(tmp_path, Xml(slot("正文")), header=p("{{ 年度 }}年报告")))
    assert store.lines["word/header1.xml"] == ("2022年报告",)
    assert [store.text(value) for value in store.values if value.part == "word/header1.xml"] == ["2022"]


def test_a_report_with_a_draft_s_options_remembers_them(tmp_path: Path) -> None:
    making = remembered(built(tmp_path, draft=True, letterhead=False)).making
    assert (making.draft, making.letterhead, making.edition) == (True, False, "上报")


def test_only_the_name_of_the_workbook_is_kept_never_its_path(tmp_path: Path) -> None:
    report = built(tmp_path)
    data = base64.b64decode(re.search(rb">([^<]+)</store>", unzipped(report.read_bytes())[ITEM])[1])  # type: ignore[index]
    assert tmp_path.name not in zlib.decompress(data).decode()
    assert '"甲.xlsx"' in zlib.decompress(data).decode()


def test_a_layout_with_a_customxml_part_of_its_own_keeps_it(tmp_path: Path) -> None:
    layout = with_blocks(make_template(tmp_path) / "report.docx", Xml(slot("正文")), parts={ITEM: OF_A_LAYOUT})
    report = built(tmp_path)
    parts = unzipped(report.read_bytes())
    assert parts[ITEM] == OF_A_LAYOUT
    assert NAMESPACE.encode() in parts["customXml/item2.xml"]
    assert remembered(report).making == MAKING
    assert faults_of(report) == faults_of(layout)


SHAPES = {
    "as written": '<store xmlns="{n}" checksum="{c}">{t}</store>',
    "with a prefix": '<?xml version="1.0"?><x:store xmlns:x="{n}" checksum="{c}">{t}</x:store>',
    "attributes the other way round": "<store checksum='{c}' xmlns='{n}' >{t}</store >",
    "white space in the text": '<store xmlns="{n}" checksum="{c}">\n  {t}\r\n</store>',
    "a comment in it": '<!-- a --><store xmlns="{n}" checksum="{c}"><!-- b -->{t}</store>',
    "as character data": '<store xmlns="{n}" checksum="{c}"><![CDATA[{t}]]></store>',
    "other declarations": '<store xmlns="{n}" xmlns:y="urn:y" checksum="{c}" y:z="1">{t}</store>',
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_store_is_found_however_its_xml_is_written_anew(shape: str) -> None:
    assert read(item(payload(STORE), shape=shape)) == STORE


def test_a_store_is_found_in_utf16_and_with_its_text_broken_into_lines() -> None:
    data = payload(STORE)
    text = base64.encodebytes(data).decode()
    xml = f'<?xml version="1.0" encoding="UTF-16"?><store xmlns="{NAMESPACE}" checksum="{hashlib.sha256(data).hexdigest()}">{text}</store>'
    assert read(xml.encode("utf-16")) == STORE


@pytest.mark.parametrize("name", ["customXml/item1.xml", "customXml/item23.xml", "customXml/fazhi.xml"])
def test_a_store_is_found_under_any_name(name: str) -> None:
    assert read_store({name: packed(name, [item(payload(STORE))])}) == STORE


def test_of_two_stores_the_sound_one_counts_else_the_first() -> None:
    other = Store(MAKING._replace(workbook="乙.xlsx"), STORE.lines, STORE.values)
    assert read(item(payload(STORE), checksum="0" * 64), item(payload(other))) == other
    assert read(OF_A_LAYOUT, item(payload(STORE)), item(payload(other))) == STORE


def test_a_store_is_put_in_the_place_of_the_sound_one() -> None:
    other = Store(MAKING._replace(workbook="乙.xlsx"), STORE.lines, STORE.values)
    contents = [OF_A_LAYOUT, item(payload(STORE), checksum="0" * 64), item(payload(STORE))]
    parts = {f"customXml/item{n}.xml": packed(f"customXml/item{n}.xml", [content]) for n, content in enumerate(contents, 1)}
    (made,) = restored(parts, payload(other))
    assert made.name == "customXml/item3.xml"
    assert read_store({**parts, made.name: made}) == other
    assert list(restored({}, payload(other))) == []


def changed(**more: Any) -> bytes:
    return squeezed({**TOLD, **more})


HOSTILE: dict[str, bytes] = {
    "no part of ours": OF_A_LAYOUT,
    "no xml": b"\x00\xff",
    "a document type": b"<!DOCTYPE a []>" + item(payload(STORE)),
    "a wrong checksum": item(payload(STORE), checksum="0" * 64),
    "no checksum": item(payload(STORE), shape='<store xmlns="{n}">{t}</store>'),
    "no base64": item(payload(STORE), shape='<store xmlns="{n}" checksum="{c}">甲{t}</store>'),
    "cut off": item(payload(STORE)[:-4]),
    "something behind it": item(payload(STORE) + b"x"),
    "nothing": item(b""),
    "no zlib": item(b"{}"),
    "no json": item(zlib.compress(b"{")),
    "no utf-8": item(zlib.compress(b'"\xff"')),
    "deep json": item(zlib.compress(b"[" * 200_000)),
    "a long number": item(zlib.compress(b"1" * 100_000)),
    "a list": item(squeezed([])),
    "a text": item(squeezed("甲")),
    "nothing in it": item(squeezed({})),
    "lines that are no list": item(changed(lines=3)),
    "lines of numbers": item(changed(lines=[[DOCUMENT, [1, 2]]])),
    "lines without a part": item(changed(lines=[[None, ["立案593起。"]]])),
    "half a letter": item(changed(lines=[[DOCUMENT, ["\ud800立案593起。"]]])),
    "a value before the first line": item(changed(values=[[0, 0, 0, 2, 6, 0]])),
    "a line that is not there": item(changed(values=[[0, 0, 2, 0, 1, 0]])),
    "a negative start": item(changed(values=[[0, 0, 1, -4, 6, 0]])),
    "an end before the start": item(changed(values=[[0, 0, 1, 6, 2, 0]])),
    "an end beyond the line": item(changed(values=[[0, 0, 1, 2, 99, 0]])),
    "an empty value": item(changed(values=[[0, 0, 1, 2, 2, 0]])),
    "a negative part": item(changed(values=[[0, -1, 1, 2, 6, 0]])),
    "a part that is not there": item(changed(values=[[0, 5, 1, 2, 6, 0]])),
    "a source that is not there": item(changed(values=[[0, 0, 1, 2, 6, 9]])),
    "a number that is true": item(changed(values=[[True, 0, 1, 2, 6, 0]])),
    "a number that is none": item(changed(values=[[0, 0, 1, 2, 6.0, 0]])),
    "a value of too few numbers": item(changed(values=[[0, 0]])),
    "a source of an unknown kind": item(changed(sources=[["太阳", "甲", [], "", ""]])),
    "a source whose kind is a list": item(changed(sources=[[[], "甲", [], "", ""]])),
    "a source with a number for a name": item(changed(sources=[["figure", 3, [], "", ""]])),
    "a cell of two": item(changed(sources=[["figure", "甲", [["甲.xlsx", "指标"]], "", ""]])),
    "a cell that is a number": item(changed(sources=[["figure", "甲", [3], "", ""]])),
    "a making of one": item(changed(making=["甲.xlsx"])),
    "a making without names": item(changed(making=[None, None, None, False, False])),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_what_is_damaged_or_hostile_is_no_store(content: bytes) -> None:
    assert read(content) is None


def test_a_store_that_unpacks_to_far_too_much_is_no_store() -> None:
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(b" " * 2**20) for _ in range(80)) + packer.flush()
    assert len(bomb) < 2**17
    assert read(item(bomb)) is None


@given(st.binary(max_size=200))
def test_no_bytes_are_an_exception(data: bytes) -> None:
    assert read(data) is None
    assert read(item(data)) is None


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
CELLS = st.builds(Cell, WORDS, WORDS, WORDS)
SOURCES = st.builds(
    Source,
    st.sampled_from(["figure", "typed", "text", "item", "missing"]),
    st.none() | WORDS,
    st.lists(CELLS, max_size=3).map(tuple),
    WORDS,
    WORDS,
)


@st.composite
def stores(draw: Callable[..., Any]) -> Store:
    lines = draw(st.dictionaries(WORDS, st.lists(WORDS, min_size=1, max_size=4).map(tuple), max_size=3))
    places = [(part, n, len(text)) for part in lines for n, text in enumerate(lines[part], 1) if text]
    values = []
    for part, line, length in draw(st.lists(st.sampled_from(places), max_size=5)) if places else ():
        start = draw(st.integers(0, length - 1))
        values.append(Value(draw(st.integers(0, 10**6)), part, line, start, draw(st.integers(start + 1, length)), draw(SOURCES)))
    return Store(Making(draw(WORDS), draw(WORDS), draw(WORDS), draw(st.booleans()), draw(st.booleans())), lines, tuple(values))


@given(stores())
def test_every_store_comes_back_from_its_payload(store: Store) -> None:
    data = payload(store)
    assert from_payload(data) == store
    assert payload(from_payload(data)) == data
    assert read(item(data)) == store


@given(stores(), st.data())
def test_a_payload_with_one_byte_changed_is_no_store_or_the_same(store: Store, data: st.DataObject) -> None:
    whole = bytearray(payload(store))
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        read_back = from_payload(bytes(whole))
    except ValueError:
        return
    assert read_back == store


def test_a_store_is_made_of_the_lines_and_spans_that_were_read() -> None:
    manuscript = {DOCUMENT: [Line(1, "立案593起。", {0: (2, 6)})]}
    assert store_of(MAKING, manuscript, [SOURCE]) == STORE


def test_parts_elsewhere_are_not_looked_at() -> None:
    name = "word/item1.xml"
    assert read_store({name: Member(name, 0, 0, 0, item(payload(STORE)))}) is None


def test_the_parts_of_the_file_know_of_the_store(tmp_path: Path) -> None:
    parts = parts_of(built(tmp_path))
    assert b'Target="../customXml/item1.xml"' in parts["word/_rels/document.xml.rels"].content()
    assert b'PartName="/customXml/itemProps1.xml"' in parts["[Content_Types].xml"].content()
    assert b'Target="itemProps1.xml"' in parts["customXml/_rels/item1.xml.rels"].content()


def test_a_report_remembers_the_rows_of_its_tables(tmp_path: Path) -> None:
    store = remembered(built(tmp_path, p("首"), [["甲", ("乙", "丙")], [[["丁"]], "戊"]], Xml(slot("正文"))))
    of_table = [store.lines[DOCUMENT][row.line - 1 : row.line - 1 + row.paragraphs] for row in store.rows[DOCUMENT]]
    assert of_table == [("甲", "乙", "丙"), ("丁", "", "戊")]
    assert {row.table for row in store.rows[DOCUMENT]} == {1}
