"""The rows of a workbook as they are compared: what each cell says, whatever the spelling, and what the row is known by."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from generator.model.amounts import Amount, as_typed
from generator.model.provenance import Cell
from generator.model.report import Indicator, ReportData
from generator.records import record
from generator.workbook.columns import ENTRIES, INDICATORS, ITEMS
from generator.workbook.sheets import Content, Sheets, Table
from generator.workbook.typed import day_in_words, squeeze

_FORMULAS = ("同比", "引用")  # the workbook's own, filled in for nobody
_UNCALCULATED = "（公式没有计算结果）"


class Said(NamedTuple):
    """What a cell says: ``value`` is compared, ``text`` is shown, None when the cell is blank."""

    value: object
    text: str | None
    at: Cell


@record
class Row:
    """A row. ``keys`` are what it is known by, the surest first; ``name`` is what people call it, ``places`` where a text belongs."""

    keys: tuple[str, ...]
    name: str
    cells: Mapping[str, Said]
    places: tuple[str, ...] = ()
    text: str = ""


def rows_of(sheets: Sheets, data: ReportData) -> dict[str, tuple[Row, ...]]:
    """The rows of each sheet; ``data`` is what was read of them. What could not be read is compared as it stands."""
    readers = {ITEMS: _items, INDICATORS: _indicators, ENTRIES: _entries}
    return {sheet: tuple(read(sheets.tables[sheet], data)) if sheet in sheets.tables else () for sheet, read in readers.items()}


def _said(content: Content) -> Said:
    text = _UNCALCULATED if content.fault == "uncalculated" else str(content.value) if content.fault else content.text
    return Said(text or None, text or None, content.at)


def _squeezed(said: Said) -> Said:
    return said._replace(value=squeeze(said.text or "") or None)


def _items(table: Table, data: ReportData) -> Iterator[Row]:
    read = {item.cell: item.value for item in data.items.values()}
    for row in table.rows:
        if label := row["项目"].text:
            cells = {heading: _said(content) for heading, content in row.items()}
            value = read.get(row["内容"].at)
            if value is not None:
                cells["内容"] = Said(value, day_in_words(value) if isinstance(value, date) else str(value), row["内容"].at)
            cells["项目"] = _squeezed(cells["项目"])
            yield Row((squeeze(label),), unicodedata.normalize("NFKC", label), cells)


def _indicators(table: Table, data: ReportData) -> Iterator[Row]:
    read = {indicator.cells["引用名"]: indicator for indicator in data.indicators.values()}
    for row in table.rows:
        cells = {heading: _said(content) for heading, content in row.items() if heading not in _FORMULAS}
        if not any(said.text for said in cells.values()):
            continue
        for heading in ("引用名", "单位", "公开"):
            if heading in cells:
                cells[heading] = _squeezed(cells[heading])
        if indicator := read.get(row["引用名"].at):
            cells |= _figures(indicator, cells)
        name, label = squeeze(row["引用名"].text), row["指标名称"].text
        yield Row((name, squeeze(label)), name or label, cells)


def _figures(indicator: Indicator, cells: Mapping[str, Said]) -> Iterator[tuple[str, Said]]:
    """The cells of an indicator of which the spelling makes no difference."""
    for heading, amount in (("本年", indicator.this), ("上年", indicator.last)):
        yield heading, _amount(amount, cells[heading])
    if indicator.change_typed is not None:
        typed = cells["同比（手填）"]
        yield "同比（手填）", Said(indicator.change_typed, f"{indicator.change_typed.normalize():f}", typed.at)
    if indicator.public is not None:
        yield "公开", _public(indicator.public, cells["公开"])


def _amount(amount: Amount, said: Said) -> Said:
    return said if amount.kind == "missing" else Said(amount, as_typed(amount), said.at)


def _public(public: bool, said: Said) -> Said:
    return Said(public, "是" if public else "否", said.at)


def _entries(table: Table, data: ReportData) -> Iterator[Row]:
    """Rows with a text, a 小标题 or somebody responsible; 部分 and 栏目 are filled down."""
    public = {entry.cells["正文"]: entry.public for entry in data.entries}
    part = section = ""
    for row in table.rows:
        cells = {heading: _said(content) for heading, content in row.items()}
        named = " ".join(row["部分"].text.split())
        if named and squeeze(named) != squeeze(part):
            part, section = named, ""
        section = " ".join(row["栏目"].text.split()) or section
        if not any(said.text for heading, said in cells.items() if heading not in ("部分", "栏目", "公开")):
            continue
        heading = " ".join(row["小标题"].text.split())
        for column, words in (("部分", part), ("栏目", section), ("小标题", heading)):
            cells[column] = Said(squeeze(words) or None, words or None, row[column].at)
        decided = public.get(row["正文"].at)
        if decided is not None:
            cells["公开"] = _public(decided, cells["公开"])
        places = tuple(map(squeeze, (part, section, heading)))
        yield Row((), " / ".join(filter(None, (part, section, heading))), cells, places, cells["正文"].text or "")
