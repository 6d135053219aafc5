"""What of a collected workbook still waits: matters that nobody has decided, and departments that have not answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.model.provenance import Cell
from generator.model.report import ReportData, Unsettled
from generator.workbook.collected.matters import said
from generator.workbook.collected.origins import handed_in, rows_by_key
from generator.workbook.collected.record import KeptMatter, KeptRow, Record, read_record
from generator.workbook.collected.rulings import RULED, TAKE, TAKE_MADE, read_notes, verdict
from generator.workbook.collected.titles import COLLECTED, COLLECTED_SHEETS, LISTED
from generator.workbook.columns import INDICATORS
from generator.workbook.meanings import meaning
from generator.workbook.rows import Row
from generator.workbook.sheets import Sheets
from generator.workbook.typed import squeeze


def listing_rows(sheets: Sheets) -> Sequence[Mapping[int, str]]:
    """The rows of 汇总核对 as they stand; none when the sheet is gone."""
    for title in COLLECTED_SHEETS[1:]:
        rows = sheets.plain.get(title, ())
        if rows and rows[0].get(1, "").startswith(f"{LISTED}："):
            return rows
    return ()


def with_collecting(sheets: Sheets, data: ReportData) -> ReportData:
    """The data with what the collecting left in the workbook; as it is for a workbook that was not collected."""
    record = read_record(sheets.plain.get(COLLECTED, ()))
    if record is None:
        return data
    rows = rows_by_key(sheets, data, record)
    late = tuple((standing.department, standing.state) for standing in record.standings if standing.state != "已交")
    return replace(data, handed_in=handed_in(rows, record), unsettled=tuple(_unsettled(sheets, record, rows)), late=late)


def _unsettled(sheets: Sheets, record: Record, rows: Mapping[str, Row]) -> Iterator[Unsettled]:
    notes = read_notes(listing_rows(sheets))
    known = {row.key: row for row in record.rows}
    for matter in record.matters:
        if not matter.is_conflict:
            continue
        row, kept = rows.get(matter.key), known.get(matter.key)
        is_changed = kept is not None and _is_changed(matter, row, kept)
        found = verdict(matter.ruling, notes.get(matter.number), matter.choices, is_changed=is_changed)
        told = f"（{who}）" if (who := said(matter.answers)) else ""
        if found.ruling is None:
            trouble = f"；{found.trouble}" if found.trouble else ""
            hint = f"请在“{LISTED}”的“{RULED}”里选，或改好这一格；没有定下来的，报告里印的是这一格现在的值"
            yield Unsettled(f"{matter.name} {matter.kind}{told}，还没有定下来{trouble}", _cell(matter, row), hint)
        elif found.ruling.choice in (TAKE, TAKE_MADE) and found.ruling != matter.ruling:
            what = f"{matter.name} {matter.kind}{told}，已选“{found.ruling.choice}”，还没有写进来"
            yield Unsettled(what, _cell(matter, row), "请再运行一次 fazhi collect，或把选定的值填在这一格")


def _is_changed(matter: KeptMatter, row: Row | None, kept: KeptRow) -> bool:
    """Whether the drafter has changed the cell since it was listed; a row that is gone was deleted, a text's perhaps only rewritten."""
    if row is None:
        return bool(kept.texts) if kept.sheet == INDICATORS else matter.heading in ("", "正文")
    if not matter.heading or matter.heading not in row.cells:
        return False
    there = row.cells.get("单位")
    unit = squeeze((there.text if there else "") or "")
    now = row.cells[matter.heading].text or ""
    return meaning(matter.heading, now, unit) != meaning(matter.heading, kept.texts.get(matter.heading, ""), unit)


def _cell(matter: KeptMatter, row: Row | None) -> Cell | None:
    if row is None:
        return None
    there = row.cells.get(matter.heading) or row.cells.get("引用名") or row.cells.get("正文")
    return there.at if there is not None else None
