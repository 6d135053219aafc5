"""Writes letters as a part of a file, as word processors do: runs, bookmarks, tracked changes of an author."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from itertools import groupby

from lxml import etree

from tests.support.people.letters import Atom, Block, Edge, Element, Letter, Paper, Paragraph, Thing, Track, frame_of
from tests.support.word import W

AUTHOR, WHEN = "科员", "2023-02-01T09:00:00Z"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BY_FORM = {True: f"{W}bookmarkStart", False: f"{W}bookmarkEnd"}


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
    holder, writing = frame_of(root), _Writing(paper.forms)
    section = holder.find(f"{W}sectPr")
    for child in list(holder):
        holder.remove(child)
    holder.extend(map(writing.block, paper.blocks))
    if section is not None:
        holder.append(section)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
