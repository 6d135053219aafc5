"""Passages that the report had and has: what is corrected in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from generator.model.provenance import Source
from generator.refresh.deciding import Deciding, Decision, Wanted
from generator.refresh.edited import Spot
from generator.refresh.plans import Correction, Fate
from generator.refresh.regions import Paired, Region, regions
from generator.refresh.sides import Kept, Outcome, Side
from generator.refresh.units import CELL, Unit
from generator.word.edits import Marked, Replace

WRITTEN: tuple[Fate, ...] = ("updated", "right", "deleted")  # then the report says what is wanted, or never will
_Decided = tuple[Region, Decision]


class Staying:
    """Decides on all such passages first, as two corrections may not land on one place."""

    def __init__(self, side: Side, outcome: Outcome, pairs: Sequence[Paired]) -> None:
        self._side, self._outcome = side, outcome
        self._deciding = Deciding(side.edited, sure=side.is_document)
        self._decided = _without_clashes(
            {new: list(self._decide(old, new)) for old, new, moved in pairs if old is not None and new is not None and not moved}
        )

    def _decide(self, old: int, new: int) -> Iterator[_Decided]:
        before, after = self._side.olds[old], self._side.news[new]
        for region in regions(before, after):
            spans = tuple(span for span in before.spans if region.start <= span.start and span.end <= region.end)
            decision = self._deciding.decide(Wanted(old, region.start, region.end, after.text[region.begin : region.stop], spans))
            nowhere = decision.spot is not None and self._side.place(decision.spot) is None
            yield region, Decision("uncertain") if nowhere else decision

    def work(self, old: int, new: int) -> None:
        """Write what is corrected in a passage."""
        before, after, decided = self._side.olds[old], self._side.news[new], self._decided[new]
        numbers = self._side.numbering.carried(before, after, [region for region, _ in decided])
        for region, decision in decided:
            correction = self._correction(before, after, region, decision)
            self._outcome.corrected(correction)
            if decision.spot is not None and decision.fate in ("updated", "right"):
                self._write(before, after, region, decision.spot, numbers)
                if decision.fate == "updated":
                    self._outcome.replaced.append((decision.spot, correction))
        pending = tuple(region for region, decision in decided if decision.fate not in WRITTEN)
        self._outcome.kept.append(Kept(old, before, after, pending, numbers))

    def _correction(self, before: Unit, after: Unit, region: Region, decision: Decision) -> Correction:
        source = self._side.sources.of(before, after, region)
        old, new = before.text[region.start : region.end], after.text[region.begin : region.stop]
        said = None if decision.said is None else _shown(decision.said)
        return Correction(decision.fate, _shown(old), _shown(new), said, self._side.place(decision.spot), source)

    def _write(self, before: Unit, after: Unit, region: Region, spot: Spot, numbers: Mapping[int, int]) -> None:
        sources = self._side.sources
        values = tuple(
            Marked(numbers[span.number], span.start - region.begin, span.end - region.begin, _is_missing(sources.news, span.number))
            for span in after.spans
            if region.begin <= span.start and span.end <= region.stop
        )
        was_missing = any(
            _is_missing(sources.olds, span.number) for span in before.spans if region.start <= span.start and span.end <= region.end
        )
        text = after.text[region.begin : region.stop]
        place = self._side.place(spot)
        assert place is not None
        self._outcome.edits.append(Replace(place, text, values, was_missing))
        if not self._side.is_document:  # the same header on other pages: LibreOffice makes several of one
            mine = self._side.edited.news[spot.unit]
            for other in self._side.edited.news:
                if other.part != mine.part and other.text == mine.text:
                    there = other.place(spot.start, spot.end)
                    assert there is not None
                    self._outcome.edits.append(Replace(there, text, (), was_missing))


def _is_missing(sources: Mapping[int, Source], number: int) -> bool:
    return sources[number].kind == "missing"


def _without_clashes(found: Mapping[int, list[_Decided]]) -> dict[int, list[_Decided]]:
    """The decisions; those that share a place with another one are uncertain."""
    taken: dict[int, list[Spot]] = defaultdict(list)
    for decided in found.values():
        for _, decision in decided:
            if decision.spot is not None and decision.fate in ("updated", "right"):
                taken[decision.spot.unit].append(decision.spot)
    clashing = {spot for spots in taken.values() for spot in _overlapping(spots)}
    return {
        new: [(region, Decision("uncertain") if decision.spot in clashing else decision) for region, decision in decided]
        for new, decided in found.items()
    }


def _overlapping(spots: Sequence[Spot]) -> Iterator[Spot]:
    """Those of one passage that share a letter with another, or are the same place between two letters."""
    counted = Counter(spots)
    reach: Spot | None = None
    for spot in sorted(counted):
        if counted[spot] > 1:
            yield spot
        if reach is not None and spot.start < reach.end:
            yield from (reach, spot)
        if reach is None or spot.end > reach.end:
            reach = spot


def _shown(text: str) -> str:
    return text.replace(CELL, "\t")
