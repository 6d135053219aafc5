"""The tabs of a workbook: found, taken away and put in, with all that counts or names them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from lxml import etree

from generator.errors import UnusableFile
from generator.workbook.annotated.grounds import Styles, plain_styles
from generator.workbook.annotated.parts import OFFICE, SHEETML, Parts, insert, m, made
from generator.workbook.package import WORKBOOK_KINDS
from generator.workbook.typed import squeeze

# ISO/IEC 29500-1, 18.2.27.
ORDER = (
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames calcPr "
    "oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst"
).split()
_ID = f"{{{OFFICE}}}id"
State = Literal["visible", "veryHidden"]


class Tab(NamedTuple):
    """A sheet: its title, its part, its element in the workbook."""

    title: str
    part: str
    element: Any


class Tabs:
    """The workbook part of a package and its sheets."""

    def __init__(self, file: str, parts: Parts, refusal: str = "不写批注") -> None:
        """``refusal`` says what is not done with macros. Raises :class:`UnusableFile` for a workbook with macros."""
        self.parts = parts
        self.workbook = parts.of_kind(WORKBOOK_KINDS)
        kind = parts.kind(self.workbook)
        if "macroEnabled" in kind:
            raise UnusableFile(f"{file}：这是带宏的工作簿（.xlsm、.xltm），{refusal}；请在 Excel 或 WPS 里另存为“Excel 工作簿（.xlsx）”")
        if "template" in kind:  # a copy of an .xltx is a workbook
            parts.declare(self.workbook, f"{SHEETML}.sheet.main+xml")
        self.root = parts.tree(self.workbook)
        targets = {each.id: each.target for each in parts.relations(self.workbook)}
        self.tabs = [Tab(each.get("name", ""), targets.get(each.get(_ID), ""), each) for each in self.root.iter(m("sheet"))]
        self.styles = Styles(self._styles())

    def _styles(self) -> Any:
        part = self.parts.related(self.workbook, "styles")
        if not part:
            part = posixpath.join(posixpath.dirname(self.workbook), "styles.xml")
            self.parts.add(part, plain_styles(), f"{SHEETML}.styles+xml")
            self.parts.relate(self.workbook, "styles", part)
        return self.parts.tree(part)

    def sheets(self) -> Iterator[Tab]:
        """The tabs that have cells."""
        return (tab for tab in self.tabs if self.parts.kind(tab.part).endswith("worksheet+xml") and tab.part in self.parts)

    def remove(self, tab: Tab) -> None:
        """Take a sheet away, and the names that are its own."""
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

    def insert(self, wanted: str, sheet: Any, names: Sequence[tuple[str, str, bool]] = ()) -> str:
        """Put a sheet before all others and open the workbook at it; the part that it is.

        ``names`` are its defined names: name, place with ``{}`` for the title, and whether it is hidden.
        """
        self._deselect()
        self._shift(0, 1)
        title, part, element = self._made(wanted, sheet, "visible")
        self._home().insert(0, element)
        self.tabs.insert(0, Tab(title, part, element))
        self._name(title, names)
        for view in self.root.iter(m("workbookView")):
            view.set("activeTab", "0")
            view.attrib.pop("firstSheet", None)
        return part

    def append(self, wanted: str, sheet: Any, state: State = "visible") -> str:
        """Put a sheet behind all others; the part that it is."""
        title, part, element = self._made(wanted, sheet, state)
        self._home().append(element)
        self.tabs.append(Tab(title, part, element))
        return part

    def _home(self) -> Any:
        """Where the sheets are listed."""
        home = self.root.find(m("sheets"))
        if home is None:
            raise LookupError("the sheets are listed in another namespace")
        return home

    def _made(self, wanted: str, sheet: Any, state: State) -> tuple[str, str, Any]:
        part = self.parts.free(posixpath.join(posixpath.dirname(self.workbook), "worksheets/sheet{}.xml"))
        self.parts.add(part, sheet, f"{SHEETML}.worksheet+xml")
        taken = {squeeze(tab.title) for tab in self.tabs}
        title = next(name for number in range(1, 1_000) if (name := wanted + (f"{number}" if number > 1 else "")) not in taken)
        number = max((int(tab.element.get("sheetId", "0")) for tab in self.tabs), default=0) + 1
        told = {"name": title, "sheetId": str(number), _ID: self.parts.relate(self.workbook, "worksheet", part)}
        told |= {} if state == "visible" else {"state": state}
        return title, part, etree.Element(m("sheet"), told, nsmap={"r": OFFICE})

    def _deselect(self) -> None:
        """Two selected sheets would be a group: what is typed into one goes into the other too."""
        for tab in self.tabs:
            if b"tabSelected" in self.parts.content(tab.part):
                for view in self.parts.tree(tab.part).iter(m("sheetView")):
                    view.attrib.pop("tabSelected", None)

    def _name(self, title: str, names: Sequence[tuple[str, str, bool]]) -> None:
        if not names:
            return
        home = self.root.find(m("definedNames"))
        if home is None:
            home = made("definedNames")
            insert(self.root, home, ORDER)
        quoted = title.replace("'", "''")
        for name, where, hidden in names:
            told = {"name": name, "localSheetId": "0"} | ({"hidden": "1"} if hidden else {})
            home.append(made("definedName", told, text=where.format(quoted)))
