"""The text of a paragraph over its runs, and a tag cut out of it: however Word has split the runs, nothing else is lost."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree

from generator.word.preparing.names import BREAK, NOT_TEXT, RETURN, RUN, RUN_PROPERTIES, TAB, TEXT, XML_SPACE, P, w

Element = Any  # lxml has no types of its own
_LETTERS = {TAB: "\t", BREAK: "\n", RETURN: "\n", w("noBreakHyphen"): "-", w("ptab"): "\t"}
# Wrappers that may be cut in two beside a tag without changing what they say.
_DIVISIBLE = frozenset(map(w, ("ins", "moveTo", "hyperlink", "smartTag")))


class Atom(NamedTuple):
    """A stretch of a paragraph's text and the element that holds it."""

    start: int
    end: int
    element: Element


def atoms(paragraph: Element) -> list[Atom]:
    """The paragraph's text in order. Deleted text and text boxes are not part of it."""
    found, at = [], 0
    for element in _texts(paragraph):
        length = len(element.text or "") if element.tag == TEXT else 1
        if length:
            found.append(Atom(at, at + length, element))
            at += length
    return found


def _texts(node: Element) -> Iterator[Element]:
    for child in node:
        if child.tag == TEXT or (child.tag in _LETTERS and node.tag == RUN):
            yield child
        elif child.tag not in NOT_TEXT and child.tag != P and isinstance(child.tag, str):
            yield from _texts(child)


def text_of(stretches: list[Atom]) -> str:
    """The text as a reader sees it; a tab is a tab, a line break a newline."""
    return "".join(a.element.text if a.element.tag == TEXT else _LETTERS[a.element.tag] for a in stretches)


class Gap(NamedTuple):
    """Where a tag was: the element to put something into, at which index, and the format of the tag's first letter."""

    parent: Element
    at: int
    format: Element | None

    def fill(self, node: Element) -> None:
        """Put a node where the tag was."""
        self.parent.insert(self.at, node)


def cut_out(stretches: list[Atom], start: int, end: int) -> Gap:
    """Take the text from ``start`` to ``end`` out of the paragraph and return where it was.

    The later stretches must not be used any more; so a paragraph's tags are cut out from the last to the first.
    """
    _divide(stretches, end)
    first = _divide(stretches, start)
    inside = [first, *(a.element for a in stretches if start < a.start < end)]
    run = first.getparent()
    gap = Gap(run.getparent(), run.getparent().index(run), run.find(RUN_PROPERTIES))
    for element in inside:
        run = element.getparent()
        run.remove(element)
        if all(child.tag == RUN_PROPERTIES for child in run):
            run.getparent().remove(run)
    return gap


def _divide(stretches: list[Atom], at: int) -> Element:
    """Let a run begin at that letter and return the element that begins there (None at the end of the text)."""
    atom = next((a for a in stretches if a.start <= at < a.end), None)
    if atom is None:
        return None
    element = atom.element
    if at > atom.start:
        text = element.text
        if at - atom.start == len(text):  # a tag cut out before began here
            return None
        rest = etree.Element(TEXT)
        element.text, rest.text = text[: at - atom.start], text[at - atom.start :]
        for part in (element, rest):
            part.set(XML_SPACE, "preserve")
        element.addnext(rest)
        element = rest
    run = element.getparent()
    if run is None:  # a tag cut out before began here
        return element
    before = [child for child in run.iterchildren() if child.tag != RUN_PROPERTIES]
    if before[0] is not element:
        later = etree.Element(RUN, run.attrib)
        if (properties := run.find(RUN_PROPERTIES)) is not None:
            later.append(copy.deepcopy(properties))
        later.extend(before[before.index(element) :])
        run.addnext(later)
    return element


def out_of_wrappers(node: Element) -> None:
    """Cut wrappers around the node in two, so that it stands in the paragraph itself."""
    while (wrapper := node.getparent()).tag in _DIVISIBLE:
        later = list(node.itersiblings())
        if later:
            second = etree.Element(wrapper.tag, wrapper.attrib)
            second.extend(later)
            wrapper.addnext(second)
        wrapper.addnext(node)
        if not len(wrapper):
            wrapper.getparent().remove(wrapper)
