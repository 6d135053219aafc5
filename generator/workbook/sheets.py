"""Sheets as tables of cells by column heading, wherever the columns and rows have been moved to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from xml.parsers import expat

from generator.diagnostics import Diagnostic, Findings, Place
from generator.errors import UnusableFile
from generator.model.marks import without_marks
from generator.model.provenance import Cell
from generator.records import record
from generator.workbook.cells import MAX_ROW, Book, RawCell, TooMany, column_letters, read_book, read_rows
from generator.workbook.columns import COLUMNS, GUIDE, NEEDED, column_of
from generator.workbook.package import Package, open_package
from generator.workbook.typed import as_found, day_in_words, decimal_of, squeeze

MAX_ROWS = 20_000
MAX_COLUMNS = 1_000
MAX_TEXT = 20_000
_HEAD_ROWS, _GUIDE_ROWS = 15, 60
# A spreadsheet writes characters that XML can't hold, and carriage returns, as _x000D_ (ISO/IEC 29500, ST_Xstring).
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@record
class Content:
    """One cell: what it holds, where it stands, and what makes it unreadable."""

    value: object
    at: Cell
    percent_format: bool = False
    fault: str = ""

    @property
    def text(self) -> str:
        """The content as text without outer blanks, the way a spreadsheet shows it; line ends are newlines."""
        if self.value is None or self.fault:
            return ""
        if isinstance(self.value, bool):
            return str(self.value).upper()
        if isinstance(self.value, date):
            return day_in_words(self.value)
        if isinstance(self.value, int | float | Decimal):
            return f"{decimal_of(self.value):f}"
        return str(self.value).strip()


@record
class Table:
    """A sheet below its heading row, which is number ``head``: ``columns`` maps a heading to its letter, rows map it to a cell."""

    name: str
    columns: Mapping[str, str]
    rows: tuple[Mapping[str, Content], ...]
    head: int = 1


@record
class Sheets:
    """A workbook as tables. ``guide`` holds the texts of 填写说明, ``file`` is the workbook's name.

    ``plain`` holds the rows of other sheets that were asked for, the text of each cell by the number of its column.
    """

    file: str
    tables: Mapping[str, Table]
    guide: tuple[tuple[str, ...], ...]
    plain: Mapping[str, tuple[Mapping[int, str], ...]] = field(default_factory=dict)


def read_sheets(path: Path, findings: Findings, plain: Iterable[str] = ()) -> Sheets:
    """Every sheet that matters as a table, those of ``plain`` as they stand; missing sheets and columns are reported.

    Raises :class:`UnusableFile` when the file is no workbook at all.
    """
    return sheets_in(open_package(path), path.name, findings, plain=plain)


def sheets_in(
    package: Package,
    file: str,
    findings: Findings,
    *,
    names: Iterable[str] = COLUMNS,
    besides: tuple[str, ...] = (),
    plain: Iterable[str] = (),
) -> Sheets:
    """The sheets ``names`` of an opened workbook as tables, with the columns ``besides`` those that everybody has.

    The sheets ``plain`` are read as they stand, in :attr:`Sheets.plain`. Raises :class:`UnusableFile` when cells make no sense.
    """
    try:
        return _sheets(package, file, findings, names, besides, plain)
    except TooMany as error:
        raise UnusableFile(f"{file}：{error}，不像是填报用的工作簿，不读取；请删去多余的内容后再试") from None
    except (ValueError, LookupError, OverflowError, expat.ExpatError) as error:
        raise UnusableFile(f"{file}：工作簿内容已损坏，读不出来；请在 Excel 或 WPS 里打开后另存一份再试") from error


def _sheets(
    package: Package, file: str, findings: Findings, names: Iterable[str], besides: tuple[str, ...], plain: Iterable[str]
) -> Sheets:
    book = read_book(package.workbook, package.strings, package.styles)
    found = {squeeze(title): title for title in package.sheets} | {title: title for title in package.sheets}
    tables = {}
    for name in names:
        if name not in found:
            message = f"缺少工作表“{name}”"
            hint = "请不要改工作表的名称；可以用 fazhi new 新建一份工作簿，把它的这张表复制过来"
            findings.add(Diagnostic("sheet-missing", "error", message, hint, Place(file=file, sheet=name)))
            continue
        table = _table(name, file, _rows(package.sheets[found[name]], book, name, file, findings), findings, besides)
        if table is not None:
            tables[name] = table
    rows = _rows(package.sheets[found[GUIDE]], book, GUIDE, file, Findings()) if GUIDE in found else iter(())
    guide = tuple(tuple(cell.text for cell in cells if cell.text) for _, cells in islice(rows, _GUIDE_ROWS))
    as_they_stand = {name: tuple(_plain(package.sheets[name], book, name, file)) for name in plain if name in package.sheets}
    return Sheets(file, tables, guide, as_they_stand)


def _plain(sheet: bytes, book: Book, name: str, file: str) -> Iterator[Mapping[int, str]]:
    for _, row in read_rows(sheet, book, MAX_ROW, MAX_COLUMNS):
        yield {raw.column: content.text for raw in row if raw.column <= MAX_COLUMNS and (content := _content(raw, name, file)).text}


_Row = tuple[int, list[Content]]


def _rows(sheet: bytes, book: Book, name: str, file: str, findings: Findings) -> Iterator[_Row]:
    """Rows that hold anything, with their numbers."""
    for number, row in read_rows(sheet, book, MAX_ROWS, MAX_COLUMNS):
        cells = [_content(cell, name, file) for cell in row if cell.column <= MAX_COLUMNS]
        if number > MAX_ROWS:
            message = f"第 {MAX_ROWS} 行以后还有内容，没有读"
            hint = "请把它移到前面，或删去多余的行"
            beyond = Cell(file, name, f"{column_letters(row[0].column)}{number}")
            findings.add(Diagnostic("too-many-rows", "error", message, hint, Place(file=file, sheet=name, cell=beyond.address)))
            return
        if len(cells) < len(row):
            message = f"第 {MAX_COLUMNS} 列（{column_letters(MAX_COLUMNS)} 列）以后还有内容，没有读"
            hint = "要用的请移到前面，用不着的请删去"
            [far] = [_content(cell, name, file).at.address for cell in row if cell.column > MAX_COLUMNS]
            findings.add(Diagnostic("too-many-columns", "warning", message, hint, Place(file=file, sheet=name, cell=far)))
        if cells:
            yield number, cells


def _content(cell: RawCell, sheet: str, file: str) -> Content:
    at = Cell(file, sheet, f"{column_letters(cell.column)}{cell.row}")
    value = cell.value
    if isinstance(value, str) and not cell.fault:
        if len(value) > MAX_TEXT:
            return Content(_clean(value[:40]), at, fault="too-long")
        value = _clean(value)
    return Content(value, at, cell.percent_format, cell.fault)


def _clean(text: str) -> str:
    """The text as the spreadsheet shows it, without what no document can hold and what could pass for a mark."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        # Two such escapes make one character beyond U+FFFF.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return without_marks(_UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text)))


def _table(name: str, file: str, rows: Iterator[_Row], findings: Findings, besides: tuple[str, ...]) -> Table | None:
    known, needed = (*COLUMNS[name], *besides), NEEDED[name]
    columns: dict[str, str] = {}
    seen: set[str] = set()
    head = 0
    for number, cells in rows:
        columns, twice = _headings(cells, known)
        if columns.keys() >= set(needed):
            findings.extend([*twice, *_misspelt(cells, columns, known)])
            head = number
            break
        seen = max(seen, set(columns), key=len)
        columns = {}
        if number >= _HEAD_ROWS:
            break
    if not columns:
        missing = "、".join(f"“{h}”" for h in needed if h not in seen)
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
    return Table(name, columns, tuple(_by_heading(columns, name, file, number, cells) for number, cells in rows), head)


def _headings(cells: list[Content], known: tuple[str, ...]) -> tuple[dict[str, str], list[Diagnostic]]:
    """The columns that a row names, heading → letter, and a complaint for each one that it names again."""
    columns: dict[str, str] = {}
    twice = []
    for cell in cells:
        heading, letter = column_of(cell.text, known), cell.at.address.rstrip("0123456789")
        if heading is None:
            continue
        if heading in columns:
            message = f"“{heading}”这一列有两个（{columns[heading]} 列和 {letter} 列）"
            place = Place(file=cell.at.workbook, sheet=cell.at.sheet, cell=cell.at.address)
            twice.append(Diagnostic("column-twice", "error", message, "请删去或改名其中一列", place))
        else:
            columns[heading] = letter
    return columns, twice


def _misspelt(cells: list[Content], columns: Mapping[str, str], known: tuple[str, ...]) -> Iterator[Diagnostic]:
    """A warning for each column that is not read and whose heading is nearly one that is missing."""
    missing = [heading for heading in known if heading not in columns]
    for cell in cells:
        if column_of(cell.text, known) is None and (near := get_close_matches(squeeze(cell.text), missing, n=1, cutoff=0.6)):
            message = f"列标题“{as_found(cell.text)}”不认识，这一列没有读"
            place = Place(file=cell.at.workbook, sheet=cell.at.sheet, cell=cell.at.address, text=cell.text)
            yield Diagnostic("column-unknown", "warning", message, f"是“{near[0]}”的话请改过来；是自己加的列，请换一个不相近的标题", place)


def _by_heading(columns: Mapping[str, str], sheet: str, file: str, number: int, cells: list[Content]) -> Mapping[str, Content]:
    by_address = {cell.at.address: cell for cell in cells}
    return {
        heading: by_address.get(f"{letter}{number}") or Content(None, Cell(file, sheet, f"{letter}{number}"))
        for heading, letter in columns.items()
    }
