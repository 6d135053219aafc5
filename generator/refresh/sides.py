"""One side of an update, the document or all other parts together, and what is collected of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.model.provenance import Source
from generator.refresh.edited import Edited, Spot
from generator.refresh.numbering import Numbering
from generator.refresh.plans import Correction
from generator.refresh.regions import Region
from generator.refresh.units import Unit
from generator.word.edits import Edit, Place, Remark


class Sources(NamedTuple):
    """Where values come from, by their numbers in the printed and in the fresh report, and where words do, by their passage."""

    olds: Mapping[int, Source]
    news: Mapping[int, Source]
    homes: Mapping[str, Source]

    def names(self) -> tuple[dict[int, str], dict[int, str]]:
        """The names of values that have one, by their numbers in the printed and in the fresh report."""
        olds, news = ({number: source.name for number, source in each.items() if source.name} for each in (self.olds, self.news))
        return olds, news

    def of(self, before: Unit | None, after: Unit | None, region: Region | None = None) -> Source | None:
        """The source of the first value in a passage, or in a region of it; that of its words where it has none."""
        start, end, begin, stop = region if region else (0, len(before.text) if before else 0, 0, len(after.text) if after else 0)
        new = next((s.number for s in after.spans if begin <= s.start and s.end <= stop), None) if after else None
        if new is not None:
            return self.news[new]
        if after is not None and (home := self.homes.get(after.text)):
            return home
        old = next((s.number for s in before.spans if start <= s.start and s.end <= end), None) if before else None
        return None if old is None else self.olds[old]


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

    def place(self, spot: Spot | None) -> Place | None:
        """Where a stretch stands in the file; None where it leads from paragraph to paragraph."""
        return self.edited.news[spot.unit].place(spot.start, spot.end) if spot else None


@dataclass(slots=True)
class Outcome:
    """What is collected. ``replaced`` are the places that are written, each with its correction."""

    edits: list[Edit] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    replaced: list[tuple[Spot, Correction]] = field(default_factory=list)

    def corrected(self, correction: Correction) -> None:
        """Note a correction; a conflict gets a comment at its place."""
        self.corrections.append(correction)
        if correction.fate == "conflict" and correction.place is not None:
            subject = correction.source.place if correction.source else "工作簿"
            self.remarks.append(Remark(correction.place, f"{_asked(correction)}，请定（{subject}）", subject))


def _asked(correction: Correction) -> str:
    """What whoever reads the report has to settle."""
    if correction.whole:
        gone = "移到了别处" if correction.new else "已经删去"
        return f"工作簿里这一段{gone}，稿中改过"
    said = f"稿中已改为{correction.said}" if correction.said else "稿中已删去"
    return f"{said}，工作簿更正为{correction.new}" if correction.new else f"{said}，工作簿已删去“{correction.old}”"
