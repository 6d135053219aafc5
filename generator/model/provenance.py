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


@record
class HandedIn:
    """What departments said of a cell of a collected workbook.

    ``cells`` are those of their files that what stands there came from; of a Word file its paragraphs, whose address is empty.
    ``others`` say something else: what, and where. ``decided`` says in words how it came to stand there when a person decided
    it or typed it, empty otherwise.
    """

    cells: tuple[Cell, ...] = ()
    decided: str = ""
    others: tuple[tuple[str, Cell], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.cells or self.decided or self.others)

    @property
    def told(self) -> str:
        """All of it as people read it: ``来自 a.xlsx 指标!D2；汇总时选定，b.xlsx 指标!D5 填的是 600``."""
        came = f"来自 {'、'.join(cell.in_file for cell in self.cells)}" if self.cells else ""
        others = "、".join(f"{cell.in_file} {f'填的是 {_short(text)}' if text else '空着'}" for text, cell in self.others)
        return "；".join(filter(None, (came, "，".join(filter(None, (self.decided, others))))))


def _short(text: str, most: int = 20) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


SourceKind = Literal["figure", "typed", "text", "item", "missing"]


@record
class Source:
    """The origin of one printed value.

    ``kind`` is ``figure`` for a value that a tag printed from 指标, ``typed`` for a figure typed by hand in
    a 正文 cell, ``text`` for other words of a cell, ``item`` for a value of 基本信息, ``missing`` for the mark that a draft prints instead.
    ``cells`` holds every source cell, the first one first; it is empty only for a missing row. ``handed_in`` is what
    departments said of them, where the workbook was collected.
    """

    kind: SourceKind
    name: str | None
    cells: tuple[Cell, ...]
    department: str = ""
    period: str = ""
    handed_in: HandedIn = HandedIn()

    @property
    def place(self) -> str:
        """Its cells as a clerk writes them, the sheet once for neighbours: ``指标!D2、E2``."""
        said: list[str] = []
        sheet = None
        for cell in self.cells:
            said.append(cell.address if cell.sheet == sheet else str(cell))
            sheet = cell.sheet
        return "、".join(said)
