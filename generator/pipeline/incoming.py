"""The files that came back: read, and each row brought together with what was handed out, however it was sorted or extended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic, Findings
from generator.model.template import TemplateSpec
from generator.refresh.rows import TextRow, pair_by_text
from generator.workbook.columns import ENTRIES, INDICATORS, LISTS
from generator.workbook.cover import FILLER, PHONE
from generator.workbook.handouts import COVER, FILLED_IN, MARK, RECORD, TOLD, Asked, Handout, read_record
from generator.workbook.meanings import meaning
from generator.workbook.outside import Outside, outside
from generator.workbook.package import open_package
from generator.workbook.reading import read_report
from generator.workbook.rows import Row, Said, rows_of
from generator.workbook.sheets import sheets_in
from generator.workbook.typed import squeeze

_STRUCTURE = ("sheet-missing", "column-missing", "column-twice", "too-many-rows")
_OURS = (COVER, RECORD, LISTS, INDICATORS, ENTRIES)
_IDLE = {INDICATORS: (MARK, "单位", "公开", "填报部门", "填报人"), ENTRIES: (MARK, "部分", "栏目", "公开", "填报部门")}


@dataclass(frozen=True, slots=True)
class CameRow:
    """A row as it came back, None where it is gone, and as it was handed out, None for a new one.

    ``faults`` says by heading why a cell can't be read.
    """

    sheet: str
    asked: Asked | None
    row: Row | None
    faults: Mapping[str, str]

    def text(self, heading: str) -> str:
        """What a cell says now, empty when it is blank or gone."""
        said = self.row.cells.get(heading) if self.row else None
        return (said.text if said else "") or ""

    @property
    def unit(self) -> str:
        """The unit that its figures were asked in, else the one that was typed."""
        return squeeze(self.asked.text("单位") if self.asked else self.text("单位"))

    def changed(self) -> Iterator[tuple[str, Said]]:
        """The cells that may be filled in and say something else than what was handed out."""
        if self.row is not None and self.asked is not None:
            yield from ((heading, said) for heading, said in self._others() if heading in FILLED_IN[self.sheet])

    def tampered(self) -> Iterator[tuple[str, Said]]:
        """The cells that were not to be changed, and were."""
        if self.row is not None and self.asked is not None:
            yield from ((heading, said) for heading, said in self._others() if heading not in FILLED_IN[self.sheet])

    def _others(self) -> Iterator[tuple[str, Said]]:
        assert self.row is not None
        assert self.asked is not None
        for heading in TOLD[self.sheet]:
            said = self.row.cells.get(heading)
            if said is not None and meaning(heading, said.text or "", self.unit) != meaning(heading, self.asked.text(heading), self.unit):
                yield heading, said


@dataclass(frozen=True, slots=True)
class Came:
    """A hand-out that came back, who filled it in, its rows, and why some of it is not taken; ``lost`` tells of sheets alone."""

    path: Path
    given: Handout
    filler: str
    phone: str
    rows: tuple[CameRow, ...]
    troubles: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def is_untouched(self) -> bool:
        """Whether nobody has written anything into it."""
        return not (self.filler or self.phone or self.troubles or any(self._told(row) for row in self.rows))

    @staticmethod
    def _told(row: CameRow) -> bool:
        return row.asked is None or row.row is None or any(row.changed()) or any(row.tampered())

    def blanks(self) -> Iterator[CameRow]:
        """The rows that still wait to be filled in: indicators without 本年, texts without 正文."""
        for row in self.rows:
            if row.asked is not None and not row.text("本年" if row.sheet == INDICATORS else "正文"):
                yield row


def read_came(path: Path, spec: TemplateSpec) -> Came | None:
    """The hand-out in a file; None for a workbook that is none. Raises :class:`UnusableFile`."""
    findings = Findings()
    package = open_package(path)
    sheets = sheets_in(package, path.name, findings, names=(INDICATORS, ENTRIES), besides=(MARK,), plain=(RECORD, COVER))
    given = read_record(sheets.plain.get(RECORD, ()))
    if given is None:
        return None
    cover = dict(_labelled(sheets.plain.get(COVER, ())))
    rows = rows_of(sheets, read_report(sheets, spec, findings))
    faults = {(found.place.sheet, found.place.cell): found.message for found in findings.errors}
    came = [row for sheet in TOLD if sheet in sheets.tables for row in _matched(rows[sheet], given.rows, sheet, faults)]
    troubles = tuple(_trouble(found) for found in findings.errors if found.code in _STRUCTURE)
    besides = tuple(map(_left, outside(package, tuple(sheets.tables.values()), _OURS)))
    return Came(path, given, cover.get(FILLER, ""), cover.get(PHONE, ""), tuple(came), (*troubles, *besides), troubles)


def _left(found: Outside) -> str:
    """That something was not taken since it stands nowhere in the tables, and what to do."""
    what = "表格的列以外" if found.is_column else "这张表不是分发时有的，里面"
    many = f"有 {found.number} 格内容" if found.number else "的内容读不出来"
    return f"{found.sheet}!{found.first}：{what}{many}，没有用；要用的请填到汇总表里"


def _trouble(found: Diagnostic) -> str:
    """Why a sheet can't be read whole, and what to do; a hand-out is not made anew."""
    if found.code == "sheet-missing":
        return f"没有叫“{found.place.sheet}”的工作表，多半是改了名称；请把名称改回“{found.place.sheet}”"
    return str(found)


def read_given(path: Path) -> Handout | None:
    """What was handed out in a file, its answers unread; None for a workbook that is none. Raises :class:`UnusableFile`."""
    sheets = sheets_in(open_package(path), path.name, Findings(), names=(), plain=(RECORD,))
    return read_record(sheets.plain.get(RECORD, ()))


def _labelled(rows: Iterable[Mapping[int, str]]) -> Iterator[tuple[str, str]]:
    """What stands right of the labels of the cover, in the row that has them all: 填报人 is a column of 指标, too, and explained there."""
    for row in rows:
        for column, text in row.items() if {FILLER, PHONE} <= set(row.values()) else ():
            if text in (FILLER, PHONE) and column + 1 in row and row[column + 1] not in (FILLER, PHONE):
                yield text, row[column + 1]


def _matched(
    rows: Sequence[Row], given: Sequence[Asked], sheet: str, faults: Mapping[tuple[str | None, str | None], str]
) -> Iterator[CameRow]:
    asked = [row for row in given if row.sheet == sheet]
    pairs = _indicators(rows, asked) if sheet == INDICATORS else _entries(rows, asked)
    for known, row in pairs:
        if row is None:
            yield CameRow(sheet, known, None, {})
        elif known is not None or _says_something(row, sheet):
            wrong = {heading: fault for heading, said in row.cells.items() if (fault := faults.get((sheet, said.at.address)))}
            yield CameRow(sheet, known, row, wrong)


def _says_something(row: Row, sheet: str) -> bool:
    """Whether a row that nobody handed out holds anything but what a blank one is given."""
    return any(said.text for heading, said in row.cells.items() if heading not in _IDLE[sheet])


_Pair = tuple[Asked | None, Row | None]


def _mark(row: Row) -> str:
    said = row.cells.get(MARK)
    return (said.text if said else "") or ""


def _indicators(rows: Sequence[Row], asked: Sequence[Asked]) -> Iterator[_Pair]:
    """By 引用名, else by the mark."""
    by_name = {squeeze(row.text("引用名")): row for row in asked}
    taken: dict[str, Row] = {}
    others = []
    for row in rows:
        known = by_name.get(row.keys[0])
        if known is not None and known.mark not in taken:
            taken[known.mark] = row
        else:
            others.append(row)
    by_mark = {row.mark: row for row in asked if row.mark not in taken}
    for row in others:
        known = by_mark.pop(_mark(row), None) if row.keys[0] not in by_name else None
        if known is None:
            yield None, row
        else:
            taken[known.mark] = row
    yield from ((row, taken.get(row.mark)) for row in asked)


def _entries(rows: Sequence[Row], asked: Sequence[Asked]) -> Iterator[_Pair]:
    """By the mark, where it can be trusted; else by what the rows say."""
    by_mark = {row.mark: row for row in asked}
    handed = {row.text("正文") for row in asked if row.text("正文")}
    marks = Counter(map(_mark, rows))
    taken: dict[str, Row] = {}
    others = []
    for row in rows:
        mark = _mark(row)
        # Sorted without the hidden column, a row has the mark of another one, whose words it does not have.
        if mark in by_mark and marks[mark] == 1 and (row.text == by_mark[mark].text("正文") or row.text not in handed):
            taken[mark] = row
        else:
            others.append(row)
    waiting = [row for row in asked if row.mark not in taken]
    saying = [row for row in others if _says_something(row, ENTRIES) or _mark(row)]
    for old, new in pair_by_text(list(map(text_row, waiting)), [TextRow(row.places, row.text) for row in saying]):
        if old is None:
            assert new is not None
            yield None, saying[new]
        elif new is not None:
            taken[waiting[old].mark] = saying[new]
    yield from ((row, taken.get(row.mark)) for row in asked)


def text_row(asked: Asked) -> TextRow:
    """A row as it was handed out, to be found by what it says."""
    return TextRow(tuple(squeeze(asked.text(heading)) for heading in ("部分", "栏目", "小标题")), asked.text("正文"))
