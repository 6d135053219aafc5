"""A tiny language for Word templates, and any .docx printed as text.

    make_docx(path, "甲{¦{ 名称 }¦}乙", [["{%tr for 行 in 表 %}"], ["{{ 行 }}"], ["{%tr endfor %}"]], headers={"default": "{{ 名称 }}"})

A string is a paragraph, ``¦`` splits its runs; a list is a table of rows of cells, a tuple several blocks in one
place; the functions below make everything else. ``text_of`` prints a line a paragraph, ``| a | b |`` a row; a cell
with several paragraphs has ``¶`` between them, a nested table stands in brackets, ``^`` continues the cell above,
``<2>`` spans two columns. ``↵`` is a line break, ``⇟`` a page break, ``⇥`` a tab, ``⟦ ⟧`` a text box, ``[^1]`` a
note. Deleted text and what fields are made from are left out.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias, Union
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from generator.archive import zipped
from tests.support.word_parts import NAMESPACES, package

W = f"{{{NAMESPACES['w']}}}"
MC = f"{{{NAMESPACES['mc']}}}"
R = f"{{{NAMESPACES['r']}}}"


class Xml(str):
    """WordprocessingML, taken as it stands."""

    __slots__ = ()


# A paragraph, raw XML, a table, or several of them.
Block: TypeAlias = Union[str, Xml, "list[Row]", "tuple[Block, ...]"]
Row: TypeAlias = "Xml | list[Block]"
Margins: TypeAlias = "Mapping[str, Block]"


def make_docx(path: Path, *body: Block, **more: Any) -> Path:
    """Write a .docx; what else it may have is said at :func:`docx_bytes`."""
    path.write_bytes(docx_bytes(*body, **more))
    return path


def docx_bytes(
    *body: Block,
    headers: Margins | None = None,
    footers: Margins | None = None,
    footnotes: Sequence[Block] = (),
    endnotes: Sequence[Block] = (),
    properties: Mapping[str, str] | None = None,
    parts: Mapping[str, bytes] | None = None,
) -> bytes:
    """The .docx. Margins go by ``default``, ``first`` and ``even``; notes are numbered from 1; ``parts`` replace or add parts."""
    made = package(
        body=blocks(body),
        headers={kind: blocks((block,)) for kind, block in (headers or {}).items()},
        footers={kind: blocks((block,)) for kind, block in (footers or {}).items()},
        footnotes=[blocks((note,)) for note in footnotes],
        endnotes=[blocks((note,)) for note in endnotes],
        properties=properties or {},
    )
    return zipped({**made, **(parts or {})})


# Blocks


def blocks(given: Sequence[Block]) -> str:
    """The XML of blocks one after the other."""
    return "".join(_block(block) for block in given)


def _block(block: Block) -> str:
    if isinstance(block, Xml):
        return block
    if isinstance(block, str):
        return p(block)
    return table(*block) if isinstance(block, list) else blocks(block)


def p(*inlines: str, properties: str = "", style: str = "", numbered: int = 0) -> Xml:
    """A paragraph of runs; a plain string is split at ``¦``. ``numbered`` is a list of the package (1 or 2)."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    numbering = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbered}"/></w:numPr>' if numbered else ""
    inner = f"{named}{numbering}{properties}"
    return Xml(f"<w:p>{f'<w:pPr>{inner}</w:pPr>' if inner else ''}{_inlines(inlines)}</w:p>")


def table(*rows: Row, properties: str = "") -> Xml:
    """A table; rows are lists of cells, or raw XML."""
    columns = max((len(row) for row in rows if isinstance(row, list)), default=1)
    grid = '<w:gridCol w:w="1500"/>' * columns
    inner = "".join(tr(*row) if isinstance(row, list) else row for row in rows)
    return Xml(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/>{properties}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{inner}</w:tbl>"
    )


def tr(*cells: Block) -> Xml:
    """A row; a cell is a block, several in a tuple, or a ``w:tc``."""
    return Xml(f"<w:tr>{''.join(c if isinstance(c, Xml) and c.startswith('<w:tc>') else cell(c) for c in cells)}</w:tr>")


def cell(*inside: Block, span: int = 0, merge: str = "", properties: str = "") -> Xml:
    """A cell over ``span`` columns; ``merge`` is ``restart`` or ``continue``."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span else ""
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    inner = blocks(inside)
    end = "" if inner.endswith(("</w:p>", "<w:p/>", "</w:sdt>")) else "<w:p/>"
    return Xml(f'<w:tc><w:tcPr><w:tcW w:w="1500" w:type="dxa"/>{spanned}{merged}{properties}</w:tcPr>{inner}{end}</w:tc>')


def control(*inside: Block, number: int = 1001) -> Xml:
    """A content control around blocks."""
    return Xml(f'<w:sdt><w:sdtPr><w:id w:val="{number}"/></w:sdtPr><w:sdtContent>{blocks(inside)}</w:sdtContent></w:sdt>')


def text_box(*inside: Block, number: int = 1) -> Xml:
    """A paragraph that holds a text box, as Word writes it: once for itself, once for older programs."""
    inner = f"<w:txbxContent>{blocks(inside)}</w:txbxContent>"
    return p(
        Xml(
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="1800000" cy="720000"/><wp:docPr id="{number}" name="文本框 {number}"/>'
            '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
            '<wps:cNvSpPr txBox="1"/><wps:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
            f"<wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
            f'<mc:Fallback><w:pict><v:rect id="box{number}" style="width:142pt;height:57pt"><v:textbox>{inner}</v:textbox></v:rect>'
            "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )


# Inlines


def _inlines(inlines: Sequence[str]) -> str:
    return "".join(i if isinstance(i, Xml) else "".join(map(run, filter(None, i.split("¦")))) for i in inlines)


def run(text: str, properties: str = "") -> Xml:
    """A run."""
    formatted = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return Xml(f'<w:r>{formatted}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>')


def bold(text: str) -> Xml:
    """A bold run."""
    return run(text, "<w:b/>")


def inserted(*inlines: str, number: int = 901) -> Xml:
    """A tracked insertion."""
    return Xml(f'<w:ins w:id="{number}" w:author="科员" w:date="2023-01-01T00:00:00Z">{_inlines(inlines)}</w:ins>')


def deleted(text: str, number: int = 902) -> Xml:
    """A tracked deletion."""
    return Xml(
        f'<w:del w:id="{number}" w:author="科员" w:date="2023-01-01T00:00:00Z">'
        f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r></w:del>'
    )


def bookmark(name: str, *inlines: str, number: int = 51) -> Xml:
    """A bookmark around inlines."""
    return Xml(f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>{_inlines(inlines)}<w:bookmarkEnd w:id="{number}"/>')


def inline_control(*inlines: str, number: int = 1002) -> Xml:
    """A content control within a paragraph."""
    return Xml(f'<w:sdt><w:sdtPr><w:id w:val="{number}"/></w:sdtPr><w:sdtContent>{_inlines(inlines)}</w:sdtContent></w:sdt>')


def link(*inlines: str) -> Xml:
    """A hyperlink to the web."""
    return Xml(f'<w:hyperlink r:id="link">{_inlines(inlines)}</w:hyperlink>')


def field(instruction: str, *inlines: str) -> Xml:
    """A field of five pieces with its result."""
    return Xml(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{_inlines(inlines)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def footnote(number: int = 1) -> Xml:
    """The mark of a footnote."""
    return Xml(f'<w:r><w:footnoteReference w:id="{number}"/></w:r>')


def endnote(number: int = 1) -> Xml:
    """The mark of an endnote."""
    return Xml(f'<w:r><w:endnoteReference w:id="{number}"/></w:r>')


PROOF = Xml('<w:proofErr w:type="spellStart"/>')
PROOF_END = Xml('<w:proofErr w:type="spellEnd"/>')
LINE_BREAK = Xml("<w:r><w:br/></w:r>")
PAGE_BREAK = Xml('<w:r><w:br w:type="page"/></w:r>')
TAB = Xml("<w:r><w:tab/></w:r>")
SECTION_BREAK = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'


# Reading


def text_of(file: Path | bytes, *, formats: bool = False) -> str:
    """The .docx as text: body, margins of the last section, notes, properties. ``formats`` puts stars around what is bold."""
    with zipfile.ZipFile(file if isinstance(file, Path) else io.BytesIO(file)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    reader = _Reader(formats)
    lines = reader.lines(_root(parts["word/document.xml"])[0])
    for title, node in _others(parts):
        lines += [f"{title}: {line}" for line in reader.lines(node)]
    if "docProps/core.xml" in parts:
        core = _root(parts["docProps/core.xml"])
        lines += [f"property {etree.QName(e).localname}: {e.text}" for e in core if e.text and not e.tag.endswith(("created", "modified"))]
    return "\n".join(lines)


def _root(data: bytes) -> etree._Element:
    return etree.fromstring(data)


def _others(parts: Mapping[str, bytes]) -> Iterator[tuple[str, etree._Element]]:
    """Headers, footers, footnotes and endnotes: title, and what holds the blocks."""
    targets = {r.get("Id"): f"word/{r.get('Target')}" for r in _root(parts["word/_rels/document.xml.rels"])}
    sections = list(_root(parts["word/document.xml"]).iter(f"{W}sectPr"))
    for kind in ("header", "footer"):
        for reference in sections[-1].iter(f"{W}{kind}Reference") if sections else ():
            of = reference.get(f"{W}type")
            part = targets[reference.get(f"{R}id")]
            yield kind if of == "default" else f"{kind}-{of}", _root(parts[part])
    for kind in ("footnote", "endnote"):
        if part := next((name for name in parts if name == f"word/{kind}s.xml"), None):
            for note in _root(parts[part]):
                if note.get(f"{W}type") is None:
                    yield f"{kind} {note.get(f'{W}id')}", note


class _Reader:
    def __init__(self, formats: bool) -> None:
        self._formats = formats

    def lines(self, parent: etree._Element) -> list[str]:
        """A line a paragraph or row."""
        out: list[str] = []
        for node in parent:
            if node.tag == f"{W}p":
                out.append(self._joined(node))
            elif node.tag == f"{W}tbl":
                out += [f"| {' | '.join(row)} |" for row in self._rows(node)]
            elif node.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo"):
                out += self.lines(node)
        return out

    def _rows(self, parent: etree._Element) -> Iterator[list[str]]:
        for node in parent:
            if node.tag == f"{W}tr":
                yield list(self._cells(node))
            elif node.tag in (f"{W}sdt", f"{W}sdtContent"):
                yield from self._rows(node)

    def _cells(self, parent: etree._Element) -> Iterator[str]:
        for node in parent:
            if node.tag == f"{W}tc":
                yield self._cell(node)
            elif node.tag in (f"{W}sdt", f"{W}sdtContent"):
                yield from self._cells(node)

    def _cell(self, node: etree._Element) -> str:
        span, merge = node.find(f"{W}tcPr/{W}gridSpan"), node.find(f"{W}tcPr/{W}vMerge")
        if merge is not None and merge.get(f"{W}val") != "restart":
            return "^"
        wide = f"<{span.get(f'{W}val')}>" if span is not None and span.get(f"{W}val") != "1" else ""
        found = list(self._in_cell(node))
        if len(found) > 1 and found[-1] == ("", False) and found[-2][1]:
            found.pop()  # the paragraph that must follow a table
        return wide + "¶".join(text for text, _ in found)

    def _in_cell(self, parent: etree._Element) -> Iterator[tuple[str, bool]]:
        """The text of each block, and whether it is a table."""
        for node in parent:
            if node.tag == f"{W}tbl":
                yield f"[{'; '.join(', '.join(row) for row in self._rows(node))}]", True
            elif node.tag == f"{W}p":
                yield self._joined(node), False
            elif node.tag != f"{W}tcPr":
                yield from self._in_cell(node)

    def _joined(self, paragraph: etree._Element) -> str:
        text = "".join(self._inline(paragraph))
        return text.replace("**", "") if self._formats else text

    def _inline(self, parent: etree._Element) -> Iterator[str]:
        for node in parent:
            if node.tag == f"{W}r":
                text = "".join(self._inline(node))
                strong = self._formats and node.find(f"{W}rPr/{W}b") is not None
                yield f"*{text}*" if strong and text else text
            elif node.tag == f"{W}t":
                yield node.text or ""
            elif node.tag in _SIGNS:
                yield _SIGNS[node.tag]
            elif node.tag == f"{W}br":
                yield "⇟" if node.get(f"{W}type") == "page" else "↵"
            elif node.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                yield f"[^{node.get(f'{W}id')}]"
            elif node.tag == f"{W}txbxContent":
                yield f"⟦{'¶'.join(self.lines(node))}⟧"
            elif node.tag == f"{MC}AlternateContent":
                both = ["".join(self._inline(branch)) for branch in node]
                yield both[0] if len(set(both)) == 1 else f"{{{' ≠ '.join(both)}}}"
            elif node.tag not in _UNSEEN:
                yield from self._inline(node)


_SIGNS = {f"{W}tab": "⇥", f"{W}cr": "↵", f"{W}noBreakHyphen": "\u2011"}
_UNSEEN = {f"{W}{name}" for name in "pPr rPr del moveFrom instrText delText sdtPr".split()}
