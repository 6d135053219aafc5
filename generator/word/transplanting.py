"""Paragraphs and rows of the fresh report as they come into an edited one: what they refer to must be there, or is left out.

A word processor renames styles (their names stay) and counts lists and relationships anew, so that of what is copied only the
text with its format comes along. Pictures, text boxes and marks of notes stay behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from generator.archive import CONTENT_TYPES, Member, content_types
from generator.word.bookmarking import END, START, Bookmarks
from generator.word.ledger import number_of
from generator.word.opening import WordFile
from generator.word.preparing.names import (
    CELL,
    CELL_PROPERTIES,
    P_PROPERTIES,
    ROW,
    RUN,
    RUN_PROPERTIES,
    SECTION,
    STYLE,
    STYLE_ELEMENT,
    TABLE,
    TEXT,
    VALUE,
    XML_SPACE,
    P,
    W,
    w,
)
from generator.word.preparing.parsing import parsed
from generator.word.reviewing import DEL, GONE, INS, MOVED_FROM, MOVED_TO, SIGNS, Element, Paragraphs, opened
from generator.word.tracking import Tracker, unwrap

_STYLES = frozenset((STYLE, w("rStyle"), w("tblStyle")))
_IN_RUNS = frozenset((RUN_PROPERTIES, TEXT, w("sym"), w("softHyphen"), *SIGNS))
_OF_CHANGES = frozenset(
    (INS, DEL, MOVED_FROM, MOVED_TO, *(w(f"{name}Change") for name in ("rPr", "pPr", "trPr", "tcPr", "tblPr", "tblPrEx")))
)
_WRAPPERS = (w("sdt"), w("customXml"))
_PROPERTIES = tuple(w(name) for name in "trPr tblPrEx tcPr tblPr".split())
_ALLOWED: dict[str, tuple[str, ...]] = {
    ROW: (w("trPr"), w("tblPrEx"), CELL),
    CELL: (CELL_PROPERTIES, P, TABLE),
    TABLE: (w("tblPr"), w("tblGrid"), ROW),
}
_NAME, _ID, _NUMBERS, _NUMBER = w("name"), w("id"), w("numPr"), w("numId")
_CONTENT = w("sdtContent")


def style_ids(file: WordFile) -> dict[tuple[str, str], str]:
    """The ids of a file's styles by their kind and name; names in small letters, as Word doesn't tell the cases apart."""
    part = next((member.name for member in file.members if file.kind(member.name) == "styles"), None)
    ids: dict[tuple[str, str], str] = {}
    for style in () if part is None else parsed(file, part).iter(STYLE_ELEMENT):
        name = style.find(_NAME)
        if name is not None:
            ids.setdefault((style.get(w("type"), ""), name.get(VALUE, "").casefold()), style.get(w("styleId"), ""))
    return ids


def _numberings(file: WordFile) -> set[str]:
    part = next((member.name for member in file.members if file.kind(member.name) == "numbering"), None)
    return set() if part is None else {each.get(_NUMBER) for each in parsed(file, part).iter(w("num"))}


class Transplanter:
    """Copies out of the fresh report for one edited file. Raises :class:`UnusableFile` when a part is no sound XML."""

    def __init__(self, file: WordFile, fresh: Mapping[str, Member], tracker: Tracker, bookmarks: Bookmarks) -> None:
        types = content_types(fresh[CONTENT_TYPES].content(), fresh)
        self._fresh = WordFile(file.name, tuple(fresh.values()), types, "")
        self._tracker = tracker
        self._bookmarks = bookmarks
        there = style_ids(file)
        self._styles = {id_: there[key] for key, id_ in style_ids(self._fresh).items() if key in there}
        self._lists = _numberings(file) & _numberings(self._fresh)
        self._paragraphs: dict[str, Paragraphs] = {}

    def paragraphs(self, part: str) -> Paragraphs:
        """The paragraphs of a part of the fresh report."""
        if part not in self._paragraphs:
            self._paragraphs[part] = Paragraphs(opened(self._fresh, part))
        return self._paragraphs[part]

    def paragraph(self, paragraph: Element, numbers: Mapping[int, int]) -> Element:
        """A copy of a paragraph as it comes in; values keep those bookmarks that ``numbers`` gives a number in the file."""
        copy = self._words(paragraph, numbers)
        if self._tracker.tracked:
            self._tracker.mark_paragraph(copy, INS)
        return copy

    def row(self, row: Element, numbers: Mapping[int, int]) -> Element:
        """A copy of a row as it comes in."""
        copy = deepcopy(row)
        for wrapper in list(copy.iter(*_WRAPPERS)):
            for content in wrapper.findall(_CONTENT):
                unwrap(content)
            unwrap(wrapper)
        for paragraph in [each for each in copy.iter(P) if next(each.iterancestors(P), None) is None]:
            paragraph.getparent().replace(paragraph, self._words(paragraph, numbers))
        for element in list(copy.iter(*_ALLOWED)):
            for child in list(element):
                if child.tag not in _ALLOWED[element.tag]:
                    element.remove(child)
        for properties in list(copy.iter(*_PROPERTIES)):
            self._clean(properties)
        _plain(copy)
        if self._tracker.tracked:
            self._tracker.mark_row(copy, INS)
        return copy

    def table(self, table: Element) -> Element:
        """A table without rows, as wide and with the look of the fresh one."""
        copy = etree.Element(TABLE)
        for child in table:
            if child.tag in (w("tblPr"), w("tblGrid")):
                copy.append(deepcopy(child))
                self._clean(copy[-1])
        _plain(copy)
        return copy

    def _words(self, paragraph: Element, numbers: Mapping[int, int]) -> Element:
        """The format and the runs of a paragraph, out of whatever they were wrapped in."""
        copy = etree.Element(P)
        if (properties := paragraph.find(P_PROPERTIES)) is not None:
            copy.append(deepcopy(properties))
            self._clean(copy[0])
        marks: dict[str, Element] = {}
        walk = etree.iterwalk(paragraph, events=("start",))
        for _, element in walk:
            tag = element.tag
            if tag == RUN:
                walk.skip_subtree()
                if (run := self._run(element)) is not None:
                    copy.append(self._tracker.inserted(run))
            elif tag == START:
                was = number_of(element.get(_NAME, ""))
                number = None if was is None else numbers.get(was)
                if number is not None and (pair := self._bookmarks.pair(number)) is not None:
                    copy.append(pair[0])
                    marks[element.get(_ID)] = pair[1]
            elif tag == END and element.get(_ID) in marks:
                copy.append(marks.pop(element.get(_ID)))
            elif tag in GONE or tag in (P_PROPERTIES, w("sdtPr")) or (tag == P and element is not paragraph):
                walk.skip_subtree()
        copy.extend(marks.values())
        _plain(copy)
        return copy

    def _run(self, run: Element) -> Element | None:
        """A copy of a run, None for one that holds anything but letters: a picture, a field's code, a mark of a note."""
        copy = deepcopy(run)
        for child in list(copy):
            if child.tag not in _IN_RUNS:
                copy.remove(child)
            elif child.tag == RUN_PROPERTIES:
                self._clean(child)
        return copy if any(child.tag != RUN_PROPERTIES for child in copy) else None

    def _clean(self, properties: Element) -> None:
        """Leave out of properties what would lead to something that the edited file has not, or is told by other programs only."""
        for element in list(properties.iter()):
            parent = element.getparent()
            if element is properties or parent is None:
                continue
            if element.tag in _STYLES:
                kept = self._styles.get(element.get(VALUE, ""))
                if kept is not None:
                    element.set(VALUE, kept)
                    continue
            elif element.tag == _NUMBERS:
                number = element.find(_NUMBER)
                if number is not None and number.get(VALUE) in self._lists | {"0"}:
                    continue
            elif element.tag != SECTION and element.tag not in _OF_CHANGES and _is_words(element.tag):
                continue
            parent.remove(element)


def _is_words(tag: Any) -> bool:
    return isinstance(tag, str) and tag.startswith(f"{{{W}}}")


def _plain(copy: Element) -> None:
    """Take the attributes away that only some programs know, and those that tell of editing sessions."""
    for element in copy.iter(etree.Element):
        for name in list(element.attrib):
            if (name != XML_SPACE and not name.startswith(f"{{{W}}}")) or name.startswith(w("rsid")):
                del element.attrib[name]
    etree.cleanup_namespaces(copy)
