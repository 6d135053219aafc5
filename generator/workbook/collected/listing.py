"""The sheet 汇总核对: how each department stands, and what has to be settled, with links to the cells and to the files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from generator.workbook import looks
from generator.workbook.annotated.grid import SHEET_ORDER, address
from generator.workbook.annotated.parts import insert, made
from generator.workbook.annotated.results import RISKY, Formats, sheet_row
from generator.workbook.annotated.texts import held
from generator.workbook.collected.matters import Matter, Standing, State, place_said, tag_of
from generator.workbook.collected.record import Answer
from generator.workbook.collected.rulings import RULED, TAKE, mark
from generator.workbook.collected.titles import LISTED

_WIDTHS = (6.0, 19.0, 16.0, 14.0, 24.0, 20.0, 32.0, 16.0, 42.0, 32.0, 20.0)
_LAST, _RULED, _MARK = "J", 8, 11
_STANDING = ("序号", "状态", "部门", "指标已填", "正文已写", "填报人", "联系电话", "请部门补", "还空着", "文件")
_MATTER = ("序号", "问题", "部门", "单元格", "名称", "汇总表里现在是", "部门填的", RULED, "怎么办", "来自")
_HOW = (
    "先看要定下来的：点“单元格”跳到那一格，点“来自”打开部门的文件。定下来的，在黄色的“处理”里选：采用这个值，就选在那个部门的那一行；"
    "也可以直接在那一格里改。保存后再运行 fazhi collect，就照您定的写进去；您改过的不会被盖掉，部门又交来新的值才会再问。"
)
_TELLING = 120  # letters of a text that are shown
_MOST_BLANKS = 12
_STATES: tuple[State, ...] = ("已交", "有空缺", "原样交回", "只交了文字", "读不了", "未交")

Cells = list[tuple[int, str | int, int]]


class ListingSheet:
    """The sheet as it is made: its root, its defined names, and the links that lead to files, with their addresses."""

    def __init__(self, titles: Mapping[str, str], forms: Formats) -> None:
        self.root = made("worksheet")
        self.outside: list[tuple[Any, str]] = []
        self.names: list[tuple[str, str, bool]] = []
        self._titles, self._forms = titles, forms
        self._data, self._links, self._merged = made("sheetData"), made("hyperlinks"), list[str]()
        self._choices: dict[tuple[str, ...], list[str]] = {}
        self._row = 0

    def drop_outside(self) -> None:
        """Take away the links to files: nothing leads there."""
        for link, _ in self.outside:
            link.getparent().remove(link)
        if not len(self._links) and self._links.getparent() is not None:
            self.root.remove(self._links)

    def add(self, cells: Cells, least: float = 24) -> None:
        """A row, high enough for its texts."""
        self._row += 1
        texts = [(column, held(value, 4_000) if isinstance(value, str) else value, form) for column, value, form in cells]
        high = looks.height(((value, _WIDTHS[column - 1]) for column, value, _ in texts if isinstance(value, str)), least)
        form = self._forms
        self._data.append(
            sheet_row(self._row, high, [(c, v, form.quoted if f == form.text and str(v).startswith(RISKY) else f) for c, v, f in texts])
        )

    def wide(self, text: str, form: int, high: float) -> None:
        """A line over the whole width."""
        self._row += 1
        self._data.append(sheet_row(self._row, high, [(1, text, form)]))
        self._merged.append(f"A{self._row}:{_LAST}{self._row}")

    def link(self, column: int, sheet: str, cell: str) -> None:
        """A link from the last row to a cell of the workbook."""
        title = self._titles.get(sheet, sheet).replace("'", "''")
        at = {"ref": address(self._row, column), "location": f"'{title}'!{cell}", "display": f"{sheet}!{cell}"}
        self._links.append(made("hyperlink", at))

    def link_outside(self, column: int, answer: Answer) -> None:
        """A link from the last row to where an answer stands in a department's file."""
        at = answer.at
        told = {"ref": address(self._row, column)}
        if at.address:
            told["location"] = f"'{at.sheet}'!{at.address}"
        link = made("hyperlink", told)
        self._links.append(link)
        self.outside.append((link, quote(at.workbook)))

    def choose(self, choices: tuple[str, ...]) -> None:
        """A drop-down in the last row's 处理."""
        self._choices.setdefault(choices, []).append(address(self._row, _RULED))

    def _drop_downs(self) -> list[Any]:
        if not self._choices:
            return []
        told = {"type": "list", "allowBlank": "1", "showInputMessage": "1", "showErrorMessage": "1", "errorTitle": RULED}
        told |= {"error": "请从下拉里选一个；还没有定的留空"}
        each = [
            made("dataValidation", {**told, "sqref": " ".join(cells)}, made("formula1", text=f'"{",".join(choices)}"'))
            for choices, cells in self._choices.items()
        ]
        return [made("dataValidations", {"count": str(len(each))}, *each)]

    def finished(self) -> None:
        """Put the sheet together."""
        last = self._row
        pane = {"showGridLines": "0", "tabSelected": "1", "workbookViewId": "0"}
        widths = ((str(number), f"{width:g}") for number, width in enumerate(_WIDTHS, start=1))
        children = [
            made("sheetPr", None, made("tabColor", {"rgb": "FFC00000"}), made("pageSetUpPr", {"fitToPage": "1"})),
            made("dimension", {"ref": f"A1:{_LAST}{last}"}),
            made("sheetViews", None, made("sheetView", pane)),
            made("sheetFormatPr", {"defaultRowHeight": "15"}),
            made("cols", None, *(made("col", {"min": n, "max": n, "width": w, "customWidth": "1"} | _hidden(n)) for n, w in widths)),
            self._data,
            made("mergeCells", {"count": str(len(self._merged))}, *(made("mergeCell", {"ref": ref}) for ref in self._merged)),
            *self._drop_downs(),
            *([self._links] if len(self._links) else []),
            made("printOptions", {"horizontalCentered": "1"}),
            made("pageMargins", {"left": "0.5", "right": "0.5", "top": "0.6", "bottom": "0.8", "header": "0.3", "footer": "0.4"}),
            made("pageSetup", {"paperSize": "9", "orientation": "landscape", "fitToHeight": "0"}),
            made("headerFooter", None, made("oddFooter", text=f"&C{LISTED} 第 &P 页，共 &N 页")),
        ]
        for child in children:
            insert(self.root, child, SHEET_ORDER)
        self.names = [("_xlnm.Print_Area", f"'{{}}'!$A$1:${_LAST}${last}", False)]


def _hidden(column: str) -> dict[str, str]:
    return {"hidden": "1"} if column == str(_MARK) else {}


def listing_sheet(standings: Sequence[Standing], matters: Sequence[Matter], titles: Mapping[str, str], forms: Formats) -> ListingSheet:
    """The sheet. ``titles`` leads from the names of sheets to their tabs."""
    sheet = ListingSheet(titles, forms)
    settled = [matter for matter in matters if matter.ruling is not None]
    conflicts = [matter for matter in matters if matter.is_open]
    others = [matter for matter in matters if not matter.is_conflict and matter.ruling is None]
    states = {state: sum(standing.state == state for standing in standings) for state in _STATES}
    counted = "，".join(f"{state} {number}" for state, number in states.items() if number)
    sheet.wide(f"{LISTED}：{counted or '没有部门'}；要定下来的 {len(conflicts)} 处", forms.title, 32)
    sheet.wide(_HOW, forms.told, 36)
    _group(sheet, f"要定下来的（{len(conflicts)} 处）", conflicts, forms)
    _group(sheet, f"另请过目（{len(others)} 处）", others, forms)
    sheet.wide(f"各部门（{len(standings)} 个）", forms.title, 30)
    sheet.add([(at, text, forms.head) for at, text in enumerate(_STANDING, start=1)], 28)
    for number, standing in enumerate(standings, start=1):
        _standing(sheet, number, standing, forms)
    _group(sheet, f"已经定下来的（{len(settled)} 处，要改主意就改“{RULED}”，清空就是重新考虑）", settled, forms)
    sheet.finished()
    return sheet


def _group(sheet: ListingSheet, title: str, matters: Sequence[Matter], forms: Formats) -> None:
    if matters:
        sheet.wide(title, forms.title, 30)
        sheet.add([(at, text, forms.head) for at, text in enumerate(_MATTER, start=1)], 28)
    for number, matter in enumerate(matters, start=1):
        _matter(sheet, number, matter, forms)


def _matter(sheet: ListingSheet, number: int, matter: Matter, forms: Formats) -> None:
    """A row for each that answered, the first with what is to be settled."""
    level = forms.centred if matter.ruling else forms.levels["error" if matter.is_conflict else "advice"]
    answers: Sequence[Answer | None] = matter.answers or (None,)
    for at, answer in enumerate(answers):
        first = at == 0
        where = f"{matter.sheet}!{matter.cell}" if matter.cell and first else ""
        cells: Cells = [(1, number if first else "", forms.centred), (2, matter.kind if first else "", level if first else forms.text)]
        cells += [(3, answer.department if answer else "", forms.text), (4, where, forms.link)]
        cells += [(5, matter.name if first else "", forms.text), (6, _shown(matter.now) if first else "", forms.text)]
        cells += [(7, _shown(answer.text) or ("（空）" if answer.at.address else "") if answer and answer.department else "", forms.text)]
        choices = matter.choices if first else tuple(choice for choice in matter.choices if choice == TAKE)
        ground = forms.levels["warning"] if choices and matter.is_open else forms.centred
        cells += [(_RULED, matter.shown_ruling(answer, is_first=first), ground)]
        cells += [(9, matter.todo if first else "", forms.text), (10, place_said(answer) if answer else "", forms.link)]
        if choices:
            cells += [(_MARK, mark(matter.number, tag_of(answer) if answer else ""), forms.code)]
        sheet.add(cells)
        if choices:
            sheet.choose(choices)
        if where:
            sheet.link(4, matter.sheet, matter.cell)
        if answer is not None:
            sheet.link_outside(10, answer)


def _standing(sheet: ListingSheet, number: int, standing: Standing, forms: Formats) -> None:
    bad, doubtful = forms.levels["error"], forms.levels["warning"]
    level = {"已交": forms.centred, "有空缺": doubtful, "只交了文字": doubtful, "原样交回": bad, "读不了": bad, "未交": bad}[standing.state]
    blanks = "、".join(standing.blanks[:_MOST_BLANKS]) + (f" 等 {len(standing.blanks)} 处" if len(standing.blanks) > _MOST_BLANKS else "")
    figures, texts = (f"{done} / {asked}" if asked else "" for done, asked in (standing.figures, standing.texts))
    cells: Cells = [(1, number, forms.centred), (2, standing.state, level), (3, standing.department, forms.text)]
    cells += [(4, figures, forms.centred), (5, texts, forms.centred), (6, standing.filler, forms.text), (7, standing.phone, forms.text)]
    cells += [(8, "；".join(standing.remarks), doubtful if standing.remarks else forms.text)]
    cells += [(9, blanks if standing.files else "", forms.text), (10, "、".join(standing.files), forms.text)]
    sheet.add(cells)


def _shown(text: str) -> str:
    return text if len(text) <= _TELLING else text[: _TELLING - 1] + "…"
