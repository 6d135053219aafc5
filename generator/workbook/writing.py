"""Writes the workbook for people who know Excel or WPS and nothing else.

The spreadsheet does the work: drop-downs, notes, colours for what is required and blank, 同比 by formula,
progress on the first sheet. The lists behind the drop-downs stand on a hidden sheet, so that no list is cut
at 255 characters and sorting rows breaks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from generator.model.template import ItemSpec, Options, TemplateSpec
from generator.workbook import looks
from generator.workbook.columns import (
    CLOSING,
    ENTRIES,
    ENTRY_COLUMNS,
    GUIDE,
    INDICATOR_COLUMNS,
    INDICATORS,
    ITEM_COLUMNS,
    ITEMS,
    LEAD,
    LISTS,
)
from generator.workbook.filling import Filling, IndicatorRow
from generator.workbook.formulas import change_formula
from generator.workbook.guide import write_guide
from generator.workbook.notes import entry_notes, indicator_notes
from generator.workbook.saving import saved
from generator.workbook.typed import TEXT_UNIT, read_date

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SPARE_ROWS = 20
_LISTED_ROWS = 2000  # so far down there are drop-downs
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?", re.ASCII)
_ITEM_WIDTHS = (22, 50, 62)
_INDICATOR_WIDTHS = (17, 31, 8, 16, 16, 16, 14, 12, 18, 7, 15, 9, 14, 20, 30)
_ENTRY_WIDTHS = (20, 24, 20, 80, 7, 16, 24)
_ALIGNED = {"单位": "center", "公开": "center", "本年": "right", "上年": "right", "同比": "right"}
_FIGURES, _COMPUTED = ("本年", "上年", "同比（手填）"), ("同比", "引用")


class _Style(TypedDict):
    computed: bool
    align: str | None
    number_format: str | None


def write_workbook(template: TemplateSpec, filling: Filling) -> bytes:
    """The .xlsx of a workbook. The same filling gives the same bytes."""
    book = Workbook()
    guide = book.active
    assert guide is not None
    guide.title = GUIDE
    items, indicators, entries = (book.create_sheet(name) for name in (ITEMS, INDICATORS, ENTRIES))
    lists_sheet(book, template, filling)
    _items(items, template, filling)
    indicators_sheet(indicators, filling, template.options)
    entries_sheet(entries, template, filling)
    write_guide(guide, template)
    book.calculation.fullCalcOnLoad = True
    return saved(book)


def lists_sheet(book: Workbook, template: TemplateSpec, filling: Filling) -> None:
    """The hidden lists behind drop-downs and colours, each with a name for formulas."""
    sheet = book.create_sheet(LISTS)
    sheet.sheet_state = "hidden"
    specs = [row.spec for row in filling.indicators]
    columns = {
        "部分列表": [LEAD, *(part.name for part in template.parts), CLOSING],
        "栏目列表": [section for part in template.parts for section in part.sections],
        "单位列表": list(dict.fromkeys([*(spec.unit for spec in specs), "%", "文本"])),
        "部门列表": sorted({spec.department for spec in specs if spec.department}),
        "必填指标": [spec.name for spec in template.indicators if spec.required],
        "必填项目": [item.name for item in template.items if item.required],
        "必写部分": [part.name for part in template.parts if part.required],
    }
    columns |= {_list_name(template, item): list(item.choices) for item in template.items if item.choices}
    for at, (name, values) in enumerate(columns.items(), start=1):
        letter = get_column_letter(at)
        looks.put(sheet.cell(1, at), name)
        for row, value in enumerate(values or [""], start=2):
            looks.put(sheet.cell(row, at), value)
        book.defined_names[name] = DefinedName(name, attr_text=f"'{LISTS}'!${letter}$2:${letter}${max(2, len(values) + 1)}")


def _list_name(template: TemplateSpec, item: ItemSpec) -> str:
    """The name of the list that an item offers."""
    return f"选项_{template.items.index(item) + 1}"


def _typed(text: str) -> str | int | float | None:
    """A plain number as a number, so that spreadsheet formulas can use it; everything else as typed.

    A spreadsheet holds 15 digits: what has more stays a text, which is read back exactly.
    """
    if _NUMBER.fullmatch(text) and len(text.lstrip("-").replace(".", "")) <= 15:
        return float(text) if "." in text else int(text)
    return text or None


def _items(sheet: Worksheet, template: TemplateSpec, filling: Filling) -> None:
    looks.head(sheet, 1, ITEM_COLUMNS, _ITEM_WIDTHS)
    own = [name for name in filling.items if template.item(name) is None]
    for row, name in enumerate([*(spec.name for spec in template.items), *own], start=2):
        spec = template.item(name)
        cells = [sheet.cell(row, column) for column in (1, 2, 3)]
        looks.put(cells[0], name)
        _put_item(cells[1], filling.items.get(name, ""), spec.kind if spec else "text")
        told = (("必填。" if spec.required else "签发时再填。" if spec.at_signing else "") + spec.help) if spec else ""
        looks.put(cells[2], told or None)
        for at, cell in enumerate(cells):
            looks.body(cell, computed=at == 2, number_format=cell.number_format if at == 1 else None)
        cells[0].font = Font(name=looks.FONT, size=11, bold=bool(spec and spec.required))
        if spec and spec.choices:
            looks.choices(sheet, f"B{row}", _list_name(template, spec), strict=False)
        least = 36 if spec and spec.kind == "lines" else 24
        texts = ((name, _ITEM_WIDTHS[0]), (filling.items.get(name, ""), _ITEM_WIDTHS[1]), (told, _ITEM_WIDTHS[2]))
        sheet.row_dimensions[row].height = looks.height(texts, least)
    last = max(2, sheet.max_row)
    looks.colour_when(sheet, f"B2:B{last}", "AND(ISNUMBER(MATCH($A2,必填项目,0)),LEN(TRIM($B2))=0)", looks.REQUIRED)
    sheet.freeze_panes = "B2"
    looks.print_setup(sheet, f"A1:C{last}", "1:1", ITEMS)


def _put_item(cell: object, text: str, kind: str) -> None:
    if kind == "date":
        cell.number_format = 'yyyy"年"m"月"d"日"'  # type: ignore[attr-defined]
        if isinstance(day := read_date(text), date):
            cell.value = day  # type: ignore[attr-defined]
            return
    if kind == "year" and text.isdecimal():
        looks.put(cell, int(text))
        return
    if kind != "date":
        cell.number_format = "General" if kind == "year" else "@"  # type: ignore[attr-defined]
    looks.put(cell, text or None)


def indicators_sheet(sheet: Worksheet, filling: Filling, options: Options, spare: int = SPARE_ROWS) -> None:
    """Fill the sheet 指标: its rows, then ``spare`` blank ones."""
    year = filling.items.get("年度", "")
    shown = {"本年": f"本年（{year}年）", "上年": f"上年（{int(year) - 1}年）"} if year.isdecimal() else {}
    titles = tuple(shown.get(title, title) for title in INDICATOR_COLUMNS)
    looks.head(sheet, 1, titles, _INDICATOR_WIDTHS)
    at = {title: get_column_letter(n) for n, title in enumerate(INDICATOR_COLUMNS, start=1)}
    for title, text in indicator_notes(options).items():
        looks.note(sheet[f"{at[title]}1"], text)
    for title, letter in at.items():
        looks.column(sheet, letter, **_indicator_style(title, words=False))
    last = 1 + len(filling.indicators) + spare
    group: str | None = ""
    for row in range(2, last + 1):
        given = filling.indicators[row - 2] if row - 2 < len(filling.indicators) else None
        _indicator(sheet, row, given, at, given is not None and given.spec.group != group)
        looks.put(sheet[f"{at['同比']}{row}"], change_formula(row, at, options), formula=True)
        group = given.spec.group if given else None
    _indicator_lists(sheet, last)
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = f"A1:{at['备注']}{last}"
    looks.print_setup(sheet, f"A1:{at['核对说明']}{last}", "1:1", INDICATORS)


def _indicator(sheet: Worksheet, row: int, given: IndicatorRow | None, at: Mapping[str, str], first: bool) -> None:
    """A row of 指标; the ``first`` of a group has a line above."""
    values = _indicator_values(given) if given else {}
    words = values.get("单位") == TEXT_UNIT
    for title in INDICATOR_COLUMNS:
        text = values.get(title, "")
        if not (text or first or title in _COMPUTED or (words and title in _FIGURES)):
            continue  # the column's style is enough for a blank cell
        cell = sheet[f"{at[title]}{row}"]
        looks.body(cell, **_indicator_style(title, words))
        if first:
            looks.group_line(cell)
        if title not in _COMPUTED:
            looks.put(cell, _typed(text) if title in _FIGURES and not words else text or None)
    looks.put(sheet[f"{at['引用']}{row}"], f'=IF(LEN(TRIM($A{row}))=0,"","{{{{ "&TRIM($A{row})&" }}}}")', formula=True)
    widths = zip(INDICATOR_COLUMNS, _INDICATOR_WIDTHS, strict=True)
    sheet.row_dimensions[row].height = looks.height((values.get(title, ""), width) for title, width in widths if title != "备注")
    if given and given.spec.help:
        need = "必填。" if given.spec.required else ""
        looks.note(sheet[f"{at['本年']}{row}"], f"{need}{given.spec.help}")


def _indicator_style(title: str, words: bool) -> _Style:
    """A column of words is formatted as text, so that 1-11 does not become a date."""
    computed = title in _COMPUTED
    figure = title in _FIGURES and not words
    return {"computed": computed, "align": _ALIGNED.get(title), "number_format": None if figure or computed else "@"}


def _indicator_values(given: IndicatorRow) -> dict[str, str]:
    spec = given.spec
    offered = {"引用名": spec.name, "指标名称": spec.label, "单位": spec.unit, "为零时写作": spec.zero, "填报部门": spec.department}
    return {**offered, **given.typed}


def _indicator_lists(sheet: Worksheet, last: int) -> None:
    rows = max(last, _LISTED_ROWS)
    looks.choices(sheet, f"C2:C{rows}", "单位列表", strict=False)
    looks.choices(sheet, f"J2:J{rows}", '"是,否"', strict=True, title="公开", message="请填“是”或“否”，还没有定就留空。")
    looks.choices(sheet, f"K2:K{rows}", "部门列表", strict=False)
    looks.colour_when(sheet, f"D2:D{last}", "AND(ISNUMBER(MATCH($A2,必填指标,0)),LEN(TRIM($D2))=0)", looks.REQUIRED)


def entries_sheet(sheet: Worksheet, template: TemplateSpec, filling: Filling, spare: int = SPARE_ROWS) -> None:
    """Fill the sheet 报告内容: its rows, then ``spare`` blank ones."""
    looks.head(sheet, 1, ENTRY_COLUMNS, _ENTRY_WIDTHS)
    letters = {title: get_column_letter(n) for n, title in enumerate(ENTRY_COLUMNS, start=1)}
    for title, text in entry_notes(template.options).items():
        looks.note(sheet[f"{letters[title]}1"], text)
    for title, letter in letters.items():
        looks.column(sheet, letter, align=_ALIGNED.get(title), number_format="@")
    last = 1 + len(filling.entries) + spare
    rows = max(last, _LISTED_ROWS)
    for row in range(2, last + 1):
        entry = filling.entries[row - 2] if row - 2 < len(filling.entries) else {}
        for title in filter(entry.get, ENTRY_COLUMNS):
            cell = sheet[f"{letters[title]}{row}"]
            looks.body(cell, align=_ALIGNED.get(title), number_format="@")
            looks.put(cell, entry[title])
    # The first row of a required part is coloured while the part has no text at all.
    first = f'COUNTIF($A$2:$A2,$A2)=1,COUNTIFS($A$2:$A${last},$A2,$D$2:$D${last},"?*")=0'
    looks.colour_when(sheet, f"D2:D{last}", f"AND(ISNUMBER(MATCH($A2,必写部分,0)),{first})", looks.REQUIRED)
    looks.choices(sheet, f"A2:A{rows}", "部分列表", strict=False)
    looks.choices(sheet, f"B2:B{rows}", "栏目列表", strict=False)
    looks.choices(sheet, f"E2:E{rows}", '"是,否"', strict=True, title="公开", message="请填“是”或“否”，还没有定就留空。")
    looks.choices(sheet, f"F2:F{rows}", "部门列表", strict=False)
    sheet.freeze_panes = "D2"
    looks.print_setup(sheet, f"A1:{letters['填报部门']}{last}", "1:1", ENTRIES)
