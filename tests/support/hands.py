"""A workbook that is handed out, departments that fill in what they got, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator.pipeline.collecting import Collection, collect
from generator.pipeline.splitting import split
from tests.support.templates import SETTINGS, make_template
from tests.support.workbooks import make_workbook

MORE = """
[[indicators]]
name = "接警"
label = "接警数"
unit = "起"
adds = "sum"
[[indicators]]
name = "最高"
label = "最高一次出警数"
unit = "人"
adds = "max"
[[indicators]]
name = "受理"
label = "受理数"
unit = "件"
adds = "sum"
[[indicators]]
name = "办结"
label = "办结数"
unit = "件"
adds = "sum"
[[indicators]]
name = "办结率"
label = "办结率"
unit = "%"
adds = "rate"
numerator = ["办结"]
denominator = ["受理"]
"""
INDICATORS = """
引用名 | 指标名称 | 单位 | 本年 | 上年 | 同比（手填） | 统计时段 | 公开 | 填报部门 | 填报人 | 核对说明 | 备注
刑事立案 | 刑事案件立案数 | 起 | | 540 | | | 是 | 刑侦支队
刑事破案 | 刑事案件破案数 | 起 | | 400 | | | 是 | 刑侦支队
治安案件 | 治安案件数 | 起 | | 90 | | | 是 | 治安支队
接警 | 接警数 | 起 | | | | | 是 | 刑侦支队、治安支队
最高 | 最高一次出警数 | 人 | | | | | 是 | 刑侦支队、治安支队
受理 | 受理数 | 件 | | | | | 是 | 刑侦支队、治安支队
办结 | 办结数 | 件 | | | | | 是 | 刑侦支队、治安支队
办结率 | 办结率 | % | | | | | 是 | 刑侦支队、治安支队
"""
ENTRIES = """
部分 | 栏目 | 小标题 | 正文 | 公开 | 填报部门 | 备注
工作 | 执法 | 打击犯罪 | | 是 | 刑侦支队
工作 | 执法 | 治安管理 | | 是 | 治安支队
工作 | 监督 | | 监督工作由法制部门写。 | 是
安排 | | | | 是 | 刑侦支队
"""


def master(folder: Path, *, indicators: str = INDICATORS, entries: str = ENTRIES, name: str = "主表.xlsx", **more: object) -> Path:
    """The workbook of the drafter, with its template beside it."""
    if not (folder / "templates").exists():
        make_template(folder, SETTINGS + MORE)
    return make_workbook(folder / name, indicators=indicators, entries=entries, **more)  # type: ignore[arg-type]


def handed_out(folder: Path, **more: object) -> dict[str, Path]:
    """The files of the departments of such a workbook, by department."""
    done = split(master(folder, **more), folder / "分发")  # type: ignore[arg-type]
    return {path.stem.partition(" ")[2]: path for path in done.paths}


def column(sheet: Worksheet, heading: str) -> int:
    """The number of a column, whatever remark its heading has."""
    return next(cell.column for cell in sheet[1] if cell.value and str(cell.value).partition("（2")[0] == heading)


def rows(path: Path, sheet: str) -> list[dict[str, object]]:
    """The rows of a sheet that hold anything besides formulas, blank cells left out."""
    book = load_workbook(path)[sheet]
    heads = {cell.column: str(cell.value).partition("（2")[0] for cell in book[1] if cell.value}
    found = []
    for row in book.iter_rows(min_row=2):
        said = {heads[c.column]: c.value for c in row if c.column in heads and c.value not in (None, "") and c.data_type != "f"}
        if said:
            found.append(said)
    return found


def figures(path: Path, heading: str = "本年") -> dict[str, object]:
    """The indicators that have a figure in that column."""
    return {str(row["引用名"]): row[heading] for row in rows(path, "指标") if heading in row and "引用名" in row}


def texts(path: Path) -> list[tuple[object, ...]]:
    """部分, 栏目, 正文 and 填报部门 of the rows that have a text."""
    return [tuple(row.get(h) for h in ("部分", "栏目", "正文", "填报部门")) for row in rows(path, "报告内容") if "正文" in row]


def filled_in(
    source: Path,
    target: Path,
    figures: Mapping[str, object] = {},
    texts: Mapping[str, str] = {},
    *,
    cells: Mapping[tuple[str, str], object] = {},
    own: Sequence[Mapping[str, object]] = (),
    own_texts: Sequence[Mapping[str, object]] = (),
    edit: Callable[[Worksheet, Worksheet], None] | None = None,
) -> Path:
    """A hand-out as a department sends it back.

    ``figures`` are 本年 by 引用名, ``texts`` 正文 by 小标题 (or 部分), ``cells`` others by 引用名 and heading; ``own`` and
    ``own_texts`` are rows of its own.
    """
    book = load_workbook(source)
    indicators, entries = book["指标"], book["报告内容"]
    for row in indicators.iter_rows(min_row=2):
        name = str(row[0].value)
        if name in figures:
            row[column(indicators, "本年") - 1].value = figures[name]
        for (wanted, heading), value in cells.items():
            if wanted == name:
                row[column(indicators, heading) - 1].value = value
    done = set[str]()
    for row in entries.iter_rows(min_row=2):
        for key in (str(row[2].value), str(row[0].value)):
            if key in texts and key not in done:
                row[3].value = texts[key]
                done.add(key)
                break
    for sheet, more in ((indicators, own), (entries, own_texts)):
        last = max((cell.row for row in sheet.iter_rows(min_row=2) for cell in row[:4] if cell.value), default=1)
        for number, new in enumerate(more, start=last + 1):
            for heading, value in new.items():
                sheet.cell(number, column(sheet, heading)).value = value
    if edit is not None:
        edit(indicators, entries)
    target.parent.mkdir(exist_ok=True)
    book.save(target)
    return target


def shuffled(order: Callable[[list[list[object]]], None]) -> Callable[[Worksheet, Worksheet], None]:
    """An edit that puts the rows of both sheets into another order, the hidden column with them; formulas stay where they are."""

    def edit(*sheets: Worksheet) -> None:
        for sheet in sheets:
            area = list(sheet.iter_rows(min_row=2))
            whole = [[None if cell.data_type == "f" else cell.value for cell in row] for row in area]
            order(whole)
            for row, values in zip(area, whole, strict=True):
                for cell, value in zip(row, values, strict=True):
                    if cell.data_type != "f":
                        cell.value = value  # type: ignore[assignment]

    return edit


def collected(folder: Path) -> Collection:
    """Collect what lies in 收回 into 汇总.xlsx."""
    return collect(folder / "收回", folder / "汇总.xlsx", source=folder / "主表.xlsx")


def conflicts(done: Collection) -> list[str]:
    """The conflicts, in a few words each."""
    return [f"{matter.name} {matter.kind}" for matter in done.conflicts]


def signed(path: Path, filler: str, phone: str = "") -> None:
    """Write on the cover who filled it in."""
    book = load_workbook(path)
    for row in book["封面"].iter_rows():
        for cell in row:
            if cell.value in ("填报人", "联系电话"):
                book["封面"].cell(cell.row, cell.column + 1).value = filler if cell.value == "填报人" else phone
    book.save(path)


def noted(done: Collection, choice: str | None, name: str = "", department: str = "") -> None:
    """The drafter chooses in the column 处理: for every matter, or those of that name; beside that department's answer."""
    book = load_workbook(done.path)
    sheet = next(sheet for sheet in book.worksheets if str(sheet["A1"].value).startswith("汇总核对："))
    column, matter = 0, ""
    for row in sheet.iter_rows():
        said = [str(cell.value or "") for cell in row]
        column = said.index("处理") if "处理" in said else column
        matter = said[4] or matter
        is_listed = any(re.fullmatch("[0-9a-f]{12}/[0-9a-f]*", text) for text in said)
        if is_listed and name in (matter, "") and (said[2] == department if department else said[0]):
            row[column].value = choice
    book.save(done.path)
