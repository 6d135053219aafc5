"""填写说明: how to fill the workbook in, what the colours mean, how far one has got, who made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.hyperlink import Hyperlink

from generator.model.template import TemplateSpec
from generator.workbook import looks
from generator.workbook.columns import ENTRIES, GUIDE, INDICATORS, ITEMS
from generator.workbook.notes import example_change

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WHERE = {
    ITEMS: "单位、年度、主送机关等",
    INDICATORS: "本年、上年的数，正文里用引用名引用",
    ENTRIES: "各部分的正文，每个必写的部分至少一行",
}
_STEPS = (
    "“基本信息”填单位、年度、主送机关等；加粗的项目必填。",
    "“指标”填本年和上年的数。确实为零填 0，不涉及填“不适用”，还没有数据留空；概数照要印的样子填，如 近2亿、1000余、约300。",
    "“报告内容”写正文，一行一件事。部分、栏目从下拉列表里选，空着表示与上一行相同；要分段按 Alt+Enter。",
    "正文里的数字请写成 {{ 引用名 }}：在“指标”表的“引用”列复制，粘贴到正文。以后改数只改“指标”表，全文跟着变。",
    "{{ 刑事立案 }} 印 593起；{{ 刑事立案.数 }} 印 593；{{ 刑事立案.上年 }} 印 540起；{{ 刑事立案.同比 }} 印 同比。",
    "单位和“同比”由工具印，花括号外面不要再写。",
    "可以自己加行、加列，可以移动列和工作表；请不要改工作表名和列标题。",
    "“公开”填 是 或 否，决定公开版里有没有这一行；公开前由负责保密审查的人定。",
    "填完保存，运行 fazhi check 核对，再运行 fazhi build 生成报告。",
)


_WIDTHS = (16, 30, 16, 66)


def write_guide(sheet: Worksheet, template: TemplateSpec) -> None:
    """Fill the first sheet."""
    for letter, width in zip("ABCD", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.sheet_view.showGridLines = False
    _title(sheet)
    row = _progress(sheet, template, 5)
    row = _legend(sheet, row + 1)
    row = _steps(sheet, template, row + 1)
    _maker(sheet, template, row + 1)
    looks.print_setup(sheet, f"A1:D{row + 1}", "", GUIDE)


def _title(sheet: Worksheet) -> None:
    sheet.merge_cells("A1:D1")
    sheet["A1"] = "法治政府建设年度报告 填报工作簿"
    sheet["A1"].font = Font(name=looks.FONT, size=18, bold=True, color=looks.HEAD)
    sheet["A1"].alignment = Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[1].height = 40
    sheet.merge_cells("A2:D2")
    looks.put(sheet["A2"], f'={_item("单位全称")}&"　"&{_item("年度")}', formula=True)
    sheet["A2"].font = Font(name=looks.FONT, size=12, color=looks.QUIET)
    sheet["A2"].alignment = Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[2].height = 24


def _item(name: str) -> str:
    """A formula for what stands beside an item, wherever its row has gone."""
    return f'IFERROR(INDEX(\'{ITEMS}\'!$B$2:$B$500,MATCH("{name}",\'{ITEMS}\'!$A$2:$A$500,0))&"","")'


def _heading(sheet: Worksheet, row: int, text: str) -> None:
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=4)
    cell = sheet.cell(row, 1, text)
    cell.font = Font(name=looks.FONT, size=12, bold=True, color=looks.HEAD)
    cell.fill = looks.fill(looks.GROUND)
    cell.alignment = Alignment(horizontal="left", vertical="center", indent=1)
    sheet.row_dimensions[row].height = 24


def _progress(sheet: Worksheet, template: TemplateSpec, row: int) -> int:
    """Counts by name, so that sorting, moving and adding rows changes nothing."""
    _heading(sheet, row - 1, "填报进度")
    counts = (
        (ITEMS, "必填项目已填", ("A", "必填项目", "B", "<>", 500), sum(item.required for item in template.items)),
        (INDICATORS, "必填指标已填", ("A", "必填指标", "D", "<>", 2000), sum(spec.required for spec in template.indicators)),
        (ENTRIES, "必写部分已写", ("A", "必写部分", "D", "?*", 2000), sum(part.required for part in template.parts)),
    )
    for name, what, (key, wanted, column, filled, last), total in counts:
        cells = [sheet.cell(row, at) for at in (1, 2, 3, 4)]
        looks.put(cells[0], name)
        cells[0].hyperlink = Hyperlink(ref=cells[0].coordinate, location=f"'{name}'!A1")
        looks.put(cells[1], what)
        count = f"COUNTIFS('{name}'!${key}$2:${key}${last},{wanted},'{name}'!${column}$2:${column}${last},\"{filled}\")"
        looks.put(cells[2], f'=SUMPRODUCT(--({count}>0))&" / {total}"' if total else "没有必填的", formula=bool(total))
        looks.put(cells[3], _WHERE[name])
        looks.progress(cells)
        row += 1
    return row


def _legend(sheet: Worksheet, row: int) -> int:
    _heading(sheet, row, "颜色")
    legend = (
        (looks.REQUIRED, "必填，还没有填；填好后颜色自动消失"),
        (looks.COMPUTED, "自动计算或说明文字，不用填"),
        ("FFFFFF", "按需要填写"),
    )
    for at, (colour, text) in enumerate(legend, start=row + 1):
        swatch, words = sheet.cell(at, 1), sheet.cell(at, 2, text)
        looks.body(swatch)
        swatch.fill = looks.fill(colour)
        words.font = Font(name=looks.FONT, size=11)
        words.alignment = Alignment(horizontal="left", vertical="center", indent=1)
        sheet.row_dimensions[at].height = 20
    return row + len(legend) + 1


def _steps(sheet: Worksheet, template: TemplateSpec, row: int) -> int:
    _heading(sheet, row, "怎样填写")
    listed = "".join(f"“{part.name}”" for part in template.parts if set(part.lists) != {"paragraphs"})
    lists = (f"{listed}的各行，由工具加上 一是、二是，一行写一条；以冒号结尾的第一行是引出的话，不编号。",) if listed else ()
    change = example_change(template.options)
    steps = [step.replace("印 同比。", f"印 {change}。") for step in (*_STEPS[:-3], *lists, *_STEPS[-3:])]
    for at, step in enumerate(steps, start=1):
        number, words = sheet.cell(row + at, 1, at), sheet.cell(row + at, 2, step)
        sheet.merge_cells(start_row=row + at, start_column=2, end_row=row + at, end_column=4)
        number.alignment = Alignment(horizontal="center", vertical="center")
        words.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
        number.font = words.font = Font(name=looks.FONT, size=11)
        sheet.row_dimensions[row + at].height = looks.height([(step, sum(_WIDTHS[1:]))])
    return row + len(steps) + 1


def _maker(sheet: Worksheet, template: TemplateSpec, row: int) -> None:
    """Which template made the workbook, by name, never by path; ``build`` reads it back."""
    for column, text in enumerate(("模板", template.name, f"{template.title} {template.version}".strip()), start=1):
        cell = sheet.cell(row, column)
        looks.put(cell, text)
        cell.font = Font(name=looks.FONT, size=10, color=looks.QUIET)
        cell.alignment = Alignment(horizontal="left", indent=1)
