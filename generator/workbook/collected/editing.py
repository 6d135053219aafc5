"""The collected workbook: the drafter's own with values put into its cells, and two sheets of ours; all else stays as it came."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from lxml import etree

from generator.errors import UnusableFile
from generator.workbook import looks
from generator.workbook.annotated.grid import Grid, address, span
from generator.workbook.annotated.parts import OFFICE, Parts, insert, m, made
from generator.workbook.annotated.results import RISKY, formats
from generator.workbook.annotated.tabs import ORDER, Tab, Tabs
from generator.workbook.annotated.texts import held
from generator.workbook.cells import Book, read_book, read_rows
from generator.workbook.collected.edits import Edit, Listing
from generator.workbook.collected.listing import listing_sheet
from generator.workbook.collected.record import FORMAT, Record, record_rows
from generator.workbook.collected.titles import COLLECTED, LISTED
from generator.workbook.package import Package, checked_package
from generator.workbook.typed import squeeze

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_DIGITS = 15  # that a spreadsheet holds
_LONGEST = 32_000
_LEAST = 20.0  # points
_BROKEN = "写不了汇总"


def collected(file: str, data: bytes, edits: Sequence[Edit], listing: Listing, record: Record) -> bytes:
    """The workbook with the edits, the sheet 汇总核对 before all others, and the record behind them.

    Raises :class:`UnusableFile` when the workbook can't be edited.
    """
    package = checked_package(data, file)
    try:
        parts = Parts(file, data, _BROKEN)
        tabs = Tabs(file, parts, "不做汇总")
        _strip(tabs, package)
        _edit(tabs, package, edits)
        rows = listing_sheet(listing.standings, listing.matters, {squeeze(tab.title): tab.title for tab in tabs.tabs}, formats(tabs.styles))
        part = tabs.insert(LISTED, rows.root, rows.names)
        if listing.folder is None:
            rows.drop_outside()
        else:
            for link, target in rows.outside:
                link.set(f"{{{OFFICE}}}id", parts.relate_outside(part, "hyperlink", f"{listing.folder}{target}"))
        tabs.append(COLLECTED, _record_sheet(record), "veryHidden")
        _calculate(tabs)
        return parts.zipped()
    except (ValueError, LookupError, OverflowError, etree.XMLSyntaxError) as error:
        raise UnusableFile(f"{file}：工作簿内容已损坏，{_BROKEN}；请在 Excel 或 WPS 里打开后另存一份再试") from error


def _strip(tabs: Tabs, package: Package) -> None:
    """Take away the two sheets of the last time."""
    book = read_book(package.workbook, package.strings, package.styles)
    for tab in list(tabs.tabs):
        if tab.title.startswith((LISTED, COLLECTED)):
            first = _first(package, tab, book)
            if first == FORMAT or first.startswith(f"{LISTED}："):
                tabs.remove(tab)


def _first(package: Package, tab: Tab, book: Book) -> str:
    """What stands in A1."""
    rows = read_rows(package.sheets.get(tab.title, b"<none/>"), book, 1, 1)
    return next((str(cell.value) for number, row in rows if number == 1 for cell in row if cell.column == 1), "")


def _edit(tabs: Tabs, package: Package, edits: Sequence[Edit]) -> None:
    book = read_book(package.workbook, package.strings, package.styles)
    by_title = {squeeze(tab.title): tab for tab in tabs.sheets()} | {tab.title: tab for tab in tabs.sheets()}
    grids: dict[str, Grid] = {}
    for edit in edits:
        tab = by_title[edit.sheet]
        if tab.part not in grids:
            grids[tab.part] = Grid(tabs.parts.tree(tab.part))
        place = span(edit.address)
        assert place is not None
        row, column = grids[tab.part].shown(place.top, place.left)
        cell = grids[tab.part].cell(row, column)
        _put(cell, edit, tabs, book)
        _heighten(cell.getparent(), edit.text, grids[tab.part].width(column))


def _heighten(row: Any, text: str, pixels: int) -> None:
    """Make room for a text, unless somebody has fixed the height of its row; the row grows on with what is typed."""
    if row.get("customHeight") in ("1", "true") or not pixels:
        return
    before = float(row.get("ht", _LEAST))
    high = looks.height([(text, (pixels - 5) / 7)], before)
    if high > before:
        row.set("ht", f"{high:g}")


def _put(cell: Any, edit: Edit, tabs: Tabs, book: Book) -> None:
    """Write a cell: a text never becomes a formula, a rate in a cell formatted as percentage is divided by 100."""
    for child in list(cell):
        cell.remove(child)
    for name in ("t", "cm", "vm"):
        cell.attrib.pop(name, None)
    style = int(cell.get("s", "0"))
    form = book.formats[style] if style < len(book.formats) else None
    is_number = edit.is_figure and _NUMBER.fullmatch(edit.text) and len(edit.text.lstrip("-").replace(".", "")) <= _DIGITS
    if not edit.text:
        return
    if is_number and not (form and form.date):
        number = Decimal(edit.text) / (100 if form and form.percent else 1)
        cell.append(made("v", text=f"{number:f}"))
        return
    if edit.text.startswith(RISKY):
        cell.set("s", str(tabs.styles.quoted(style)))
    cell.set("t", "inlineStr")
    cell.append(made("is", None, _text(edit.text)))


def _text(text: str) -> Any:
    return made("t", text=held(text, _LONGEST))


def _record_sheet(record: Record) -> Any:
    data = made("sheetData")
    for number, texts in enumerate(record_rows(record), start=1):
        row = made("row", {"r": str(number)})
        for column, text in enumerate(texts, start=1):
            if text:
                row.append(made("c", {"r": address(number, column), "t": "inlineStr"}, made("is", None, _text(text))))
        data.append(row)
    return made("worksheet", None, data)


def _calculate(tabs: Tabs) -> None:
    """Formulas are worked out anew when the workbook is opened: what they count on has changed."""
    settings = tabs.root.find(m("calcPr"))
    if settings is None:
        settings = made("calcPr")
        insert(tabs.root, settings, ORDER)
    settings.set("fullCalcOnLoad", "1")
