"""Passages that come into the report, go out of it, or go to another place of it."""

from __future__ import annotations

from collections.abc import Sequence

from generator.refresh.edited import Spot
from generator.refresh.headed import Levels, heads_of_what_stays
from generator.refresh.plans import Correction, Fate
from generator.refresh.regions import Paired
from generator.refresh.sides import Kept, Outcome, Side
from generator.refresh.units import Unit
from generator.word.edits import Insert, Place, Remove


class Passing:
    """Passages by their positions among ``pairs``, which are in the order of the fresh report."""

    def __init__(self, side: Side, outcome: Outcome, pairs: Sequence[Paired], levels: Levels) -> None:
        self._side, self._outcome, self._pairs = side, outcome, pairs
        self._known = {pair.new for pair in pairs if pair.new is not None and pair.old is not None}
        self._there = {
            pair.new: there
            for pair in pairs
            if pair.new is not None and pair.old is not None and not pair.moved and (there := side.edited.texts_of(pair.old))
        }
        passing = (old for old, new, moved in pairs if old is not None and (new is None or moved))
        leaving = {old for old in passing if self._fate(old)[0] == "updated"} if levels else set()
        self._heads = heads_of_what_stays(side.edited, pairs, leaving, levels)

    def goes(self, old: int) -> None:
        """A passage that is in the fresh report no more."""
        unit = self._side.olds[old]
        fate, spot = self._fate(old)
        heads = old in self._heads
        if heads:
            fate = "conflict"
        if fate == "updated":
            self._take_out(old)
        elif fate != "right":
            self._outcome.kept.append(Kept(old, unit, None, (), {}))
        self._tell(fate, unit.shown, "", spot, Kept(old, unit, None, (), {}), heads=heads)

    def comes(self, new: int, at: int) -> None:
        """A passage that was not in the report before, the pair at that position."""
        unit = self._side.news[new]
        numbers = {span.number: self._side.numbering.another() for span in unit.spans}
        kept = Kept(None, None, unit, (), numbers)
        already = self._already(unit)
        place = self._side.place(already) if already else self._put_in(at, unit, numbers)
        fate: Fate = "right" if already else "updated" if place else "uncertain"
        if fate != "uncertain":
            self._outcome.kept.append(kept)
        self._tell(fate, "", unit.shown, already, kept, place)

    def moves(self, old: int, new: int, at: int) -> None:
        """A passage that stands at another place of the fresh report. What people changed or took out stays as they have it."""
        before, after = self._side.olds[old], self._side.news[new]
        numbers = {span.number: self._side.numbering.another() for span in after.spans}
        fate, spot = self._fate(old)
        place = None
        if fate == "updated":
            place = self._put_in(at, after, numbers)
            if place is None:
                fate = "uncertain"
            else:
                self._take_out(old)
        elif fate == "right":
            fate = "deleted"
        if fate in ("updated", "deleted"):
            self._outcome.kept.append(Kept(None, None, after, (), numbers))
        else:
            self._outcome.kept.append(Kept(old, before, None, (), {}))
        self._tell(fate, before.shown, after.shown, spot, Kept(old, before, after, (), numbers), place)

    def _tell(
        self, fate: Fate, old: str, new: str, spot: Spot | None, of: Kept, place: Place | None = None, *, heads: bool = False
    ) -> None:
        if not (old + new).strip():
            return  # a blank line
        said = self._side.edited.news[spot.unit].shown if spot else None
        source = self._side.sources.of_passage(of.before, of.after)
        self._outcome.corrected(Correction(fate, old, new, said, place or self._side.place(spot), source, whole=True, heads=heads))

    def _fate(self, old: int) -> tuple[Fate, Spot | None]:
        """What becomes of a passage that is to go: people may have changed it, or taken it out already."""
        edited, unit = self._side.edited, self._side.olds[old]
        there = edited.texts_of(old)
        if not there:
            lost = any(edited.marks.get(span.number) for span in unit.spans) or not self._side.is_document
            return ("uncertain" if lost else "right"), None
        spot = Spot(there[0], 0, len(edited.news[there[0]].texts[0]))
        if edited.is_untouched(old):
            return "updated", spot
        return ("conflict" if unit.text.strip() else "right"), spot

    def _take_out(self, old: int) -> None:
        unit = self._side.edited.news[self._side.edited.texts_of(old)[0]]
        self._outcome.edits.append(Remove(unit.part, unit.lines))

    def _put_in(self, at: int, unit: Unit, numbers: dict[int, int]) -> Place | None:
        """Where a passage is put in, None where no place can be told."""
        beside = self._beside(at, unit)
        if beside is None:
            return None
        there, behind = self._side.edited.news[beside[0]], beside[1]
        line = there.lines[-1] if behind else there.lines[0]
        self._outcome.edits.append(Insert(there.part, line, behind, unit.part, unit.lines, numbers))
        return Place(there.part, line, 0, 0)

    def _beside(self, at: int, unit: Unit) -> tuple[int, bool] | None:
        """The edited passage beside which one comes in, and whether behind it: a neighbour that people have left in its order, if any."""
        row_of_known = unit.table != 0 and any(self._is_of(n, unit) and n in self._known for n in range(len(self._side.news)))
        found: tuple[int, bool] | None = None
        for step, behind in ((-1, True), (1, False)):
            n = at + step
            while 0 <= n < len(self._pairs):
                old, new, _ = self._pairs[n]
                if new in self._there and self._side.news[new].part == unit.part and (not row_of_known or self._is_of(new, unit)):
                    beside = self._there[new][-1 if behind else 0], behind
                    if old is not None and not self._side.edited.of_old[old].moved:
                        return beside
                    found = found or beside
                n += step
        return found or self._beside_what_goes(at, unit)

    def _beside_what_goes(self, at: int, unit: Unit) -> tuple[int, bool] | None:
        """The nearest passage of its kind that goes out of the report itself, where no other is left."""
        edited = self._side.edited
        for n in sorted(range(len(self._pairs)), key=lambda n: abs(n - at)):
            old, new, _ = self._pairs[n]
            if old is not None and new is None and self._side.olds[old].part == unit.part and (there := edited.texts_of(old)):
                beside = there[-1 if n < at else 0]
                if bool(edited.news[beside].table) == bool(unit.table):
                    return beside, n < at
        return None

    def _is_of(self, new: int, unit: Unit) -> bool:
        """Whether a passage is a row of the same table."""
        other = self._side.news[new]
        return other.part == unit.part and other.table == unit.table

    def _already(self, unit: Unit) -> Spot | None:
        """Where people have put in the very passage themselves."""
        if not unit.text.strip():
            return None
        edited = self._side.edited
        found = next((n for n, there in enumerate(edited.news) if there.text == unit.text and not edited.of_new[n].old), None)
        return None if found is None else Spot(found, 0, len(unit.texts[0]))
