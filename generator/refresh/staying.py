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
from generator.refresh.together import Waiting, sentences_waiting, together
from generator.refresh.units import CELL, Unit
from generator.word.edits import Marked, Place, Replace

_ROUNDS = 4
WRITTEN: tuple[Fate, ...] = ("updated", "right", "deleted")  # then the report says what is wanted, or never will
_Decided = tuple[Region, Decision]


class Staying:
    """Decides on all such passages first, as two corrections may not land on one place."""

    def __init__(self, side: Side, outcome: Outcome, pairs: Sequence[Paired]) -> None:
        self._side, self._outcome = side, outcome
        self._pairs = {new: old for old, new, moved in pairs if old is not None and new is not None and not moved}
        self._decided = self._settled()

    def _settled(self) -> dict[int, list[_Decided]]:
        """The decisions. Where something is written, another correction can't be meant; so what was uncertain may be told then.

        Else the next update would find out.
        """
        decided: dict[int, list[_Decided]] = {}
        for _ in range(_ROUNDS):
            places = {decision.spot for several in decided.values() for _, decision in several if decision.fate == "updated"}
            deciding = Deciding(self._side.edited, sure=self._side.is_document, written=filter(None, places))
            before, decided = decided, self._once(deciding, decided)
            if before == decided or all(decision.fate != "uncertain" for several in decided.values() for _, decision in several):
                break
        return decided

    def _once(self, deciding: Deciding, before: Mapping[int, list[_Decided]]) -> dict[int, list[_Decided]]:
        """The decisions as they were before, those made anew that were uncertain, or not made yet."""
        found: dict[int, list[_Decided]] = {}
        for new, old in self._pairs.items():
            several = before.get(new)
            if several is None or any(decision.fate == "uncertain" for _, decision in several):
                certain = {region: decision for region, decision in several or () if decision.fate != "uncertain"}
                several = [(region, certain.get(region, decision)) for region, decision in self._decide(deciding, old, new)]
                several = together(self._side.edited, old, self._side.news[new], several, self._side.names)
            found[new] = several
        return _without_clashes(found)

    def _decide(self, deciding: Deciding, old: int, new: int) -> Iterator[_Decided]:
        before, after, edited = self._side.olds[old], self._side.news[new], self._side.edited
        there = edited.texts_of(old)
        by_hand = there[0] if len(there) == 1 and edited.news[there[0]].text == after.text else None
        for region in regions(before, after, self._side.names):
            text = after.text[region.begin : region.stop]
            if by_hand is not None:  # people have written the whole passage as it is wanted
                yield region, Decision("right", Spot(by_hand, region.begin, region.stop), text)
                continue
            spans = tuple(span for span in before.spans if region.start <= span.start and span.end <= region.end)
            decision = deciding.decide(Wanted(old, region.start, region.end, text, spans))
            nowhere = decision.spot is not None and self._side.place(decision.spot) is None
            yield region, Decision("uncertain") if nowhere else decision

    def work(self, old: int, new: int) -> None:
        """Write what is corrected in a passage."""
        before, after, decided = self._side.olds[old], self._side.news[new], self._decided[new]
        numbers = self._side.numbering.carried(before, after, [region for region, _ in decided])
        waiting = sentences_waiting(before, after, decided, self._side.names)
        told = {n for sentence in waiting for n in sentence.decided}
        written = [
            (decision.spot, after.text[region.begin : region.stop])
            for n, (region, decision) in enumerate(decided)
            if n not in told and decision.fate == "updated" and decision.spot
        ]
        for n, (region, decision) in enumerate(decided):
            if n in told:
                for sentence in (sentence for sentence in waiting if sentence.decided[0] == n):
                    self._outcome.corrected(self._of_sentence(old, before, after, sentence, written))
                continue
            correction = self._correction(old, before, after, region, decision)
            self._outcome.corrected(correction)
            if decision.spot is not None and decision.fate in ("updated", "right"):
                self._write(before, after, region, decision.spot, numbers)
                if decision.fate == "updated":
                    self._outcome.replaced.append((decision.spot, correction))
        pending = tuple(region for region, decision in decided if decision.fate not in WRITTEN)
        self._outcome.kept.append(Kept(old, before, after, pending, numbers))

    def _correction(self, old: int, before: Unit, after: Unit, region: Region, decision: Decision) -> Correction:
        source = self._side.sources.of_region(before, after, region)
        was, wanted = before.text[region.start : region.end], after.text[region.begin : region.stop]
        said = None if decision.said is None else _shown(decision.said)
        place = self._side.place(decision.spot) or (self._about(old) if decision.fate == "uncertain" else None)
        return Correction(decision.fate, _shown(was), _shown(wanted), said, place, source)

    def _of_sentence(self, old: int, before: Unit, after: Unit, sentence: Waiting, written: Sequence[tuple[Spot, str]]) -> Correction:
        """Words of a sentence that people have changed as well: the sentence as a whole, in all three reports.

        ``written`` are the values that are corrected in the passage all the same.
        """
        region = sentence.region
        spot = self._side.edited.image(old, region.start, region.end).spot
        place = self._side.place(spot)
        said = _shown(_with(self._side.edited.news[spot.unit].text, spot, written)) if spot and place else None
        source = self._side.sources.of_region(before, after, sentence.first)
        was, wanted = before.text[region.start : region.end], after.text[region.begin : region.stop]
        return Correction(sentence.fate, _shown(was), _shown(wanted), said, place or self._about(old), source)

    def _about(self, old: int) -> Place | None:
        """The passage in which something has to be looked for, where it is known."""
        there = self._side.edited.texts_of(old)
        return self._side.place(Spot(there[0], 0, len(self._side.edited.news[there[0]].texts[0]))) if there else None

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


def _with(text: str, spot: Spot, written: Sequence[tuple[Spot, str]]) -> str:
    """What stands at a spot when that is written."""
    end = spot.end
    for place, new in sorted(written, reverse=True):
        if place.unit == spot.unit and spot.start <= place.start and place.end <= spot.end:
            text = text[: place.start] + new + text[place.end :]
            end += len(new) - (place.end - place.start)
    return text[spot.start : end]


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
