from __future__ import annotations

from generator.console import by_sheet
from generator.diagnostics import Diagnostic, Findings, Place, Severity


def found(sheet: str | None, cell: str | None, severity: Severity = "error", file: str = "甲.xlsx") -> Diagnostic:
    return Diagnostic("code", severity, f"{severity} {cell}", place=Place(file=file, sheet=sheet, cell=cell))


def test_sheets_come_as_their_tabs_stand_and_rows_from_the_top() -> None:
    findings = Findings(
        [
            found("别的", "A1"),
            found("报告内容", "D10"),
            found("报告内容", "D9", "advice"),
            found("报告内容", "AA9", "warning"),
            found("报告内容", "B9", "warning"),
            found("报告内容", None),
            found("基本信息", "B2"),
            found(None, None, "warning"),
        ]
    )
    assert [line for _, line in by_sheet(findings, ["甲.xlsx"])] == [
        "文件：1 处警告",
        "警告 甲.xlsx：warning None",
        "",
        "基本信息：1 处错误",
        "错误 基本信息!B2：error B2",
        "",
        "报告内容：2 处错误，2 处警告，1 处提示",
        "警告 报告内容!B9：warning B9",
        "警告 报告内容!AA9：warning AA9",
        "提示 报告内容!D9：advice D9",
        "错误 报告内容!D10：error D10",
        "错误 报告内容：error None",
        "",
        "别的：1 处错误",
        "错误 别的!A1：error A1",
    ]


def test_what_belongs_to_the_template_comes_first_and_once() -> None:
    template = found(None, None, file="模板 lead.md.j2")
    lines = by_sheet(Findings([found("指标", "D2"), template, found("指标", "D2", file="乙.xlsx"), template]), ["甲.xlsx", "乙.xlsx"])
    assert [line for _, line in lines] == [
        "模板：1 处错误",
        "错误 模板 lead.md.j2：error None",
        "",
        "甲.xlsx：1 处错误",
        "",
        "指标：1 处错误",
        "错误 指标!D2：error D2",
        "",
        "乙.xlsx：1 处错误",
        "",
        "指标：1 处错误",
        "错误 指标!D2：error D2",
    ]
    assert [severity for severity, _ in lines][:3] == [None, "error", None]


def test_nothing_found_in_one_workbook_is_no_line() -> None:
    assert by_sheet(Findings(), ["甲.xlsx"]) == []
