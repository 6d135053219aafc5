"""Where the values of a collected workbook came from: the cells of the departments' files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.model.provenance import Cell
from generator.model.report import ReportData
from generator.workbook.collected.record import COLLECTED, KeptCell, read_record
from generator.workbook.columns import ENTRIES, INDICATORS
from generator.workbook.meanings import meaning
from generator.workbook.rows import Row, rows_of
from generator.workbook.sheets import Sheets
from generator.workbook.typed import squeeze


def handed_in(sheets: Sheets, data: ReportData) -> Mapping[Cell, tuple[Cell, ...]]:
    """The cells of the departments' files by the cells that hold what they said, as long as nobody has changed it since.

    The sheet of the record must be among ``sheets.plain``; without one there is nothing to tell.
    """
    record = read_record(sheets.plain.get(COLLECTED, ()))
    if record is None:
        return {}
    kept: dict[str, dict[str, KeptCell]] = {}
    for cell in record.cells:
        if cell.written and cell.answers:
            kept.setdefault(cell.key, {})[cell.heading] = cell
    rows = rows_of(sheets, data)
    return {**dict(_of_indicators(rows[INDICATORS], kept)), **dict(_of_texts(rows[ENTRIES], kept))}


_Found = tuple[Cell, tuple[Cell, ...]]


def _of_indicators(rows: tuple[Row, ...], kept: Mapping[str, Mapping[str, KeptCell]]) -> Iterator[_Found]:
    for row in rows:
        said = row.cells.get("单位")
        unit = squeeze((said.text if said else "") or "")
        yield from _same(row, kept.get(f"I{row.keys[0]}", {}), unit)


def _of_texts(rows: tuple[Row, ...], kept: Mapping[str, Mapping[str, KeptCell]]) -> Iterator[_Found]:
    """Texts are known by their words; rows with the same words stand in the order in which they were collected."""
    by_text: dict[str, list[str]] = {}
    for key, cells in kept.items():
        if "正文" in cells:
            by_text.setdefault(cells["正文"].written, []).append(key)
    for row in rows:
        if keys := by_text.get(row.text):
            yield from _same(row, kept[keys.pop(0)], "")


def _same(row: Row, cells: Mapping[str, KeptCell], unit: str) -> Iterator[_Found]:
    for heading, cell in cells.items():
        said = row.cells.get(heading)
        if said is not None and meaning(heading, said.text or "", unit) == meaning(heading, cell.written, unit):
            yield said.at, tuple(dict.fromkeys(answer.at for answer in cell.answers))
