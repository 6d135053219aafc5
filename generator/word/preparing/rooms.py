"""How wide the place is that a value stands in."""

from __future__ import annotations

from typing import Any

from lxml import etree

from generator.word.preparing.names import CELL, CELL_PROPERTIES, SECTION, w

EMU_A_TWIP = 635
_CELL_MARGINS = 216  # twips: what Word leaves at both sides of a cell unless told otherwise


def room_for(paragraph: Any) -> int:
    """The width in EMU of the cell that the paragraph is in, else of the type area; 0 where neither is told."""
    cell = next(paragraph.iterancestors(CELL), None)
    if cell is not None:
        width = cell.find(f"{CELL_PROPERTIES}/{w('tcW')}")
        if width is None or width.get(w("type"), "dxa") != "dxa" or not width.get(w("w"), "").isdigit():
            return 0
        return max(0, int(width.get(w("w"))) - _CELL_MARGINS) * EMU_A_TWIP
    section = next((found for found in paragraph.iter(SECTION)), None)
    if section is None:
        section = next((found for later in _later(paragraph) for found in later.iter(SECTION)), None)
    return type_area(section) * EMU_A_TWIP if section is not None else 0


def _later(paragraph: Any) -> list[Any]:
    block = paragraph
    while block.getparent() is not None and block.getparent().tag != w("body"):
        block = block.getparent()
    return [] if block.getparent() is None else list(block.itersiblings())


def type_area(section: Any) -> int:
    """The width of a section's type area in twips; what it does not tell is that of GB/T 9704."""
    at: dict[str, int] = {}
    for measure in (w("pgSz"), w("pgMar")):
        found = section.find(measure) if section is not None else None
        for key, value in found.attrib.items() if found is not None else ():
            if value.lstrip("-").isdigit():
                at[etree.QName(key).localname] = int(value)
    return at.get("w", 11906) - at.get("left", 1588) - at.get("right", 1474) - at.get("gutter", 0)
