"""Every printed value has a hidden bookmark of its own, and the text is what it would be without."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from generator.archive import unzipped
from generator.word.ledger import Ledger, is_mark, number_of, unmarked
from generator.word.package import is_untouched
from tests.support.layouts import slot
from tests.support.marked import source
from tests.support.reports import DOCUMENT, built, parts_of, printed
from tests.support.validity import faults_of
from tests.support.word import Xml, bold, cell, p, text_box, text_of
from tests.support.workbooks import INDICATORS

_START = re.compile(r'<w:bookmarkStart w:id="(\d+)" w:name="_fz(\d+)"/>')
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = Xml(slot("正文"))


def marked(report: Path) -> dict[str, str]:
    """The text inside every bookmark of a value, by its name, in all parts; read by lxml alone."""
    out: dict[str, str] = {}
    for part, content in unzipped(report.read_bytes()).items():
        if part.startswith("word/") and b"_fz" in content:
            for start in etree.fromstring(content).iter(f"{_W}bookmarkStart"):
                name, words, at = start.get(f"{_W}name", ""), "", start.getnext()
                assert name not in out
                while not (at.tag == f"{_W}bookmarkEnd" and at.get(f"{_W}id") == start.get(f"{_W}id")):
                    words += "".join("\n" if e.tag == f"{_W}br" else e.text or "" for e in at.iter(f"{_W}t", f"{_W}br"))
                    at = at.getnext()
                out[name] = words
    return out


def test_every_kind_of_value_has_a_bookmark_round_exactly_its_words(tmp_path: Path) -> None:
    report = built(tmp_path)
    words = list(marked(report).values())
    for value in ("593起", "同比上升9.81%", "3200", "甲市公安局", "市委、市人民政府", "打击犯罪", "2022"):
        assert value in words
    assert faults_of(report) == []


def test_values_in_tables_headers_text_boxes_and_bold_runs_are_marked(tmp_path: Path) -> None:
    report = built(
        tmp_path,
        BODY,
        [["立案", cell("{{ 刑事立案 }}")]],
        text_box("框里{{ 刑事破案 }}"),
        p("共", bold("{{ 刑事立案.数 }}"), "起"),
        header=p("{{ 单位简称 }}{{ 年度 }}"),
        items={"单位简称": "市局"},
    )
    words = list(marked(report).values())
    assert words.count("593起") == 2
    assert {"593", "480起", "市局", "2022"} <= set(words)
    bold_one = re.search(r"<w:r><w:rPr><w:b/></w:rPr><w:t[^>]*>593</w:t></w:r>", parts_of(report)[DOCUMENT].content().decode())
    assert bold_one is not None
    assert [fault for fault in faults_of(report) if "TableGrid" not in fault] == []  # the standard layout has no such style


def test_a_value_with_line_breaks_is_one_value(tmp_path: Path) -> None:
    report = built(tmp_path, p("{{ 印发机关 }}"), BODY, items={"印发机关": "甲市公安局\n办公室"})
    assert "甲市公安局\n办公室" in marked(report).values()
    assert ("甲市公安局\n办公室", "基本信息!B6") in printed(report)


def test_a_break_that_the_layout_of_a_title_needs_is_no_part_of_a_value(tmp_path: Path) -> None:
    words = marked(built(tmp_path, items={"单位全称": "某某市高新技术产业开发区公安分局"})).values()
    assert not [value for value in words if value.startswith("\n")]


def test_what_a_set_block_prints_twice_has_two_bookmarks_with_one_source(tmp_path: Path) -> None:
    report = built(tmp_path, p("{% set 句 %}立案{{ 刑事立案 }}{% endset %}{{ 句 }}，又{{ 句 }}"), BODY)
    assert list(marked(report).values())[:2] == ["593起", "593起"]
    assert printed(report)[:2] == [("593起", "指标!D2")] * 2
    assert text_of(report).startswith("立案593起，又立案593起\n")
    assert faults_of(report) == []


def test_a_missing_figure_of_a_draft_is_marked_too(tmp_path: Path) -> None:
    report = built(tmp_path, p("破案{{ 刑事破案 }}"), BODY, draft=True, indicators=INDICATORS.replace("480", ""))
    assert "【待补：刑事破案】" in marked(report).values()
    assert ("【待补：刑事破案】", "指标!D3") in printed(report)


def test_names_and_ids_are_unique_in_the_file(tmp_path: Path) -> None:
    report = built(tmp_path, p("{{ 刑事立案 }}"), BODY, header=p("{{ 刑事立案 }}"))
    found = [pair for part in parts_of(report).values() for pair in _START.findall(part.content().decode(errors="replace"))]
    assert len(found) > 5
    assert len({number for number, _ in found}) == len({name for _, name in found}) == len(found)


@pytest.mark.parametrize("body", [(), (p("{{ 单位简称 }}立案{{ 刑事立案 }}、破案{{ 刑事破案 }}。"), BODY)])
def test_the_text_is_what_the_edition_without_bookmarks_says(tmp_path: Path, body: tuple[Xml, ...]) -> None:
    """Both editions print the same body; the published one has no bookmarks."""
    ours = text_of(built(tmp_path, *body)).splitlines()
    theirs = text_of(built(tmp_path, *body, edition="公开")).splitlines()
    heading = next(line for line in ours if line.startswith("一、"))
    at, other = ours.index(heading), theirs.index(heading)
    assert ours[at : at + 6] == theirs[other : other + 6]
    if body:
        assert ours[0] == theirs[0] == "我局立案593起、破案480起。"


def test_no_empty_run_is_left_beside_a_value(tmp_path: Path) -> None:
    body = p("{{ 刑事立案 }}{{ 刑事破案 }}，", bold("{{ 单位简称 }}"), "。{% set 句 %}立案{{ 刑事立案 }}{% endset %}{{ 句 }}")
    report = built(tmp_path, body, [["{{ 刑事立案 }}"]], BODY)
    for run in etree.fromstring(parts_of(report)[DOCUMENT].content()).iter(f"{_W}r"):
        assert [child for child in run if child.tag != f"{_W}rPr" and (child.text or child.tag != f"{_W}t")]


def test_the_published_edition_has_no_bookmark_and_no_store(tmp_path: Path) -> None:
    report = built(tmp_path, p("{{ 刑事立案 }}"), BODY, edition="公开")
    parts = unzipped(report.read_bytes())
    assert not any(b"_fz" in part or b"urn:fazhi" in part for part in parts.values())
    assert not any(name.startswith("customXml/") for name in parts)


def test_a_fresh_report_counts_as_untouched_and_the_same_workbook_gives_the_same_bytes(tmp_path: Path) -> None:
    report = built(tmp_path)
    first = report.read_bytes()
    assert is_untouched(report) is True
    assert built(tmp_path).read_bytes() == first


def test_a_value_of_nothing_but_control_characters_has_no_bookmark() -> None:
    ledger = Ledger()
    assert ledger.wrapped("", source()) == ""
    assert ledger.sources == []


def test_bookmarks_can_be_taken_out_again_one_by_one() -> None:
    ledger = Ledger()
    markup = "".join(ledger.wrapped(f"<w:r>{n}</w:r>", source()) for n in range(3)).encode()
    assert (
        unmarked(markup, {0, 2}).decode()
        == "<w:r>0</w:r>" + ledger.wrapped("<w:r>1</w:r>", source()).replace("1000003", "1000001").replace("_fz3", "_fz1") + "<w:r>2</w:r>"
    )
    other = b'<w:bookmarkStart w:id="7" w:name="_Toc1"/><w:bookmarkEnd w:id="7"/>'
    assert unmarked(other, range(10)) == other


@pytest.mark.parametrize("name", ["_fz", "_fz²", "_fz-1", "_fz1 ", "_fz1_Copy_1", "_Fz1", "fz1", "_fz" + "9" * 5000, ""])
def test_other_names_are_no_value(name: str) -> None:
    assert number_of(name) is None


def test_copies_that_a_word_processor_made_are_known_as_such() -> None:
    assert number_of("_fz12") == 12
    assert is_mark("_fz12")
    assert is_mark("_fz12_Copy_1")
    assert not is_mark("_GoBack")
