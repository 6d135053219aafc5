"""Two workbooks cell by cell: rows paired by what they are, whatever their order, and the cells that say something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from generator.model.changes import Change
from generator.model.provenance import Cell
from generator.model.report import ReportData
from generator.refresh.rows import TextRow, pair_by_keys, pair_by_text
from generator.workbook.columns import COLUMNS, ENTRIES
from generator.workbook.rows import Row, Said

_WHERE = ("部分", "栏目")


class Place(NamedTuple):
    """A cell of both workbooks, wherever it stands in each: its sheet, the number of its row, its column."""

    sheet: str
    row: int
    heading: str


@dataclass(frozen=True, slots=True)
class PairedRow:
    """A row of both workbooks, None where one does not have it. ``number`` counts the rows of all sheets."""

    number: int
    sheet: str
    old: Row | None
    new: Row | None

    @property
    def name(self) -> str:
        """What people call the row."""
        row = self.new or self.old
        assert row is not None
        return row.name


class PairedRows:
    """The rows of two workbooks, and where a cell of either belongs."""

    def __init__(self, old: Mapping[str, tuple[Row, ...]], new: Mapping[str, tuple[Row, ...]]) -> None:
        self.rows: list[PairedRow] = []
        for sheet in COLUMNS:
            olds, news = old.get(sheet, ()), new.get(sheet, ())
            if sheet == ENTRIES:
                pairs = pair_by_text([TextRow(row.places, row.text) for row in olds], [TextRow(row.places, row.text) for row in news])
            else:
                pairs = pair_by_keys([row.keys for row in olds], [row.keys for row in news])
            for here, there in pairs:
                mine, its = None if here is None else olds[here], None if there is None else news[there]
                self.rows.append(PairedRow(len(self.rows), sheet, mine, its))
        self._old = dict(_addresses(self.rows, new=False))
        self._new = dict(_addresses(self.rows, new=True))

    def place(self, cell: Cell, *, new: bool) -> Place | None:
        """The place of a cell of the new or the old workbook, None for one that is not compared."""
        return (self._new if new else self._old).get((cell.sheet, cell.address))

    def in_new_order(self, data: ReportData) -> ReportData:
        """The old workbook's rows as the new one has them, so that those which only moved make no difference."""
        at = {said.at: row.number for row in self.rows if row.old for said in row.old.cells.values()}
        indicators = sorted(data.indicators.items(), key=lambda named: at.get(named[1].cells["引用名"], -1))
        entries = sorted(data.entries, key=lambda entry: at.get(entry.cells["正文"], -1))
        return replace(data, indicators=dict(indicators), entries=tuple(entries))


def _addresses(rows: list[PairedRow], *, new: bool) -> Iterator[tuple[tuple[str, str], Place]]:
    for row in rows:
        side = row.new if new else row.old
        for heading, said in side.cells.items() if side else ():
            yield (row.sheet, said.at.address), Place(row.sheet, row.number, heading)


def changed_cells(paired: PairedRows) -> Iterator[Change]:
    """The cells that say something else, row by row in the order of the new workbook."""
    for row in paired.rows:
        lone = row.old is None or row.new is None
        for heading in COLUMNS[row.sheet]:
            if lone and row.sheet == ENTRIES and heading in _WHERE:
                continue  # the name of the row tells it
            old, new = (side.cells.get(heading) if side else None for side in (row.old, row.new))
            if (old.value if old else None) == (new.value if new else None):
                continue
            yield Change(
                "cell",
                old.text if old else None,
                new.text if new else None,
                sheet=row.sheet,
                cell=_address(old, new),
                name=row.name,
                heading=heading,
                row=row.number,
                lone=lone,
            )


def _address(old: Said | None, new: Said | None) -> str | None:
    said = new or old
    return said.at.address if said else None
