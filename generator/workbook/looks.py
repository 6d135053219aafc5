"""How the workbook looks: colours, fonts, widths, and cells that can't turn into formulas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FONT = "宋体"
REQUIRED, COMPUTED, HEAD, GROUND, QUIET = "FFF2CC", "F2F2F2", "1F4E79", "DDEBF7", "595959"
_MAX_HEIGHT = 405  # a row of Excel ends at 409 points
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # what openpyxl refuses
_LINE = Side(style="thin", color="BFBFBF")
BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_AUTHOR = "填表说明"


def fill(colour: str) -> PatternFill:
    """A plain ground."""
    return PatternFill("solid", start_color=colour, end_color=colour)


def put(cell: Any, value: str | int | float | None, *, formula: bool = False) -> None:
    """Put a value into a cell; a text stays a text, also =1+1 and #N/A, unless it is our own formula."""
    if isinstance(value, str) and not formula:
        cell.value = _ILLEGAL.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith("=")  # else editing the cell would make it a formula
    else:
        cell.value = value


def head(sheet: Worksheet, row: int, titles: tuple[str, ...], widths: tuple[float, ...]) -> None:
    """The heading row, frozen later by the caller."""
    for column, (title, width) in enumerate(zip(titles, widths, strict=True), start=1):
        cell = sheet.cell(row, column, title)
        cell.font = Font(name=FONT, size=11, bold=True, color="FFFFFF")
        cell.fill = fill(HEAD)
        cell.border = BOX
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.row_dimensions[row].height = 34


def height(texts: Iterable[tuple[str, float]], least: float = 20) -> float:
    """The row height that shows every text whole in a column of its width: 15 points a line of 11-point type."""
    most = max((lines(text, width) for text, width in texts), default=1)
    return min(_MAX_HEIGHT, max(least, 15 * most + 6))


def lines(text: str, width: float) -> int:
    """How many lines the text wraps to in 11-point type. A column unit is 7 pixels, a Chinese character of 11 points 15."""
    room = max(1, int((7 * width - 14) / 7.5))
    return sum(1 + max(0, sum(1 + (ord(c) > 0x2E7F or c in "“”‘’…—×") for c in line) - 1) // room for line in text.split("\n"))


def body(cell: Any, *, computed: bool = False, align: str | None = None, number_format: str | None = None) -> None:
    """A cell below the heading."""
    cell.font = Font(name=FONT, size=11, color=QUIET if computed else "000000")
    cell.border = BOX
    cell.alignment = Alignment(horizontal=align or "left", vertical="center", wrap_text=True, indent=0 if align == "center" else 1)
    if computed:
        cell.fill = fill(COMPUTED)
    if number_format:
        cell.number_format = number_format


def column(sheet: Worksheet, letter: str, *, computed: bool = False, align: str | None = None, number_format: str | None = None) -> None:
    """The style of a whole column, so that blank cells and rows that users add need no cells of their own."""
    body(sheet.column_dimensions[letter], computed=computed, align=align, number_format=number_format)


def group_line(cell: Any) -> None:
    """A stronger line above the first row of a group."""
    cell.border = Border(left=_LINE, right=_LINE, top=Side(style="medium", color=HEAD), bottom=_LINE)


def note(cell: Any, text: str) -> None:
    """A cell note, high enough for its text."""
    comment = Comment(text, _AUTHOR)
    comment.width = 280
    comment.height = 36 + 20 * lines(text, 36)
    cell.comment = comment


def choices(sheet: Worksheet, span: str, formula: str, *, strict: bool, title: str = "", message: str = "") -> None:
    """A drop-down; not ``strict``, other words may be typed too."""
    validation = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=strict)
    if strict:
        validation.errorTitle, validation.error = title, message
    validation.add(span)
    sheet.add_data_validation(validation)


def colour_when(sheet: Worksheet, span: str, formula: str, colour: str) -> None:
    """Colour the cells of a span while the formula holds."""
    sheet.conditional_formatting.add(span, FormulaRule(formula=[formula], fill=fill(colour)))  # type: ignore[no-untyped-call]


def print_setup(sheet: Worksheet, area: str, repeat: str, title: str) -> None:
    """A4 landscape, one page wide, heads repeated, page numbers below."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.6, 0.8, 0.4
    sheet.print_area = area
    if repeat:
        sheet.print_title_rows = repeat
    sheet.oddFooter.center.text = f"{title} 第 &P 页，共 &N 页"  # type: ignore[union-attr]


def progress(cells: Sequence[Any]) -> None:
    """Dress a row that counts what is filled in: a link, what is counted, the count, and a remark."""
    for cell in cells:
        body(cell, align="center" if cell is cells[2] else None)
    cells[0].font = Font(name=FONT, size=11, underline="single", color="0563C1")
    cells[2].font = Font(name=FONT, size=11, bold=True)
    cells[3].font = Font(name=FONT, size=11, color=QUIET)
    cells[0].parent.row_dimensions[cells[0].row].height = 22
