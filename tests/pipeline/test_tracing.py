"""``generator.trace``: where the values of a report come from, also after people have edited it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import generator
from generator.archive import unzipped, zipped
from generator.errors import UnusableFile, WrongUse
from generator.pipeline.tracing import Trace, trace
from tests.support.layouts import slot
from tests.support.office import resaved
from tests.support.reports import built, edited, replaced
from tests.support.templates import STANDARD
from tests.support.word import Xml, deleted, inserted, p, text_of

BODY = Xml(slot("正文"))
ROOT = Path(__file__).parents[2]


def told(traced: Trace) -> list[tuple[str, str]]:
    return [(value.said, value.source.place) for value in traced.values]


def of(traced: Trace, text: str) -> dict[str, object]:
    """The JSON of the first value of that text."""
    return next(value.as_json() for value in traced.values if value.text == text)


def test_a_figure_is_led_back_to_its_cells_department_and_period(tmp_path: Path) -> None:
    traced = generator.trace(built(tmp_path))
    figure = of(traced, "593起")
    assert {key: figure[key] for key in ("name", "workbook", "sheet", "cell", "cells", "department", "period")} == {
        "name": "刑事立案",
        "workbook": "甲.xlsx",
        "sheet": "指标",
        "cell": "D2",
        "cells": ["指标!D2"],
        "department": "刑侦支队",
        "period": "1至11月",
    }
    assert of(traced, "同比上升9.81%")["cells"] == ["指标!D2", "指标!E2"]
    assert of(traced, "甲市公安局")["name"] == "单位全称"


def test_a_figure_typed_by_hand_is_led_back_to_its_cell_of_the_text(tmp_path: Path) -> None:
    figure = of(trace(built(tmp_path)), "3200")
    assert (figure["name"], figure["sheet"], figure["cell"], figure["department"]) == (None, "报告内容", "D2", "法制支队")
    assert figure["period"] is None


def test_paragraph_and_offset_are_those_of_the_document(tmp_path: Path) -> None:
    report = built(tmp_path, p("首"), [["甲", "立案{{ 刑事立案 }}"]], p("𠀀{{ 刑事破案 }}"), BODY)
    traced = trace(report)
    assert [(v.text, v.paragraph, v.offset) for v in traced.values[:2]] == [("593起", 3, 2), ("480起", 4, 1)]


def test_values_outside_of_the_document_have_no_paragraph_and_come_last(tmp_path: Path) -> None:
    last = trace(built(tmp_path, BODY, header=p("{{ 年度 }}年"))).values[-1]
    assert (last.text, last.paragraph, last.offset, last.place) == ("2022", None, None, "页眉")


def test_a_text_chooses_the_paragraphs_that_hold_it(tmp_path: Path) -> None:
    report = built(tmp_path, p("办理{{ 刑事立案 }}，{{ 刑事立案.同比 }}。"), p("破案{{ 刑事破案 }}"), BODY)
    assert told(trace(report, "办理 ５９３起")) == [("593起", "指标!D2"), ("同比上升9.81%", "指标!D2、E2")]
    assert trace(report, "办理593起").passages == 1
    nothing = trace(report, "没有写过的话")
    assert (nothing.values, nothing.passages) == ((), 0)
    assert trace(report, "加强培训").values == ()


@pytest.mark.parametrize("text", ["", "  ", "\u3000\n"])
def test_a_text_without_letters_is_wrong_use(tmp_path: Path, text: str) -> None:
    with pytest.raises(WrongUse, match="要找的文字是空的"):
        trace(built(tmp_path), text)


def test_what_people_changed_is_told_with_what_was_printed(tmp_path: Path) -> None:
    report = built(tmp_path, p("办理{{ 刑事立案 }}"), BODY)
    traced = trace(edited(report, lambda markup: markup.replace("593起", "601起", 1)))
    assert told(traced)[0] == ("601起（生成时为593起）", "指标!D2")
    assert of(traced, "601起")["cell"] == "D2"
    assert [value.is_changed for value in traced.values].count(True) == 1


def test_what_is_not_there_any_more_is_counted_with_what_it_was(tmp_path: Path) -> None:
    report = built(tmp_path, p("办理{{ 刑事立案 }}，破案{{ 刑事破案 }}"), BODY)
    gone = re.compile(r'<w:bookmarkStart w:id="(\d+)" w:name="_fz0"/>.*?<w:bookmarkEnd w:id="\1"/>')
    traced = trace(edited(report, lambda markup: gone.sub("", markup)))
    assert [(text, source.place) for text, source in traced.gone] == [("593起", "指标!D2")]
    assert told(traced)[0] == ("480起", "指标!D3")
    assert trace(edited(report, lambda markup: gone.sub("", markup)), "破案").gone == traced.gone
    assert trace(edited(report, lambda markup: gone.sub("", markup)), "年").gone == ()


def test_bookmarks_alone_gone_lose_nothing_where_the_text_is_as_printed(tmp_path: Path) -> None:
    report = built(tmp_path)
    bare = edited(report, lambda markup: re.sub(r"<w:bookmark(?:Start|End)[^>]*/>", "", markup))
    assert trace(bare) == trace(report)


def test_tracked_insertions_count_and_deletions_do_not(tmp_path: Path) -> None:
    report = built(tmp_path, p("办理{{ 刑事立案 }}"), BODY)
    run = '<w:r><w:t xml:space="preserve">593起</w:t></w:r><w:bookmarkEnd'
    tracked = f"{deleted('593')}{inserted('594')}<w:r><w:t>起</w:t></w:r><w:bookmarkEnd"
    traced = trace(edited(report, lambda markup: markup.replace(run, tracked, 1)))
    assert told(traced)[0] == ("594起（生成时为593起）", "指标!D2")


def test_a_missing_figure_of_a_draft_is_listed_with_the_cell_to_fill(tmp_path: Path) -> None:
    blank = "引用名 | 指标名称 | 单位 | 本年 | 上年\n刑事立案 | 立案 | 起 | | 540"
    traced = trace(built(tmp_path, p("办理{{ 刑事立案 }}，{{ 刑事破案 }}"), BODY, draft=True, indicators=blank))
    first, second = traced.values[:2]
    assert (first.text, first.source.place, first.what) == ("【待补：刑事立案】", "指标!D2", "刑事立案")
    assert (second.text, second.as_json()["cell"], second.as_json()["cells"]) == ("【待补：刑事破案】", None, [])


def test_the_published_edition_and_files_of_others_tell_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match=r"是本工具生成的，里面却没有生成时的记录（公开版不带记录.*请用 fazhi build 工作簿\.xlsx -o"):
        trace(built(tmp_path, edition="公开"))
    with pytest.raises(UnusableFile, match=r"report\.docx：不是本工具生成的报告，或者生成时的记录已经丢了"):
        trace(STANDARD / "report.docx")
    with pytest.raises(UnusableFile, match="没有这个文件"):
        trace(tmp_path / "没有.docx")
    (tmp_path / "字.docx").write_text("字", encoding="utf-8")
    with pytest.raises(UnusableFile, match="不是能用的 Word 文件"):
        trace(tmp_path / "字.docx")


def test_a_document_that_is_no_xml_is_told(tmp_path: Path) -> None:
    report = built(tmp_path)
    broken = edited(report, replaced("</w:body>", "<"))
    with pytest.raises(UnusableFile, match="文件已损坏，读不出文字"):
        trace(broken)


def test_a_report_whose_store_is_damaged_says_so(tmp_path: Path) -> None:
    report = built(tmp_path)
    parts = unzipped(report.read_bytes())
    item = parts["customXml/item1.xml"]
    report.write_bytes(zipped({**parts, "customXml/item1.xml": item.replace(b'checksum="', b'checksum="0', 1)}))
    with pytest.raises(UnusableFile, match="没有生成时的记录"):
        trace(report)


def test_every_figure_of_the_sample_reports_is_found_again(tmp_path: Path) -> None:
    for name in ("liuzhou-2022", "shantou-2020"):
        report = generator.build(ROOT / "sample_data" / f"{name}.xlsx", tmp_path / f"{name}.docx").path
        traced = trace(report)
        assert traced.gone == ()
        assert not any(value.is_changed for value in traced.values)
        assert len(traced.values) > 80
        assert [(v.paragraph or 9999, v.offset) for v in traced.values] == sorted((v.paragraph or 9999, v.offset) for v in traced.values)


@pytest.mark.office
@pytest.mark.parametrize("name", ["liuzhou-2022", "shantou-2020"])
def test_a_report_that_libreoffice_saved_is_traced_like_the_fresh_one(tmp_path: Path, name: str) -> None:
    report = generator.build(ROOT / "sample_data" / f"{name}.xlsx", tmp_path / f"{name}.docx").path
    again = trace(resaved(report, tmp_path / "lo", "docx"))
    fresh = trace(report)
    assert again.gone == ()
    assert [value.as_json() for value in again.values] == [value.as_json() for value in fresh.values]


@pytest.mark.office
def test_values_of_tables_and_headers_survive_libreoffice(tmp_path: Path) -> None:
    report = built(tmp_path, p("{{ 刑事立案 }}"), [["破案", "{{ 刑事破案 }}"]], BODY, header=p("{{ 年度 }}年"))
    again = trace(resaved(report, tmp_path / "lo", "docx"))
    assert again.gone == ()
    assert told(again) == told(trace(report))


@pytest.mark.office
def test_through_odt_the_history_is_lost_and_said_to_be(tmp_path: Path) -> None:
    odt = resaved(built(tmp_path), tmp_path / "odt", "odt")
    back = resaved(odt, tmp_path / "back", "docx")
    with pytest.raises(UnusableFile, match="没有生成时的记录"):
        trace(back)
    assert "593起" in text_of(back)
