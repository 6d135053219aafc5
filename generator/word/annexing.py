"""A document of its own in the styles of a layout, on A4 pages that lie on their side, with the layout's page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from generator.archive import archived, packed
from generator.document.blocks import Block
from generator.word.prepared import Prepared
from generator.word.writing import Writer

_LONG, _SHORT = 16838, 11906
_SIDE, _TOP = 1134, 1418  # 20 and 25 mm: a table of many columns needs the width
_SIZE = f'<w:pgSz w:w="{_LONG}" w:h="{_SHORT}" w:orient="landscape"/>'
_MARGINS = f'<w:pgMar w:top="{_TOP}" w:right="{_SIDE}" w:bottom="{_TOP}" w:left="{_SIDE}" w:header="851" w:footer="794" w:gutter="0"/>'
_BODY = re.compile(r"(<w:body>).*(<w:sectPr\b.*</w:sectPr>)\s*(?=</w:body>)", re.DOTALL)
_PAGE = re.compile(r"<w:pgSz\b[^>]*/>\s*<w:pgMar\b[^>]*/>")


def lying_document(layout: Prepared, blocks: Iterable[Block]) -> bytes:
    """The .docx of these blocks; of the layout's own text nothing is left."""
    assert layout.layout is not None
    writer = Writer(replace(layout.layout, type_area=_LONG - 2 * _SIDE))
    words = writer.blocks(blocks)
    parts = {member.name: member for member in layout.members}
    name = layout.file.document

    def filled(found: re.Match[str]) -> str:
        return found[1] + words + _PAGE.sub(_SIZE + _MARGINS, found[2])

    text, count = _BODY.subn(filled, parts[name].content().decode())
    assert count == 1
    return archived({**parts, name: packed(name, [text.encode()])}.values())
