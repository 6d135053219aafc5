"""Where the values of a report stand in it now, after people have edited it: by their bookmarks, else by their paragraph.

A value without a bookmark is certain only where its whole paragraph says what was printed: in a large table, whose
values have none, in every row that nobody touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.word.manuscript import Line
from generator.word.store import Store, Value

_OF_FIGURE = frozenset("0123456789.%％")


class Standing(NamedTuple):
    """A value where it stands now: the part, the paragraph, and where in its text."""

    value: Value
    part: str
    line: Line
    start: int
    end: int

    @property
    def text(self) -> str:
        """What stands there."""
        return self.line.text[self.start : self.end]


def whereabouts(store: Store, now: Mapping[str, Sequence[Line]], document: str) -> tuple[list[Standing], list[Value]]:
    """The values that are in the file, in the order of its text, the document first; and those that are not there any more.

    ``now`` are the paragraphs of the file by part; ``document`` is its document, whose name may have changed.
    """
    by_number = {value.number: value for value in store.values}
    found = list(_by_marks(store, by_number, now))
    missing = _without(store.values, found)
    if missing:
        found += _by_paragraphs(store, missing, now, document)
        missing = _without(missing, found)
    return sorted(found, key=lambda s: (s.part != document, s.part, s.line.number, s.start, s.end)), missing


def _without(values: Iterable[Value], found: Iterable[Standing]) -> list[Value]:
    there = {standing.value.number for standing in found}
    return [value for value in values if value.number not in there]


def _by_marks(store: Store, by_number: Mapping[int, Value], now: Mapping[str, Sequence[Line]]) -> Iterator[Standing]:
    for part, lines in now.items():
        for line in lines:
            for number, (start, end) in line.spans.items():
                if value := by_number.get(number):
                    if line.text[start:end] != store.text(value):
                        start, end = _whole(line.text, start, end)
                    yield Standing(value, part, line, start, end)


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the whole figure: LibreOffice shrinks a bookmark whose text is typed over (95% → 9)."""
    if text[start] in _OF_FIGURE:
        while start and text[start - 1] in _OF_FIGURE:
            start -= 1
    if text[end - 1] in _OF_FIGURE:
        while end < len(text) and text[end] in _OF_FIGURE:
            end += 1
    return start, end


def _by_paragraphs(store: Store, missing: Sequence[Value], now: Mapping[str, Sequence[Line]], document: str) -> Iterator[Standing]:
    """Values in paragraphs that say what was printed. The document is compared by itself, all other parts as one text."""
    printed_document = next((part for part in store.lines if part.endswith("document.xml")), document)
    for of_document in (True, False):
        before = [(part, n) for part in store.lines if (part == printed_document) == of_document for n in range(len(store.lines[part]))]
        after = [(part, line) for part in sorted(now) if (part == document) == of_document for line in now[part]]
        texts = [store.lines[part][n] for part, n in before]
        where = {before[old]: after[new] for old, new in alike(texts, [line.text for _, line in after]).items()}
        for value in missing:
            if place := where.get((value.part, value.line - 1)):
                yield Standing(value, *place, value.start, value.end)


def alike(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Which lines of ``after`` are those of ``before``: equal ones that stand once in both, and equal neighbours of such a pair."""
    was, there_is, at = Counter(before), Counter(after), {text: n for n, text in enumerate(after)}
    pairs = {n: at[text] for n, text in enumerate(before) if was[text] == there_is[text] == 1}
    taken = set(pairs.values())
    pairs |= {-1: -1, len(before): len(after)}
    for step in (1, -1):
        for old in sorted(pairs, reverse=step < 0):
            here, there = old + step, pairs[old] + step
            while 0 <= here < len(before) and 0 <= there < len(after) and here not in pairs and there not in taken:
                if before[here] != after[there]:
                    break
                pairs[here] = there
                taken.add(there)
                here, there = here + step, there + step
    return {old: new for old, new in pairs.items() if 0 <= old < len(before)}
