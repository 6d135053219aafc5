"""Tracked changes: what an update puts in and takes out, as Word, WPS and LibreOffice show it.

A change of ours that nobody has decided on is no text of anybody's: it is rewritten, never nested. Others' changes stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import count
from typing import Any, NamedTuple

from lxml import etree

from generator.word.preparing.names import INSTRUCTION, P_PROPERTIES, RANGE_MARKS, RUN, RUN_PROPERTIES, SECTION, TEXT, XML_SPACE, P, w
from generator.word.reviewing import DEL, INS, MOVED_TO, SIGNS, Element

AUTHOR = "工作簿更正"
_ID, _AUTHOR, _DATE = w("id"), w("author"), w("date")
_DELETED_TEXT, _DELETED_CODE = w("delText"), w("delInstrText")
_AS_DELETED = {TEXT: _DELETED_TEXT, INSTRUCTION: _DELETED_CODE}
_AS_TEXT = {new: old for old, new in _AS_DELETED.items()}
_TR_PROPERTIES, _P_CHANGE, _TR_CHANGE, _TABLE_EXCEPTIONS = w("trPr"), w("pPrChange"), w("trPrChange"), w("tblPrEx")
PASSING = RANGE_MARKS | {w("proofErr")}  # without a letter: a change may stand on either side of it
_TRACKED = frozenset((INS, MOVED_TO))


class Revision(NamedTuple):
    """When an update was made, in UTC, and whether it is tracked; what is not stands as if it had always been there."""

    when: datetime
    tracked: bool

    @property
    def date(self) -> str:
        """The time as files say it."""
        return f"{self.when:%Y-%m-%dT%H:%M:%S}Z"


class Ids:
    """Ids that no element of the trees has."""

    def __init__(self, trees: Iterable[Element]) -> None:
        self._used = {value for tree in trees for element in tree.iter(etree.Element) if (value := element.get(_ID))}
        self._free = (number for number in map(str, count(1)) if number not in self._used)

    def next(self) -> str:
        """Another one."""
        return next(self._free)


class Tracker:
    """Puts runs in and takes them out, tracked or not."""

    def __init__(self, revision: Revision, ids: Ids) -> None:
        self.tracked = revision.tracked
        self.ids = ids
        self._date = revision.date

    def change(self, tag: str) -> Element:
        """An empty element that says of what is in it, or beside it, that we changed it now."""
        element = etree.Element(tag)
        for name, value in ((_ID, self.ids.next()), (_AUTHOR, AUTHOR), (_DATE, self._date)):
            element.set(name, value)
        return element

    def inserted(self, run: Element) -> Element:
        """A run as it is put in: what goes into the paragraph."""
        if not self.tracked:
            return run
        change = self.change(INS)
        change.append(run)
        return change

    def delete(self, runs: Iterable[Element]) -> list[Element]:
        """Take runs out; those of ours that are pending, really. Returns the deletions that tell of the others."""
        changes: list[Element] = []
        for run in runs:
            own = own_insertion(run)
            if own is not None or not self.tracked:
                _drop(run)
                continue
            change = run.getprevious()
            if not changes or change is not changes[-1]:
                change = self.change(DEL)
                run.addprevious(change)
                changes.append(change)
            change.append(run)
            _rename(run, _AS_DELETED)
        return changes

    def mark_paragraph(self, paragraph: Element, tag: str) -> None:
        """Say of the end of a paragraph that it was put in (w:ins) or taken out (w:del)."""
        properties = paragraph.find(P_PROPERTIES)
        if properties is None:
            properties = etree.Element(P_PROPERTIES)
            paragraph.insert(0, properties)
        of_mark = properties.find(RUN_PROPERTIES)
        if of_mark is None:
            of_mark = etree.Element(RUN_PROPERTIES)
            _before(properties, of_mark, (SECTION, _P_CHANGE))
        if not _cleared(of_mark, tag):
            return
        of_mark.insert(1 if tag == DEL and len(of_mark) and of_mark[0].tag == INS else 0, self.change(tag))

    def mark_row(self, row: Element, tag: str) -> None:
        """Say of a row that it was put in or taken out."""
        properties = row.find(_TR_PROPERTIES)
        if properties is None:
            properties = etree.Element(_TR_PROPERTIES)
            row.insert(1 if len(row) and row[0].tag == _TABLE_EXCEPTIONS else 0, properties)
        if not _cleared(properties, tag):
            return
        _before(properties, self.change(tag), (DEL, _TR_CHANGE) if tag == INS else (_TR_CHANGE,))

    def out_of_changes(self, node: Element, *, own: bool = False) -> None:
        """Cut the insertions directly around a node in two, only ours if ``own``, so that it stands beside them."""
        while (around := node.getparent()).tag in _TRACKED and (is_own(around, INS) or not own):
            later = list(node.itersiblings())
            if later:
                second = etree.Element(around.tag, around.attrib)
                second.set(_ID, self.ids.next())
                second.extend(later)
                around.addnext(second)
            around.addnext(node)
            for half in (around, node.getnext() if later else None):
                if half is not None:
                    dissolve_if_idle(half)


def _cleared(properties: Element, tag: str) -> bool:
    """Whether nobody else has said that already; what we have said of it before is taken away."""
    for there in properties.findall(tag):
        if not is_own(there, tag):
            return False
        properties.remove(there)
    return True


def _before(parent: Element, child: Element, tags: tuple[str, ...]) -> None:
    """Put a child in, before the first of those that must follow it, else at the end."""
    follower = next((each for each in parent if each.tag in tags), None)
    if follower is None:
        parent.append(child)
    else:
        follower.addprevious(child)


def _drop(run: Element) -> None:
    parent = run.getparent()
    parent.remove(run)
    if parent.tag in _TRACKED:
        dissolve_if_idle(parent)


def dissolve_if_idle(change: Element) -> None:
    """Take away an insertion that holds nothing but marks; they stay in its place."""
    if all(child.tag in PASSING for child in change) and change.getparent() is not None:
        unwrap(change)


def forget(change: Element) -> None:
    """Take a deletion away with what it took out; marks of ranges in it, which LibreOffice puts there, stay in its place."""
    for child in list(change):
        if child.tag not in PASSING:
            change.remove(child)
    unwrap(change)


def unwrap(element: Element) -> None:
    """Put what an element holds in its place."""
    for child in list(element):
        element.addprevious(child)
    element.getparent().remove(element)


def is_own(change: Element | None, tag: str) -> bool:
    """Whether an element is a pending change of ours."""
    return change is not None and change.tag == tag and change.get(_AUTHOR) == AUTHOR


def own_insertion(run: Element) -> Element | None:
    """The pending insertion of ours that a run stands in, None for a run that is somebody's."""
    for around in run.iterancestors():
        if around.tag == P:
            return None
        if is_own(around, INS):
            return around
    return None


def own_neighbours(node: Element, *, preceding: bool) -> Iterator[Element]:
    """The pending deletions of ours directly beside a node, nearest first, marks of ranges overlooked."""
    for beside in node.itersiblings(preceding=preceding):
        if is_own(beside, DEL):
            yield beside
        elif beside.tag not in PASSING:
            return


def deleted_text(change: Element) -> str | None:
    """The letters of a deletion, None where it holds more than letters."""
    text = ""
    for run in change:
        if run.tag in PASSING:
            continue
        if run.tag != RUN:
            return None
        for child in run:
            if child.tag == _DELETED_TEXT:
                text += child.text or ""
            elif child.tag in SIGNS:
                text += SIGNS[child.tag]
            elif child.tag != RUN_PROPERTIES:
                return None
    return text


def restore(change: Element) -> list[Element]:
    """Undo a deletion. Returns the runs that stand there again."""
    runs = [child for child in change if child.tag == RUN]
    for run in runs:
        _rename(run, _AS_TEXT)
    unwrap(change)
    return runs


def _rename(run: Element, names: dict[Any, Any]) -> None:
    for element in list(run.iter(*names)):
        element.tag = names[element.tag]
        element.set(XML_SPACE, "preserve")
