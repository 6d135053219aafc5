"""The names of WordprocessingML that the template engine deals with, in Clark notation."""

from __future__ import annotations

from typing import Final

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def w(name: str) -> str:
    """The Clark name of an element or attribute of WordprocessingML."""
    return f"{{{W}}}{name}"


P, RUN, TEXT, TAB, BREAK, RETURN = w("p"), w("r"), w("t"), w("tab"), w("br"), w("cr")
STYLE_ELEMENT = w("style")
P_PROPERTIES, RUN_PROPERTIES, STYLE, VALUE = w("pPr"), w("rPr"), w("pStyle"), w("val")
TABLE, ROW, CELL, CELL_PROPERTIES = w("tbl"), w("tr"), w("tc"), w("tcPr")
SECTION, TEXT_BOX, INSTRUCTION, DRAWING = w("sectPr"), w("txbxContent"), w("instrText"), w("drawing")
# What is no text of the paragraph: properties, what someone deleted or moved away, and drawings with paragraphs of their own.
NOT_TEXT: Final = frozenset(
    (P_PROPERTIES, RUN_PROPERTIES, w("del"), w("moveFrom"), TEXT_BOX, w("drawing"), w("pict"), w("object"), w("delText"), w("sdtPr"))
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"}
# Marks of a range, without a size of their own: kept where what is around them goes.
RANGE_MARKS: Final = frozenset(
    w(name)
    for name in (
        "bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd permStart permEnd moveFromRangeStart moveFromRangeEnd "
        "moveToRangeStart moveToRangeEnd customXmlInsRangeStart customXmlInsRangeEnd"
    ).split()
)
