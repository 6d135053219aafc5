"""Which cells of a sheet hold formulas, and what the cells of new rows stand in."""

from __future__ import annotations

from collections.abc import Mapping

from generator.archive import careful_parser
from generator.workbook.cells import column_letters, column_number
from generator.workbook.handouts import TOLD
from generator.workbook.sheets import Table
from generator.workbook.typed import squeeze


def formula_cells(sheet: bytes) -> frozenset[str]:
    """The addresses of all cells that hold formulas, those of shared ones too."""
    found: set[str] = set()
    row = column = 0

    def start(tag: str, at: dict[str, str]) -> None:
        nonlocal row, column
        local = tag.rpartition(":")[2]
        if local == "row":
            row, column = int(at.get("r", row + 1)), 0
        elif local == "c":  # a cell names its place, or stands right of the one before
            column = column_number(at["r"].rstrip("0123456789")) if "r" in at else column + 1
        elif local == "f":
            found.add(f"{column_letters(column)}{row}")

    parser = careful_parser()
    parser.StartElementHandler = start
    parser.Parse(sheet, True)
    return frozenset(found)


class Room:
    """The rows of a table that are free for new ones: of 报告内容 those that wait in their 部分 and 栏目, else those below the last."""

    def __init__(self, table: Table, formulas: frozenset[str]) -> None:
        self.columns = {heading: letter for heading, letter in table.columns.items() if heading in TOLD[table.name]}
        self._free: dict[tuple[str, str], list[int]] = {}
        last = table.head
        part = section = ""
        for row in table.rows:
            number = int(next(iter(row.values())).at.address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
            said = {heading: row[heading].text or row[heading].fault for heading in self.columns if row[heading].at.address not in formulas}
            if not any(said.values()):
                continue
            last = number
            if "部分" in said:
                named = squeeze(said["部分"])
                part, section = (named, "") if named and named != part else (part, section)
                section = squeeze(said["栏目"]) or section
                waits = not any(text for heading, text in said.items() if heading not in ("部分", "栏目"))
                place = self._free.setdefault((part, section), [])
                if waits:
                    place.append(number)
                else:
                    place.clear()  # a new row goes behind those that are there
        self._next, self._last = last + 1, (part, section)

    def would_inherit(self, texts: Mapping[str, str]) -> bool:
        """Whether a row without 栏目 would go on with that of the last row, there being no room elsewhere."""
        place = (squeeze(texts.get("部分", "")), squeeze(texts.get("栏目", "")))
        return "部分" in self.columns and not self._free.get(place) and not place[1] and place[0] == self._last[0] and bool(self._last[1])

    def take(self, texts: Mapping[str, str]) -> int:
        """The number of the row for these texts."""
        waiting = self._free.get((squeeze(texts.get("部分", "")), squeeze(texts.get("栏目", ""))), [])
        if "部分" in self.columns and waiting:
            return waiting.pop(0)
        if "部分" in self.columns:
            self._last = (squeeze(texts.get("部分", "")), squeeze(texts.get("栏目", "")))
        self._next += 1
        return self._next - 1
