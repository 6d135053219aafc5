"""Where what is written goes: cells of rows that are there, and rows for what is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from generator.pipeline.drafts import UNPLACED
from generator.pipeline.gathering import Gathered
from generator.pipeline.targets import Target, left_texts
from generator.pipeline.three_way import Merged, changes_by_row
from generator.workbook.collected.cells import Room
from generator.workbook.collected.edits import Edit
from generator.workbook.collected.matters import Matter
from generator.workbook.columns import ENTRIES
from generator.workbook.handouts import TOLD
from generator.workbook.meanings import FIGURES, canonical
from generator.workbook.typed import TEXT_UNIT, squeeze


class Placed(NamedTuple):
    """The cells to write, the texts and the numbers of new rows by key, and everything to be settled, with the cells where it stands."""

    edits: tuple[Edit, ...]
    texts: Mapping[str, Mapping[str, str]]
    matters: tuple[Matter, ...]
    homes: Mapping[str, int]


def placed(target: Target, gathered: Gathered, merged: Merged, formulas: Mapping[str, frozenset[str]]) -> Placed:
    """Find a cell for every change."""
    tables = target.master.sheets.tables
    rooms = {sheet: Room(tables[sheet], formulas.get(sheet, frozenset())) for sheet in TOLD if sheet in tables}
    edits, texts, matters = list[Edit](), dict[str, Mapping[str, str]](), list[Matter]()
    changes = changes_by_row(merged.changes)
    for key, several in changes.items():
        row = target.rows.get(key)
        if row is not None:
            edits += [_edit(row.sheet, row.address(c.heading), c.heading, c.text, c.unit) for c in several]
    homes: dict[str, int] = {}
    for key, fresh in gathered.fresh.items():
        room = rooms[fresh.sheet]
        said = {change.heading: change.text for change in changes.get(key, ())}
        if fresh.sheet == ENTRIES:
            said["部分"] = said.get("部分") or UNPLACED
        if room.would_inherit(said):
            where = said["部分"]
            said["备注"] = "；".join(filter(None, (said.get("备注", ""), f"部门写在“{where}”，没有写栏目，请放到合适的地方")))
            said["部分"] = UNPLACED
        unit = squeeze(said.get("单位", ""))
        texts[key] = {heading: canonical(heading, text, unit) for heading, text in said.items() if text and heading in room.columns}
        homes[key] = room.take(said)
        for heading, text in texts[key].items():
            edits.append(_edit(fresh.sheet, f"{room.columns[heading]}{homes[key]}", heading, text, unit))
    for matter, key, heading in merged.matters:
        sheet = gathered.fresh[key].sheet if key in homes else ""
        letter = rooms[sheet].columns.get(heading, "") if sheet else ""
        matters.append(replace(matter, sheet=sheet, cell=f"{letter}{homes[key]}") if letter else matter)
    matters += _unplaced(target, gathered, texts, homes, rooms)
    return Placed(tuple(edits), texts, tuple(matters), homes)


def _edit(sheet: str, address: str, heading: str, text: str, unit: str) -> Edit:
    return Edit(sheet, address, text, heading in (*FIGURES, "同比（手填）") and unit != TEXT_UNIT)


def _unplaced(
    target: Target, gathered: Gathered, texts: Mapping[str, Mapping[str, str]], homes: Mapping[str, int], rooms: Mapping[str, Room]
) -> Iterator[Matter]:
    """The texts of which nobody has said yet where they go."""
    advice = "请在“部分”“栏目”里选好它的位置，或移到合适的行；没有放好以前不能生成报告"
    for key, row in (*target.rows.items(), *gathered.fresh.items()):
        said = texts.get(key) or left_texts(row, ())
        if row.sheet == ENTRIES and said.get("部分") == UNPLACED and (row.row is not None or key in homes):
            cell = f"{rooms[ENTRIES].columns['部分']}{homes[key]}" if key in homes else row.address("部分")
            answers = tuple(gathered.answers.get((key, "正文"), ()))
            yield Matter(UNPLACED, said.get("小标题") or said.get("正文", "")[:16], ENTRIES, cell, UNPLACED, answers, advice, False)
