"""One side of an update, the document or all other parts together, and what is collected of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.model.provenance import Source
from generator.refresh.edited import Edited, Spot
from generator.refresh.numbering import Numbering
from generator.refresh.plans import Correction
from generator.refresh.regions import Names, Region
from generator.refresh.units import Unit
from generator.word.edits import Edit, Place


class Home(NamedTuple):
    """Where the words at a stretch of a passage come from."""

    start: int
    end: int
    source: Source


class Sources(NamedTuple):
    """Where values come from, by their numbers in the printed and in the fresh report, and where words do, by their passage."""

    olds: Mapping[int, Source]
    news: Mapping[int, Source]
    homes: Mapping[str, Sequence[Home]]

    def names(self) -> Names:
        """The names of values that have one, by their numbers in the printed and in the fresh report."""
        olds, news = ({number: source.name for number, source in each.items() if source.name} for each in (self.olds, self.news))
        return olds, news

    def of_region(self, before: Unit, after: Unit, region: Region) -> Source | None:
        """The source of a value that a region is; else of the words there, else of the first value in it."""
        new = next((s.number for s in after.spans if region.begin <= s.start and s.end <= region.stop), None)
        if new is not None and any(s[1:] == (region.begin, region.stop) for s in after.spans):
            return self.news[new]
        if home := self._home(after, region.begin):
            return home
        if new is not None:
            return self.news[new]
        old = next((s.number for s in before.spans if region.start <= s.start and s.end <= region.end), None)
        return None if old is None else self.olds[old]

    def of_passage(self, before: Unit | None, after: Unit | None) -> Source | None:
        """The source of the words of a passage, else of a value in it, of one that was typed first."""
        if after is not None:
            return self._home(after, 0) or next((self.news[s.number] for s in after.spans), None)
        values = [self.olds[s.number] for s in before.spans] if before else []
        return next((source for source in values if source.kind in ("typed", "text")), next(iter(values), None))

    def _home(self, unit: Unit, at: int) -> Source | None:
        homes = self.homes.get(unit.text, ())
        return next((home.source for home in homes if at < home.end or home is homes[-1]), None)


class Kept(NamedTuple):
    """A passage that the report is known to have from now on: the fresh one, but for the regions that are ``pending``.

    ``before`` is what it was, at position ``old``; alone it is kept as it was, at its place. ``numbers`` leads from the
    numbers of the fresh report to those in the file.
    """

    old: int | None
    before: Unit | None
    after: Unit | None
    pending: tuple[Region, ...]
    numbers: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Side:
    """The passages of all three reports. ``is_document`` tells the document from the other parts."""

    is_document: bool
    olds: Sequence[Unit]
    news: Sequence[Unit]
    edited: Edited
    numbering: Numbering
    sources: Sources
    names: Names

    def place(self, spot: Spot | None) -> Place | None:
        """Where a stretch stands in the file; None where it leads from paragraph to paragraph."""
        return self.edited.news[spot.unit].place(spot.start, spot.end) if spot else None


@dataclass(slots=True)
class Outcome:
    """What is collected. ``replaced`` are the places that are written, each with its correction."""

    edits: list[Edit] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    replaced: list[tuple[Spot, Correction]] = field(default_factory=list)

    def corrected(self, correction: Correction) -> None:
        """Note a correction."""
        self.corrections.append(correction)
