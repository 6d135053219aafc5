"""Where a printed value came from: the cells, the name, who is responsible."""

from __future__ import annotations

from typing import Literal

from generator.records import record


@record
class Cell:
    """A cell of a workbook. ``workbook`` is a file name, never a path; ``address`` is like ``D12``."""

    workbook: str
    sheet: str
    address: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.address}"


SourceKind = Literal["figure", "typed", "text", "item", "missing"]


@record
class Source:
    """The origin of one printed value.

    ``kind`` is ``figure`` for a value that a tag printed from 指标, ``typed`` for a figure typed by hand in
    a 正文 cell, ``text`` for other words of a cell, ``item`` for a value of 基本信息, ``missing`` for the mark that a draft prints instead.
    ``cells`` holds every source cell, the first one first; it is empty only for a missing row.
    """

    kind: SourceKind
    name: str | None
    cells: tuple[Cell, ...]
    department: str = ""
    period: str = ""

    @property
    def place(self) -> str:
        """Its cells as a clerk writes them, the sheet once for neighbours: ``指标!D2、E2``."""
        said: list[str] = []
        sheet = None
        for cell in self.cells:
            said.append(cell.address if cell.sheet == sheet else str(cell))
            sheet = cell.sheet
        return "、".join(said)
