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

    @property
    def in_file(self) -> str:
        """The cell with its file: ``刑侦支队.xlsx 指标!D5``; a paragraph of a Word file has no address."""
        return f"{self.workbook} {self if self.address else self.sheet}".rstrip()


SourceKind = Literal["figure", "typed", "text", "item", "missing"]


@record
class Source:
    """The origin of one printed value.

    ``kind`` is ``figure`` for a value that a tag printed from 指标, ``typed`` for a figure typed by hand in
    a 正文 cell, ``text`` for other words of a cell, ``item`` for a value of 基本信息, ``missing`` for the mark that a draft prints instead.
    ``cells`` holds every source cell, the first one first; it is empty only for a missing row. ``handed_in`` are the cells
    of the departments' files from which these were collected; of a Word file its paragraphs, whose address is empty.
    """

    kind: SourceKind
    name: str | None
    cells: tuple[Cell, ...]
    department: str = ""
    period: str = ""
    handed_in: tuple[Cell, ...] = ()

    @property
    def place(self) -> str:
        """Its cells as a clerk writes them, the sheet once for neighbours: ``指标!D2、E2``."""
        said: list[str] = []
        sheet = None
        for cell in self.cells:
            said.append(cell.address if cell.sheet == sheet else str(cell))
            sheet = cell.sheet
        return "、".join(said)
