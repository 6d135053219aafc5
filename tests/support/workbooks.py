"""A tiny language for test workbooks: a sheet is a text table, a line a row, cells divided by |.

    引用名 | 单位 | 本年 | 上年
    刑事立案 | 起 | 593 | 540

Plain numbers become numbers, ``=…`` a formula, ``''`` an empty text, everything else the text as it stands
(``\\n`` is a line break in the cell). The files are real .xlsx files, written by openpyxl alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from openpyxl import Workbook

ITEMS = {
    "单位全称": "甲市公安局",
    "年度": 2022,
    "主送机关": "市委、市人民政府",
    "成文日期": "2023年2月20日",
}
INDICATORS = """
引用名 | 指标名称 | 单位 | 本年 | 上年 | 公开
刑事立案 | 刑事案件立案数 | 起 | 593 | 540 | 是
刑事破案 | 刑事案件破案数 | 起 | 480 | 400 | 是
"""
ENTRIES = """
部分 | 栏目 | 小标题 | 正文 | 公开
工作 | 执法 | 打击犯罪 | 全年刑事立案{{ 刑事立案 }}，{{ 刑事立案.同比 }}。 | 是
安排 | | | 加强培训 | 是
安排 | | | 加强监督 | 是
"""
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def make_workbook(
    path: Path,
    *,
    items: Mapping[str, object] | None = None,
    indicators: str | None = INDICATORS,
    entries: str | None = ENTRIES,
    template: str = "小",
) -> Path:
    """Write a workbook. ``items`` are changes to ITEMS (None deletes the row); a table that is None has no sheet."""
    book = Workbook()
    guide = book.active
    assert guide is not None
    guide.title = "填写说明"
    guide.append(["模板", template])
    sheet = book.create_sheet("基本信息")
    sheet.append(["项目", "内容", "说明"])
    for name, value in {**ITEMS, **(items or {})}.items():
        if value is not None:
            sheet.append([name, value])
    for title, table in (("指标", indicators), ("报告内容", entries)):
        if table is not None:
            fill(book.create_sheet(title), table)
    book.save(path)
    return path


def fill(sheet, table: str) -> None:  # type: ignore[no-untyped-def]
    """Write a text table into a sheet, from A1."""
    for row, line in enumerate(table.strip().splitlines(), start=1):
        for column, text in enumerate(line.split("|"), start=1):
            value = typed(text.strip())
            if value is not None:
                sheet.cell(row, column, value)


def typed(text: str) -> str | int | float | None:
    """A cell of the text table as the value of a cell."""
    if not text:
        return None
    if text == "''":
        return ""
    if _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    return text.replace("\\n", "\n")
