"""The hidden bookmarks of values in the tree of a part: taken away wherever they stand, and put round other runs."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Any

from lxml import etree

from generator.word.ledger import PREFIX, is_mark, name_of, number_of
from generator.word.preparing.names import w
from generator.word.reviewing import Element
from generator.word.tracking import PASSING, Ids

START, END = w("bookmarkStart"), w("bookmarkEnd")
_ID, _NAME = w("id"), w("name")
_NAMED = re.compile(rb"\b%s([0-9]{1,9})[\"']" % PREFIX.encode())


def holds(markup: bytes, numbers: Container[int]) -> bool:
    """Whether a part may have bookmarks of these values."""
    return any(int(found[1]) in numbers for found in _NAMED.finditer(markup))


def take_away(root: Element, numbers: Container[int]) -> None:
    """Remove both ends of the bookmarks of these values. An end belongs to the last start of its id."""
    ours: dict[str, bool] = {}
    for mark in list(root.iter(START, END)):
        number, remove = mark.get(_ID, ""), False
        if mark.tag == START:
            remove = ours[number] = number_of(mark.get(_NAME, "")) in numbers
        else:
            remove = ours.pop(number, False)
        if remove:
            mark.getparent().remove(mark)


def is_start(mark: Element) -> bool:
    """Whether the bookmark of a value begins here, or a copy of it."""
    return mark.tag == START and is_mark(mark.get(_NAME, ""))


class Bookmarks:
    """Bookmarks that are put into a file; a name stands once in it."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._placed: set[int] = set()

    def put(self, number: int, first: Element, last: Element) -> tuple[Element, ...]:
        """Put a bookmark from one element to the end of another of the same paragraph. Returns its ends."""
        pair = self.pair(number)
        if pair is None:
            return ()
        first.addprevious(pair[0])
        last.addnext(pair[1])
        return pair

    def pair(self, number: int) -> tuple[Element, Element] | None:
        """The start and the end of a bookmark; None for one that stands in the file already."""
        if number in self._placed:
            return None
        self._placed.add(number)
        start, end = etree.Element(START), etree.Element(END)
        number_in_part = self._ids.next()
        for mark in (start, end):
            mark.set(_ID, number_in_part)
        start.set(_NAME, name_of(number))
        return start, end


def marks_between(node: Element) -> Iterator[Any]:
    """The marks that follow a node before the next letter, the references of comments among them."""
    for beside in node.itersiblings():
        if beside.tag not in PASSING and beside.find(w("commentReference")) is None:
            return
        yield beside
