from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.support.annotations import cell_of, copy_of, found, note, rows_of
from tests.support.packages import parts_of
from tests.support.validity import faults_of
from tests.support.workbooks import make_workbook


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return make_workbook(tmp_path / "甲市.xlsx")


def test_the_list_has_a_row_a_problem_by_sheet_and_row(workbook: Path) -> None:
    copy = copy_of(
        workbook,
        found("D9", "advice", "五", sheet="报告内容", hint=""),
        found("D3", "warning", "四"),
        found("E2", "error", "三"),
        found("B4", message="二", sheet="基本信息"),
        found(None, message="一", sheet=None),
    )
    assert rows_of(copy) == [
        [1, "错误", "甲市.xlsx", None, "一", "请改", "not-a-number"],
        [2, "错误", "基本信息", "B4", "二", "请改", "not-a-number"],
        [3, "错误", "指标", "E2", "三", "请改", "not-a-number"],
        [4, "警告", "指标", "D3", "四", "请改", "not-a-number"],
        [5, "提示", "报告内容", "D9", "五", None, "not-a-number"],
    ]
    sheet = openpyxl.load_workbook(copy)["核对结果"]
    assert sheet["A1"].value == "核对结果：3 处错误，1 处警告，1 处提示（甲市.xlsx）"
    assert [sheet.cell(3, n).value for n in range(1, 8)] == ["序号", "级别", "工作表", "单元格", "问题", "怎么办", "代码"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A4", "A3:G8", "$3:$3")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight, sheet.print_area) == ("landscape", 0, "'核对结果'!$A$1:$G$8")


def test_the_legend_shows_the_colours_of_the_cells(workbook: Path) -> None:
    copy = copy_of(workbook, found("D2"), found("D3", "warning"), found("E3", "advice"))
    sheet = openpyxl.load_workbook(copy)["核对结果"]
    assert [sheet.cell(2, n).value for n in (2, 3, 4)] == ["错误", "警告", "提示"]
    shown = [sheet.cell(2, n).fill.fgColor.rgb for n in (2, 3, 4)]
    assert shown == [cell_of(copy, at).fill.fgColor.rgb for at in ("D2", "D3", "E3")]


@pytest.mark.parametrize("text", ["=cmd|'/c calc'!A1", "+1+1", "-2", "@SUM(A1)"])
def test_what_looks_like_a_formula_stays_a_text(workbook: Path, text: str) -> None:
    copy = copy_of(workbook, found("D2", message=text, hint=text))
    sheet = openpyxl.load_workbook(copy)["核对结果"]
    for at in ("E4", "F4"):
        assert sheet[at].value == text
        assert sheet[at].data_type == "s"
        assert sheet[at].quotePrefix  # else it would become a formula when somebody edits the cell
    assert b"<f" not in parts_of(copy)["xl/worksheets/sheet5.xml"].replace(b"<fill", b"")


def test_long_texts_and_many_problems_are_cut_and_odd_characters_do_no_harm(workbook: Path) -> None:
    findings = [found("D2", message=f"{n}" + "长" * 50_000, hint="") for n in range(20)]
    copy = copy_of(workbook, *findings, found("D3", message="\x00_x0041_\ud800<&>\n二", hint=""))
    assert all(len(str(row[4])) <= 4_000 for row in rows_of(copy))
    text = note(cell_of(copy, "D2"))
    assert len(text) < 4_000
    assert text.endswith("\n【核对·另有】12 个问题，见工作表“核对结果”")
    assert b"_x005F_x0041_&lt;&amp;&gt;" in parts_of(copy)["xl/worksheets/sheet5.xml"]
    assert "\n" not in note(cell_of(copy, "D3"))
    assert faults_of(copy) == []


def test_a_row_is_as_high_as_its_text(workbook: Path) -> None:
    sheet = openpyxl.load_workbook(copy_of(workbook, found("D2"), found("D3", message="一二三四五六七八九十" * 12)))["核对结果"]
    heights = [sheet.row_dimensions[row].height for row in (4, 5)]
    assert heights[0] is not None
    assert heights[1] is not None
    assert heights[0] < 30 < 75 < heights[1]
