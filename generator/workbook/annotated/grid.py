"""The cells of a sheet as elements, made where there are none, and how large they are on the screen."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generator.workbook.annotated.parts import local, m, made
from generator.workbook.cells import MAX_COLUMN, MAX_ROW, column_letters, column_number

# ISO/IEC 29500-1, 18.3.1.99.
SHEET_ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter "
    "sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions "
    "pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing "
    "legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst"
).split()
_SPAN = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_COLUMN, _ROW = 64, 20  # pixels, where the sheet does not say otherwise


class Span(NamedTuple):
    """A rectangle of cells, rows and columns from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def cells(self) -> Iterator[tuple[int, int]]:
        """Its cells, row by row."""
        return ((row, column) for row in range(self.top, self.bottom + 1) for column in range(self.left, self.right + 1))


def span(address: str | None) -> Span | None:
    """``J2`` or ``J2:J9``; None for what is neither."""
    found = _SPAN.fullmatch(address or "")
    if found is None:
        return None
    top, left = int(found[2]), column_number(found[1])
    bottom, right = (int(found[4]), column_number(found[3])) if found[3] else (top, left)
    if not (1 <= top <= bottom <= MAX_ROW and 1 <= left <= right <= MAX_COLUMN):
        return None
    return Span(top, left, bottom, right)


def spans(addresses: str | None) -> list[Span]:
    """The rectangles of a list of addresses with blanks between them."""
    return [found for each in (addresses or "").split() if (found := span(each))]


def address(row: int, column: int) -> str:
    """1, 1 → A1."""
    return f"{column_letters(column)}{row}"


class Grid:
    """The cells of one sheet."""

    def __init__(self, root: Any) -> None:
        self.root = root
        data = root.find(m("sheetData"))
        self._data = data if data is not None else made("sheetData")
        self._rows = dict(_numbered(self._data, "row"))
        self._numbers = sorted(self._rows)
        self._columns: dict[int, dict[int, Any]] = {}
        self._merged = [found for each in root.iter(m("mergeCell")) if (found := span(each.get("ref")))]
        self._widths = _widths(root)
        form = root.find(m("sheetFormatPr"))
        self._width = _wide(form.get("defaultColWidth"), _COLUMN) if form is not None else _COLUMN
        self._height = _high(form.get("defaultRowHeight"), _ROW) if form is not None else _ROW

    def shown(self, row: int, column: int) -> tuple[int, int]:
        """The cell that shows what stands there: of merged cells the first."""
        return next(((each.top, each.left) for each in self._merged if each.holds(row, column)), (row, column))

    def cell(self, row: int, column: int) -> Any:
        """The element of a cell, made in its place with the format of its row or column when there is none."""
        there = self._row(row)
        columns = self._columns.get(row)
        if columns is None:
            columns = self._columns[row] = {}
            for number, each in _numbered(there, "c"):
                each.set("r", address(row, number))
                columns[number] = each
        if column not in columns:
            cell = made("c", {"r": address(row, column)})
            style = there.get("s") if there.get("customFormat") in ("1", "true") else self._style(column)
            if style:
                cell.set("s", style)
            _put(there, columns, sorted(columns), column, cell)
            there.attrib.pop("spans", None)  # a hint only, which may not hold any more
            columns[column] = cell
        return columns[column]

    def _row(self, number: int) -> Any:
        if number not in self._rows:
            row = made("row", {"r": str(number)})
            _put(self._data, self._rows, self._numbers, number, row)
            insort(self._numbers, number)
            self._rows[number] = row
        row = self._rows[number]
        row.set("r", str(number))
        return row

    def _style(self, column: int) -> str | None:
        return next((each.get("style") for each in self.root.iter(m("col")) if _covers(each, column)), None)

    def width(self, column: int) -> int:
        """How many pixels a column is wide; none when it is hidden or beyond the last."""
        return 0 if column > MAX_COLUMN else self._widths.get(column, self._width)

    def height(self, row: int) -> int:
        """How many pixels a row is high."""
        there = self._rows.get(row)
        if there is None:
            return self._height
        return 0 if there.get("hidden") in ("1", "true") else _high(there.get("ht"), self._height)


def _numbered(parent: Any, name: str) -> Iterator[tuple[int, Any]]:
    """The rows of a sheet or the cells of a row with their numbers: told, or one more than the one before."""
    number = 0
    for each in parent:
        if local(each) != name:
            continue
        told = each.get("r", "")
        digits = told if name == "row" else told.rstrip("0123456789")
        number = (int(digits) if name == "row" else column_number(digits)) if digits else number + 1
        if name == "row" and not told:
            each.set("r", str(number))
        yield number, each


def _put(parent: Any, there: Mapping[int, Any], numbers: Sequence[int], number: int, element: Any) -> None:
    """Put a row or a cell where its number wants it among those that are there, whose ``numbers`` are in order."""
    at = bisect_left(numbers, number)
    if at < len(numbers):
        there[numbers[at]].addprevious(element)
    elif numbers:
        there[numbers[-1]].addnext(element)
    else:
        parent.insert(0, element)


def _covers(col: Any, column: int) -> bool:
    return int(col.get("min", "1")) <= column <= int(col.get("max", "0"))


def _widths(root: Any) -> dict[int, int]:
    widths = {}
    for col in root.iter(m("col")):
        hidden = col.get("hidden") in ("1", "true")
        for column in range(int(col.get("min", "1")), min(int(col.get("max", "0")), 1_000) + 1):
            widths[column] = 0 if hidden else _wide(col.get("width"), _COLUMN)
    return widths


def _wide(characters: str | None, instead: int) -> int:
    return int(float(characters) * 7 + 5) if characters else instead


def _high(points: str | None, instead: int) -> int:
    return int(float(points) * 4 / 3) if points else instead


def walked(sizes: Iterable[int], pixels: int) -> tuple[int, int]:
    """How many whole columns or rows of these sizes lie in a stretch, and how many pixels are left."""
    passed = 0
    for size in sizes:
        if pixels < size:
            break
        pixels -= size
        passed += 1
    return passed, pixels
