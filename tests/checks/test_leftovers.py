from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

import generator
from generator.diagnostics import Diagnostic, Findings
from generator.errors import FindingsStop
from generator.pipeline.composing import compose
from tests.support.checked_text import checked
from tests.support.workbooks import INDICATORS, make_workbook


def leftovers(folder: Path, *paragraphs: str) -> list[Diagnostic]:
    return [found for found in checked(folder, paragraphs) if found.code == "leftover"]


def in_cells(workbook: Path) -> list[str]:
    return [str(found) for found in generator.check(workbook) if found.code == "leftover"]


def test_a_placeholder_blocks_the_report_and_is_told_with_its_cell(folder: Path) -> None:
    [found] = leftovers(folder, "全市共破案**起，抓获200人。")
    assert found.severity == "error"
    assert str(found) == "报告内容!D2：“全市共破案**起，抓获200人”里的“**”没有填完；请填上内容，或删去这几个字"
    assert found.place.text == "**"


def test_a_doubtful_one_is_a_warning(folder: Path) -> None:
    [found] = leftovers(folder, "启动仪式的时间待定。")
    assert (found.severity, found.message) == ("warning", "“启动仪式的时间待定。”里的“待定”像是没有填完")


def test_a_draft_may_have_them(folder: Path) -> None:
    entries = "部分 | 栏目 | 小标题 | 正文\n工作 | | | 全市共破案**起，立案{{ 缺的数 }}。\n安排 | | | 加强监督。"
    indicators = INDICATORS + "缺的数 | 缺的数 | 起 | | | 是"
    findings = Findings()
    compose(make_workbook(folder / "甲.xlsx", indicators=indicators, entries=entries), findings, draft=True)
    assert [(found.severity, found.place.text) for found in findings if found.code == "leftover"] == [("warning", "**")]


def test_the_same_leftover_of_a_passage_is_told_once(folder: Path) -> None:
    assert [found.place.cell for found in leftovers(folder, "破案××起，抓获××人，逮捕××人。", "起诉××人。")] == ["D2", "D3"]


def test_what_a_tag_did_not_print_is_no_second_error(folder: Path) -> None:
    found = checked(folder, ["全年立案上升{{ 没有的 }}%。"])
    assert "leftover" not in {each.code for each in found}
    assert found


def test_finished_paragraphs_are_left_alone(folder: Path) -> None:
    assert leftovers(folder, "实行7×24小时值守，韦某博等人归案。", "法制支队负责法制审核，法治政府建设工作作为重点。") == []


@pytest.mark.parametrize(
    ("items", "cell"),
    [({"单位全称": "××市公安局"}, "基本信息!B2"), ({"主送机关": "XX市委"}, "基本信息!B4"), ({"签发人": "×××"}, "基本信息!B6")],
)
def test_items_are_looked_at(folder: Path, items: dict[str, object], cell: str) -> None:
    [found] = in_cells(make_workbook(folder / "甲.xlsx", items=items))
    assert found.startswith(f"{cell}：")


def test_headings_and_names_of_indicators_are_looked_at(folder: Path) -> None:
    entries = "部分 | 栏目 | 小标题 | 正文\n工作 | | 打击**犯罪 | 加强打击。\n安排 | | | 加强监督。"
    indicators = INDICATORS + "专项 | ××专项行动破案数 | 起 | 5 | 5 | 是"
    found = in_cells(make_workbook(folder / "甲.xlsx", indicators=indicators, entries=entries))
    assert [each.split("：")[0] for each in found] == ["指标!B4", "报告内容!C2"]


def test_a_figure_of_words_is_looked_at(folder: Path) -> None:
    found = in_cells(make_workbook(folder / "甲.xlsx", indicators=INDICATORS + "名次 | 评比名次 | 文本 | 全国第××名 | | 是"))
    assert [each.split("：")[0] for each in found] == ["指标!D4"]


@pytest.mark.parametrize("items", [{"发文字号": "甲公〔2023〕　号"}, {"联系电话": "0772-****"}, {"填报人": "××"}])
def test_what_is_given_at_signing_or_never_printed_may_be_blank(folder: Path, items: dict[str, object]) -> None:
    assert in_cells(make_workbook(folder / "甲.xlsx", items=items)) == []


def test_nothing_is_written_as_long_as_one_is_left(folder: Path) -> None:
    entries = "部分 | 栏目 | 小标题 | 正文\n工作 | | | 破案待补起。\n安排 | | | 加强监督。"
    findings = Findings()
    with contextlib.suppress(FindingsStop):
        compose(make_workbook(folder / "甲.xlsx", entries=entries), findings)
    assert [found.code for found in findings.errors] == ["leftover"]
