"""Other words in the place of those that stand in a paragraph, in their format, with the bookmarks of the values in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import pairwise

from lxml import etree

from generator.word.bookmarking import END, START, Bookmarks, is_start, marks_between
from generator.word.edits import Marked, Replace
from generator.word.preparing.names import BREAK, P_PROPERTIES, RUN, RUN_PROPERTIES, TAB, TEXT, VALUE, XML_SPACE, w
from generator.word.reviewing import DEL, INS, MOVED_FROM, MOVED_TO, SIGNS, Element, Letters, carved, run_from, run_until, text_of, within
from generator.word.tracking import PASSING, Tracker, deleted_text, forget, is_own, own_insertion, own_neighbours, restore
from generator.word.writing import FORBIDDEN

_ID, _RUN_STYLE = w("id"), w("rStyle")
_OF_CHANGES = (w("rPrChange"), INS, DEL, MOVED_FROM, MOVED_TO)
_GROUND = (w("shd"), w("highlight"))  # what a word processor makes of the look of a style that it dissolves
_WRAPPERS = frozenset((INS, DEL, MOVED_TO, w("hyperlink"), w("smartTag")))  # at whose edge words stand as well outside
_PIECES = re.compile("[^\t\n]+|[\t\n]")
_ELEMENTS = {"\t": TAB, "\n": BREAK}


class Rewriter:
    """Carries out replacements; ``missing`` is the id of the style of what is missing, None where the file has none."""

    def __init__(self, tracker: Tracker, bookmarks: Bookmarks, missing: str | None) -> None:
        self._tracker = tracker
        self._bookmarks = bookmarks
        self._missing = missing

    def rewrite(self, paragraph: Element, stretches: list[Letters], edits: Sequence[Replace]) -> None:
        """Carry out the edits of one paragraph, whose letters these are. Raises ``ValueError`` when two want the same letters."""
        ordered = sorted(enumerate(edits), key=_last_first)
        for (_, later), (_, edit) in pairwise(ordered):
            if edit.place.end > later.place.start and edit.place.start < later.place.end:
                raise ValueError(f"two edits of the same letters: {edit.place}, {later.place}")
        for _, edit in ordered:
            self._replace(paragraph, stretches, edit)

    def _replace(self, paragraph: Element, stretches: list[Letters], edit: Replace) -> None:
        start, end = edit.place.start, edit.place.end
        inside = within(stretches, start, end)
        if text_of(inside) == edit.text:
            self._mark(stretches, start, edit.values)
            return
        looks = self._format(paragraph, stretches, start, edit)
        spot = etree.Element(RUN)
        if not inside:
            _settle(spot, paragraph, stretches, start)
            self._tracker.out_of_changes(spot)
            self._write(spot, edit, looks, [], None)
            return
        runs = carved(inside)
        runs[0].addprevious(spot)
        pending = own_insertion(runs[0]) is not None
        deletions = self._tracker.delete(runs)
        if pending:
            self._tracker.out_of_changes(spot)
            if not self._undone(spot, edit):
                self._rewrite_pending(spot, edit, looks, deletions)
            return
        if deletions:
            deletions[0].addnext(spot)
        self._tracker.out_of_changes(spot)
        _step_out_of_old(spot)
        self._write(spot, edit, looks, deletions, deletions[0] if deletions else None)

    def _rewrite_pending(self, spot: Element, edit: Replace, looks: Element | None, deletions: list[Element]) -> None:
        """Other words where a change of ours was pending, whose deletion stands directly before or behind the place."""
        before = list(own_neighbours(spot, preceding=True))
        if not self._tracker.tracked:
            for change in (*before, *own_neighbours(spot, preceding=False)):
                forget(change)
            before = []
        self._write(spot, edit, looks, [spot, *deletions], before[-1] if before else None)

    def _undone(self, spot: Element, edit: Replace) -> bool:
        """Whether the words are those that a pending change of ours took out: then they stand there again."""
        before = list(own_neighbours(spot, preceding=True))
        behind = list(own_neighbours(spot, preceding=False))
        for changes in (before[:1], before[::-1], before[::-1] + behind):
            said = [deleted_text(change) for change in changes]
            if changes and None not in said and "".join(filter(None, said)) == edit.text:
                runs = [run for change in changes for run in restore(change)]
                spot.getparent().remove(spot)
                self._mark(_letters_of(runs), 0, edit.values)
                return True
        return False

    def _write(self, spot: Element, edit: Replace, looks: Element | None, old: list[Element], first: Element | None) -> None:
        """Put the words before the spot, which goes.

        ``old`` are the deletions that the words stand for, ``first`` the first thing that a bookmark of a value holds which is
        all of the words: it goes round what was there, too, so that it survives when the change is refused.
        """
        nodes: dict[int, Element] = {}
        ends: dict[int, Element] = {}
        for start, end, run in self._runs(edit, looks):
            nodes[start] = ends[end] = self._tracker.inserted(run)
            spot.addprevious(nodes[start])
        whole = len(edit.values) == 1 and edit.values[0][1:3] == (0, len(edit.text))
        for value in sorted(edit.values, key=lambda value: (value.start, -value.end)):
            if value.start in nodes and value.end in ends:
                begin, close = nodes[value.start], ends[value.end]
                if whole:
                    begin = begin if first is None else first
                    close = old[-1] if len(old) > 1 else close
                self._bookmarks.put(value.number, begin, close)
        spot.getparent().remove(spot)

    def _runs(self, edit: Replace, looks: Element | None) -> Iterator[tuple[int, int, Element]]:
        """The words as runs, cut where a value begins or ends."""
        size = len(edit.text)
        edges = {edge for value in edit.values for edge in (value.start, value.end) if 0 <= edge <= size}
        gaps = [(value.start, value.end) for value in edit.values if value.missing]
        for start, end in pairwise(sorted({0, size} | edges)):
            missing = any(begin <= start and end <= close for begin, close in gaps)
            yield start, end, self._run(edit.text[start:end], looks, missing)

    def _run(self, text: str, looks: Element | None, missing: bool) -> Element:
        run = etree.Element(RUN)
        properties = etree.Element(RUN_PROPERTIES) if looks is None else deepcopy(looks)
        if missing and self._missing is not None:
            for style in properties.findall(_RUN_STYLE):
                properties.remove(style)
            style = etree.Element(_RUN_STYLE)
            style.set(VALUE, self._missing)
            properties.insert(0, style)
        if len(properties):
            run.append(properties)
        for piece in _PIECES.findall(FORBIDDEN.sub("", text)):
            child = etree.SubElement(run, _ELEMENTS.get(piece, TEXT))
            if child.tag == TEXT:
                child.set(XML_SPACE, "preserve")
                child.text = piece
        return run

    def _format(self, paragraph: Element, stretches: list[Letters], at: int, edit: Replace) -> Element | None:
        """The format of new words: of the letters that they stand for, of the letter before, or of the one behind."""
        index = bisect_left(stretches, at, key=lambda each: each.start)
        if edit.place.end == at and index:
            index -= 1
        if index < len(stretches):
            found = stretches[index].element.getparent().find(RUN_PROPERTIES)
        else:
            found = paragraph.find(f"{P_PROPERTIES}/{RUN_PROPERTIES}")
        if found is None:
            return None
        looks = deepcopy(found)
        for child in list(looks):
            is_missing = child.tag == _RUN_STYLE and child.get(VALUE) == self._missing
            if child.tag in _OF_CHANGES or is_missing or (edit.was_missing and child.tag in _GROUND):
                looks.remove(child)
        return looks

    def _mark(self, stretches: list[Letters], base: int, values: Sequence[Marked]) -> None:
        """Put bookmarks round values that stand there already."""
        for value in sorted(values, key=lambda value: (value.start, -value.end)):
            if inside := within(stretches, base + value.start, base + value.end):
                first = run_from(inside[0])
                marks = self._bookmarks.put(value.number, first, run_until(inside[-1]))
                for mark in marks:
                    self._tracker.out_of_changes(mark, own=True)
                for start in marks[:1]:
                    for deletion in own_neighbours(start, preceding=True) if is_own(start.getnext(), INS) else ():
                        deletion.addprevious(start)


def _last_first(numbered: tuple[int, Replace]) -> tuple[int, bool, int]:
    """The order in which edits are carried out, so that none moves the letters of the next.

    Words that are put in stand behind the letter before them: several at one place come in their order when the last is
    put in first. At the beginning of a paragraph they stand before the letter behind them.
    """
    number, edit = numbered
    start, end = edit.place.start, edit.place.end
    return -start, end > start, -number if start else number


def _settle(spot: Element, paragraph: Element, stretches: list[Letters], at: int) -> None:
    """Put the spot between two letters, outside of the bookmarks and wrappers that end before it or begin behind it."""
    index = bisect_left(stretches, at, key=lambda each: each.start)
    if not stretches:
        paragraph.append(spot)
    elif index:
        run_until(stretches[index - 1]).addnext(spot)
        while _step(spot, [mark for mark in marks_between(spot) if mark.tag == END][-1:], preceding=False):
            pass
    else:
        run_from(stretches[0]).addprevious(spot)
        while _step(spot, _starts_before(spot)[-1:], preceding=True):
            pass


def _step(spot: Element, marks: list[Element], *, preceding: bool) -> bool:
    """Move the spot over the mark, else out of a wrapper at whose edge it stands. Returns whether it moved."""
    wrapper = spot.getparent()
    edge = spot.getprevious() is None if preceding else spot.getnext() is None
    over = marks[0] if marks else wrapper if edge and wrapper.tag in _WRAPPERS else None
    if over is None:
        return False
    if preceding:
        over.addprevious(spot)
    else:
        over.addnext(spot)
    return True


def _starts_before(spot: Element) -> list[Element]:
    """The starts of bookmarks before which no letter stands, nearest first."""
    found = []
    for beside in spot.itersiblings(preceding=True):
        if beside.tag not in PASSING:
            break
        if beside.tag == START:
            found.append(beside)
    return found


def _step_out_of_old(spot: Element) -> None:
    """Leave the bookmark of a value that held nothing but what was taken out: what stands there now is not that value."""
    node = spot.getprevious()
    if node is None or node.tag != DEL:
        node = spot
    old = {mark.get(_ID) for mark in _starts_before(node) if is_start(mark)}
    ends = [mark for mark in marks_between(spot) if mark.tag == END and mark.get(_ID) in old]
    if ends:
        ends[-1].addnext(spot)


def _letters_of(runs: Sequence[Element]) -> list[Letters]:
    """The letters of runs, counted from the first."""
    found: list[Letters] = []
    at = 0
    for element in (child for run in runs for child in run if child.tag == TEXT or child.tag in SIGNS):
        length = len(element.text or "") if element.tag == TEXT else 1
        if length:
            found.append(Letters(at, at + length, element))
            at += length
    return found
