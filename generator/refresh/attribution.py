"""Which passages of an edited report are public, which are withheld, and which can't be told: those are never guessed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from generator.refresh.aligning import align
from generator.refresh.arrivals import Arrival, Place, placed
from generator.refresh.editions import Base
from generator.refresh.following import headings_go, joined, numbers_follow
from generator.refresh.numbers import leading_number
from generator.refresh.rewording import Edit, carried, edited, edits_between
from generator.refresh.secrets import Secrets, letters
from generator.refresh.sentences import PARAGRAPH
from generator.refresh.similarity import likeness, shape
from generator.refresh.verdicts import Edited, Verdict

_WEAK = 0.5  # a passage that is less like the one in its place may as well be another one
_LONGER = 20  # letters that somebody put to a passage of the upward edition alone; more are a passage of their own


class Attributed(NamedTuple):
    """The verdict on each passage of the edited report, and where each arrival comes in; None where that isn't certain."""

    verdicts: list[Verdict]
    places: list[Place | None]


def attribute(base: Sequence[Base], now: Sequence[Edited], secrets: Secrets, coming: Sequence[Arrival] = ()) -> Attributed:
    """What becomes of the edited report; ``coming`` is what the published edition has besides."""
    verdicts = _Attribution(base, now, secrets).verdicts
    headings_go(base, now, verdicts)
    joined(base, verdicts)
    places = list(placed(coming, now, verdicts))
    numbers_follow(base, now, verdicts, coming, places)
    for each, verdict in zip(now, verdicts, strict=True):
        # What stays must hold nothing that is withheld when everything is done.
        if not verdict.goes and verdict.of and not verdict.doubt and (words := secrets.found(edited(each.text, verdict.edits))):
            verdict.put_in_doubt("secret", words)
    return Attributed(verdicts, places)


class _Attribution:
    def __init__(self, base: Sequence[Base], now: Sequence[Edited], secrets: Secrets) -> None:
        self._base, self._now, self._secrets = base, now, secrets
        self.verdicts = [Verdict() for _ in now]
        self._align()
        self._there = {old for verdict in self.verdicts for old in verdict.of}
        self._pieces = Counter(verdict.of for verdict in self.verdicts)
        self._missing_before = [0, *accumulate(self._missing(old) for old in range(len(base)))]
        self._last = max((n for n, each in enumerate(base) if each.fate == "stays" and each.text.strip()), default=-1)
        self._printed()
        self._own()

    def _align(self) -> None:
        for match in align([each.text for each in self._base], [each.text for each in self._now]):
            for new in match.new:
                self.verdicts[new].of = match.old
        for verdict, each in zip(self.verdicts, self._now, strict=True):
            if each.text.strip() and not verdict.of and each.owners:
                verdict.of = tuple(sorted(each.owners))
            if not each.text.strip() and each.pictured and not any(self._base[old].passage.pictured for old in verdict.of):
                verdict.of = ()  # a picture that somebody put where a blank line was

    # Passages that were printed

    def _printed(self) -> None:
        together: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for position, verdict in enumerate(self.verdicts):
            if verdict.of:
                together[verdict.of].append(position)
        for olds, positions in together.items():
            fates = {self._base[old].fate for old in olds if self._base[old].text.strip()} or {self._base[old].fate for old in olds}
            if fates == {"stays"}:
                self._stay(olds, positions)
            elif "stays" in fates:
                for position in positions:
                    self.verdicts[position].put_in_doubt("joined", self._secrets.found(self._now[position].text) or "")
            else:
                for position in positions:
                    self._go(olds, position, withheld="withheld" in fates)

    def _go(self, olds: tuple[int, ...], position: int, *, withheld: bool) -> None:
        each, verdict = self._now[position], self.verdicts[position]
        own = "".join(self._base[old].text for old in olds)
        verdict.goes, verdict.withheld = True, withheld and not self._now[position].is_blank
        public = [old for old in each.owners if old not in olds and self._base[old].fate == "stays"]
        foreign = self._secrets.foreign(each.text, own)
        if public or foreign:
            self.verdicts[position].put_in_doubt("moved", self._base[public[0]].text if public else foreign or "")
            return
        weak = withheld and bool(each.text.strip()) and self._is_weak(olds, position) and not self._secrets.found(each.text)
        if weak or (not withheld and len(letters(each.text)) > 2 * len(letters(own)) + _LONGER):
            self.verdicts[position].put_in_doubt("rewritten")

    def _is_weak(self, olds: tuple[int, ...], position: int) -> bool:
        each = self._now[position]
        if each.owners & set(olds):
            return False
        if self._pieces[olds] > 1:
            return False  # one of the pieces that it was split into
        return likeness(shape("".join(self._base[old].text for old in olds)), shape(each.text)) < _WEAK

    def _stay(self, olds: tuple[int, ...], positions: list[int]) -> None:
        """Edits of passages that stay, one text of several paragraphs where they were split or joined."""
        texts = [self._now[position].text for position in positions]
        before = "".join(self._base[old].text for old in olds)
        number, now_number = leading_number(before), leading_number(texts[0])
        skip = len(number.whole) if number and self._base[olds[0]].is_numbered else 0
        edits: list[Edit] = []
        at, wanted = 0, ""
        for old in olds:
            base = self._base[old]
            assert base.then is not None
            wanted += base.then.text
            then_number = leading_number(base.then.text) if not at and skip else None
            own = edits_between(base.passage, base.then, skip if not at else 0, len(then_number.whole) if then_number else 0)
            edits += [edit._replace(start=edit.start + at, end=edit.end + at) for edit in own]
            at += len(base.text)
        now = PARAGRAPH.join(texts)
        if edits and now != wanted:
            lead = len(now_number.whole) if now_number and skip else 0
            shifted = [edit._replace(start=edit.start - skip, end=edit.end - skip) for edit in edits]
            made = carried(shifted, before[skip:], now[lead:])
            if made is None:
                self.verdicts[positions[0]].put_in_doubt("reworded", wanted)
            else:
                self._spread([edit._replace(start=edit.start + lead, end=edit.end + lead) for edit in made], positions, texts)
        near = any(self._missing(neighbour) for old in olds for neighbour in (old - 1, old + 1))
        for position in positions:
            if near and len(positions) == 1 and self._now[position].text.strip() and self._is_weak(olds, position):
                self.verdicts[position].put_in_doubt("rewritten")

    def _spread(self, edits: Sequence[Edit], positions: list[int], texts: list[str]) -> None:
        """The edits of one text to the paragraphs that it is made of."""
        at = 0
        for position, text in zip(positions, texts, strict=True):
            inside = [e for e in edits if at <= e.start and e.end <= at + len(text)]
            self.verdicts[position].edits += [e._replace(start=e.start - at, end=e.end - at) for e in inside]
            if any(at <= e.start <= at + len(text) < e.end for e in edits):
                self.verdicts[position].put_in_doubt("reworded")
            at += len(text) + 1

    def _missing(self, old: int) -> bool:
        """Whether a withheld passage is nowhere in the edited report."""
        return 0 <= old < len(self._base) and old not in self._there and self._base[old].fate == "withheld"

    # Passages of people's own

    def _own(self) -> None:
        before, behind = self._neighbours()
        upward = {said for base in self._base if base.fate == "upward" and (said := letters(base.text))}
        for position, each in enumerate(self._now):
            if self.verdicts[position].of:
                continue
            if self._now[position].is_blank:
                beside = [old for old in (before[position], behind[position]) if old is not None]
                self.verdicts[position].goes = bool(beside) and all(self._base[old].fate != "stays" for old in beside)
            elif letters(each.text) in upward:
                self.verdicts[position].goes = True
            elif words := self._secrets.found(each.text):
                whole = self._secrets.covers(each.text) and not self._secrets.foreign(each.text, "")
                self.verdicts[position].goes = self.verdicts[position].withheld = whole
                if not whole:
                    self.verdicts[position].put_in_doubt("secret", words)
            else:
                self._beside(position, before[position], behind[position])

    def _beside(self, position: int, before: int | None, behind: int | None) -> None:
        """A passage that shares nothing with what is withheld: public, unless its place tells otherwise."""
        fates = [self._base[old].fate for old in (before, behind) if old is not None]
        if fates and all(fate == "upward" for fate in fates):
            self.verdicts[position].goes = True
        elif before is not None and self._base[before].fate != "stays":
            self.verdicts[position].put_in_doubt("behind", self._base[before].text)
        elif self._is_missing_between(before, behind):
            self.verdicts[position].put_in_doubt("rewritten")
        elif before is not None and behind is not None and before >= self._last:
            self.verdicts[position].put_in_doubt("beside", self._base[behind].text)

    def _is_missing_between(self, before: int | None, behind: int | None) -> bool:
        first, last = 0 if before is None else before + 1, len(self._base) if behind is None else behind
        return first < last and self._missing_before[last] > self._missing_before[first]

    def _neighbours(self) -> tuple[list[int | None], list[int | None]]:
        """The nearest passage as printed before and behind each one, blank ones left out."""
        sides: list[list[int | None]] = []
        for order in (range(len(self._now)), range(len(self._now) - 1, -1, -1)):
            last: int | None = None
            side: list[int | None] = [None] * len(self._now)
            for position in order:
                side[position] = last
                solid = [old for old in self.verdicts[position].of if self._base[old].text.strip()]
                if solid:
                    last = solid[-1] if order.step > 0 else solid[0]
            sides.append(side)
        return sides[0], sides[1]
