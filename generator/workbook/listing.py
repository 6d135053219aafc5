"""A plain table as a workbook: a title, a note, and rows of words under a heading that every page repeats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from generator.workbook import looks
from generator.workbook.saving import saved

_HEAD = 3  # the row of the headings, below title and note


def write_listing(title: str, note: str, head: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[str | int]]) -> bytes:
    """The .xlsx, ``title`` its only sheet. Widths are in letters; numbers are centred, words wrap and never become formulas."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row, text, size, colour, height in ((1, title, 18, looks.HEAD, 40), (2, note, 11, looks.QUIET, 24)):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(head))
        cell = sheet.cell(row, 1)
        looks.put(cell, text)
        cell.font = Font(name=looks.FONT, size=size, bold=row == 1, color=colour)
        cell.alignment = Alignment(horizontal="center", vertical="center")
        sheet.row_dimensions[row].height = height
    looks.head(sheet, _HEAD, tuple(head), tuple(widths))
    last = _HEAD
    for last, values in enumerate(rows, start=_HEAD + 1):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(last, column)
            looks.put(cell, value)
            looks.body(cell, align="center" if isinstance(value, int) else None, number_format=None if isinstance(value, int) else "@")
        sheet.row_dimensions[last].height = looks.height((str(v), w) for v, w in zip(values, widths, strict=True))
    letter = get_column_letter(len(head))
    sheet.freeze_panes = f"A{_HEAD + 1}"
    sheet.auto_filter.ref = f"A{_HEAD}:{letter}{last}"
    looks.print_setup(sheet, f"A1:{letter}{last}", f"{_HEAD}:{_HEAD}", title)
    return saved(book)
