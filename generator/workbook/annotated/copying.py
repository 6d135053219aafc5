"""The annotated copy: notes and colours in the cells, and the sheet 核对结果 before all others."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from generator.diagnostics import Diagnostic, Findings, Severity
from generator.errors import UnusableFile
from generator.workbook.annotated.conditions import colour_over_conditions, strip_conditions
from generator.workbook.annotated.grid import Grid, span
from generator.workbook.annotated.notes import Notes
from generator.workbook.annotated.parts import Parts, m
from generator.workbook.annotated.results import HEAD_ROW, HEADS, formats, names, result_sheet
from generator.workbook.annotated.tabs import Tab, Tabs
from generator.workbook.annotated.texts import LABEL, RESULT, note_lines
from generator.workbook.cells import TooMany, read_book, read_rows
from generator.workbook.package import Package, checked_package, read_bytes
from generator.workbook.typed import squeeze

_MOST_COLOURED = 20_000  # cells of one problem
_RANK: dict[Severity, int] = {"error": 0, "warning": 1, "advice": 2}


def annotated(path: Path, findings: Findings) -> bytes | None:
    """The copy of a workbook; None when there is neither anything to say nor an earlier check's marks to take away.

    Raises :class:`UnusableFile` when the file is no workbook, or one with macros.
    """
    data = read_bytes(path)
    package = checked_package(data, path.name)
    try:
        return _annotated(path.name, package, Parts(path.name, data), findings)
    except (ValueError, LookupError, OverflowError, etree.XMLSyntaxError) as error:
        raise UnusableFile(f"{path.name}：工作簿内容已损坏，写不了批注；请在 Excel 或 WPS 里打开后另存一份再试") from error


def _annotated(file: str, package: Package, parts: Parts, findings: Findings) -> bytes | None:
    copy = _Copy(file, package, parts)
    stripped = copy.strip()
    if not len(findings) and not stripped:
        return None
    if len(findings):
        copy.mark(findings)
        copy.tabulate(findings)
    return copy.parts.zipped()


class _Copy:
    def __init__(self, file: str, package: Package, parts: Parts) -> None:
        self.file, self.package, self.parts = file, package, parts
        self.book = Tabs(file, parts)
        self.styles = self.book.styles
        self._grids: dict[str, Grid] = {}

    def _grid(self, tab: Tab) -> Grid:
        if tab.part not in self._grids:
            self._grids[tab.part] = Grid(self.parts.tree(tab.part))
        return self._grids[tab.part]

    # What an earlier check left.

    def strip(self) -> bool:
        """Take away the list, notes and colours of an earlier check; whether there were any."""
        old = [tab for tab in self.book.tabs if tab.title.startswith(RESULT) and self._is_list(tab.title)]
        for tab in old:
            self.book.remove(tab)
        found = [self._strip(tab) for tab in self.book.sheets()]
        return bool(old) or any(found)

    def _is_list(self, title: str) -> bool:
        """Whether a sheet is a list of ours, by its heads."""
        try:
            book = read_book(self.package.workbook, self.package.strings, self.package.styles)
            rows = [row for _, row in read_rows(self.package.sheets.get(title, b"<none/>"), book, 2 * HEAD_ROW, len(HEADS))]
        except (TooMany, ValueError, LookupError, OverflowError):
            return False
        return any(tuple(cell.value for cell in row if cell.column <= len(HEADS)) == HEADS for row in rows)

    def _strip(self, tab: Tab) -> bool:
        content = self.parts.content(tab.part)
        used = {int(number) for number in set(re.findall(rb"""\ss=["'](\d+)["']""", content))}
        back = {style: before for style in used if (before := self.styles.restored(style)) is not None}
        for cell in self.parts.tree(tab.part).iter(m("c")) if back else ():
            if (style := int(cell.get("s", "0"))) in back:
                cell.set("s", str(back[style]))
        conditions = RESULT.encode() in content and strip_conditions(self.parts.tree(tab.part))
        part = self.parts.related(tab.part, "comments")
        # LibreOffice parts the label where the script changes.
        likely = bool(part) and LABEL[:2].encode() in self.parts.content(part)
        notes = likely and Notes(self.parts, tab.part, self._grid(tab)).strip()
        return bool(back) or conditions or notes

    # What this check says.

    def _titles(self) -> dict[str, Tab]:
        """The tabs by the names that findings have: stray blanks in a title do not count."""
        sheets = list(self.book.sheets())
        return {squeeze(tab.title): tab for tab in sheets} | {tab.title: tab for tab in sheets}

    def mark(self, findings: Findings) -> None:
        """Colour the cells and put notes into them."""
        tabs = self._titles()
        for sheet, found in findings.by_sheet():
            if sheet in tabs:
                self._mark(tabs[sheet], found)

    def _mark(self, tab: Tab, findings: list[Diagnostic]) -> None:
        placed = [(found, place) for found in findings if (place := span(found.place.cell)) is not None]
        if not placed:
            return
        grid = self._grid(tab)
        noted: dict[tuple[int, int], list[Diagnostic]] = {}
        colours: dict[tuple[int, int], Severity] = {}
        for found, place in sorted(placed, key=lambda pair: _RANK[pair[0].severity]):
            noted.setdefault(grid.shown(place.top, place.left), []).append(found)
            for number, cell in enumerate(place.cells()):
                if number < _MOST_COLOURED:
                    colours.setdefault(grid.shown(*cell), found.severity)
        for at, severity in sorted(colours.items()):
            cell = grid.cell(*at)
            cell.set("s", str(self.styles.coloured(int(cell.get("s", "0")), severity)))
        colour_over_conditions(grid.root, colours, self.styles)
        Notes(self.parts, tab.part, grid).add({cell: note_lines(found) for cell, found in noted.items()})

    def tabulate(self, findings: Findings) -> None:
        """Put the sheet 核对结果 before all others, and open the workbook at it."""
        tabs = self._titles()
        order = dict.fromkeys(name for tab in self.book.tabs for name in (tab.title, squeeze(tab.title)))
        rows = [found for _, group in findings.by_sheet(tuple(order)) for found in group]
        sheet = result_sheet(self.file, findings, rows, {name: tab.title for name, tab in tabs.items()}, formats(self.styles))
        self.book.insert(RESULT, sheet, names(HEAD_ROW + len(rows), "{}"))
