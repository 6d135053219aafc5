"""The tree of a part that is revised: its paragraphs by number, and the runs in which their letters stand.

Paragraphs are numbered and letters are counted as :mod:`generator.word.manuscript` does it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import groupby
from typing import Any, NamedTuple

from lxml import etree

from generator.errors import UnusableFile
from generator.word.opening import WordFile
from generator.word.preparing.names import BREAK, P_PROPERTIES, RETURN, ROW, RUN, RUN_PROPERTIES, SECTION, TAB, TEXT, XML_SPACE, P, w
from generator.word.preparing.parsing import parsed

Element = Any  # lxml has no types of its own
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATIVES, CHOICE, FALLBACK = (f"{_COMPATIBILITY}{name}" for name in ("AlternateContent", "Choice", "Fallback"))
INS, DEL, MOVED_FROM, MOVED_TO = w("ins"), w("del"), w("moveFrom"), w("moveTo")
GONE = frozenset((DEL, MOVED_FROM))
_UNSEEN = frozenset((FALLBACK, P_PROPERTIES, RUN_PROPERTIES, SECTION))
# Elements that are a letter each.
SIGNS = {TAB: "\t", w("ptab"): "\t", BREAK: "\n", RETURN: "\n", w("noBreakHyphen"): "-"}


def opened(file: WordFile, part: str) -> Element:
    """The root of a part. Raises :class:`UnusableFile` for one that is no sound XML, or whose text holds markup."""
    root = parsed(file, part)
    for text in root.iter(TEXT):
        if len(text):
            etree.strip_tags(text, etree.Comment, etree.ProcessingInstruction)
        if len(text):
            raise UnusableFile(f"{file.name}：内容已损坏（{part} 的文字里夹有标记）；请在 Word 或 WPS 里打开后另存一份")
    return root


class Letters(NamedTuple):
    """A stretch of a paragraph's text in one element: a w:t, or a sign of one letter."""

    start: int
    end: int
    element: Element

    @property
    def text(self) -> str:
        """The letters."""
        return self.element.text if self.element.tag == TEXT else SIGNS[self.element.tag]


class Paragraphs:
    """The paragraphs of a part in the order in which they begin, and their rows, as they were before anything is changed."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.elements: list[Element] = []
        self._rows: list[Element | None] = []  # the outermost row around each
        self._lines: dict[Element, list[int]] = {}  # the numbers of the paragraphs of each row
        around: list[Element] = []
        walk = etree.iterwalk(root, events=("start", "end"), tag=(P, ROW, *_UNSEEN))
        for event, element in walk:
            if event == "end":
                if element.tag == ROW:
                    around.pop()
            elif element.tag == ROW:
                around.append(element)
            elif element.tag == P:
                self.elements.append(element)
                self._rows.append(around[0] if around else None)
                if around:
                    self._lines.setdefault(around[0], []).append(len(self.elements))
            else:
                walk.skip_subtree()

    def element(self, number: int) -> Element:
        """The w:p of that number. Raises ``IndexError`` where there is none."""
        if number < 1:
            raise IndexError(number)
        return self.elements[number - 1]

    def row(self, numbers: Sequence[int]) -> Element | None:
        """The row of an outermost table whose paragraphs these are, all of them; else None."""
        if numbers[0] < 1:
            raise IndexError(numbers[0])
        row = self._rows[numbers[0] - 1]
        return row if row is not None and self._lines[row] == sorted(numbers) else None


def outermost(element: Element, tag: str) -> Element:
    """The outermost element of that name around another, None where there is none."""
    return next(reversed(list(element.iterancestors(tag))), None)


def letters(paragraph: Element) -> list[Letters]:
    """The paragraph's text in order. Each paragraph in a text box has a text of its own."""
    found: list[Letters] = []
    if any(around.tag in GONE for around in paragraph.iterancestors()):
        return found
    at = 0
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        tag = element.tag
        if tag in _UNSEEN or tag in GONE or (tag == P and element is not paragraph):
            walk.skip_subtree()
        elif tag == TEXT or tag in SIGNS:
            length = len(element.text or "") if tag == TEXT else 1
            if length:
                found.append(Letters(at, at + length, element))
                at += length
    return found


def text_of(stretches: Sequence[Letters]) -> str:
    """The letters of stretches."""
    return "".join(stretch.text for stretch in stretches)


def within(stretches: list[Letters], start: int, end: int) -> list[Letters]:
    """The stretches from one letter to another, those at the edges divided, in the paragraph too."""
    for at in (end, start):
        _divide(stretches, at)
    first = bisect_left(stretches, start, key=lambda each: each.start)
    last = bisect_right(stretches, end, key=lambda each: each.end)
    return stretches[first:last]


def _divide(stretches: list[Letters], at: int) -> None:
    index = bisect_right(stretches, at, key=lambda each: each.start) - 1
    if index < 0 or not stretches[index].start < at < stretches[index].end:
        return
    start, end, element = stretches[index]
    rest = etree.Element(TEXT)
    element.text, rest.text = element.text[: at - start], element.text[at - start :]
    for each in (element, rest):
        each.set(XML_SPACE, "preserve")
    element.addnext(rest)
    stretches[index : index + 1] = [Letters(start, at, element), Letters(at, end, rest)]


def carved(stretches: Sequence[Letters]) -> list[Element]:
    """Runs that hold these letters and nothing else; what else was in their runs stands in runs beside them."""
    found: list[Element] = []
    for _, several in groupby(stretches, lambda each: _run(each.element)):
        inside = list(several)
        wanted = {each.element for each in inside}
        found += (piece for piece, taken in _pieces(run_from(inside[0]), wanted) if taken)
    return found


def _run(element: Element) -> Element:
    """The run of a letter. One that stands in none, which no word processor writes, gets one."""
    parent = element.getparent()
    if parent.tag == RUN:
        return parent
    run = etree.Element(RUN)
    element.addprevious(run)
    run.append(element)
    return run


def _pieces(run: Element, wanted: set[Element]) -> Iterator[tuple[Element, bool]]:
    children = [child for child in run if child.tag != RUN_PROPERTIES]
    piece = None
    for taken, group in groupby(children, lambda child: child in wanted):
        if piece is None:
            piece = run
        else:
            later = _like(run)
            later.extend(group)
            piece.addnext(later)
            piece = later
        yield piece, taken


def _like(run: Element) -> Element:
    """An empty run of the same format."""
    other = etree.Element(RUN, run.attrib)
    if (properties := run.find(RUN_PROPERTIES)) is not None:
        other.append(deepcopy(properties))
    return other


def run_until(stretch: Letters) -> Element:
    """The run that ends with these letters; what followed them in it stands in a run behind it."""
    run = _run(stretch.element)
    return _cut(run, list(stretch.element.itersiblings()), run)[0]


def run_from(stretch: Letters) -> Element:
    """The run that begins with these letters; what stood before them in it stands in a run before it."""
    run = _run(stretch.element)
    before = stretch.element.getprevious()
    begins = before is None or before.tag == RUN_PROPERTIES
    return _cut(run, [] if begins else [stretch.element, *stretch.element.itersiblings()], run)[1]


def _cut(run: Element, later: list[Element], unless: Element) -> tuple[Element, Element]:
    if not later:
        return run, unless
    second = _like(run)
    second.extend(later)
    run.addnext(second)
    return run, second
