"""What stands in a workbook outside of its tables: on sheets that people added, in columns that no heading names."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple
from xml.parsers import expat

from generator.workbook.cells import TooMany, read_book, read_rows
from generator.workbook.package import Package
from generator.workbook.sheets import MAX_COLUMNS, MAX_ROWS, Table
from generator.workbook.typed import squeeze

_OF_PROGRAMS = "WpsReserved"  # WPS keeps its pictures on hidden sheets of such names


class Outside(NamedTuple):
    """Where something stands that no table holds: the title of the sheet, the first cell, and how many there are.

    They are none when the sheet can't be read.
    ``is_column`` tells a column of a table's sheet that the table does not have from a sheet without a table.
    """

    sheet: str
    first: str
    number: int
    is_column: bool


def outside(package: Package, tables: Collection[Table], known: Collection[str]) -> Iterator[Outside]:
    """What stands beside ``tables``, and on sheets that are neither one of them nor ``known``; blank cells don't count."""
    book = read_book(package.workbook, package.strings, package.styles)
    by_name = {squeeze(table.name): table for table in tables}
    for title, part in package.sheets.items():
        table = by_name.get(squeeze(title))
        if table is None and (squeeze(title) in map(squeeze, known) or title.startswith(_OF_PROGRAMS)):
            continue
        held = set(table.columns.values()) if table is not None else set()
        try:
            rows = read_rows(part, book, MAX_ROWS, MAX_COLUMNS)
        except (TooMany, ValueError, LookupError, OverflowError, expat.ExpatError):
            yield Outside(title, "A1", 0, table is not None)
            continue
        below = [cell for number, row in rows if table is None or number > table.head for cell in row]
        found = [cell for cell in below if cell.letters not in held and (cell.fault or _is_said(cell.value))]
        if found:
            yield Outside(title, found[0].address, len(found), table is not None)


def _is_said(value: object) -> bool:
    return value is not None and bool(str(value).strip())
