"""The boxes that notes are shown in: shapes of the sheet's VML drawing (ISO/IEC 29500-4, 19.4)."""

from __future__ import annotations

import re
from typing import Any

from generator.workbook import looks
from generator.workbook.annotated.grid import Grid, walked
from generator.workbook.annotated.parts import parsed

_V, _O, _X = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office", "urn:schemas-microsoft-com:office:excel"
_HEAD = f"""<xml xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}">
<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>"""
_TYPE = f"""<v:shapetype xmlns:v="{_V}" xmlns:o="{_O}" id="_x0000_t202" coordsize="21600,21600" o:spt="202"
 path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>"""
_SHAPE = f"""<v:shape xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}" id="{{id}}" type="#_x0000_t202"
 style="position:absolute;margin-left:59.25pt;margin-top:1.5pt;width:{{width}}pt;height:{{height}}pt;z-index:1;visibility:hidden"
 fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>
<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{{anchor}}</x:Anchor><x:AutoFill>False</x:AutoFill>
<x:Row>{{row}}</x:Row><x:Column>{{column}}</x:Column></x:ClientData></v:shape>"""
_ID = re.compile("_x0000_s([0-9]+)")
_SIZE = re.compile(r"(?P<name>width|height)\s*:\s*(?P<size>[0-9.]+)\s*(?P<unit>pt|px)")
_WIDTH, _HIGHEST = 320, 700  # pixels
_PER_BLOCK = 1_024  # shapes of one number of the idmap


class Boxes:
    """The shapes of one drawing, by the cell that each belongs to."""

    def __init__(self, data: bytes | None, grid: Grid) -> None:
        """``data`` is the drawing, None when there is none. Raises ``XMLSyntaxError`` when it can't be read."""
        # Excel itself writes line breaks without an end into the text of controls.
        self.root = parsed(_HEAD.encode() if data is None else data.replace(b"<br>", b"<br/>"))
        self._grid = grid
        self._shapes = {}
        taken = [_PER_BLOCK]
        for shape in self.root.iter(f"{{{_V}}}shape"):
            found = _ID.fullmatch(shape.get("id", ""))
            taken += [int(found[1])] if found else []
            client = shape.find(f"{{{_X}}}ClientData")
            if client is not None and client.get("ObjectType") == "Note":
                self._shapes[_number(client, "Row") + 1, _number(client, "Column") + 1] = shape
        self._next = max(taken) + 1
        self._has_type = any(each.get("id") == "_x0000_t202" for each in self.root.iter(f"{{{_V}}}shapetype"))
        self._id_maps = list(self.root.iter(f"{{{_O}}}idmap"))

    def __contains__(self, cell: object) -> bool:
        return cell in self._shapes

    def remove(self, cell: tuple[int, int]) -> None:
        """Take the box of a cell away."""
        shape = self._shapes.pop(cell, None)
        if shape is not None:
            shape.getparent().remove(shape)

    def fit(self, cell: tuple[int, int], text: str) -> None:
        """See that the cell has a box that shows the text whole; one that is there stays where it is and grows."""
        if cell in self._shapes:
            self._grow(self._shapes[cell], text)
        else:
            self._add(cell, text)

    def _add(self, cell: tuple[int, int], text: str) -> None:
        if not self._has_type:
            self.root.append(parsed(_TYPE.encode()))
            self._has_type = True
        (row, column), high = cell, _high(text, _WIDTH)
        top = max(1, row - 1)
        anchor = [column, 15, top - 1, 2 if row == 1 else 10, *self._right(column + 1, 15 + _WIDTH), *self._below(top, 10 + high)]
        told = _SHAPE.format(
            id=f"_x0000_s{self._next}",
            width=f"{_WIDTH * 0.75:g}",
            height=f"{high * 0.75:g}",
            anchor=", ".join(map(str, anchor)),
            row=row - 1,
            column=column - 1,
        )
        self._shapes[cell] = parsed(told.encode())
        self.root.append(self._shapes[cell])
        self._count(self._next)
        self._next += 1

    def _count(self, number: int) -> None:
        """Ids come in blocks, and the drawing says which it uses."""
        block = str(number // _PER_BLOCK)
        for each in self._id_maps:
            blocks = each.get("data", "").split(",")
            if block not in blocks:
                each.set("data", ",".join([*filter(None, blocks), block]))

    def _right(self, column: int, pixels: int) -> tuple[int, int]:
        passed, left = walked((self._grid.width(each) for each in range(column, column + 200)), pixels)
        return column - 1 + passed, left

    def _below(self, row: int, pixels: int) -> tuple[int, int]:
        passed, left = walked((self._grid.height(each) for each in range(row, row + 500)), pixels)
        return row - 1 + passed, left

    def _grow(self, shape: Any, text: str) -> None:
        sizes = {
            found["name"]: float(found["size"]) / (0.75 if found["unit"] == "pt" else 1) for found in _SIZE.finditer(shape.get("style", ""))
        }
        anchor = next(shape.iter(f"{{{_X}}}Anchor"), None)
        numbers = [int(each) for each in re.findall("[0-9]+", anchor.text or "")] if anchor is not None else []
        if len(numbers) == 8:
            columns, rows = range(numbers[0], numbers[4]), range(numbers[2], numbers[6])
            sizes["width"] = sum(self._grid.width(each + 1) for each in columns) - numbers[1] + numbers[5]
            sizes["height"] = sum(self._grid.height(each + 1) for each in rows) - numbers[3] + numbers[7]
        high = _high(text, max(120, int(sizes.get("width", _WIDTH))))
        if high <= sizes.get("height", 0):
            return
        if len(numbers) == 8 and anchor is not None:
            numbers[6:] = self._below(numbers[2] + 1, numbers[3] + high)
            anchor.text = ", ".join(map(str, numbers))
        if "height" in shape.get("style", ""):
            shape.set("style", _SIZE.sub(lambda f: f"height:{high * 0.75:g}pt" if f["name"] == "height" else f[0], shape.get("style")))


def _number(client: Any, name: str) -> int:
    found = client.find(f"{{{_X}}}{name}")
    return int(found.text) if found is not None and (found.text or "").strip().isdecimal() else 0


def _high(text: str, width: int) -> int:
    """The pixels that the text takes in a box of that width: a line of 10-point type is 18 pixels high, a letter 13.4 wide."""
    return min(_HIGHEST, 20 + 18 * looks.lines(text, (width / 0.9 - 4) / 7))
