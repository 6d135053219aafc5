"""What the workbook corrects: passages that come and go, and in the others the stretches that read otherwise.

A stretch holds whole values: 5亿 never becomes half of one, 上升 goes with its figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from generator.refresh.aligning import Match, align
from generator.refresh.similarity import Shapes, likeness, shape
from generator.refresh.tokens import pieces
from generator.refresh.units import Span, Unit

_NEAR = 3  # letters between two reworded stretches that are one
_BEGINNING = 6  # letters of a passage that another begins with
_SOME = 0.15  # likeness of two wordings of one passage
_MOVED = 0.3  # likeness of two wordings of one passage at different places
_MOVED_SHORT, _SHORT = 0.6, 30  # that of passages shorter than so many letters
_FIRST_SIGN = 0xF0000  # of those that stand for values, where no letter of a text is (Unicode 15, 3.5: private use planes)


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


Names = tuple[Mapping[int, str], Mapping[int, str]]  # of values, by their numbers in the old and in the new version


def paired(olds: Sequence[Unit], news: Sequence[Unit], names: Names = ({}, {})) -> list[Paired]:
    """The pairs in the order of the new version; what goes stands behind what it stood behind.

    Values of one name are alike whatever they say.
    """
    found: list[Paired] = []
    for match in align([_named(unit, names[0]) for unit in olds], [_named(unit, names[1]) for unit in news]):
        found += _one_to_one(match, olds, news)
    return _elsewhere(list(_exchanged(found, olds, news, names)), olds, news)


def _elsewhere(pairs: Sequence[Paired], olds: Sequence[Unit], news: Sequence[Unit]) -> list[Paired]:
    """The pairs, a passage that goes and one that comes at another place as one that moved, where much of its words came along."""
    gone, come = (
        [p.old for p in pairs if p.new is None and p.old is not None],
        [p.new for p in pairs if p.old is None and p.new is not None],
    )
    near, of_new, moved = Shapes({old: shape(olds[old].text) for old in gone}), dict[int, int](), set[int]()
    for new in come:
        likely = [
            (alike, -old)
            for old, alike in near.near(shape(news[new].text))
            if alike >= _enough(olds[old], news[new])
            and old not in moved
            and olds[old].part == news[new].part
            and _alike(olds[old], news[new])
        ]
        if likely:
            of_new[new] = -max(likely)[1]
            moved.add(of_new[new])
    kept = (pair for pair in pairs if pair.new is not None or pair.old not in moved)
    return [Paired(of_new[p.new], p.new, moved=True) if p.new is not None and p.new in of_new else p for p in kept]


def _enough(old: Unit, new: Unit) -> float:
    """How like one another they must be to be one that moved: short ones, such as headings, share a word or two by chance."""
    return _MOVED_SHORT if min(len(old.text), len(new.text)) < _SHORT else _MOVED


def _exchanged(pairs: Sequence[Paired], olds: Sequence[Unit], news: Sequence[Unit], names: Names) -> Iterator[Paired]:
    """The pairs, a passage that goes and the one that comes at its place as one that was reworded, where they have something in common."""
    at = 0
    while at < len(pairs):
        stretch = list(takewhile(lambda pair: pair.old is None or pair.new is None, pairs[at:]))
        gone, come = [p.old for p in stretch if p.old is not None], [p.new for p in stretch if p.new is not None]
        if len(gone) == len(come) and all(_related(olds[o], news[n], names) for o, n in zip(gone, come, strict=True)):
            yield from (Paired(old, new) for old, new in zip(gone, come, strict=True))
        else:
            yield from stretch
        at += len(stretch)
        if at < len(pairs):
            yield pairs[at]
            at += 1


def _related(old: Unit, new: Unit, names: Names) -> bool:
    """Whether a passage may be another wording of one: a value of the same name, some of its words, or all of the shorter one first.

    Such as a heading whose rows are gone, or came.
    """
    mine, its = ({of.get(span.number) for span in unit.spans} - {None} for unit, of in zip((old, new), names, strict=True))
    short, long = sorted((old.text, new.text), key=len)
    begins = len(short) >= _BEGINNING and long.startswith(short)
    return _alike(old, new) and bool(mine & its or begins or likeness(shape(old.text), shape(new.text)) >= _SOME)


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


class _Hunk(NamedTuple):
    """A region, and whether it is one value for another."""

    region: Region
    is_value: bool


def regions(old: Unit, new: Unit, names: Names = ({}, {})) -> list[Region]:
    """Where two versions of a passage differ. A value is compared with that of its name at its place, as one piece."""
    if old.text == new.text:
        return []
    signs: dict[str, str] = {}
    befores, afters = _masked(old, names[0], signs), _masked(new, names[1], signs)
    hunks = [hunk for before, after in zip(befores, afters, strict=True) for hunk in _changed(before, after, old, new)]
    return list(_reworded(hunks, old))


class _Masked(NamedTuple):
    """A paragraph with one sign for each value; ``at`` is where each letter begins in the text of its passage, and where the last ends."""

    text: str
    at: list[int]


def _masked(unit: Unit, names: Mapping[int, str], signs: dict[str, str]) -> list[_Masked]:
    """The paragraphs of a passage; values of one name have one sign, those typed by hand all the same."""
    found: list[_Masked] = []
    spans = iter(unit.spans)
    span = next(spans, None)
    for start, text in zip(unit.starts, unit.texts, strict=True):
        letters, at, here, end = list[str](), list[int](), start, start + len(text)
        while here < end:
            while span is not None and span.start < here:  # one value inside another
                span = next(spans, None)
            if span is not None and span.start == here and span.end <= end:
                letters.append(signs.setdefault(names.get(span.number, ""), chr(_FIRST_SIGN + len(signs))))
                at.append(here)
                here = span.end
            else:
                letters.append(unit.text[here])
                at.append(here)
                here += 1
        found.append(_Masked("".join(letters), [*at, end]))
    return found


def _changed(before: _Masked, after: _Masked, old: Unit, new: Unit) -> Iterator[_Hunk]:
    at = to = 0
    for piece in pieces(before.text, after.text):
        end, stop = at + len(piece.old), to + len(piece.new)
        if piece.changed:
            yield _Hunk(Region(before.at[at], before.at[end], after.at[to], after.at[stop]), is_value=False)
        else:
            for n, letter in enumerate(piece.old):
                if ord(letter) >= _FIRST_SIGN:
                    region = Region(before.at[at + n], before.at[at + n + 1], after.at[to + n], after.at[to + n + 1])
                    if old.text[region.start : region.end] != new.text[region.begin : region.stop]:
                        yield _Hunk(region, is_value=True)
        at, to = end, stop


def _reworded(hunks: Iterable[_Hunk], old: Unit) -> Iterator[Region]:
    """Words that were reworded close by one another as one: a few letters between them are no landmark."""
    last: _Hunk | None = None
    for hunk in hunks:
        if last is not None and not last.is_value and not hunk.is_value:
            between = old.text[last.region.end : hunk.region.start]
            if len(between) < _NEAR and between.isalnum() and not _touches(between, last.region.end, old.spans):
                last = _Hunk(Region(last.region.start, hunk.region.end, last.region.begin, hunk.region.stop), is_value=False)
                continue
        if last is not None:
            yield last.region
        last = hunk
    if last is not None:
        yield last.region


def _touches(between: str, at: int, spans: Sequence[Span]) -> bool:
    return any(span.start < at + len(between) and at < span.end for span in spans)
