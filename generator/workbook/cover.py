"""封面: the first sheet of a hand-out, for somebody who knows only Excel: what is asked, by when, how, and where it goes back to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from openpyxl.styles import Alignment, Border, Font, Protection, Side
from openpyxl.worksheet.hyperlink import Hyperlink

from generator.workbook import looks
from generator.workbook.columns import ENTRIES, INDICATORS
from generator.workbook.handouts import COVER, Handout

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FILLER, PHONE = "填报人", "联系电话"
_WIDTHS = (15, 25, 15, 31)
_LINE = Side(style="thin", color="7F7F7F")
_STEPS = (
    "“指标”表填白色的格：本年、上年的数。确实为零填 0，不涉及填“不适用”，还没有数据留空；概数照写，如 约300、近2亿。",
    "“报告内容”表写正文，一行写一件事；行不够就写在下面的空行里，分段按 Alt+Enter。",
    "灰色的格不用填；黄色的格必填，填好后颜色自动消失。要增加指标，写在“指标”表末尾的空行里。",
    "可以筛选、插入行、调整列宽；请不要改工作表的名称和列标题。文件名可以改。",
    "填完在本页写上填报人和电话，保存，把这个文件发回。要盖章的，打印本页和两张表，签字盖章后另交。",
)


class Contact(NamedTuple):
    """Whom a hand-out goes back to, as 基本信息 tells; what it does not tell is empty."""

    person: str
    phone: str


def write_cover(sheet: Worksheet, given: Handout, contact: Contact, figures: int, texts: int, last: tuple[int, int]) -> None:
    """Fill the cover. ``figures`` and ``texts`` are asked; ``last`` are the last rows of 指标 and of 报告内容."""
    for letter, width in zip("ABCD", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.sheet_view.showGridLines = False
    year = f"{given.year}年" if given.year else ""
    _wide(sheet, 1, f"{year}法治政府建设年度报告", size=18, bold=True, height=36)
    _wide(sheet, 2, "部门填报表", size=16, bold=True, height=30)
    back = "　".join(filter(None, (given.unit, contact.person, contact.phone)))
    asked = "，".join(
        [f"“{INDICATORS}”{figures} 项" if figures else "", f"“{ENTRIES}”{texts} 行" if texts else ""] if figures and texts else []
    ) or (f"“{INDICATORS}”{figures} 项" if figures else f"“{ENTRIES}”{texts} 行")
    row = _told(
        sheet,
        4,
        (
            ("填报部门", given.department),
            ("要填的", asked),
            ("交回期限", given.due or "请尽快填好交回"),
            ("交给", back or "发来这份表的人"),
        ),
    )
    row = _heading(sheet, row + 1, "填报进度（自动计算）")
    row = _progress(sheet, row, figures, texts, last)
    row = _heading(sheet, row + 1, "怎样填")
    for number, step in enumerate(_STEPS, start=1):
        looks.put(sheet.cell(row, 1), number)
        looks.put(sheet.cell(row, 2), step)
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=4)
        for cell, at in ((sheet.cell(row, 1), "center"), (sheet.cell(row, 2), "left")):
            cell.font = Font(name=looks.FONT, size=11)
            cell.alignment = Alignment(horizontal=at, vertical="center", wrap_text=True)
        sheet.row_dimensions[row].height = looks.height([(step, sum(_WIDTHS[1:]))], 22)
        row += 1
    row = _heading(sheet, row + 1, "请填写")
    row = _asked_of(sheet, row)
    _signed(sheet, row + 1)
    _print(sheet, row + 4)


def _wide(sheet: Worksheet, row: int, text: str, *, size: int, bold: bool, height: float) -> None:
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=4)
    cell = sheet.cell(row, 1)
    looks.put(cell, text)
    cell.font = Font(name=looks.FONT, size=size, bold=bold, color=looks.HEAD)
    cell.alignment = Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[row].height = height


def _heading(sheet: Worksheet, row: int, text: str) -> int:
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=4)
    cell = sheet.cell(row, 1)
    looks.put(cell, text)
    cell.font = Font(name=looks.FONT, size=12, bold=True, color=looks.HEAD)
    cell.fill = looks.fill(looks.GROUND)
    cell.alignment = Alignment(horizontal="left", vertical="center", indent=1)
    sheet.row_dimensions[row].height = 24
    return row + 1


def _told(sheet: Worksheet, row: int, pairs: tuple[tuple[str, str], ...]) -> int:
    for label, text in pairs:
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=4)
        looks.put(sheet.cell(row, 1), label)
        looks.put(sheet.cell(row, 2), text)
        for column in (1, 2, 3, 4):
            looks.body(sheet.cell(row, column))
        sheet.cell(row, 1).fill = looks.fill(looks.COMPUTED)
        sheet.cell(row, 2).font = Font(name=looks.FONT, size=12, bold=True)
        sheet.row_dimensions[row].height = looks.height([(text, sum(_WIDTHS[1:]) * 0.85)], 26)
        row += 1
    return row


def _progress(sheet: Worksheet, row: int, figures: int, texts: int, last: tuple[int, int]) -> int:
    """Counts over the whole table, so that sorting and added rows change nothing."""
    counted = ((INDICATORS, "本年已填", "A", "D", figures, last[0]), (ENTRIES, "正文已写", "", "D", texts, last[1]))
    for name, what, key, column, asked, end in counted:
        span = f"'{name}'!${column}$2:${column}${max(end, 2) + 200}"
        named = f"--(LEN(TRIM('{name}'!${key}$2:${key}${max(end, 2) + 200}))>0)," if key else ""
        cells = [sheet.cell(row, at) for at in (1, 2, 3, 4)]
        looks.put(cells[0], name)
        cells[0].hyperlink = Hyperlink(ref=cells[0].coordinate, location=f"'{name}'!A1")
        looks.put(cells[1], what)
        looks.put(cells[2], f'=SUMPRODUCT({named}--(LEN(TRIM({span}))>0))&" / {asked}"', formula=True)
        looks.put(cells[3], "点左边的表名跳过去" if asked else "没有分给本部门的，可以不填")
        for cell in cells:
            looks.body(cell, align="center" if cell is cells[2] else None)
        cells[0].font = Font(name=looks.FONT, size=11, underline="single", color="0563C1")
        cells[2].font = Font(name=looks.FONT, size=11, bold=True)
        cells[3].font = Font(name=looks.FONT, size=11, color=looks.QUIET)
        sheet.row_dimensions[row].height = 22
        row += 1
    return row


def _asked_of(sheet: Worksheet, row: int) -> int:
    for label, column in ((FILLER, 1), (PHONE, 3)):
        looks.put(sheet.cell(row, column), label)
        for cell in (sheet.cell(row, column), sheet.cell(row, column + 1)):
            looks.body(cell, number_format="@")
        sheet.cell(row, column).fill = looks.fill(looks.COMPUTED)
        sheet.cell(row, column + 1).protection = Protection(locked=False)
    sheet.row_dimensions[row].height = 28
    return row + 1


def _signed(sheet: Worksheet, row: int) -> None:
    """Where the printed page is signed, sealed and dated."""
    labels = (("部门负责人（签字）：", 1, 0), ("（盖章）", 3, 0), ("年　　月　　日", 3, 1))
    for text, column, below in labels:
        sheet.merge_cells(start_row=row + below, start_column=column, end_row=row + below, end_column=column + 1)
        cell = sheet.cell(row + below, column)
        looks.put(cell, text)
        cell.font = Font(name=looks.FONT, size=12)
        cell.alignment = Alignment(horizontal="left" if column == 1 else "center", vertical="bottom", indent=1 if column == 1 else 0)
    for below, height in ((0, 64), (1, 30)):
        sheet.row_dimensions[row + below].height = height
    for column in (1, 2, 3, 4):
        sheet.cell(row + 2, column).border = Border(top=_LINE)
    looks.put(sheet.cell(row + 2, 1), "打印后签字盖章；只交电子版的，这里不用填。")
    sheet.cell(row + 2, 1).font = Font(name=looks.FONT, size=9, color=looks.QUIET)


def _print(sheet: Worksheet, last: int) -> None:
    looks.print_setup(sheet, f"A1:D{last}", "", COVER)
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.fitToHeight = 1
