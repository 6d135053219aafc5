"""How the workbook looks: colours, fonts, widths, and cells that can't turn into formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FONT = "宋体"
REQUIRED, COMPUTED, HEAD, GROUND = "FFF2CC", "EDEDED", "1F4E79", "DDEBF7"
_LINE = Side(style="thin", color="BFBFBF")
BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_AUTHOR = "填表说明"


def fill(colour: str) -> PatternFill:
    """A plain ground."""
    return PatternFill("solid", start_color=colour, end_color=colour)


def put(cell: Any, value: str | int | float | None, *, formula: bool = False) -> None:
    """Put a value into a cell; a text that begins with = stays a text unless it is our own formula."""
    cell.value = value
    if isinstance(value, str) and value.startswith("=") and not formula:
        cell.data_type = "s"


def head(sheet: Worksheet, row: int, titles: tuple[str, ...], widths: tuple[float, ...]) -> None:
    """The heading row, frozen later by the caller."""
    for column, (title, width) in enumerate(zip(titles, widths, strict=True), start=1):
        cell = sheet.cell(row, column, title)
        cell.font = Font(name=FONT, size=11, bold=True, color="FFFFFF")
        cell.fill = fill(HEAD)
        cell.border = BOX
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.row_dimensions[row].height = 32


def body(cell: Any, *, computed: bool = False, align: str | None = None, number_format: str | None = None) -> None:
    """A cell below the heading."""
    cell.font = Font(name=FONT, size=11, color="7F7F7F" if computed else "000000")
    cell.border = BOX
    cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)
    if computed:
        cell.fill = fill(COMPUTED)
    if number_format:
        cell.number_format = number_format


def group_line(cell: Any) -> None:
    """A stronger line above the first row of a group."""
    cell.border = Border(left=_LINE, right=_LINE, top=Side(style="medium", color=HEAD), bottom=_LINE)


def note(cell: Any, text: str) -> None:
    """A cell note, high enough for its text."""
    comment = Comment(text, _AUTHOR)
    comment.width = 280
    comment.height = 30 + 20 * sum(1 + len(line) // 18 for line in text.split("\n"))
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
