"""The colours of errors, warnings and advice, and the formats of cells that carry them.

A coloured cell keeps its format but for the ground. What ground it had stands in the file as the second colour of
the pattern, which a solid one does not show; the last digit of the first colour vouches for it, since not every
program keeps the second. So the colours can be taken away again, wherever the cell has gone meanwhile.
"""

from __future__ import annotations

import copy
import re
import zlib
from collections.abc import Mapping
from typing import Any

from lxml import etree

from generator.diagnostics import Severity
from generator.workbook.annotated.parts import MAIN, insert, local, m, made, parsed

# Soft, unlike the yellow of required cells and the grey of computed ones; the last digit is free.
COLOURS: dict[Severity, str] = {"error": "F7C4C0", "warning": "FFD990", "advice": "C9DEF0"}
_OURS = re.compile(f"FF({'|'.join(colour[:5] for colour in COLOURS.values())})([0-9A-F])")
# ISO/IEC 29500-1, 18.8.39.
_ORDER = "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst".split()
_PLAIN = f"""<styleSheet xmlns="{MAIN}">
<fonts count="1"><font><sz val="11"/><name val="宋体"/><charset val="134"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
<dxfs count="0"/>
</styleSheet>"""


def plain_styles() -> Any:
    """The styles of a workbook that has none."""
    root = parsed(_PLAIN.encode())
    etree.strip_tags(root, etree.Comment)
    return root


class Styles:
    """The formats of a workbook. What is added and there already is used again."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._lists: dict[str, list[Any]] = {}
        self._known: dict[str, dict[bytes, int]] = {}
        self._coloured: dict[tuple[int, Severity], int] = {}
        self._restored: dict[int, int | None] = {}

    def add(self, name: str, element: Any) -> int:
        """The number of a font, fill, border, cellXf or dxf in its list, where it is put when it is new."""
        there = self._list(name)
        key = _key(element)
        if key not in self._known[name]:
            home = self._root.find(m(name))
            home.append(element)
            there.append(element)
            home.set("count", str(len(there)))
            self._known[name][key] = len(there) - 1
        return self._known[name][key]

    def _list(self, name: str) -> list[Any]:
        if name not in self._lists:
            home = self._root.find(m(name))
            if home is None:
                home = plain_styles().find(m(name))
                insert(self._root, home, _ORDER)
            self._lists[name] = [each for each in home if local(each)]
            self._known[name] = {}
            for number, each in enumerate(self._lists[name]):
                self._known[name].setdefault(_key(each), number)
        return self._lists[name]

    def coloured(self, style: int, severity: Severity) -> int:
        """The format ``style`` on the ground of a severity."""
        if (style, severity) not in self._coloured:
            before = _colour_of(self._fill(self._xf(style)))
            attributes = {"rgb": f"FF{COLOURS[severity][:5]}{_digit(before)}"}
            self._coloured[style, severity] = self._on_ground(style, _solid(attributes, before or {"indexed": "64"}))
        return self._coloured[style, severity]

    def quoted(self, style: int) -> int:
        """The format ``style`` for a text that stays a text when the cell is edited, though it begins like a formula."""
        xf = copy.deepcopy(self._xf(style))
        xf.tail = None
        xf.set("quotePrefix", "1")
        return self.add("cellXfs", xf)

    def restored(self, style: int) -> int | None:
        """The format that a cell had before it was coloured; None when the colour is none of ours."""
        if style not in self._restored:
            self._restored[style] = self._uncoloured(style)
        return self._restored[style]

    def _uncoloured(self, style: int) -> int | None:
        fill = self._fill(self._xf(style))
        colour = _colour_of(fill)
        found = _OURS.fullmatch(colour.get("rgb", "").upper())
        if found is None:
            return None
        second = next(fill.iter(m("bgColor")), None)
        before = _stated(second) if second is not None and found[2] != "0" else {}
        known = bool(before) and _digit(before) == found[2]
        return self._on_ground(style, _solid(before, {"indexed": "64"}) if known else _none())

    def condition(self, severity: Severity) -> int:
        """The number of the differential format for a conditional colour."""
        colour = {"rgb": f"FF{COLOURS[severity]}"}
        return self.add("dxfs", made("dxf", None, _solid(colour, colour)))

    def _xf(self, style: int) -> Any:
        there = self._list("cellXfs")
        return there[style] if style < len(there) else there[0]

    def _fill(self, xf: Any) -> Any:
        there, number = self._list("fills"), int(xf.get("fillId", "0"))
        return there[number] if number < len(there) else there[0]

    def _on_ground(self, style: int, fill: Any) -> int:
        xf = copy.deepcopy(self._xf(style))
        xf.tail = None
        xf.set("fillId", str(self.add("fills", fill)))
        xf.set("applyFill", "1")
        return self.add("cellXfs", xf)


def solid(colour: str) -> Any:
    """A plain ground."""
    return _solid({"rgb": f"FF{colour}"}, {"indexed": "64"})


def _solid(first: Mapping[str, str], second: Mapping[str, str]) -> Any:
    return made("fill", None, made("patternFill", {"patternType": "solid"}, made("fgColor", first), made("bgColor", second)))


def _none() -> Any:
    return made("fill", None, made("patternFill", {"patternType": "none"}))


def _key(element: Any) -> bytes:
    alone = copy.deepcopy(element)
    alone.tail = None
    key: bytes = etree.tostring(alone, method="c14n", exclusive=True)
    return key


def _colour_of(fill: Any) -> dict[str, str]:
    """The colour of a solid ground; empty for none and for what is no plain colour."""
    pattern = fill.find(m("patternFill"))
    colour = pattern.find(m("fgColor")) if pattern is not None and pattern.get("patternType") == "solid" else None
    return _stated(colour) if colour is not None else {}


def _stated(colour: Any) -> dict[str, str]:
    return {name: colour.get(name) for name in ("indexed", "rgb", "theme", "tint") if colour.get(name)}


def _digit(colour: Mapping[str, str]) -> str:
    """What vouches for the colour that was there: 0 for none."""
    if not colour:
        return "0"
    tint = round(float(colour.get("tint", "0")), 3)
    told = ",".join(f"{name}={colour[name].upper()}" for name in ("indexed", "rgb", "theme") if name in colour) + (
        f",{tint}" if tint else ""
    )
    return f"{1 + zlib.crc32(told.encode()) % 15:X}"
