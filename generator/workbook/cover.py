"""封面: the first sheet of a hand-out, for somebody who knows only Excel: what is asked, by when, how, and where it goes back to."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from openpyxl.styles import Alignment, Border, Font, Protection, Side
from openpyxl.worksheet.hyperlink import Hyperlink

from generator.workbook import looks
from generator.workbook.columns import ENTRIES, INDICATORS
from generator.workbook.handouts import COVER, Handout, department_names

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FILLER, PHONE = "填报人", "联系电话"
_WIDTHS = (16, 30, 16, 42)
_LINE = Side(style="thin", color="7F7F7F")
_MOST_NAMED = 3
_SENDER = "发来这份表的人（发件人）"
_FIGURE = re.compile(r"\{\{[^{}\n]{1,40}\}\}")
_FIGURES, _TEXTS, _FILLED, _COLOURS, _ALLOWED, _BACK = (
    "“指标”表填白色的格，主要是“本年”“上年”两列。确实为零填 0，不涉及填“不适用”，还没有数据留空；概数照写，如 约300、近2亿。",
    "“报告内容”表在“正文”列写文字，一行写一件事；行不够就写在下面的空行里，分段按 Alt+Enter。",
    "发来时已经填着的数和文字，请逐项核对，不对的直接改；都对、不用改的，也要写上填报人交回，不交就算没有答复。",
    "灰色的格是定好的，不用填；黄色的格必填，填好后颜色自动消失。要增加指标，写在“指标”表末尾的空行里。",
    "可以筛选、插入行、调整列宽；请不要改工作表的名称和列标题。文件名可以改。",
    "填完、核对完，在本页“请填写”一栏写上填报人和电话，保存，把这个 Excel 文件发回。要盖章的，打印本页和两张表，签字盖章后另交。",
)
_WHITE = (
    ("本年、上年", "都要填，单位见“单位”列；发来时已经填着的，核对就可以。"),
    ("正文、小标题", "要写的文字；小标题可以不写。"),
    ("公开", "这个数、这段话能不能对社会公开：选 是 或 否，没有定就留空。"),
    ("统计时段", "与全年不同的才写，如 1至11月。"),
    ("同比（手填）", "没有上年数、只知道升降百分之几的才填，下降填负数。"),
    ("填报人", "几个人分头填的，各写自己的名字；一个人填的可以空着。"),
    ("核对说明", "与上年相差很大而没有错的，写明原因，如 593：专项行动。"),
    ("备注", "想对汇总的人说的话，不印进报告。"),
)


class _Sheet(NamedTuple):
    """What is asked on a sheet: how many rows, how many of them hold something already, and the last row."""

    name: str
    unit: str
    asked: int
    filled: int
    last: int

    def __str__(self) -> str:
        """``“指标”10 项（1 项要填，9 项已填好、请核对）``."""
        blank, unit = self.asked - self.filled, self.unit
        told = f"{blank} {unit}要填，{self.filled} {unit}已填好、请核对" if blank else "都已填好，请核对"
        return f"“{self.name}”{self.asked} {unit}{f'（{told}）' if self.filled else ''}"


def write_cover(sheet: Worksheet, given: Handout, contact: str, last: tuple[int, int], made: Collection[str] = ()) -> None:
    """Fill the cover. ``contact`` is whom to ask, empty when nobody is known; ``last`` the last rows of 指标 and of 报告内容.

    ``made`` are the indicators that are made of the figures of several departments.
    """
    for letter, width in zip("ABCD", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.sheet_view.showGridLines = False
    year = f"{given.year}年" if given.year else ""
    _wide(sheet, 1, f"{year}法治政府建设年度报告", size=18, bold=True, height=36)
    _wide(sheet, 2, "部门填报表", size=16, bold=True, height=30)
    sheets = _sheets(given, last)
    row = _told(
        sheet,
        4,
        (
            ("填报部门", given.department),
            ("要填的", "，".join(str(each) for each in sheets if each.asked)),
            ("交回期限", given.due or "请尽快填好交回"),
            ("交回给", "　".join(filter(None, (given.unit, contact or _SENDER)))),
            ("有问题问", contact or _SENDER),
        ),
    )
    row = _heading(sheet, row + 1, "填报进度（自动计算）")
    asks = row  # where 填报人 and 联系电话 will stand is known at the end
    row = _progress(sheet, row, sheets)
    row = _heading(sheet, row + 2, "怎样填")
    for number, step in enumerate(_steps(given, made), start=1):
        row = _line(sheet, row, number, step)
    row = _heading(sheet, row + 1, "白色的列各填什么")
    row = _told(sheet, row, _WHITE, bold=False)
    row = _heading(sheet, row + 1, "请填写")
    _own_progress(sheet, asks + len(sheets), row)
    row = _asked_of(sheet, row)
    _signed(sheet, row + 1)
    _print(sheet, row + 3, given.department)


def _sheets(given: Handout, last: tuple[int, int]) -> tuple[_Sheet, ...]:
    found = []
    for name, unit, heading, end in ((INDICATORS, "项", "本年", last[0]), (ENTRIES, "行", "正文", last[1])):
        filled = [bool(row.text(heading)) for row in given.rows if row.sheet == name]
        found.append(_Sheet(name, unit, len(filled), sum(filled), end))
    return tuple(found)


def _steps(given: Handout, made: Collection[str]) -> list[str]:
    """The steps; of the braces only to those who find some in their texts, with the first of them, and of what is shared likewise."""
    found = next((tag[0] for row in given.rows if (tag := _FIGURE.search(row.text("正文")))), "")
    braces = (
        f"正文里花括号的字，如 {found}，是自动代入的数：成稿时换成“指标”表里的数和单位。请原样保留，不要改成数字；"
        "数不对就改“指标”表，“指标”表里没有的写在“备注”里。"
    )
    return [_FIGURES, *_shared(given, made), _TEXTS, _FILLED, *([braces] if found else []), _COLOURS, _ALLOWED, _BACK]


def _shared(given: Handout, made: Collection[str]) -> Iterator[str]:
    """How the figures are filled in that other departments fill in as well."""
    names = [row.text("引用名") for row in given.rows if row.sheet == INDICATORS and len(department_names(row.text("填报部门"))) > 1]
    told = []
    if added := [name for name in names if name in made]:
        told.append(f"{_named(added)}只填本部门的数，由汇总的人合成")
    if same := [name for name in names if name not in made]:
        told.append(f"{_named(same)}填全局的数，请与其他部门商量好，填得一样")
    if told:
        yield f"“填报部门”写着几个部门的，是几个部门都填的：{'；'.join(told)}。"


def _named(names: Sequence[str]) -> str:
    return "、".join(f"“{name}”" for name in names[:_MOST_NAMED]) + (f"等 {len(names)} 项" if len(names) > _MOST_NAMED else "")


def _line(sheet: Worksheet, row: int, number: int, text: str) -> int:
    """A step, as high as its words need."""
    looks.put(sheet.cell(row, 1), number)
    looks.put(sheet.cell(row, 2), text)
    sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=4)
    for cell, at in ((sheet.cell(row, 1), "center"), (sheet.cell(row, 2), "left")):
        cell.font = Font(name=looks.FONT, size=11)
        cell.alignment = Alignment(horizontal=at, vertical="center", wrap_text=True)
    sheet.row_dimensions[row].height = looks.height([(text, sum(_WIDTHS[1:]))], 20)
    return row + 1


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


def _told(sheet: Worksheet, row: int, pairs: tuple[tuple[str, str], ...], *, bold: bool = True) -> int:
    """A table of names and what is said of each; in bold type it is wider."""
    for label, text in pairs:
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=4)
        looks.put(sheet.cell(row, 1), label)
        looks.put(sheet.cell(row, 2), text)
        for column in (1, 2, 3, 4):
            looks.body(sheet.cell(row, column))
        sheet.cell(row, 1).fill = looks.fill(looks.COMPUTED)
        if bold:
            sheet.cell(row, 2).font = Font(name=looks.FONT, size=12, bold=True)
        sheet.row_dimensions[row].height = looks.height([(text, sum(_WIDTHS[1:]) * (0.85 if bold else 1))], 26 if bold else 20)
        row += 1
    return row


def _progress(sheet: Worksheet, row: int, sheets: tuple[_Sheet, ...]) -> int:
    """Counts over the whole table, so that sorting and added rows change nothing."""
    for each in sheets:
        what, key = ("本年有数的", "A") if each.name == INDICATORS else ("正文有字的", "")
        end = max(each.last, 2) + 200
        named = f"--(LEN(TRIM('{each.name}'!${key}$2:${key}${end}))>0)," if key else ""
        count = f"=SUMPRODUCT({named}--(LEN(TRIM('{each.name}'!$D$2:$D${end}))>0))&\" / {each.asked}\""
        to_check = f"发来时就有 {each.filled} {each.unit}，请核对" if each.filled else "点左边的表名跳过去"
        _counted(sheet, row, (each.name, f"'{each.name}'!A1"), what, count, to_check if each.asked else "没有分给本部门的，可以不填")
        row += 1
    return row


def _own_progress(sheet: Worksheet, row: int, at: int) -> None:
    """Whether 填报人 and 联系电话 below, in row ``at``, are filled in: a form whose figures were all there is not done before."""
    count = f'=(LEN(TRIM(B{at}))>0)+(LEN(TRIM(D{at}))>0)&" / 2"'
    _counted(sheet, row, ("请填写", f"'{COVER}'!B{at}"), f"{FILLER}、{PHONE}", count, "填上才算填完、核对完")


def _counted(sheet: Worksheet, row: int, link: tuple[str, str], what: str, count: str, told: str) -> None:
    cells = [sheet.cell(row, at) for at in (1, 2, 3, 4)]
    looks.put(cells[0], link[0])
    cells[0].hyperlink = Hyperlink(ref=cells[0].coordinate, location=link[1])
    looks.put(cells[1], what)
    looks.put(cells[2], count, formula=True)
    looks.put(cells[3], told)
    looks.progress(cells)


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
    for below, height in ((0, 84), (1, 30)):  # a seal is 42 mm wide
        sheet.row_dimensions[row + below].height = height
    for column in (1, 2, 3, 4):
        sheet.cell(row + 2, column).border = Border(top=_LINE)
    looks.put(sheet.cell(row + 2, 1), "打印后签字盖章；只交电子版的，这里不用填。")
    sheet.cell(row + 2, 1).font = Font(name=looks.FONT, size=9, color=looks.QUIET)


def _print(sheet: Worksheet, last: int, department: str) -> None:
    looks.print_setup(sheet, f"A1:D{last}", "", printed_title(department, COVER))
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.fitToHeight = 1


def printed_title(department: str, name: str) -> str:
    """What stands below each printed page, so that loose sheets with a seal can be told apart; & is a code there."""
    return f"{department}　{name}".replace("&", "&&")
