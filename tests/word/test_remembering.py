"""What a report keeps of its making is put into its file, thinned where there is too much, and taken out again."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.archive import Member, packed, unzipped, zipped
from generator.model.provenance import Cell, Source
from generator.pipeline.tracing import trace
from generator.word.ledger import Ledger
from generator.word.remembering import forgotten, remembering
from generator.word.store import Making, Store, read_store
from tests.support.layouts import slot
from tests.support.reports import DOCUMENT, built, edited, parts_of, store_of
from tests.support.templates import make_template
from tests.support.validity import faults_of
from tests.support.word import Xml, blocks, bookmark, docx_bytes, p, run, table

MAKING = Making("甲.xlsx", "小", "上报", False, True)


def source(n: int) -> Source:
    return Source("figure", f"数{n}", (Cell("甲.xlsx", "指标", f"D{n}"),))


def report_with(most: int) -> tuple[dict[str, Member], Store]:
    """Two values in the text, three in a table, two in another, one at the end: at most so many keep their bookmarks."""
    ledger = Ledger()

    def value(n: int) -> Xml:
        return Xml(ledger.wrapped(run(f"{n}件"), source(n)))

    body = (
        p("首", value(1), value(2)),
        table([p(value(3)), p(value(4))], [p(value(5))]),
        "中",
        table([p(value(6)), p(value(7))]),
        p("末", value(8)),
    )
    given = {name: packed(name, [part]) for name, part in _parts(docx_bytes(Xml(blocks(body)))).items()}
    made = remembering(given, DOCUMENT, [DOCUMENT], MAKING, ledger, most)
    store = read_store(made)
    assert store is not None
    return made, store


def _parts(data: bytes) -> dict[str, bytes]:
    return unzipped(data)


def marked(parts: dict[str, Member]) -> list[str]:
    """The values that have a bookmark."""
    return re.findall(r'w:name="_fz\d+"/><w:r><w:t[^>]*>(\w+)', parts[DOCUMENT].content().decode())


@pytest.mark.parametrize(
    ("most", "left"),
    [
        (8, "12345678"),
        (7, "12678"),
        (5, "12678"),
        (4, "128"),
        (3, "128"),
        (2, "12"),
        (0, ""),
    ],
)
def test_beyond_the_most_that_word_takes_the_largest_tables_lose_their_bookmarks_first(most: int, left: str) -> None:
    parts, store = report_with(most)
    assert marked(parts) == [f"{n}件" for n in left]
    assert parts[DOCUMENT].content().count(b"bookmarkEnd") == len(left)
    assert [(store.text(value), value.source.place) for value in store.values] == [(f"{n}件", f"指标!D{n}") for n in range(1, 9)]


def test_a_table_of_very_many_rows_keeps_the_bookmarks_of_the_text_and_all_sources(tmp_path: Path) -> None:
    rows = [["{%tr for 号 in range(8300) %}"], ["第{{ 号 }}批{{ 刑事立案 }}{{ 刑事破案 }}"], ["{%tr endfor %}"]]
    report = built(tmp_path, p("立案{{ 刑事立案 }}"), rows, Xml(slot("正文")))
    assert 5 < parts_of(report)[DOCUMENT].content().count(b'w:name="_fz') < 50
    store = store_of(report)
    assert len([value for value in store.values if store.text(value) == "593起"]) > 8_300
    found = trace(report)
    assert found.gone == ()
    last = [value for value in found.values if value.passage == "第8299批593起480起"]
    assert [(value.text, value.source.place) for value in last] == [("593起", "指标!D2"), ("480起", "指标!D3")]


def test_what_is_taken_out_leaves_the_report_as_it_was_without(tmp_path: Path) -> None:
    report = built(tmp_path)
    plain = tmp_path / "无.docx"
    plain.write_bytes(zipped({part.name: part.content() for part in forgotten(parts_of(report).values(), DOCUMENT)}))
    parts = unzipped(plain.read_bytes())
    assert not any(b"_fz" in part or b"urn:fazhi" in part or b"customXml" in part for part in parts.values())
    assert not any(name.startswith("customXml") for name in parts)
    assert faults_of(plain) == []


def test_bookmarks_of_others_and_other_customxml_parts_stay(tmp_path: Path) -> None:
    body = (p(bookmark("_Toc1", "甲", number=1), bookmark("_fz7_Copy_1", "乙", number=2)), p(bookmark("_fz8", "丙", number=3)))
    other = {"customXml/item1.xml": b"<x/>", "customXml/itemProps1.xml": b"<y/>"}
    given = [packed(name, [part]) for name, part in _parts(docx_bytes(*body, parts=other)).items()]
    left = {part.name: part for part in forgotten(given, DOCUMENT)}
    assert set(left) == {part.name for part in given}
    markup = left[DOCUMENT].content().decode()
    assert re.findall(r'w:name="([^"]*)"', markup) == ["_Toc1"]
    assert re.findall(r'bookmarkEnd w:id="(\d+)"', markup) == ["1"]
    assert all(left[part.name] is part for part in given if part.name != DOCUMENT)


@pytest.mark.parametrize("edition", ["上报", "公开"])
def test_a_layout_that_was_made_of_a_report_forgets_it(tmp_path: Path, edition: str) -> None:
    first = built(tmp_path, p("旧{{ 刑事立案 }}"), Xml(slot("正文")), items={"单位全称": "乙市公安局"})
    base = edited(first, lambda markup: markup.replace("</w:body>", slot("正文") + "</w:body>", 1).replace(*_sections_last(markup)))
    home = tmp_path / "新"
    shutil.copyfile(base, make_template(home) / "report.docx")
    report = built(home, edition=edition)
    parts = unzipped(report.read_bytes())
    assert len([name for name in parts if re.fullmatch(r"customXml/item\d+\.xml", name)]) == (edition == "上报")
    names = re.findall(rb'w:name="(_fz\d+)"', parts[DOCUMENT])
    assert len(names) == len(set(names))
    assert bool(names) == (edition == "上报")
    assert faults_of(report) == []
    if edition == "上报":
        assert store_of(report).making.workbook == "甲.xlsx"
        assert "旧593起" in store_of(report).lines[DOCUMENT]
        assert not any("旧" in store_of(report).lines[v.part][v.line - 1] for v in store_of(report).values)


def _sections_last(markup: str) -> tuple[str, str]:
    """The end of the section, which must stay the last in the body."""
    section = markup[markup.rindex("<w:sectPr") : markup.rindex("</w:body>")]
    return section + slot("正文"), slot("正文") + section
