from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from generator import check
from generator.diagnostics import Findings
from generator.errors import FindingsStop
from generator.pipeline.building import compose
from tests.support.templates import SETTINGS, make_template
from tests.support.workbooks import make_workbook

HEAD = "引用名 | 指标名称 | 单位 | 本年 | 上年 | 同比（手填）\n"
PLAIN = "部分 | 栏目 | 小标题 | 正文\n工作 | | | 甲\n安排 | | | 乙"


def said(workbook: Path) -> list[str]:
    return [str(found) for found in check(workbook)]


def test_a_complete_workbook_has_nothing_to_complain_of(folder: Path) -> None:
    assert said(make_workbook(folder / "甲.xlsx")) == []


def test_every_required_item_that_is_blank_is_named_with_its_cell(folder: Path) -> None:
    found = said(make_workbook(folder / "甲.xlsx", items={"单位全称": "", "年度": "", "主送机关": None}))
    assert found == [
        "基本信息!B2：“单位全称”是空的，应填写；请填写",
        "基本信息!B3：“年度”是空的，应填写；请填写",
        "基本信息：没有“主送机关”这一行；请在“项目”列补上“主送机关”并填写",
    ]


def test_the_explanation_of_the_template_says_what_to_fill_in(tmp_path: Path) -> None:
    make_template(tmp_path, SETTINGS.replace('name = "主送机关"\n', 'name = "主送机关"\nhelp = "如 市委、市人民政府"\n'))
    found = said(make_workbook(tmp_path / "甲.xlsx", items={"主送机关": " "}))
    assert found == ["基本信息!B4：“主送机关”是空的，应填写；请填写：如 市委、市人民政府"]


def test_an_item_that_could_not_be_read_is_not_called_blank_too(folder: Path) -> None:
    (found,) = said(make_workbook(folder / "甲.xlsx", items={"年度": "22年"}))
    assert found.startswith("基本信息!B3：填的是“22年”，应填四位年份")


def test_what_is_given_at_signing_may_be_blank(folder: Path) -> None:
    assert said(make_workbook(folder / "甲.xlsx", items={"成文日期": "", "发文字号": "", "签发人": ""})) == []


def test_a_draft_mentions_what_is_missing_and_builds_all_the_same(folder: Path) -> None:
    rows = HEAD + "刑事立案 | 立案 | 起 | |"
    book = make_workbook(folder / "甲.xlsx", items={"主送机关": ""}, indicators=rows, entries=PLAIN)
    findings = Findings()
    compose(book, findings, draft=True)
    assert [(found.severity, str(found).split("；")[0]) for found in findings] == [
        ("warning", "基本信息!B4：“主送机关”是空的，应填写"),
        ("warning", "指标!D2：必填指标“刑事立案”的本年是空的，应填数字"),
    ]


def test_a_report_of_no_year_is_no_draft_either(folder: Path) -> None:
    findings = Findings()
    with pytest.raises(FindingsStop, match="有 1 处错误"):
        compose(make_workbook(folder / "甲.xlsx", items={"年度": ""}), findings, draft=True)
    assert [str(found) for found in findings.errors] == ["基本信息!B3：“年度”是空的，应填写；请填写"]


@pytest.mark.parametrize("value", ["0", "不适用", "593", "约300"])
def test_zero_not_applicable_and_a_rounded_figure_are_filled_in(folder: Path, value: str) -> None:
    rows = HEAD + f"刑事立案 | 立案 | 起 | {value} |"
    assert said(make_workbook(folder / "甲.xlsx", indicators=rows, entries=PLAIN)) == []


def test_a_blank_required_figure_is_an_error_and_a_blank_offered_one_is_none(folder: Path) -> None:
    rows = HEAD + "刑事立案 | 立案 | 起 | |\n刑事破案 | 破案 | 起 | |"
    assert said(make_workbook(folder / "甲.xlsx", indicators=rows, entries=PLAIN)) == [
        "指标!D2：必填指标“刑事立案”的本年是空的，应填数字；确实为零填 0，不涉及填“不适用”"
    ]


def test_a_required_figure_without_a_row_is_an_error(folder: Path) -> None:
    rows = HEAD + "刑事破案 | 破案 | 起 | 1 |"
    assert said(make_workbook(folder / "甲.xlsx", indicators=rows, entries=PLAIN)) == [
        "指标：没有必填指标“刑事立案”（刑事案件立案数）这一行；请补上这一行，或用 fazhi new 新建工作簿"
    ]


def test_a_missing_sheet_is_said_once(folder: Path) -> None:
    found = said(make_workbook(folder / "甲.xlsx", indicators=None, entries=PLAIN))
    assert len(found) == 1
    assert found[0].startswith("指标：缺少工作表“指标”")


def test_a_missing_sheet_of_items_is_said_once(folder: Path) -> None:
    path = make_workbook(folder / "甲.xlsx", entries=PLAIN)
    book = load_workbook(path)
    del book["基本信息"]
    book.save(path)
    assert [found for found in said(path) if found.startswith("基本信息")] == [
        "基本信息：缺少工作表“基本信息”；请不要改工作表的名称；可以用 fazhi new 新建一份工作簿，把它的这张表复制过来"
    ]
