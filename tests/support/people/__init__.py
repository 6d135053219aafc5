"""People who edit a report as they do in Word, WPS and LibreOffice, and the truth about what became of every value in it.

    handled = edited(report, Random(1), 20)

``Fate``: ``intact`` when all letters of a value stand where they stood, or were moved together, and nobody has typed a figure on to
them; ``retyped`` when a person typed the same ones anew; ``changed`` when something of it is other or more; ``deleted``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Literal, NamedTuple

from generator.archive import members, unzipped, zipped
from generator.word.edits import Place
from generator.word.store import Store, read_store
from tests.support.people.desk import Desk, Origin
from tests.support.people.habits import HABITS, Habit
from tests.support.people.letters import Letter, Paper
from tests.support.people.reading import read_paper
from tests.support.people.writing import written

Fate = Literal["intact", "retyped", "changed", "deleted"]
_ENDS_FIGURE = frozenset("%％")
_FIGURE = frozenset("0123456789.,%％万亿余多")
DOCUMENT = "word/document.xml"


class Truth(NamedTuple):
    """What became of a value. ``place`` is where it stands when it is intact or retyped; ``copies`` are where people copied it."""

    number: int
    fate: Fate
    place: Place | None
    copies: tuple[Place, ...] = ()


class Handled(NamedTuple):
    """An edited report: the file, the truth by the number of the value, its letters line by line, and what was done to it."""

    data: bytes
    truths: Mapping[int, Truth]
    lines: Mapping[str, Sequence[Sequence[Letter]]]
    habits: tuple[str, ...]

    def text(self, part: str, line: int) -> str:
        """The words of a paragraph, from 1."""
        return "".join(letter.text for letter in self.lines[part][line - 1])


def store_in(data: bytes) -> Store:
    """What a report remembers; there must be something."""
    store = read_store({member.name: member for member in members(data, 2**30)})
    assert store is not None
    return store


def edited(
    data: bytes, random: Random, amount: int, habits: Mapping[Habit, int] = HABITS, *, forgetful: bool = True, tracked: bool = True
) -> Handled:
    """The report after ``amount`` edits by people. ``forgetful``: bookmarks may get lost; ``tracked``: changes may be tracked."""
    store, parts = store_in(data), unzipped(data)
    values = {(v.part, v.line, n): v.number for v in store.values for n in range(v.start, v.end)}
    papers = {part: read_paper(part, parts[part]) for part in store.lines}
    for part, paper in papers.items():
        assert tuple("".join(letter.text for letter in line) for line in paper.lines()) == store.lines[part]
    desk = Desk(papers[DOCUMENT], values, random)
    share = random.choice((0.0, 0.2, 0.8)) if tracked else 0.0
    done: list[str] = []
    while len(done) < amount:
        desk.tracked = random.random() < share
        habit = random.choices(list(habits), list(habits.values()))[0]
        done.append(habit.__name__ + (" tracked" if desk.tracked else "") if habit(desk) else "nothing")
        desk.tidied()
    if forgetful and random.random() < 0.4:
        desk.forget_bookmarks(1 if random.random() < 0.6 else random.random())
        done.append("loses bookmarks")
    made = zipped({**parts, DOCUMENT: written(papers[DOCUMENT])}) if done else data
    _promote(papers[DOCUMENT])
    lines = {part: paper.lines() for part, paper in papers.items()}
    return Handled(made, _truths(store, values, lines), lines, tuple(done))


def _promote(paper: Paper) -> None:
    """A line that was copied once and then deleted has been moved."""
    shown = [letter for line in paper.lines() for letter in line if letter.origin is not None]
    there = {letter.origin[:2] for letter in shown if letter.origin and not letter.copied}
    times = Counter(letter.origin for letter in shown)
    for paragraph in paper.paragraphs():
        paragraph.atoms = [
            replace(a, copied=False) if isinstance(a, Letter) and a.origin and a.origin[:2] not in there and times[a.origin] == 1 else a
            for a in paragraph.atoms
        ]


class _Found(NamedTuple):
    place: tuple[str, int, int]
    letter: Letter


def _truths(store: Store, values: Mapping[Origin, int], lines: Mapping[str, Sequence[Sequence[Letter]]]) -> dict[int, Truth]:
    own: dict[int, list[_Found]] = {value.number: [] for value in store.values}
    typed: dict[int, list[_Found]] = {value.number: [] for value in store.values}
    copies: dict[int, list[_Found]] = {value.number: [] for value in store.values}
    for part, several in lines.items():
        for number, line in enumerate(several, 1):
            for at, letter in enumerate(line):
                found = _Found((part, number, at), letter)
                if letter.typed_for is not None:
                    typed[letter.typed_for].append(found)
                elif letter.origin in values:
                    (copies if letter.copied else own)[values[letter.origin]].append(found)
    truths = {}
    for value in store.values:
        n, length, text = value.number, value.end - value.start, store.text(value)
        places = tuple(_runs(copies[n], text))
        truths[n] = Truth(n, *_fate(own[n], typed[n], text, length, lines), places)
    return truths


def _fate(
    own: list[_Found], typed: list[_Found], text: str, length: int, lines: Mapping[str, Sequence[Sequence[Letter]]]
) -> tuple[Fate, Place | None]:
    both = sorted((*own, *typed), key=lambda found: found.place)
    if not both:
        return "deleted", None
    place = _together(both)
    if place is None or "".join(found.letter.text for found in both) != text or _grown(place, both, lines):
        return "changed", None
    return (
        "retyped" if typed or [f.letter.origin for f in both] != sorted(f.letter.origin or ("", 0, 0) for f in both) else "intact"
    ), place


def _together(found: list[_Found]) -> Place | None:
    """Where letters stand, if they stand side by side in one line."""
    part, line, start = found[0].place
    return (
        Place(part, line, start, start + len(found))
        if [f.place for f in found] == [(part, line, start + n) for n in range(len(found))]
        else None
    )


def _grown(place: Place, found: list[_Found], lines: Mapping[str, Sequence[Sequence[Letter]]]) -> bool:
    """Whether a person has brought it together with other letters of a figure: 593 became 1593, or 593万."""
    line = lines[place.part][place.line - 1]
    before = line[place.start - 1] if place.start else None
    after = line[place.end] if place.end < len(line) else None
    return _joins(before, found[0].letter, -1) or _joins(after, found[-1].letter, 1)


def _joins(beside: Letter | None, end: Letter, step: int) -> bool:
    if (end if step > 0 else beside or end).text in _ENDS_FIGURE:
        return False  # 9.81%480 are two figures
    if beside is None or beside.text not in _FIGURE or end.text not in _FIGURE:
        return False
    was = end.origin and (end.origin[0], end.origin[1], end.origin[2] + step)
    return beside.copied or beside.origin is None or beside.origin != was


def _runs(found: list[_Found], text: str) -> Iterator[Place]:
    """The stretches in which letters of a copy stand side by side."""
    for n in range(len(found)):
        part, line, start = found[n].place
        stretch = found[n : n + len(text)]
        if [f.place for f in stretch] == [(part, line, start + k) for k in range(len(text))] and "".join(
            f.letter.text for f in stretch
        ) == text:
            yield Place(part, line, start, start + len(text))


__all__ = ["HABITS", "Fate", "Handled", "Paper", "Truth", "edited", "store_in"]
