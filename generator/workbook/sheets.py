"""Sheets as tables of cells by column heading, wherever the columns and rows have been moved to."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.diagnostics import Diagnostic, Findings, Place
from generator.errors import UnusableFile
from generator.model.marks import without_marks
from generator.model.provenance import Cell
from generator.workbook.columns import COLUMNS, GUIDE, NEEDED, column_of
from generator.workbook.package import open_package

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_TEXT = 20_000
_HEAD_ROWS = 15


@dataclass(frozen=True, slots=True)
class Content:
    """One cell: what it holds, and what openpyxl alone would not tell."""

    value: object
    at: Cell
    percent_format: bool = False
    fault: str = ""

    @property
    def text(self) -> str:
        """The content as text without outer blanks; line ends are newlines."""
        if self.value is None or self.fault:
            return ""
        return without_marks(str(self.value)).replace("\r\n", "\n").replace("\r", "\n").strip()


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet below its heading row: ``columns`` maps a heading to its letter, rows map it to a cell."""

    name: str
    columns: Mapping[str, str]
    rows: tuple[Mapping[str, Content], ...]


@dataclass(frozen=True, slots=True)
class Sheets:
    """A workbook as tables. ``guide`` holds the texts of 填写说明, ``file`` is the workbook's name."""

    file: str
    tables: Mapping[str, Table]
    guide: tuple[tuple[str, ...], ...]


def read_sheets(path: Path, findings: Findings) -> Sheets:
    """Every sheet that matters as a table; missing sheets and columns are reported.

    Raises :class:`UnusableFile` when the file is no workbook at all.
    """
    package = open_package(path)
    book = _load(package.data, path.name)
    found = {str(title).strip(): title for title in book.sheetnames}
    tables = {}
    for name in COLUMNS:
        if name not in found:
            findings.add(
                Diagnostic(
                    "sheet-missing",
                    "error",
                    f"缺少工作表“{name}”",
                    "请不要改工作表的名称；可以用 fazhi new 新建一份工作簿，把它的这张表复制过来",
                    Place(file=path.name, sheet=name),
                )
            )
            continue
        title = found[name]
        rows = _rows(book[title], name, path.name, package.uncalculated.get(title, frozenset()), findings)
        table = _table(name, path.name, rows, findings)
        if table is not None:
            tables[name] = table
    guide = tuple(
        tuple(str(value) for value in row if value is not None)
        for row in (book[found[GUIDE]].iter_rows(max_row=60, max_col=20, values_only=True) if GUIDE in found else ())
    )
    return Sheets(path.name, tables, guide)


def _load(data: bytes, name: str) -> Workbook:
    import openpyxl

    try:
        with warnings.catch_warnings():
            # openpyxl warns of extensions (conditional formats of Excel 2010, …) that reading does not need.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            for sheet in book.worksheets:
                sheet.reset_dimensions()
            return book
    except Exception as error:  # openpyxl raises whatever its descriptors meet in a broken part
        raise UnusableFile(f"{name}：工作簿内容已损坏，读不出来；请在 Excel 或 WPS 里打开后另存一份再试") from error


_Row = tuple[int, list[Content]]


def _rows(sheet: Any, name: str, file: str, uncalculated: frozenset[str], findings: Findings) -> Iterator[_Row]:
    """Rows that hold anything, with their numbers."""
    try:
        for number, row in enumerate(sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS), start=1):
            cells = [_content(cell, number, name, file, uncalculated) for cell in row if cell.value is not None or uncalculated]
            cells = [c for c in cells if c.value is not None or c.fault]
            if cells and number > MAX_ROWS:
                findings.add(
                    Diagnostic(
                        "too-many-rows",
                        "error",
                        f"超过 {MAX_ROWS} 行，后面的没有读",
                        "请删去多余的行",
                        Place(file=file, sheet=name),
                    )
                )
                return
            if cells:
                yield number, cells
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError) as error:
        raise UnusableFile(f"{file}：工作表“{name}”内容已损坏，读不出来；请在 Excel 或 WPS 里打开后另存一份再试") from error


def _content(cell: Any, number: int, sheet: str, file: str, uncalculated: frozenset[str]) -> Content:
    address = getattr(cell, "coordinate", None)
    if address is None:  # an empty cell of openpyxl's reader knows no place
        return Content(None, Cell(file, sheet, ""))
    at = Cell(file, sheet, address)
    if cell.value is None:
        return Content(None, at, fault="uncalculated" if address in uncalculated else "")
    if cell.data_type == "e":
        return Content(cell.value, at, fault="error")
    if isinstance(cell.value, str) and len(cell.value) > MAX_TEXT:
        return Content(cell.value[:40], at, fault="too-long")
    percent = cell.data_type == "n" and "%" in (cell.number_format or "")
    return Content(cell.value, at, percent_format=percent)


def _table(name: str, file: str, rows: Iterator[_Row], findings: Findings) -> Table | None:
    known, needed = COLUMNS[name], NEEDED[name]
    columns: dict[str, str] = {}
    best: dict[str, str] = {}
    for number, cells in rows:
        columns = {}
        for cell in cells:
            heading = column_of(cell.value, known)
            letter = cell.at.address.rstrip("0123456789")
            if heading is not None and heading in columns:
                findings.add(
                    Diagnostic(
                        "column-twice",
                        "error",
                        f"“{heading}”这一列有两个（{columns[heading]} 列和 {letter} 列）",
                        "请删去或改名其中一列",
                        Place(file=file, sheet=name, cell=cell.at.address),
                    )
                )
            elif heading is not None:
                columns[heading] = letter
        if all(heading in columns for heading in needed):
            break
        best = max(best, columns, key=len)
        if number >= _HEAD_ROWS:
            columns = {}
            break
        columns = {}
    if not columns:
        missing = "、".join(f"“{h}”" for h in needed if h not in best)
        findings.add(
            Diagnostic(
                "column-missing",
                "error",
                f"缺少列 {missing}，这张表没有读",
                "请恢复列标题（列的次序可以变，标题文字不能改）",
                Place(file=file, sheet=name),
            )
        )
        return None
    findings.extend(
        Diagnostic("column-missing", "warning", f"缺少列“{heading}”，按空白处理", "需要时请补上这一列", Place(file=file, sheet=name))
        for heading in known
        if heading not in columns and heading not in ("同比", "引用", "说明")
    )
    return Table(name, columns, tuple(_by_heading(columns, name, file, number, cells) for number, cells in rows))


def _by_heading(columns: Mapping[str, str], sheet: str, file: str, number: int, cells: list[Content]) -> Mapping[str, Content]:
    by_address = {cell.at.address: cell for cell in cells}
    return {
        heading: by_address.get(f"{letter}{number}") or Content(None, Cell(file, sheet, f"{letter}{number}"))
        for heading, letter in columns.items()
    }
