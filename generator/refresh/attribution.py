"""Which passages of an edited report are public, which are withheld, and which can't be told: those are never guessed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal, NamedTuple

from generator.refresh.aligning import align
from generator.refresh.editions import Base, Edit, carried, edited, edits_between
from generator.refresh.numbers import Member, leading_number, renumbered
from generator.refresh.secrets import Secrets, letters
from generator.refresh.sentences import PARAGRAPH
from generator.refresh.similarity import likeness, shape

Doubt = Literal["secret", "joined", "moved", "rewritten", "beside", "behind", "reworded", "number"]
_WEAK = 0.5  # a passage that is less like the one in its place may as well be another one
_LONGER = 20  # letters that somebody put to a passage of the upward edition alone; more are a passage of their own
_SHORT = 40


class Edited(NamedTuple):
    """A passage of the edited report. ``owners`` are the passages as printed whose values' bookmarks stand in it."""

    text: str
    owners: frozenset[int] = frozenset()
    pictured: bool = False


@dataclass(slots=True)
class Verdict:
    """What becomes of a passage of the edited report.

    ``of`` are the passages as printed that it is. It goes (``withheld`` where because of that, not because only the upward
    edition has it), or stays with ``edits`` made in it; ``doubt`` says why neither is certain, ``words`` what tells so.
    """

    of: tuple[int, ...] = ()
    goes: bool = False
    withheld: bool = False
    edits: list[Edit] = field(default_factory=list)
    doubt: Doubt | None = None
    words: str = ""


def attribute(base: Sequence[Base], now: Sequence[Edited], secrets: Secrets) -> list[Verdict]:
    """The verdict on each passage of the edited report."""
    return _Attribution(base, now, secrets).verdicts


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
        self._headings()
        self._numbers()
        self._recheck()

    def _align(self) -> None:
        for match in align([each.text for each in self._base], [each.text for each in self._now]):
            for new in match.new:
                self.verdicts[new].of = match.old
        for verdict, each in zip(self.verdicts, self._now, strict=True):
            if each.text.strip() and not verdict.of and each.owners:
                verdict.of = tuple(sorted(each.owners))
            if not each.text.strip() and each.pictured and not any(self._base[old].passage.pictured for old in verdict.of):
                verdict.of = ()  # a picture that somebody put where a blank line was

    def _blank(self, position: int) -> bool:
        return not self._now[position].text.strip() and not self._now[position].pictured

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
                    self._doubt(position, "joined", self._secrets.found(self._now[position].text) or "")
            else:
                for position in positions:
                    self._go(olds, position, withheld="withheld" in fates)

    def _go(self, olds: tuple[int, ...], position: int, *, withheld: bool) -> None:
        each, verdict = self._now[position], self.verdicts[position]
        own = "".join(self._base[old].text for old in olds)
        verdict.goes, verdict.withheld = True, withheld and not self._blank(position)
        public = [old for old in each.owners if old not in olds and self._base[old].fate == "stays"]
        foreign = self._secrets.foreign(each.text, own)
        if public or foreign:
            self._doubt(position, "moved", self._base[public[0]].text if public else foreign or "")
            return
        weak = withheld and bool(each.text.strip()) and self._is_weak(olds, position) and not self._secrets.found(each.text)
        if weak or (not withheld and len(letters(each.text)) > 2 * len(letters(own)) + _LONGER):
            self._doubt(position, "rewritten")

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
        skip = len(number.whole) if number and self._numbered(olds) else 0
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
                self._doubt(positions[0], "reworded", wanted)
            else:
                self._spread([edit._replace(start=edit.start + lead, end=edit.end + lead) for edit in made], positions, texts)
        near = any(self._missing(neighbour) for old in olds for neighbour in (old - 1, old + 1))
        for position in positions:
            if near and len(positions) == 1 and self._now[position].text.strip() and self._is_weak(olds, position):
                self._doubt(position, "rewritten")

    def _spread(self, edits: Sequence[Edit], positions: list[int], texts: list[str]) -> None:
        """The edits of one text to the paragraphs that it is made of."""
        at = 0
        for position, text in zip(positions, texts, strict=True):
            inside = [e for e in edits if at <= e.start and e.end <= at + len(text)]
            self.verdicts[position].edits += [e._replace(start=e.start - at, end=e.end - at) for e in inside]
            crossing = any(e.start < at + len(text) < e.end for e in edits)
            if crossing:
                self._doubt(position, "reworded")
            at += len(text) + 1

    def _numbered(self, olds: tuple[int, ...]) -> bool:
        """Whether the number that a passage begins with is that of a heading or a list, which follows the others."""
        base = self._base[olds[0]]
        ours, its = leading_number(base.text), leading_number(base.then.text) if base.then else None
        typed = base.passage.rows and ours is not None and base.passage.rows[0].start < ours.end
        return bool(ours and not typed and (its or base.then is None) and (its is None or its.kind == ours.kind))

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
            if self._blank(position):
                beside = [old for old in (before[position], behind[position]) if old is not None]
                self.verdicts[position].goes = bool(beside) and all(self._base[old].fate != "stays" for old in beside)
            elif letters(each.text) in upward:
                self.verdicts[position].goes = True
            elif words := self._secrets.found(each.text):
                whole = self._secrets.covers(each.text) and not self._secrets.foreign(each.text, "")
                self.verdicts[position].goes = self.verdicts[position].withheld = whole
                if not whole:
                    self._doubt(position, "secret", words)
            else:
                self._beside(position, before[position], behind[position])

    def _beside(self, position: int, before: int | None, behind: int | None) -> None:
        """A passage that shares nothing with what is withheld: public, unless its place tells otherwise."""
        fates = [self._base[old].fate for old in (before, behind) if old is not None]
        if fates and all(fate == "upward" for fate in fates):
            self.verdicts[position].goes = True
        elif before is not None and self._base[before].fate != "stays":
            self._doubt(position, "behind", self._base[before].text)
        elif self._is_missing_between(before, behind):
            self._doubt(position, "rewritten")
        elif before is not None and behind is not None and before >= self._last:
            self._doubt(position, "beside", self._base[behind].text)

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

    # What follows from it

    def _level(self, position: int) -> int:
        of = self.verdicts[position].of
        return self._base[of[0]].passage.level if len(of) == 1 and not self._base[of[0]].passage.rows else 0

    def _headings(self) -> None:
        """A heading under which nothing stays goes with what is withheld there."""
        open_levels: dict[int, tuple[bool, bool]] = {}  # by level whether something below stays, and whether something goes
        for position in range(len(self._now) - 1, -1, -1):
            verdict, level = self.verdicts[position], self._level(position)
            if level and not verdict.goes and not verdict.doubt:
                stays, goes = (any(each[n] for depth, each in open_levels.items() if depth > level) for n in (0, 1))
                verdict.goes = verdict.withheld = goes and not stays
            if level:
                open_levels = {depth: each for depth, each in open_levels.items() if depth <= level}
            if not self._blank(position):
                depth = level or 9
                told = open_levels.get(depth, (False, False))
                open_levels[depth] = (told[0] or not verdict.goes, told[1] or verdict.withheld)

    def _numbers(self) -> None:
        members = list(self._members())
        values, doubtful = renumbered(members)
        numbers = {member.position: member.number for member in members}
        for position, value in values.items():
            number = numbers[position]
            self.verdicts[position].edits.append(Edit(number.start, number.end, number.said(value)))
        for position in doubtful:
            self._doubt(position, "number", numbers[position].whole)

    def _members(self) -> Iterator[Member]:
        for position, (verdict, each) in enumerate(zip(self.verdicts, self._now, strict=True)):
            number = leading_number(each.text)
            if number is None or (verdict.goes and not verdict.of):
                continue
            if not verdict.of:
                if len(each.text) <= _SHORT and not each.text.rstrip().endswith(("。", "；")):
                    yield Member(position, number, None, None, verdict.goes)
            elif self._numbered(verdict.of):
                base = self._base[verdict.of[0]]
                ours, its = leading_number(base.text), leading_number(base.then.text) if base.then else None
                yield Member(position, number, ours.value if ours else None, its.value if its else None, verdict.goes)

    def _recheck(self) -> None:
        """What stays must hold nothing that is withheld when everything is done."""
        for position, verdict in enumerate(self.verdicts):
            if verdict.goes or not verdict.of or verdict.doubt is not None:
                continue
            if words := self._secrets.found(edited(self._now[position].text, verdict.edits)):
                self._doubt(position, "secret", words)

    def _doubt(self, position: int, doubt: Doubt, words: str = "") -> None:
        verdict = self.verdicts[position]
        if verdict.doubt is None:
            verdict.doubt, verdict.words, verdict.goes = doubt, words, False
