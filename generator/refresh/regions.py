"""What the workbook corrects: passages that come and go, and in the others the stretches that read otherwise.

A stretch holds whole values: 5亿 never becomes half of one, 上升 goes with its figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.refresh.aligning import Match, align
from generator.refresh.sequences import same_ends
from generator.refresh.similarity import likeness, shape
from generator.refresh.tokens import pieces, tokens
from generator.refresh.units import Span, Unit

_NEAR = 3  # letters between two reworded stretches that are one


class Region(NamedTuple):
    """A stretch ``old[start:end]`` of a passage that reads ``new[begin:stop]`` now."""

    start: int
    end: int
    begin: int
    stop: int


class Paired(NamedTuple):
    """Which passage is which, by their positions; one side is None where it comes or goes. ``moved``: to another place."""

    old: int | None
    new: int | None
    moved: bool = False


def paired(olds: Sequence[Unit], news: Sequence[Unit], names: tuple[Mapping[int, str], Mapping[int, str]] = ({}, {})) -> list[Paired]:
    """The pairs in the order of the new version; what goes stands behind what it stood behind.

    ``names`` are those of the values by their numbers in both versions: values of one name are alike whatever they say.
    """
    found: list[Paired] = []
    for match in align([_named(unit, names[0]) for unit in olds], [_named(unit, names[1]) for unit in news]):
        found += _one_to_one(match, olds, news)
    return found


def _named(unit: Unit, names: Mapping[int, str]) -> str:
    """The text with the names of values in their places."""
    said, at = [], 0
    for span in unit.spans:
        if (name := names.get(span.number)) and at <= span.start:
            said += [unit.text[at : span.start], f"{{{name}}}"]
            at = span.end
    return "".join((*said, unit.text[at:]))


def _one_to_one(match: Match, olds: Sequence[Unit], news: Sequence[Unit]) -> Iterator[Paired]:
    """A match with one passage a side; what was split or joined is the likeliest pair, the others come and go."""
    pairs = [(old, new) for old in match.old for new in match.new if _alike(olds[old], news[new])]
    best = max(pairs, key=lambda pair: likeness(shape(olds[pair[0]].text), shape(news[pair[1]].text)), default=None)
    yield from (Paired(old, None) for old in match.old if best is None or old != best[0])
    for new in match.new:
        yield Paired(best[0], new, match.moved) if best is not None and new == best[1] else Paired(None, new)


def _alike(old: Unit, new: Unit) -> bool:
    """Whether one can become the other by other words: both are paragraphs, or rows of as many paragraphs."""
    return bool(old.table) == bool(new.table) and len(old.lines) == len(new.lines)


@dataclass(slots=True)
class _Hunk:
    start: int
    end: int
    begin: int
    stop: int

    def grow(self, left: int, right: int) -> None:
        self.start, self.begin = self.start - left, self.begin - left
        self.end, self.stop = self.end + right, self.stop + right


def regions(old: Unit, new: Unit) -> list[Region]:
    """Where two versions of a passage differ, in whole values."""
    if old.text == new.text:
        return []
    hunks = _joined(list(_changed(old, new)))
    while _whole(hunks, old.spans, new.spans):
        hunks = _joined(hunks)
    return [region for hunk in _reworded(hunks, old, new) for region in _parted(hunk, old, new)]


def _changed(old: Unit, new: Unit) -> Iterator[_Hunk]:
    for n, (before, after) in enumerate(zip(old.texts, new.texts, strict=True)):
        at, to = old.starts[n], new.starts[n]
        for piece in pieces(before, after) if before != after else ():
            if piece.changed:
                yield _Hunk(at, at + len(piece.old), to, to + len(piece.new))
            at, to = at + len(piece.old), to + len(piece.new)


def _whole(hunks: Sequence[_Hunk], olds: Sequence[Span], news: Sequence[Span]) -> bool:
    """Make the hunks hold the whole of every value that they touch; whether one had to grow."""
    grown = False
    for hunk in hunks:
        for spans, of_old in ((olds, True), (news, False)):
            for span in spans:
                start, end = (hunk.start, hunk.end) if of_old else (hunk.begin, hunk.stop)
                if (span.start < end and start < span.end) or span.start < start == end < span.end:
                    left, right = max(0, start - span.start), max(0, span.end - end)
                    hunk.grow(left, right)
                    grown = grown or left + right > 0
    return grown


def _joined(hunks: Sequence[_Hunk]) -> list[_Hunk]:
    """Hunks that overlap as one: between two of them both versions are equal, so they overlap on both sides or on none."""
    found: list[_Hunk] = []
    for hunk in hunks:
        last = found[-1] if found else None
        if last is not None and (hunk.start < last.end or hunk.begin < last.stop):
            before = max(0, last.start - hunk.start, last.begin - hunk.begin)
            behind = max(0, last.end - hunk.end, last.stop - hunk.stop)
            last.start, last.begin = last.start - before, last.begin - before
            last.end, last.stop = hunk.end + behind, hunk.stop + behind
        else:
            found.append(_Hunk(hunk.start, hunk.end, hunk.begin, hunk.stop))
    return found


def _reworded(hunks: Sequence[_Hunk], old: Unit, new: Unit) -> Iterator[_Hunk]:
    """Words that were reworded close by one another as one: a few letters between them are no landmark."""
    olds, news = {(s.start, s.end) for s in old.spans}, {(s.start, s.end) for s in new.spans}

    def is_value(hunk: _Hunk) -> bool:
        return (hunk.start, hunk.end) in olds and (hunk.begin, hunk.stop) in news

    last: _Hunk | None = None
    for hunk in hunks:
        if last is not None and not (is_value(last) or is_value(hunk)):
            between = old.text[last.end : hunk.start]
            if len(between) < _NEAR and between.isalnum() and not _touches(between, last.end, old.spans):
                last.end, last.stop = hunk.end, hunk.stop
                continue
        if last is not None:
            yield last
        last = hunk
    if last is not None:
        yield last


def _parted(hunk: _Hunk, old: Unit, new: Unit) -> Iterator[Region]:
    """The values of a hunk and the words between them one by one, where both versions have as many: each value has a place of its own."""
    olds = [span for span in old.spans if hunk.start <= span.start and span.end <= hunk.end]
    news = [span for span in new.spans if hunk.begin <= span.start and span.end <= hunk.stop]
    if not olds or len(olds) != len(news):
        yield Region(hunk.start, hunk.end, hunk.begin, hunk.stop)
        return
    start, begin = hunk.start, hunk.begin
    for mine, its in zip(olds, news, strict=True):
        if mine.start < start or its.start < begin:
            continue  # one value inside another
        yield from _words(Region(start, mine.start, begin, its.start), old, new)
        if old.text[mine.start : mine.end] != new.text[its.start : its.end]:
            yield Region(mine.start, mine.end, its.start, its.end)
        start, begin = mine.end, its.end
    yield from _words(Region(start, hunk.end, begin, hunk.stop), old, new)


def _words(region: Region, old: Unit, new: Unit) -> Iterator[Region]:
    """The words between two values without those that both have at the ends; none where both are the same."""
    start, end, begin, stop = region
    olds, news = tokens(old.text[start:end]), tokens(new.text[begin:stop])
    head, tail = same_ends(olds, news)
    if olds != news:
        before, behind = len("".join(olds[:head])), len("".join(olds[len(olds) - tail :]))
        yield Region(start + before, end - behind, begin + before, stop - behind)


def _touches(between: str, at: int, spans: Sequence[Span]) -> bool:
    return any(span.start < at + len(between) and at < span.end for span in spans)
