"""Reads a part of a report that was just built as letters."""

from __future__ import annotations

import copy
from dataclasses import replace

from lxml import etree

from generator.word.manuscript import read_lines
from tests.support.people.letters import Atom, Block, Edge, Element, Letter, Paper, Paragraph, Row, Table, frame_of
from tests.support.word import W

_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_MARKS = {f"{W}bookmarkStart": True, f"{W}bookmarkEnd": False}
_IGNORED = {f"{W}proofErr", f"{W}lastRenderedPageBreak"}


class _Reading:
    def __init__(self, part: str) -> None:
        self.part, self.forms, self.names = part, [None], dict[bytes, int]()
        self.line = 0

    def form(self, properties: Element | None) -> int:
        if properties is None:
            return 0
        key = etree.tostring(properties)
        if key not in self.names:
            self.names[key] = len(self.forms)
            self.forms.append(copy.deepcopy(properties))
        return self.names[key]

    def block(self, node: Element) -> Block:
        if node.tag == f"{W}p":
            return self.paragraph(node)
        if node.tag == f"{W}tbl" and (table := self.table(node)):
            return table
        return self.fixed(node)

    def fixed(self, node: Element) -> Paragraph:
        whole = etree.Element("whole")
        whole.append(copy.deepcopy(node))
        inner = []
        for line in read_lines(etree.tostring(whole)):
            self.line += 1
            inner.append([Letter(text, origin=(self.part, self.line, n)) for n, text in enumerate(line.text)])
        return Paragraph(fixed=copy.deepcopy(node), inner=inner)

    def paragraph(self, node: Element) -> Paragraph:
        atoms: list[Atom] = []
        properties = None
        for child in node:
            if child.tag == f"{W}pPr":
                properties = copy.deepcopy(child)
            elif child.tag in _MARKS:
                atoms.append(Edge(_MARKS[child.tag], child.get(f"{W}id"), child.get(f"{W}name", "")))
            elif child.tag == f"{W}r" and (run := self.run(child)) is not None:
                atoms += run
            elif child.tag not in _IGNORED:
                return self.fixed(node)
        self.line += 1
        count, placed = 0, list[Atom]()
        for atom in atoms:
            if isinstance(atom, Letter):
                atom, count = replace(atom, origin=(self.part, self.line, count)), count + 1
            placed.append(atom)
        return Paragraph(properties, placed)

    def run(self, run: Element) -> list[Atom] | None:
        """Its letters, None where there is something else in it."""
        form, found = self.form(run.find(f"{W}rPr")), list[Atom]()
        for child in run:
            if child.tag == f"{W}t":
                found += [Letter(text, form) for text in child.text or ""]
            elif child.tag in _SIGNS and not child.attrib:
                found.append(Letter(_SIGNS[child.tag], form, sign=child.tag))
            elif child.tag != f"{W}rPr" and child.tag not in _IGNORED:
                return None
        return found

    def table(self, node: Element) -> Table | None:
        """The table; None for one with more in it than rows, cells and paragraphs."""
        if any(child.tag not in (f"{W}tblPr", f"{W}tblGrid", f"{W}tr") for child in node):
            return None
        frames = [tr for tr in node if tr.tag == f"{W}tr"]
        if any(child.tag not in (f"{W}trPr", f"{W}tblPrEx", f"{W}tc") for tr in frames for child in tr):
            return None
        if any(child.tag not in (f"{W}tcPr", f"{W}p") for tc in node.iter(f"{W}tc") for child in tc):
            return None
        if any(True for _ in node.iter(f"{W}txbxContent")):
            return None
        rows = [Row(_without(tr, f"{W}tc"), [self.cell(tc) for tc in tr.iter(f"{W}tc")]) for tr in frames]
        return Table(_without(node, f"{W}tr"), rows)

    def cell(self, node: Element) -> tuple[Element, list[Paragraph]]:
        return _without(node, f"{W}p"), [self.paragraph(p) for p in node.iter(f"{W}p")]


def _without(node: Element, tag: str) -> Element:
    made = copy.deepcopy(node)
    for child in made.findall(tag):
        made.remove(child)
    return made


def read_paper(part: str, data: bytes) -> Paper:
    """A part of a report that was just built."""
    root = etree.fromstring(data)
    reading = _Reading(part)
    holder = frame_of(root)
    blocks = [reading.block(node) for node in holder if node.tag != f"{W}sectPr"]
    return Paper(part, root, blocks, reading.forms)
