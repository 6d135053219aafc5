"""The annotated copy: notes and colours in the cells, and the sheet 核对结果 before all others."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from generator.diagnostics import Diagnostic, Findings, Severity
from generator.errors import UnusableFile
from generator.workbook.annotated.conditions import colour_over_conditions, strip_conditions
from generator.workbook.annotated.grid import Grid, span
from generator.workbook.annotated.grounds import Styles, plain_styles
from generator.workbook.annotated.notes import Notes
from generator.workbook.annotated.parts import OFFICE, SHEETML, Parts, insert, m, made
from generator.workbook.annotated.results import HEAD_ROW, HEADS, formats, names, result_sheet
from generator.workbook.annotated.texts import LABEL, RESULT, note_lines
from generator.workbook.cells import TooMany, read_book, read_rows
from generator.workbook.package import WORKBOOK_KINDS, Package, checked_package, read_bytes
from generator.workbook.typed import squeeze

# ISO/IEC 29500-1, 18.2.27.
_ORDER = (
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames calcPr "
    "oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst"
).split()
_ID = f"{{{OFFICE}}}id"
_MOST_COLOURED = 20_000  # cells of one problem
_RANK: dict[Severity, int] = {"error": 0, "warning": 1, "advice": 2}


class _Tab(NamedTuple):
    title: str
    part: str
    element: Any


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
        self.workbook = parts.of_kind(WORKBOOK_KINDS)
        kind = parts.kind(self.workbook)
        if "macroEnabled" in kind:
            raise UnusableFile(f"{file}：这是带宏的工作簿（.xlsm、.xltm），不写批注；请在 Excel 或 WPS 里另存为“Excel 工作簿（.xlsx）”")
        if "template" in kind:  # a copy of an .xltx is a workbook
            parts.declare(self.workbook, f"{SHEETML}.sheet.main+xml")
        self.root = parts.tree(self.workbook)
        targets = {each.id: each.target for each in parts.relations(self.workbook)}
        self.tabs = [_Tab(each.get("name", ""), targets.get(each.get(_ID), ""), each) for each in self.root.iter(m("sheet"))]
        self.styles = Styles(self._styles())
        self._grids: dict[str, Grid] = {}

    def _styles(self) -> Any:
        part = self.parts.related(self.workbook, "styles")
        if not part:
            part = posixpath.join(posixpath.dirname(self.workbook), "styles.xml")
            self.parts.add(part, plain_styles(), f"{SHEETML}.styles+xml")
            self.parts.relate(self.workbook, "styles", part)
        return self.parts.tree(part)

    def _grid(self, tab: _Tab) -> Grid:
        if tab.part not in self._grids:
            self._grids[tab.part] = Grid(self.parts.tree(tab.part))
        return self._grids[tab.part]

    def _sheets(self) -> Iterator[_Tab]:
        """The tabs that have cells."""
        return (tab for tab in self.tabs if self.parts.kind(tab.part).endswith("worksheet+xml") and tab.part in self.parts)

    # What an earlier check left.

    def strip(self) -> bool:
        """Take away the list, notes and colours of an earlier check; whether there were any."""
        old = [tab for tab in self.tabs if tab.title.startswith(RESULT) and self._is_list(tab.title)]
        for tab in old:
            self._remove(tab)
        found = [self._strip(tab) for tab in self._sheets()]
        return bool(old) or any(found)

    def _is_list(self, title: str) -> bool:
        """Whether a sheet is a list of ours, by its heads."""
        try:
            book = read_book(self.package.workbook, self.package.strings, self.package.styles)
            rows = [row for _, row in read_rows(self.package.sheets.get(title, b"<none/>"), book, 2 * HEAD_ROW, len(HEADS))]
        except (TooMany, ValueError, LookupError, OverflowError):
            return False
        return any(tuple(cell.value for cell in row) == HEADS for row in rows)

    def _remove(self, tab: _Tab) -> None:
        number = self.tabs.index(tab)
        tab.element.getparent().remove(tab.element)
        self.parts.unrelate(self.workbook, tab.element.get(_ID))
        for each in self.parts.relations(self.workbook):
            if each.kind == "calcChain":  # it may name the sheet; programs make it anew
                self.parts.unrelate(self.workbook, each.id)
                break
        for name in list(self.root.iter(m("definedName"))):
            if name.get("localSheetId") == str(number):
                name.getparent().remove(name)
        self._shift(number + 1, -1)
        self.tabs.remove(tab)

    def _shift(self, first: int, by: int) -> None:
        """Names of single sheets and the views count the tabs."""
        for name in self.root.iter(m("definedName")):
            if (number := name.get("localSheetId", "")).isdecimal() and int(number) >= first:
                name.set("localSheetId", str(int(number) + by))
        for view in self.root.iter(m("workbookView")):
            for key in ("activeTab", "firstSheet"):
                if (number := view.get(key, "")).isdecimal() and int(number) >= max(1, first):
                    view.set(key, str(int(number) + by))

    def _strip(self, tab: _Tab) -> bool:
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

    def _titles(self) -> dict[str, _Tab]:
        """The tabs by the names that findings have: stray blanks in a title do not count."""
        sheets = list(self._sheets())
        return {squeeze(tab.title): tab for tab in sheets} | {tab.title: tab for tab in sheets}

    def mark(self, findings: Findings) -> None:
        """Colour the cells and put notes into them."""
        tabs = self._titles()
        for sheet, found in findings.by_sheet():
            if sheet in tabs:
                self._mark(tabs[sheet], found)

    def _mark(self, tab: _Tab, findings: list[Diagnostic]) -> None:
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
        order = dict.fromkeys(name for tab in self.tabs for name in (tab.title, squeeze(tab.title)))
        rows = [found for _, group in findings.by_sheet(tuple(order)) for found in group]
        sheet = result_sheet(self.file, findings, rows, {name: tab.title for name, tab in tabs.items()}, formats(self.styles))
        part = self.parts.free(posixpath.join(posixpath.dirname(self.workbook), "worksheets/sheet{}.xml"))
        self.parts.add(part, sheet, f"{SHEETML}.worksheet+xml")
        taken = {squeeze(tab.title) for tab in self.tabs}
        title = next(name for number in range(1, 1_000) if (name := RESULT + (f"{number}" if number > 1 else "")) not in taken)
        self._deselect()
        self._shift(0, 1)
        home = self.root.find(m("sheets"))
        if home is None:
            raise LookupError("the sheets are listed in another namespace")
        number = max((int(tab.element.get("sheetId", "0")) for tab in self.tabs), default=0) + 1
        told = {"name": title, "sheetId": str(number), _ID: self.parts.relate(self.workbook, "worksheet", part)}
        home.insert(0, etree.Element(m("sheet"), told, nsmap={"r": OFFICE}))
        self._name(title, HEAD_ROW + len(rows))
        for view in self.root.iter(m("workbookView")):
            view.set("activeTab", "0")
            view.attrib.pop("firstSheet", None)

    def _deselect(self) -> None:
        """Two selected sheets would be a group: what is typed into one goes into the other too."""
        for tab in self.tabs:
            if b"tabSelected" in self.parts.content(tab.part):
                for view in self.parts.tree(tab.part).iter(m("sheetView")):
                    view.attrib.pop("tabSelected", None)

    def _name(self, title: str, last: int) -> None:
        home = self.root.find(m("definedNames"))
        if home is None:
            home = made("definedNames")
            insert(self.root, home, _ORDER)
        for name, where, hidden in names(last, title):
            told = {"name": name, "localSheetId": "0"} | ({"hidden": "1"} if hidden else {})
            home.append(made("definedName", told, text=where))
