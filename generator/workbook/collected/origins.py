"""Where the values of a collected workbook came from: the cells of the departments' files, and what the drafter decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.model.provenance import Cell, HandedIn
from generator.model.report import ReportData
from generator.workbook.collected.record import KeptCell, KeptRow, Record
from generator.workbook.columns import ENTRIES, INDICATORS
from generator.workbook.meanings import FIGURES, meaning
from generator.workbook.rows import Row, rows_of
from generator.workbook.sheets import Sheets
from generator.workbook.typed import squeeze

CHOSEN, KEPT, OPEN, ALTERED = "汇总时选定", "汇总时定为保留原来的", "还没有定下来", "汇总后手工改定"
TYPED = "手工填的，没有部门的文件填这一格"
_TOLD = (*FIGURES, "同比（手填）", "正文")  # what a report prints


def rows_by_key(sheets: Sheets, data: ReportData, record: Record) -> dict[str, Row]:
    """The rows by the keys that the record knows them by: indicators by name, texts by their words.

    Rows with the same words stand in the order in which they were left; a text that was changed since is the only one that is
    left in its place.
    """
    rows = rows_of(sheets, data)
    found = {f"I{row.keys[0]}": row for row in rows[INDICATORS] if row.keys[0]}
    by_text: dict[str, list[KeptRow]] = {}
    for known in record.rows:
        if known.sheet == ENTRIES:
            by_text.setdefault(known.texts.get("正文", ""), []).append(known)
    left = []
    for row in rows[ENTRIES]:
        if row.text and (same := by_text.get(row.text)):
            found[same.pop(0).key] = row
        else:
            left.append(row)
    there: dict[tuple[str, ...], list[Row]] = {}
    for row in left:
        there.setdefault(row.places, []).append(row)
    lost: dict[tuple[str, ...], list[KeptRow]] = {}
    for several in by_text.values():
        for known in several:
            lost.setdefault(tuple(squeeze(known.texts.get(heading, "")) for heading in ("部分", "栏目", "小标题")), []).append(known)
    for places, several in lost.items():
        if len(several) == len(there.get(places, ())) == 1:
            found[several[0].key] = there[places][0]
    return found


def handed_in(rows: Mapping[str, Row], record: Record) -> Mapping[Cell, HandedIn]:
    """What departments said of the cells of a collected workbook, and which of them the drafter decided; ``rows`` are by key."""
    cells: dict[str, dict[str, KeptCell]] = {}
    for cell in record.cells:
        cells.setdefault(cell.key, {})[cell.heading] = cell
    found = dict[Cell, HandedIn]()
    for known in record.rows:
        if (row := rows.get(known.key)) is not None:
            found |= dict(_of_row(row, known, cells.get(known.key, {})))
    return found


def _of_row(row: Row, known: KeptRow, cells: Mapping[str, KeptCell]) -> Iterator[tuple[Cell, HandedIn]]:
    said = row.cells.get("单位")
    unit = squeeze((said.text if said else "") or "")
    for heading, now in row.cells.items():
        cell = cells.get(heading)
        value = meaning(heading, now.text or "", unit)
        if value is None:
            continue
        if cell is not None and cell.answers:
            yield now.at, _answered(cell, heading, value, unit)
        elif heading in _TOLD and (heading in known.typed or value != meaning(heading, known.texts.get(heading, ""), unit)):
            yield now.at, HandedIn(decided=TYPED)


def _answered(cell: KeptCell, heading: str, value: object, unit: str) -> HandedIn:
    """What stands there against what was answered."""
    is_written = value == meaning(heading, cell.written, unit)
    if cell.how == "合成" and is_written:
        return HandedIn(tuple(dict.fromkeys(answer.at for answer in cell.answers)))
    came = [answer for answer in cell.answers if meaning(heading, answer.text, unit) == value]
    others = [(answer.text, answer.at) for answer in cell.answers if answer not in came]
    if cell.how == "未决" and is_written:
        decided = OPEN
    elif came:
        decided = CHOSEN if others else ""
    else:
        decided = KEPT if cell.how == "选定" and is_written else ALTERED
    return HandedIn(tuple(dict.fromkeys(answer.at for answer in came)), decided, tuple(dict.fromkeys(others)))
