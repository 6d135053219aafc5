"""Blocks → WordprocessingML, as text, escaped by construction.

Element order inside w:pPr and w:rPr is the schema's (ECMA-376, 17.3.1.26 and 17.3.2.28). Lengths in
characters become twips by the layout: a character is 1/28 of the type area, GB/T 9704, 5.2.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from generator.document.blocks import Block, Indent, Paragraph, Table, Words
from generator.document.widths import LINE, width
from generator.model.provenance import Source
from generator.word.ledger import Ledger
from generator.word.prepared import Layout

RETURNS = re.compile("\r\n?")
_SPECIAL = re.compile("[\t\n\u2028\u2029]")
TEXT = '<w:t xml:space="preserve">'
EMPTY = f"{TEXT}</w:t>"
LINE_BREAK = f"</w:t><w:br/>{TEXT}"
_ELEMENTS = {"\t": f"</w:t><w:tab/>{TEXT}", "\n": LINE_BREAK, "\u2028": LINE_BREAK, "\u2029": LINE_BREAK}
# XML 1.0 has no place for these code points, escaped or not (\r has one, but readers turn it into \n).
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff\ufdd0-\ufdef]")
_MARK_SHARE = 0.95  # of the line that a narrowed 发文机关标志 may take
_NARROWEST = 50  # per cent; below it letters get smaller instead
_ASCENT = 0.86  # how much of a Chinese character stands above the baseline


def escape(text: str) -> str:
    """The text for between tags; characters that XML has no place for are dropped."""
    return FORBIDDEN.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def in_text(text: str) -> str:
    """The text inside a w:t: escaped, with line breaks and tabs as Word has them."""
    return _SPECIAL.sub(lambda found: _ELEMENTS[found[0]], escape(text))


class Writer:
    """Writes blocks in the styles of one layout; ``ledger`` marks the values in them, None leaves them unmarked."""

    def __init__(self, layout: Layout, ledger: Ledger | None = None) -> None:
        self._layout = layout
        self.ledger = ledger
        self._ids = layout.style_ids
        self._character = layout.type_area // LINE

    def blocks(self, blocks: Iterable[Block]) -> str:
        """The blocks one after the other."""
        return "".join(self.table(b) if isinstance(b, Table) else self.paragraph(b) for b in blocks)

    def paragraph(self, p: Paragraph) -> str:
        """A w:p."""
        frame = self._frame() if p.at_foot else ""
        tabs = "".join(f'<w:tab w:val="left" w:pos="{self._twips(t)}"/>' for t in p.tabs)
        tabs = f"<w:tabs>{tabs}</w:tabs>" if tabs else ""
        indent = self._indent(p.indent) if p.indent else ""
        more = self._narrowed(p.text) if p.fit else ""
        runs = "".join(self._runs(p.words, more))
        keep = "<w:keepNext/>" if p.keep_next else ""
        return f'<w:p><w:pPr><w:pStyle w:val="{self._ids[p.style]}"/>{keep}{frame}{tabs}{indent}</w:pPr>{runs}</w:p>'

    def _runs(self, words: Iterable[Words], more: str) -> Iterator[str]:
        """Runs of one style; where values are marked, each in a run of its own inside its bookmark."""
        ledger = self.ledger
        for (style, source, _), several in groupby(words, _own if ledger else _style):
            run = self.run(style, in_text("".join(w.text for w in several)), more)
            yield ledger.wrapped(run, source) if ledger and source else run

    def run(self, style: str | None, markup: str, more: str = "") -> str:
        """A w:r of what can stand in a w:t, in a character style; nothing where there is nothing in it."""
        named = f'<w:rStyle w:val="{self._ids[style]}"/>' if style else ""
        properties = f"<w:rPr>{named}{more}</w:rPr>" if named or more else ""
        text = f"{TEXT}{markup}</w:t>".replace(EMPTY, "")
        return f"<w:r>{properties}{text}</w:r>" if text else ""

    def _twips(self, characters: float) -> int:
        return round(characters * self._character)

    def _indent(self, indent: Indent) -> str:
        """w:ind. A right indent is said in characters too; with hanging ones Word counts leftChars differently."""
        said = []
        if indent.left:
            said.append(f'w:left="{self._twips(indent.left)}"')
        if indent.right:
            said.append(f'w:rightChars="{round(indent.right * 100)}" w:right="{self._twips(indent.right)}"')
        if indent.hanging:
            said.append(f'w:hanging="{self._twips(indent.hanging)}"')
        if indent.first:
            said.append(f'w:firstLine="{self._twips(indent.first)}"')
        return f"<w:ind {' '.join(said)}/>" if said else ""

    def _frame(self) -> str:
        """Equal frames of neighbours join into one. LibreOffice knows no frame of a style, so it stands here."""
        return (
            f'<w:framePr w:w="{self._layout.type_area}" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" '
            'w:xAlign="left" w:yAlign="bottom"/>'
        )

    def _narrowed(self, text: str) -> str:
        """Narrower letters for a 发文机关标志 that is too long for its line; very long ones get smaller too."""
        size, room = self._layout.mark_size, self._layout.type_area * _MARK_SHARE
        wanted = width(text) * size
        if wanted <= room or not size:
            return ""
        per_cent = int(room / wanted * 100)
        if per_cent >= _NARROWEST:
            return f'<w:w w:val="{per_cent}"/>'
        half_points = int(size * per_cent / _NARROWEST / 10)
        raised = round((size / 10 - half_points) * _ASCENT)  # the top edge stays 35 mm below that of the type area (7.2.4)
        return f'<w:w w:val="{_NARROWEST}"/><w:position w:val="{raised}"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'

    def table(self, table: Table) -> str:
        """A w:tbl as wide as the type area, its head row repeated on every page."""
        area = self._layout.type_area
        widths = [int(area * share) for share in table.widths]
        widths[0] += area - sum(widths)
        grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
        rows = [self._row(table.head, widths, "<w:cantSplit/><w:tblHeader/>")]
        rows += (self._row(row, widths, "<w:cantSplit/>") for row in table.rows)
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self._ids[table.style]}"/><w:tblW w:w="{area}" w:type="dxa"/>'
            '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0000"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )

    def _row(self, cells: tuple[Paragraph, ...], widths: list[int], properties: str) -> str:
        inner = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{w}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{self.paragraph(cell)}</w:tc>'
            for w, cell in zip(widths, cells, strict=True)
        )
        return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def _style(words: Words) -> tuple[str | None, Source | None, int]:
    return words.style, None, 0


def _own(words: Words) -> tuple[str | None, Source | None, int]:
    """Equal for neighbours that may share a run: those of one style, and without a source."""
    return words.style, words.source, id(words) if words.source else 0
