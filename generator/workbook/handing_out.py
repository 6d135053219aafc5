"""Writes the workbook that a department is handed: a cover, its rows of 指标 and 报告内容, and a record that nobody sees."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter

from generator.archive import unzipped, zipped
from generator.model.template import IndicatorSpec, TemplateSpec
from generator.workbook import looks
from generator.workbook.columns import ENTRIES, ENTRY_COLUMNS, INDICATOR_COLUMNS, INDICATORS
from generator.workbook.cover import printed_title, write_cover
from generator.workbook.filling import Filling, IndicatorRow
from generator.workbook.handouts import COMPUTED, COVER, FILLED_IN, MARK, RECORD, Asked, Handout, record_rows
from generator.workbook.saving import saved
from generator.workbook.writing import entries_sheet, indicators_sheet, lists_sheet

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_SPARE_INDICATORS, _SPARE_ENTRIES, _BLANKS = 5, 5, 2
_ROOM = 66  # points, for a text that is still to be written
_COLUMNS = {INDICATORS: INDICATOR_COLUMNS, ENTRIES: ENTRY_COLUMNS}


def write_handout(template: TemplateSpec, given: Handout, contact: str) -> bytes:
    """The .xlsx of a hand-out. The same hand-out gives the same bytes. ``contact`` is whom its cover tells to ask.

    What was handed out is locked without a password, what is to be filled in is not, nor are the blank rows below.
    """
    book = Workbook()
    cover = book.active
    assert cover is not None
    cover.title = COVER
    indicators, entries = (book.create_sheet(name) for name in (INDICATORS, ENTRIES))
    rows = {sheet: [row for row in given.rows if row.sheet == sheet] for sheet in (INDICATORS, ENTRIES)}
    texts = _with_blanks(rows[ENTRIES])
    filling = Filling(
        {"年度": given.year},
        tuple(IndicatorRow(_spec(template, row), row.texts) for row in rows[INDICATORS]),
        tuple(row.texts for row in texts),
    )
    lists_sheet(book, template, filling)
    indicators_sheet(indicators, filling, template.options, _SPARE_INDICATORS)
    entries_sheet(entries, template, filling, _SPARE_ENTRIES)
    last = (1 + len(rows[INDICATORS]) + _SPARE_INDICATORS, 1 + len(texts) + _SPARE_ENTRIES)
    _lock(indicators, INDICATORS, rows[INDICATORS], last[0])
    _lock(entries, ENTRIES, texts, last[1])
    write_cover(cover, given, contact, last, {spec.name for spec in template.indicators if spec.adds != "own"})
    for sheet in (indicators, entries):
        sheet.oddFooter.center.text = f"{printed_title(given.department, sheet.title)} 第 &P 页，共 &N 页"
    _protect(cover)
    _record(book, given)
    book.calculation.fullCalcOnLoad = True
    return _growing(saved(book), f"xl/worksheets/sheet{book.sheetnames.index(ENTRIES) + 1}.xml")


def _growing(data: bytes, sheet: str) -> bytes:
    """The workbook with rows of a sheet that grow with what is typed: openpyxl fixes every height that it is told."""
    parts = unzipped(data)
    parts[sheet] = re.sub(rb'(<row [^>]*?) customHeight="1"', rb"\1", parts[sheet])
    return zipped(parts)


def _spec(template: TemplateSpec, row: Asked) -> IndicatorSpec:
    """What the template says of an indicator, with the words of the row where they are others."""
    known = next((spec for spec in template.indicators if spec.name == row.text("引用名")), None)
    label, unit = row.text("指标名称"), row.text("单位")
    if known is None:
        return IndicatorSpec(row.text("引用名"), label, unit)
    return replace(known, label=label, unit=unit, zero=row.text("为零时写作"), department=row.text("填报部门"))


def _with_blanks(rows: list[Asked]) -> list[Asked]:
    """The rows of 报告内容, behind those of a 部分 and 栏目 blank ones of the same: without a mark."""
    found: list[Asked] = []
    for at, row in enumerate(rows):
        found.append(row)
        place = {heading: row.text(heading) for heading in ("部分", "栏目")}
        behind = rows[at + 1] if at + 1 < len(rows) else None
        if behind is None or any(behind.text(heading) != text for heading, text in place.items()):
            found += [Asked("", ENTRIES, place)] * _BLANKS
    return found


def _lock(sheet: Worksheet, name: str, rows: list[Asked], last: int) -> None:
    """Put the marks into a hidden column, unlock what is to be filled in, and protect the rest."""
    columns = _COLUMNS[name]
    at: Mapping[str, int] = {heading: column for column, heading in enumerate((*columns, MARK), start=1)}
    for heading, column in at.items():
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].protection = Protection(locked=heading in COMPUTED or heading == MARK)
    sheet.column_dimensions[get_column_letter(at[MARK])].hidden = True
    looks.put(sheet.cell(1, at[MARK]), MARK)
    for number in range(2, last + 1):
        row = rows[number - 2] if number - 2 < len(rows) else None
        handed = row is not None and bool(row.mark)
        if row is not None and handed:
            looks.put(sheet.cell(number, at[MARK]), row.mark)
        for heading, column in at.items():
            cell = sheet.cell(number, column)
            locked = heading in COMPUTED or heading == MARK or (handed and heading not in FILLED_IN[name])
            if not cell.has_style and heading != MARK:
                figure = heading in ("本年", "上年", "同比（手填）")
                looks.body(cell, align=_aligned(heading), number_format=None if figure else "@")
            cell.protection = Protection(locked=locked)
            if handed and locked and heading != MARK:
                cell.fill = looks.fill(looks.COMPUTED)
    if name == ENTRIES:
        for number, row in enumerate(rows, start=2):
            least = _ROOM if row.mark and not row.text("正文") else 20
            texts = ((row.text(heading), sheet.column_dimensions[get_column_letter(at[heading])].width) for heading in columns)
            sheet.row_dimensions[number].height = looks.height(texts, least)
    if name == INDICATORS:
        sheet.auto_filter.ref = f"A1:{get_column_letter(at[MARK])}{last}"
    _protect(sheet)


def _aligned(heading: str) -> str | None:
    return {"单位": "center", "公开": "center", "本年": "right", "上年": "right"}.get(heading)


def _protect(sheet: Worksheet) -> None:
    """Without a password; True forbids."""
    protection = sheet.protection
    protection.sheet = True
    protection.sort = protection.autoFilter = False
    protection.insertRows = protection.deleteRows = False
    protection.formatColumns = protection.formatRows = protection.formatCells = False


def _record(book: Workbook, given: Handout) -> None:
    sheet = book.create_sheet(RECORD)
    sheet.sheet_state = "veryHidden"
    for number, row in enumerate(record_rows(given), start=1):
        for column, text in enumerate(row, start=1):
            if text:
                looks.put(sheet.cell(number, column), text)
