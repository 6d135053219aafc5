"""The cells of a sheet, read straight from its XML (ISO/IEC 29500-1, 18.3 and 18.8).

openpyxl writes our workbooks; reading is done here, because a reader needs what a library hides: whether a formula
was ever calculated, how a number is formatted, where a row ends that is a million rows long. The parts come from
:mod:`generator.workbook.package`, so they are well-formed, bounded and free of entities.
"""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from xml.parsers import expat

from generator.archive import careful_parser

# Built-in formats (18.8.30): percentages; dates and times, the Chinese ones too.
_PERCENT = frozenset((9, 10))
_DATE = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\[\]]*\]')
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_DATE_LETTERS = re.compile("[dmyhs]", re.IGNORECASE)
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_PLAIN = re.compile(r"[+-]?[0-9]+")
_DAY_ZERO, _DAY_ZERO_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
MAX_CELLS, MAX_STRINGS, MAX_STYLES = 1_000_000, 500_000, 65_536

Value = str | int | float | bool | date | time | None


class RawCell(NamedTuple):
    """A cell as it stands in the file.

    ``fault`` is ``error`` for an Excel error value, ``uncalculated`` for a formula without a stored result.
    """

    column: int
    row: int
    value: Value
    percent_format: bool = False
    fault: str = ""

    @property
    def letters(self) -> str:
        """The letters of its column."""
        return column_letters(self.column)

    @property
    def address(self) -> str:
        """Where it stands, such as ``B7``."""
        return f"{self.letters}{self.row}"


class _Format(NamedTuple):
    percent: bool
    date: bool


class Book(NamedTuple):
    """What all sheets of a workbook share: texts, formats, and the day that dates count from."""

    strings: Sequence[str]
    formats: Sequence[_Format]
    day_zero: datetime


def read_book(workbook: bytes, strings: bytes, styles: bytes) -> Book:
    """The shared parts. ``strings`` and ``styles`` are empty where the workbook has none."""
    return Book(_strings(strings), _formats(styles), _day_zero(workbook))


def read_rows(sheet: bytes, book: Book, last_row: int, last_column: int) -> Iterator[tuple[int, list[RawCell]]]:
    """The rows that hold anything, in their order, down to the first one beyond ``last_row``.

    Of the cells beyond ``last_column`` there is the first one of the sheet that is not blank.
    Raises ValueError or LookupError when cells make no sense.
    """
    reader = _SheetReader(book, last_row, last_column)
    reader.read(sheet)
    return iter(sorted(reader.rows.items()))


def column_letters(column: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


class TooMany(Exception):
    """More cells, texts or styles than a workbook for a report has; the message names the limit."""


class _Enough(Exception):
    """A row beyond the last one that is wanted was met."""


class _SheetReader:
    def __init__(self, book: Book, last_row: int, last_column: int) -> None:
        self.book, self.last_row, self.last_column = book, last_row, last_column
        self.rows: dict[int, list[RawCell]] = {}
        self._row = self._column = self._cells = 0
        self._is_beyond = False
        self._kind, self._style = "", 0
        self._formula = self._phonetic = False
        self._text: list[str] = []
        self._letters: dict[str, int] = {}
        self._parser = careful_parser()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def read(self, sheet: bytes) -> None:
        with contextlib.suppress(_Enough):
            self._parser.Parse(sheet, True)

    def _start(self, tag: str, at: dict[str, str]) -> None:
        local = tag if ":" not in tag else tag.rpartition(":")[2]
        if local == "c":
            self._cells += 1
            if self._cells > MAX_CELLS:
                raise TooMany(f"一张表超过 {MAX_CELLS // 10_000} 万个单元格")
            self._place(at.get("r"))
            self._kind, self._style = at.get("t", "n"), int(at.get("s", "0"))
            self._formula = False
            self._text.clear()
        elif local == "row":
            self._row = _bounded(int(at["r"]) if "r" in at else self._row + 1, MAX_ROW)
            self._column = 0
        elif local == "v" or (local == "t" and not self._phonetic):
            self._parser.CharacterDataHandler = self._text.append
        elif local == "f":
            self._formula = True
        elif local == "rPh":
            self._phonetic = True

    def _end(self, tag: str) -> None:
        local = tag if ":" not in tag else tag.rpartition(":")[2]
        if local in ("v", "t"):
            self._parser.CharacterDataHandler = None
        elif local == "rPh":
            self._phonetic = False
        elif local == "c":
            self._keep()

    def _place(self, address: str | None) -> None:
        """A cell names its place, or stands right of the one before."""
        if address is None:
            self._column += 1
        else:
            found = _ADDRESS.fullmatch(address)
            if found is None:
                raise ValueError(f"a cell at {address}")
            self._row = _bounded(int(found[2]), MAX_ROW)
            letters = found[1]
            if letters not in self._letters:
                self._letters[letters] = column_number(letters)
            self._column = _bounded(self._letters[letters], MAX_COLUMN)

    def _keep(self) -> None:
        text = "".join(self._text)
        if not text and not (self._formula and self._kind != "str"):
            return
        if self._column > self.last_column and self._is_beyond:
            return
        row, column = self._row, self._column
        if not text:
            cell = RawCell(column, row, None, fault="uncalculated")
        elif self._kind == "e":
            cell = RawCell(column, row, text, fault="error")
        else:
            form = self.book.formats[self._style] if self._kind in ("n", "") and self._style < len(self.book.formats) else _GENERAL
            cell = self._valued(column, row, text, form)
        if cell.value == "" or (cell.value is None and not cell.fault):
            return
        if column > self.last_column:
            if isinstance(cell.value, str) and not cell.value.strip():
                return
            self._is_beyond = True
        self.rows.setdefault(row, []).append(cell)
        if row > self.last_row:
            raise _Enough

    def _valued(self, column: int, row: int, text: str, form: _Format) -> RawCell:
        """The cell with its value; one that no spreadsheet can show is an error value."""
        try:
            value = self._value(text, form)
        except ValueError:
            if self._kind in ("s", "d"):
                raise
            return RawCell(column, row, text[:40], fault="error")
        if form.date and isinstance(value, int | float) and not isinstance(value, bool):
            return RawCell(column, row, "#VALUE!", fault="error")
        return RawCell(column, row, value, form.percent and not form.date)

    def _value(self, text: str, form: _Format) -> Value:
        kind = self._kind
        if kind == "s":
            return self.book.strings[_bounded(int(text), len(self.book.strings), least=0)]
        if kind in ("str", "inlineStr"):
            return text
        if kind == "b":
            return text.strip() not in ("0", "false")
        if kind == "d":
            return datetime.fromisoformat(text)
        number = int(text) if _PLAIN.fullmatch(text) and len(text) < 300 else float(text[:400])
        if not math.isfinite(number):
            raise ValueError("a number that no spreadsheet can hold")
        return self._moment(number) if form.date else number

    def _moment(self, number: int | float) -> Value:
        """A day count as a date or time, itself when no calendar has the day.

        The 1900 system has a 29 February that never was (18.17.4.1).
        """
        if not 0 <= number < 2_958_466:
            return number
        seconds = round((number % 1) * 86400)
        if number < 1:
            return (datetime.min + timedelta(seconds=seconds)).time()
        days = int(number) + (1 if self.book.day_zero is _DAY_ZERO and number < 60 else 0)
        return self.book.day_zero + timedelta(days=days, seconds=seconds)


_GENERAL = _Format(percent=False, date=False)


def _bounded(number: int, most: int, least: int = 1) -> int:
    if not least <= number <= most:
        raise ValueError(f"{number} is out of range")
    return number


def _parse(part: bytes, start: Callable[[str, dict[str, str]], None], end: Callable[[str], None] | None = None) -> expat.XMLParserType:
    """A parser that hands local names to the handlers, already at work on the part."""
    parser = careful_parser()
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, at: start(tag.rpartition(":")[2], at)
    if end is not None:
        parser.EndElementHandler = lambda tag: end(tag.rpartition(":")[2])
    return parser


def _strings(part: bytes) -> list[str]:
    """The shared texts: the runs of each, without the phonetic hints above them (18.4.8)."""
    found: list[str] = []
    if not part:
        return found
    pieces: list[str] = []
    phonetic = False

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal phonetic
        if tag == "si":
            pieces.clear()
            if len(found) >= MAX_STRINGS:
                raise TooMany(f"文字超过 {MAX_STRINGS // 10_000} 万条")
        elif tag == "t" and not phonetic:
            parser.CharacterDataHandler = pieces.append
        elif tag == "rPh":
            phonetic = True

    def end(tag: str) -> None:
        nonlocal phonetic
        if tag == "t":
            parser.CharacterDataHandler = None
        elif tag == "si":
            found.append("".join(pieces))
        elif tag == "rPh":
            phonetic = False

    parser = _parse(part, start, end)
    parser.Parse(part, True)
    return found


def _formats(part: bytes) -> list[_Format]:
    """The number format of each cell style (18.8.10)."""
    codes: dict[int, str] = {}
    wanted: list[int] = []
    inside = False

    def start(tag: str, at: dict[str, str]) -> None:
        nonlocal inside
        if tag == "numFmt":
            codes[int(at.get("numFmtId", "0"))] = at.get("formatCode", "")
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            wanted.append(int(at.get("numFmtId", "0")))
            if len(wanted) > MAX_STYLES:
                raise TooMany(f"单元格样式超过 {MAX_STYLES} 种")

    def end(tag: str) -> None:
        nonlocal inside
        if tag == "cellXfs":
            inside = False

    if part:
        _parse(part, start, end).Parse(part, True)
    return [_format(number, codes) for number in wanted]


def _format(number: int, codes: Mapping[int, str]) -> _Format:
    if number not in codes:
        return _Format(number in _PERCENT, number in _DATE)
    code = codes[number].partition(";")[0]  # the part for positive numbers
    letters = _LITERAL.sub("", code)
    return _Format("%" in letters, bool(_ELAPSED.search(code)) or bool(_DATE_LETTERS.search(letters.replace("General", ""))))


def _day_zero(workbook: bytes) -> datetime:
    since_1904 = False

    def start(tag: str, at: dict[str, str]) -> None:
        nonlocal since_1904
        if tag == "workbookPr":
            since_1904 = at.get("date1904", "0") in ("1", "true")

    _parse(workbook, start).Parse(workbook, True)
    return _DAY_ZERO_1904 if since_1904 else _DAY_ZERO
