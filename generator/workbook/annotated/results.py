"""The sheet 核对结果: every problem a row, with a link to its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from lxml import etree

from generator.diagnostics import NAMES, Diagnostic, Findings, Severity
from generator.workbook import looks
from generator.workbook.annotated.grid import SHEET_ORDER, address, span
from generator.workbook.annotated.grounds import COLOURS, Styles, solid
from generator.workbook.annotated.parts import insert, m, made
from generator.workbook.annotated.texts import RESULT, held

HEADS = ("序号", "级别", "工作表", "单元格", "问题", "怎么办", "代码")
_WIDTHS = (6.5, 8.5, 15.0, 11.0, 56.0, 48.0, 22.0)
_LAST, HEAD_ROW = "G", 3
_HOW = "点“单元格”一列的链接跳到那一格：格子着了同样的颜色，批注里写着问题。改正并保存后，请再运行 fazhi check 核对。"
RISKY = ("=", "+", "-", "@", "\t", "\r")


class Formats(NamedTuple):
    """The numbers of the sheet's cell formats."""

    title: int
    told: int
    head: int
    centred: int
    text: int
    quoted: int
    code: int
    link: int
    levels: Mapping[Severity, int]


def formats(styles: Styles) -> Formats:
    """The cell formats, put into the workbook's styles."""
    box, bare = styles.add("borders", _box()), styles.add("borders", made("border", None, *map(made, _SIDES)))
    plain, blank = _font(styles), styles.add("fills", made("fill", None, made("patternFill", {"patternType": "none"})))
    quiet, head = _font(styles, colour=looks.QUIET), _font(styles, colour="FFFFFF", bold=True)
    dark = styles.add("fills", solid(looks.HEAD))

    def form(font: int, fill: int, border: int, *, centre: bool = False, quoted: bool = False, indent: bool = True) -> int:
        at = {"horizontal": "center"} if centre else {"horizontal": "left", "indent": "1"} if indent else {"horizontal": "left"}
        told = {"numFmtId": "0", "fontId": str(font), "fillId": str(fill), "borderId": str(border), "xfId": "0"}
        told |= {"quotePrefix": "1"} if quoted else {}
        told |= {"applyFont": "1", "applyFill": "1", "applyBorder": "1", "applyAlignment": "1"}
        return styles.add("cellXfs", made("xf", told, made("alignment", {**at, "vertical": "center", "wrapText": "1"})))

    bold = _font(styles, bold=True)
    return Formats(
        title=form(_font(styles, size=16, bold=True, colour=looks.HEAD), blank, bare, indent=False),
        told=form(quiet, blank, bare),
        head=form(head, dark, box, centre=True),
        centred=form(plain, blank, box, centre=True),
        text=form(plain, blank, box),
        quoted=form(plain, blank, box, quoted=True),
        code=form(_font(styles, size=9, colour=looks.QUIET), blank, box),
        link=form(_font(styles, colour="0563C1", underlined=True), blank, box, centre=True),
        levels={severity: form(bold, styles.add("fills", solid(colour)), box, centre=True) for severity, colour in COLOURS.items()},
    )


_SIDES = ("left", "right", "top", "bottom", "diagonal")


def _box() -> Any:
    sides = [made(name, {"style": "thin"}, made("color", {"rgb": "FFBFBFBF"})) for name in _SIDES[:-1]]
    return made("border", None, *sides, made("diagonal"))


def _font(styles: Styles, size: int = 11, colour: str = "000000", *, bold: bool = False, underlined: bool = False) -> int:
    marks = [made(name) for name, wanted in (("b", bold), ("u", underlined)) if wanted]
    rest = [
        made("sz", {"val": str(size)}),
        made("color", {"rgb": f"FF{colour}"}),
        made("name", {"val": looks.FONT}),
        made("charset", {"val": "134"}),
    ]
    return styles.add("fonts", made("font", None, *marks, *rest))


def result_sheet(file: str, findings: Findings, rows: Sequence[Diagnostic], titles: Mapping[str, str], forms: Formats) -> Any:
    """The sheet. ``titles`` leads from the names of sheets to their tabs; what stands in none of them gets no link."""
    data, links = made("sheetData"), []
    data.append(sheet_row(1, 32, [(1, held(f"{RESULT}：{findings.counted()}（{file}）"), forms.title)]))
    legend = [(at, NAMES[severity], forms.levels[severity]) for at, severity in enumerate(COLOURS, start=2)]
    data.append(sheet_row(2, looks.height([(_HOW, sum(_WIDTHS[4:]))], 24), [(1, "颜色", forms.told), *legend, (5, _HOW, forms.told)]))
    data.append(sheet_row(HEAD_ROW, 30, [(at, text, forms.head) for at, text in enumerate(HEADS, start=1)]))
    for number, found in enumerate(rows, start=1):
        row = HEAD_ROW + number
        data.append(_problem(row, number, found, forms))
        if (title := titles.get(found.place.sheet or "")) is not None:
            quoted = title.replace("'", "''")
            where = f"'{quoted}'!{found.place.cell if span(found.place.cell) else 'A1'}"
            told = {"ref": address(row, 4 if found.place.cell else 3), "location": where, "display": found.place.cell or held(title)}
            links.append(made("hyperlink", told))
    return _sheet(data, links, HEAD_ROW + len(rows))


def _problem(row: int, number: int, found: Diagnostic, forms: Formats) -> Any:
    place = found.place
    where = place.sheet or str(place)
    texts = (held(where), held(found.message), held(found.hint), held(found.code))
    widths = (_WIDTHS[2], _WIDTHS[4], _WIDTHS[5], _WIDTHS[6] * 1.3)  # the code is small
    high = looks.height(zip(texts, widths, strict=True), 24)
    cells: list[tuple[int, str | int, int]] = [(1, number, forms.centred), (2, NAMES[found.severity], forms.levels[found.severity])]
    cells += [(3, texts[0], forms.link if place.sheet and not place.cell else forms.text)]
    cells += [(4, place.cell or "", forms.link), (5, texts[1], forms.text), (6, texts[2], forms.text), (7, texts[3], forms.code)]
    return sheet_row(row, high, [(at, value, forms.quoted if str(value).startswith(RISKY) else form) for at, value, form in cells])


def sheet_row(number: int, high: float, cells: Sequence[tuple[int, str | int, int]]) -> Any:
    """A row of that height, its cells by column, content and format; blank ones keep their format."""
    row = made("row", {"r": str(number), "ht": f"{high:g}", "customHeight": "1"})
    for column, value, form in cells:
        cell = etree.SubElement(row, m("c"), {"r": address(number, column), "s": str(form)})
        if isinstance(value, int):
            cell.append(made("v", text=str(value)))
        elif value:  # a text in the cell itself is never taken for a formula
            cell.set("t", "inlineStr")
            cell.append(made("is", None, made("t", text=value)))
    return row


def _sheet(data: Any, links: Sequence[Any], last: int) -> Any:
    pane = {"ySplit": str(HEAD_ROW), "topLeftCell": f"A{HEAD_ROW + 1}", "activePane": "bottomLeft", "state": "frozen"}
    chosen = {"pane": "bottomLeft", "activeCell": f"A{HEAD_ROW + 1}", "sqref": f"A{HEAD_ROW + 1}"}
    shown = {"showGridLines": "0", "tabSelected": "1", "workbookViewId": "0"}
    widths = ((str(number), f"{width:g}") for number, width in enumerate(_WIDTHS, start=1))
    cols = [made("col", {"min": number, "max": number, "width": width, "customWidth": "1"}) for number, width in widths]
    children = [
        made("sheetPr", None, made("tabColor", {"rgb": "FFC00000"}), made("pageSetUpPr", {"fitToPage": "1"})),
        made("dimension", {"ref": f"A1:{_LAST}{last}"}),
        made("sheetViews", None, made("sheetView", shown, made("pane", pane), made("selection", chosen))),
        made("sheetFormatPr", {"defaultRowHeight": "15"}),
        made("cols", None, *cols),
        data,
        made("autoFilter", {"ref": f"A{HEAD_ROW}:{_LAST}{last}"}),
        made("mergeCells", {"count": "2"}, *(made("mergeCell", {"ref": ref}) for ref in (f"A1:{_LAST}1", f"E2:{_LAST}2"))),
        *([made("hyperlinks", None, *links)] if links else []),
        made("printOptions", {"horizontalCentered": "1"}),
        made("pageMargins", {"left": "0.5", "right": "0.5", "top": "0.6", "bottom": "0.8", "header": "0.3", "footer": "0.4"}),
        made("pageSetup", {"paperSize": "9", "orientation": "landscape", "fitToHeight": "0"}),
        made("headerFooter", None, made("oddFooter", text=f"&C{RESULT} 第 &P 页，共 &N 页")),
    ]
    root = made("worksheet")
    for child in children:
        insert(root, child, SHEET_ORDER)
    return root


def names(last: int, title: str) -> list[tuple[str, str, bool]]:
    """The defined names that the sheet has: what is filtered, printed, and printed again on every page; hidden or not."""
    quoted = f"'{title}'"
    return [
        ("_xlnm._FilterDatabase", f"{quoted}!$A${HEAD_ROW}:${_LAST}${last}", True),
        ("_xlnm.Print_Area", f"{quoted}!$A$1:${_LAST}${last}", False),
        ("_xlnm.Print_Titles", f"{quoted}!${HEAD_ROW}:${HEAD_ROW}", False),
    ]
