"""Where in the edited report the passages of the printed one stand, and what people have done to them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Sequence
from typing import Literal, NamedTuple

from generator.refresh.aligning import Match, align
from generator.refresh.sentences import PARAGRAPH
from generator.refresh.tokens import pieces
from generator.refresh.units import Unit

_FIRST_SIGN, _SIGNS = 0xF0000, 0xFFFE  # a plane of letters that no text has


class Spot(NamedTuple):
    """A stretch of a passage, by its position."""

    unit: int
    start: int
    end: int


class Image(NamedTuple):
    """What became of a stretch.

    ``same``: its letters stand at ``spot``, among ``context`` more that people left as they were; ``changed``: other words stand
    there; ``gone``: nothing does, though the rest of its passage may be there. ``spot`` is None where the stretch is gone with its
    passage, or leads from passage to passage now.
    """

    kind: Literal["same", "changed", "gone"]
    spot: Spot | None
    context: int = 0


class _Stretch(NamedTuple):
    """A piece of the texts of a match, by its places in the joined texts of both sides."""

    old: int
    old_end: int
    new: int
    new_end: int
    changed: bool


class Edited:
    """The printed passages ``olds`` beside the edited ones ``news``.

    ``doubtful``: the edited ones that stand out of their order and are only like what was printed.
    """

    def __init__(self, olds: Sequence[Unit], news: Sequence[Unit]) -> None:
        self.olds, self.news = olds, news
        several = {text for text, times in Counter(unit.text for unit in olds).items() if times > 1}
        self.matches = align([_told_apart(unit, several) for unit in olds], [_told_apart(unit, several) for unit in news])
        self.of_old = {old: match for match in self.matches for old in match.old}
        self.of_new = {new: match for match in self.matches for new in match.new}
        self.marks: dict[int, list[Spot]] = defaultdict(list)
        for number, unit in enumerate(news):
            for span in unit.spans:
                self.marks[span.number].append(Spot(number, span.start, span.end))
        self.doubtful = frozenset(new for match in self.matches if match.moved and not self._is_equal(match) for new in match.new)
        self._stretches: dict[Match, list[_Stretch]] = {}

    def texts_of(self, old: int) -> tuple[int, ...]:
        """The edited passages that a printed one is in now."""
        match = self.of_old.get(old)
        return match.new if match else ()

    def is_untouched(self, old: int) -> bool:
        """Whether a printed passage stands somewhere by itself as it was printed."""
        match = self.of_old.get(old)
        return match is not None and len(match.old) == len(match.new) == 1 and self.olds[old].text == self.news[match.new[0]].text

    def _is_equal(self, match: Match) -> bool:
        """Whether one passage is another, letter for letter."""
        return len(match.old) == len(match.new) == 1 and self.olds[match.old[0]].text == self.news[match.new[0]].text

    def image(self, old: int, start: int, end: int) -> Image:
        """What became of ``start:end`` of a printed passage; an empty stretch is a place between two letters."""
        match = self.of_old.get(old)
        if match is None or not match.new:
            return Image("gone", None)
        base = _starts(self.olds, match.old)[match.old.index(old)]
        begin, stop = base + start, base + end
        stretches = self.stretches(match)
        if begin == stop:
            return self._between(match, stretches, begin)
        touched = [s for s in stretches if s.old < stop and begin < s.old_end]
        first, last = touched[0], touched[-1]
        if len(touched) == 1 and not first.changed:
            spot = self._spot(match, first.new + begin - first.old, first.new + stop - first.old)
            return Image("same" if spot else "changed", spot, (first.old_end - first.old) - (end - start))
        at = first.new if first.changed else first.new + begin - first.old
        to = last.new_end if last.changed else last.new + stop - last.old
        if at == to:
            return Image("gone", self._spot(match, at, to))
        return Image("changed", self._spot(match, at, to))

    def _between(self, match: Match, stretches: Sequence[_Stretch], at: int) -> Image:
        """A place between letters: before words that people have put in, else beside the letters that they left."""
        before = next((s for s in stretches if s.old < at <= s.old_end), None)
        behind = next((s for s in stretches if s.old <= at < s.old_end), None)
        if before is behind and before is not None:
            if before.changed:
                return Image("changed", self._spot(match, before.new, before.new_end))
            return self._here(match, before.new + at - before.old, before.old_end - before.old)
        if before is not None and not before.changed:
            return self._here(match, before.new_end, before.old_end - before.old)
        if behind is not None and not behind.changed:
            return self._here(match, behind.new, behind.old_end - behind.old)
        if before is None and behind is None:  # an empty passage
            new_end = max((s.new_end for s in stretches), default=0)
            return self._here(match, 0, 0) if not new_end else Image("changed", self._spot(match, 0, new_end))
        return Image("changed", self._spot(match, min(s.new for s in (before, behind) if s), max(s.new_end for s in (before, behind) if s)))

    def _here(self, match: Match, at: int, context: int) -> Image:
        spot = self._spot(match, at, at)
        return Image("same" if spot else "changed", spot, context)

    def origin(self, spot: Spot) -> Spot | None:
        """The stretch of a printed passage whose very letters stand at a spot; None where they are not all from one."""
        match = self.of_new.get(spot.unit)
        if match is None or not match.old:
            return None
        base = _starts(self.news, match.new)[match.new.index(spot.unit)]
        begin, stop = base + spot.start, base + spot.end
        for s in self.stretches(match):
            if s.new <= begin and stop <= s.new_end and s.new < s.new_end:
                return None if s.changed else _placed(self.olds, match.old, s.old + begin - s.new, s.old + stop - s.new)
        return None

    def reworded(self, old: int, start: int, end: int) -> list[str]:
        """What people have written between two places of a printed passage, in the place of what stood there."""
        match = self.of_old.get(old)
        if match is None or not match.new:
            return []
        base = _starts(self.olds, match.old)[match.old.index(old)]
        text = PARAGRAPH.join(self.news[n].text for n in match.new)
        changed = (s for s in self.stretches(match) if s.changed and s.old <= base + end and base + start <= s.old_end)
        return [text[s.new : s.new_end] for s in changed]

    def changes(self) -> int:
        """In how many places people have changed the report."""
        count = 0
        for match in self.matches:
            if not match.old or not match.new:
                units = [self.olds[n] for n in match.old] + [self.news[n] for n in match.new]
                count += any(unit.text.strip() for unit in units)
            elif self._is_equal(match):
                count += match.moved
            else:
                count += max(1, sum(stretch.changed for stretch in self.stretches(match)))
        return count

    def stretches(self, match: Match) -> list[_Stretch]:
        """The pieces of a match one after the other."""
        if match not in self._stretches:
            self._stretches[match] = self._pieces(match)
        return self._stretches[match]

    def _pieces(self, match: Match) -> list[_Stretch]:
        olds, news = [self.olds[n] for n in match.old], [self.news[n] for n in match.new]
        if len(olds) == len(news) == 1 and len(olds[0].texts) == len(news[0].texts) > 1:  # rows cell by cell
            pairs = list(zip(olds[0].texts, news[0].texts, strict=True))
        else:
            pairs = [(PARAGRAPH.join(unit.text for unit in olds), PARAGRAPH.join(unit.text for unit in news))]
        found: list[_Stretch] = []
        at = to = 0
        for n, (before, after) in enumerate(pairs):
            if n:
                found.append(_Stretch(at, at + 1, to, to + 1, changed=False))
                at, to = at + 1, to + 1
            if before == after and before:
                found.append(_Stretch(at, at + len(before), to, to + len(after), changed=False))
                at, to = at + len(before), to + len(after)
                continue
            for piece in pieces(before, after):
                found.append(_Stretch(at, at + len(piece.old), to, to + len(piece.new), piece.changed))
                at, to = at + len(piece.old), to + len(piece.new)
        return found

    def _spot(self, match: Match, begin: int, end: int) -> Spot | None:
        return _placed(self.news, match.new, begin, end)


def _told_apart(unit: Unit, several: Container[str]) -> str:
    """The text of a passage; where several say the same, with a letter for its first bookmark."""
    if unit.text not in several or not unit.spans:
        return unit.text
    return unit.text + chr(_FIRST_SIGN + unit.spans[0].number % _SIGNS)


def _starts(units: Sequence[Unit], numbers: tuple[int, ...]) -> list[int]:
    """Where each passage begins in the joined text."""
    starts, at = [], 0
    for number in numbers:
        starts.append(at)
        at += len(units[number].text) + len(PARAGRAPH)
    return starts


def _placed(units: Sequence[Unit], numbers: tuple[int, ...], begin: int, end: int) -> Spot | None:
    """A stretch of the joined text in its passage; None where it leads from one to the next."""
    starts = _starts(units, numbers)
    at = bisect_right(starts, begin) - 1
    if end - starts[at] > len(units[numbers[at]].text):
        return None
    return Spot(numbers[at], begin - starts[at], end - starts[at])
