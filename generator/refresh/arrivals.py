"""Passages that only the published edition has, and where they come into an edited report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.refresh.editions import Base, Passage
from generator.refresh.verdicts import Edited, Verdict


class Arrival(NamedTuple):
    """A passage of the published edition, by its number there, and those of the upward edition before and behind it that stay."""

    number: int
    passage: Passage
    before: int | None = None
    behind: int | None = None


class Place(NamedTuple):
    """Beside which passage of the edited report something comes in, and whether behind it."""

    position: int
    behind: bool


def arrivals(base: Sequence[Base], public: Sequence[Passage]) -> list[Arrival]:
    """The passages with words that no passage of the upward edition becomes, in their order."""
    of_public: dict[int, list[int]] = defaultdict(list)
    for old, each in enumerate(base):
        if each.at is not None and each.text.strip():
            of_public[each.at].append(old)
    before: int | None = None
    found: list[Arrival] = []
    for number, passage in enumerate(public):
        if number in of_public:
            before = of_public[number][-1]
        elif passage.text.strip():
            found.append(Arrival(number, passage, before))
    behind: int | None = None
    ordered = {arrival.number: arrival for arrival in found}
    for number in range(len(public) - 1, -1, -1):
        if number in of_public:
            behind = of_public[number][0]
        elif number in ordered:
            ordered[number] = ordered[number]._replace(behind=behind)
    return list(ordered.values())


def placed(coming: Sequence[Arrival], now: Sequence[Edited], verdicts: Sequence[Verdict]) -> Iterator[Place | None]:
    """Where each comes in: between its neighbours, when they stand beside each other still; None where that isn't certain."""
    solid = [n for n, (each, v) in enumerate(zip(now, verdicts, strict=True)) if not v.goes and not each.is_blank]
    rank = {position: n for n, position in enumerate(solid)}
    places = _places(verdicts)
    for arrival in coming:
        before, behind = (_alone(old, places, rank) for old in (arrival.before, arrival.behind))
        first = -1 if arrival.before is None else before
        last = len(solid) if arrival.behind is None else behind
        if first is None or last is None or last != first + 1 or not solid:
            yield None
        else:
            yield Place(solid[first], True) if first >= 0 else Place(solid[last], False)


def _places(verdicts: Sequence[Verdict]) -> Mapping[int, list[int]]:
    places: dict[int, list[int]] = defaultdict(list)
    for position, verdict in enumerate(verdicts):
        for old in verdict.of:
            places[old].append(position)
    return places


def _alone(old: int | None, places: Mapping[int, list[int]], rank: Mapping[int, int]) -> int | None:
    """The rank of the one passage of the report that is this one as printed."""
    there = places.get(old, []) if old is not None else []
    return rank.get(there[0]) if len(there) == 1 else None
