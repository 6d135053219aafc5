"""Headings that the workbook has no more: one stays while something of people's stands under it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from generator.refresh.edited import Edited
from generator.refresh.regions import Paired

Levels = Mapping[int, int]  # of the paragraphs of the edited document that are headings, by their numbers; 1 is the highest


def heads_of_what_stays(edited: Edited, pairs: Sequence[Paired], leaving: Collection[int], levels: Levels) -> set[int]:
    """Of the printed passages that go, the headings under which a passage stays that is not the fresh report's at this place.

    ``leaving`` are the printed passages that the update takes out or takes elsewhere. Under a heading stands what follows it as far
    as the next one of its level, and as far as a passage that both reports have: in the fresh one it belongs to another heading.
    """
    of_leaving = {there[0]: old for old in leaving if (there := edited.texts_of(old))}
    in_place = {
        now
        for old, new, moved in pairs
        if old is not None and new is not None and not moved and not edited.of_old[old].moved
        for now in edited.texts_of(old)
    }
    gone = {old for old, new, _ in pairs if new is None}
    found = set[int]()
    for now in reversed(range(len(edited.news))):  # lower ones first: one that stays keeps that above it
        old = of_leaving.get(now)
        if old in gone and _level(edited, now, levels) and _stands_over_something(edited, now, of_leaving, in_place, levels):
            found.add(of_leaving.pop(now))
    return found


def _level(edited: Edited, now: int, levels: Levels) -> int:
    """The level of a passage that is a heading, else 0."""
    unit = edited.news[now]
    return 0 if unit.table else levels.get(unit.lines[0], 0)


def _stands_over_something(edited: Edited, now: int, leaving: Collection[int], in_place: Collection[int], levels: Levels) -> bool:
    level = _level(edited, now, levels)
    for under in range(now + 1, len(edited.news)):
        if under in in_place or 0 < _level(edited, under, levels) <= level:
            return False
        if under not in leaving and edited.news[under].text.strip():
            return True
    return False
