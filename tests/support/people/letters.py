"""A Word file as people see it: paragraphs of letters that know where they come from, read out of its XML and written again.

Every letter of a report that was just built keeps its origin wherever it goes, so what became of a value need not be guessed
afterwards. What is no letter (bookmarks, pictures) stands between letters without a width. A paragraph that holds more than
this knows (text boxes, fields, content controls) is left as it is.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, Literal, TypeAlias

from lxml import etree

from generator.word.ledger import number_of
from generator.word.manuscript import read_lines
from tests.support.word import W

AUTHOR, WHEN = "科员", "2023-02-01T09:00:00Z"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
Track = Literal["", "ins", "del"]
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_MARKS = {f"{W}bookmarkStart": True, f"{W}bookmarkEnd": False}
_IGNORED = {f"{W}proofErr", f"{W}lastRenderedPageBreak"}
_BY_FORM = {True: f"{W}bookmarkStart", False: f"{W}bookmarkEnd"}
Element: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter. ``origin`` is the place where it was printed (part, paragraph from 1, offset), None for a letter of a person's.

    ``copied`` says that it is a second one of that origin; ``again`` is that of the same letter in whose place a person typed it;
    ``typed_for`` the number of the value that a person typed it for.
    """

    text: str
    form: int = 0
    origin: tuple[str, int, int] | None = None
    copied: bool = False
    again: tuple[str, int, int] | None = None
    typed_for: int | None = None
    track: Track = ""
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """One end of a bookmark."""

    opens: bool
    id: str
    name: str = ""

    @property
    def number(self) -> int | None:
        return number_of(self.name)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something without letters, as it stands in the file."""

    element: Element


Atom: TypeAlias = Letter | Edge | Thing


@dataclass(slots=True)
class Paragraph:
    """A paragraph; one that is ``fixed`` (several, with those in its text boxes) is kept as it is."""

    properties: Element | None = None
    atoms: list[Atom] = field(default_factory=list)
    fixed: Element | None = None
    inner: list[list[Letter]] = field(default_factory=list)
    mark: Track = ""

    def shown(self) -> list[Letter]:
        """The letters that are not deleted."""
        return [atom for atom in self.atoms if isinstance(atom, Letter) and atom.track != "del"]

    @property
    def text(self) -> str:
        return "".join(letter.text for letter in self.shown())

    @property
    def is_plain(self) -> bool:
        """Whether it can be moved and cut: nothing in it but letters and marks, no section ending with it."""
        ends = self.properties is not None and self.properties.find(f"{W}sectPr") is not None
        return self.fixed is None and not ends and not any(isinstance(atom, Thing) for atom in self.atoms)


@dataclass(slots=True)
class Row:
    """A row of a table: its element without cells, and per cell its element without paragraphs, and these."""

    element: Element
    cells: list[tuple[Element, list[Paragraph]]]
    mark: Track = ""


@dataclass(slots=True)
class Table:
    """A table of rows of cells of paragraphs."""

    element: Element
    rows: list[Row]


Block: TypeAlias = Paragraph | Table


@dataclass(slots=True)
class Paper:
    """A part of a file as blocks. ``forms`` are the formats of letters."""

    part: str
    root: Element
    blocks: list[Block]
    forms: list[Element | None]

    def paragraphs(self) -> Iterator[Paragraph]:
        """All of them, in the order of the text."""
        for block in self.blocks:
            yield from (block,) if isinstance(block, Paragraph) else (p for row in block.rows for _, cell in row.cells for p in cell)

    def lines(self) -> list[list[Letter]]:
        """The letters that are shown, as the file counts its paragraphs."""
        return [line for p in self.paragraphs() for line in (p.inner if p.fixed is not None else [p.shown()])]


# Reading


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
    holder = _holder(root)
    blocks = [reading.block(node) for node in holder if node.tag != f"{W}sectPr"]
    return Paper(part, root, blocks, reading.forms)


def _holder(root: Element) -> Element:
    return root[0] if root.tag == f"{W}document" else root


# Writing


class _Writing:
    def __init__(self, forms: list[Element | None]) -> None:
        self.forms, self.changes = forms, 5_000

    def change(self, track: Track) -> Element:
        self.changes += 1
        values = {"id": str(self.changes), "author": AUTHOR, "date": WHEN}
        return etree.Element(f"{W}{track}", {f"{W}{name}": value for name, value in values.items()})

    def paragraph(self, paragraph: Paragraph) -> Element:
        if paragraph.fixed is not None:
            return copy.deepcopy(paragraph.fixed)
        node = etree.Element(f"{W}p")
        properties = copy.deepcopy(paragraph.properties)
        if paragraph.mark:
            properties = etree.Element(f"{W}pPr") if properties is None else properties
            format_ = properties.find(f"{W}rPr")
            if format_ is None:
                format_ = etree.Element(f"{W}rPr")
                later = [child for child in properties if child.tag in (f"{W}sectPr", f"{W}pPrChange")]
                properties.insert(properties.index(later[0]) if later else len(properties), format_)
            format_.insert(0, self.change(paragraph.mark))
        if properties is not None:
            node.append(properties)
        for kind, several in groupby(paragraph.atoms, _kind):
            node.extend(self.atoms(kind, several))
        return node

    def atoms(self, kind: object, several: Iterable[Atom]) -> Iterator[Element]:
        for atom in () if isinstance(kind, tuple) else several:
            if isinstance(atom, Edge):
                node = etree.Element(_BY_FORM[atom.opens], {f"{W}id": atom.id})
                if atom.opens:
                    node.set(f"{W}name", atom.name)
                yield node
            elif isinstance(atom, Thing):
                yield copy.deepcopy(atom.element)
        if isinstance(kind, tuple):
            form, track, _ = kind
            run = self.run(form, track, [atom for atom in several if isinstance(atom, Letter)])
            if track:
                change = self.change(track)
                change.append(run)
                run = change
            yield run

    def run(self, form: int, track: Track, letters: list[Letter]) -> Element:
        run = etree.Element(f"{W}r")
        if self.forms[form] is not None:
            run.append(copy.deepcopy(self.forms[form]))
        for sign, several in groupby(letters, lambda letter: letter.sign):
            if sign:
                for _ in several:
                    etree.SubElement(run, sign)
            else:
                text = etree.SubElement(run, f"{W}{'delText' if track == 'del' else 't'}")
                text.set(SPACE, "preserve")
                text.text = "".join(letter.text for letter in several)
        return run

    def block(self, block: Block) -> Element:
        if isinstance(block, Paragraph):
            return self.paragraph(block)
        table = copy.deepcopy(block.element)
        for row in block.rows:
            tr = copy.deepcopy(row.element)
            if row.mark:
                properties = tr.find(f"{W}trPr")
                if properties is None:
                    properties = etree.Element(f"{W}trPr")
                    tr.insert(0, properties)
                properties.append(self.change(row.mark))
            for frame, paragraphs in row.cells:
                tc = copy.deepcopy(frame)
                tc.extend(map(self.paragraph, paragraphs))
                tr.append(tc)
            table.append(tr)
        return table


def _kind(atom: Atom) -> object:
    """Letters of one run are of one kind."""
    return (atom.form, atom.track, False) if isinstance(atom, Letter) else False


def written(paper: Paper) -> bytes:
    """The part as a word processor would write it."""
    root = copy.deepcopy(paper.root)
    holder, writing = _holder(root), _Writing(paper.forms)
    section = holder.find(f"{W}sectPr")
    for child in list(holder):
        holder.remove(child)
    holder.extend(map(writing.block, paper.blocks))
    if section is not None:
        holder.append(section)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
