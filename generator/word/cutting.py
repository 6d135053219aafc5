"""Other words put into an edited paragraph, and paragraphs and rows taken out: what stands around them stays as it is."""

from __future__ import annotations

import copy
from typing import Any

from lxml import etree

from generator.word.preparing.names import CELL, P_PROPERTIES, ROW, RUN, SECTION, TABLE, TEXT, XML_SPACE, P, w
from generator.word.preparing.paragraphs import atoms, cut_out, text_of

_BLOCKS = (P, TABLE)
_INDENT, _JUSTIFIED = w("ind"), w("jc")
_BREAKS = {"\n": w("br"), "\t": w("tab")}
# What may stand behind w:ind and w:jc in the properties of a paragraph, in the order of the schema.
_BEHIND_JC = ("textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange")
_BEHIND_IND = ("contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", *_BEHIND_JC)


def put(paragraph: Any, start: int, end: int, text: str) -> None:
    """Put a text in the place of another, in the format of the first letter that goes, or stands beside it."""
    stretches = atoms(paragraph)
    there = text_of(stretches)
    if start == end:
        if not text:
            return
        if not there:
            run = etree.SubElement(paragraph, RUN)
            _fill(run, text)
            return
        if start:
            start, text = start - 1, there[start - 1] + text
        else:
            end, text = 1, text + there[0]
    gap = cut_out(stretches, start, end)
    if text:
        run = etree.Element(RUN)
        if gap.format is not None:
            run.append(copy.deepcopy(gap.format))
        _fill(run, text)
        gap.fill(run)


def _fill(run: Any, text: str) -> None:
    """Write a text into a run: newlines are line breaks, tabs tabs."""
    words = ""
    for letter in text + "\0":
        if letter not in _BREAKS and letter != "\0":
            words += letter
            continue
        if words:
            element = etree.SubElement(run, TEXT)
            element.text = words
            element.set(XML_SPACE, "preserve")
            words = ""
        if letter != "\0":
            etree.SubElement(run, _BREAKS[letter])


def indent_as(paragraph: Any, other: Any) -> None:
    """Give a paragraph the indents and the alignment that another has of its own."""
    properties = paragraph.find(P_PROPERTIES)
    if properties is None:
        properties = etree.Element(P_PROPERTIES)
        paragraph.insert(0, properties)
    theirs = other.find(P_PROPERTIES)
    for name, behind in ((_INDENT, _BEHIND_IND), (_JUSTIFIED, _BEHIND_JC)):
        for own in properties.findall(name):
            properties.remove(own)
        wanted = None if theirs is None else theirs.find(name)
        if wanted is not None:
            later = next((n for n, child in enumerate(properties) if child.tag in {w(each) for each in behind}), len(properties))
            properties.insert(later, copy.deepcopy(wanted))


def take_out(paragraph: Any) -> None:
    """Take a paragraph out. One that ends a section, or that its cell or box can't be without, stays empty."""
    parent = paragraph.getparent()
    if parent is None:
        return
    section = paragraph.find(f"{P_PROPERTIES}/{SECTION}") is not None
    before, behind = next(paragraph.itersiblings(*_BLOCKS, preceding=True), None), next(paragraph.itersiblings(*_BLOCKS), None)
    needed = behind is None and (before is None or (parent.tag == CELL and before.tag == TABLE))
    if section or needed:
        for child in list(paragraph):
            if child.tag != P_PROPERTIES:
                paragraph.remove(child)
    else:
        parent.remove(paragraph)


def take_row_out(row: Any) -> None:
    """Take a row of a table out, and the table with its last one."""
    table = row.getparent()
    if table is None:
        return
    table.remove(row)
    if next(table.iter(ROW), None) is None and table.getparent() is not None:
        home, at = table.getparent(), table.getparent().index(table)
        home.remove(table)
        if home.tag == CELL and (not len(home) or home[-1].tag != P):
            home.insert(at, etree.Element(P))


def is_merged(row: Any) -> bool:
    """Whether a cell of the row reaches into another row."""
    return next(row.iter(w("vMerge")), None) is not None
