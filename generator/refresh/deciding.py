"""Where a corrected stretch stands in the edited report, and whether it may be written there.

A place is told by the bookmark round a value and by the text that people left as it was; a stretch is replaced only
where what was printed last still stands. Doubt is told, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.refresh.edited import Edited, Image, Spot
from generator.refresh.plans import Fate
from generator.refresh.units import Span

_OF_FIGURE = "0123456789.．,%％‰"
_BEHIND = f"{_OF_FIGURE}十百千万亿余多"
_CONTEXT = 6  # letters beside a stretch that must be as they were, where no bookmark tells its place
_AROUND = 12  # letters on each side by which two places are told apart
_LIKE = 3  # letters beside it as they were printed that make another place a rival
_TAKEN_ALONG = 10  # letters beside a stretch that people moved together with it
_BESIDE = 2  # passages off: where halves of a split one stand
_DIGITS = 3  # of a figure that is hardly there twice


class Wanted(NamedTuple):
    """A stretch of a printed passage that is to read ``text``; ``spans`` are the values that it was printed with."""

    old: int
    start: int
    end: int
    text: str
    spans: tuple[Span, ...]


class Decision(NamedTuple):
    """The fate of a stretch, where it stands, and what is said there."""

    fate: Fate
    spot: Spot | None = None
    said: str | None = None


class Deciding:
    """Decides for one report. ``sure`` tells of a passage whether what is missing in it was taken out, not lost from sight.

    ``written`` are places that other corrections are written at: what stands there is not looked for any more.
    """

    def __init__(self, edited: Edited, *, sure: bool, written: Iterable[Spot] = ()) -> None:
        self._edited, self._sure = edited, sure
        self._written: dict[int, list[Spot]] = {}
        for spot in written:
            self._written.setdefault(spot.unit, []).append(spot)
        self._news = [unit.text for unit in edited.news]

    def decide(self, wanted: Wanted) -> Decision:
        """What becomes of a stretch."""
        image = self._edited.image(wanted.old, wanted.start, wanted.end)
        if len(wanted.spans) == 1 and (wanted.spans[0].start, wanted.spans[0].end) == (wanted.start, wanted.end):
            spots = self._edited.marks.get(wanted.spans[0].number, [])
            if len(spots) == 1:
                return self._by_mark(wanted, spots[0], image)
            if spots:
                certain = image.kind == "same" and image.spot in spots and self._is_alone(wanted, image)
                return Decision("updated", image.spot, self._printed(wanted)) if certain else Decision("uncertain")
        return self._by_text(wanted, image)

    def _printed(self, wanted: Wanted) -> str:
        return self._edited.olds[wanted.old].text[wanted.start : wanted.end]

    # By the bookmark

    def _by_mark(self, wanted: Wanted, mark: Spot, image: Image) -> Decision:
        printed = self._printed(wanted)
        spot = self._whole(wanted, mark)
        if (said := self._said(spot)) == wanted.text:
            return Decision("right", spot, said)
        if said == printed:
            doubtful = self._is_elsewhere(wanted, spot, image) or self._is_twice(wanted, spot, image)
            return Decision("uncertain") if doubtful else Decision("updated", spot, said)
        if (retyped := self._overlapping(wanted, printed, mark)) is not None:
            return Decision("updated", retyped, printed)
        if image.kind == "same":
            certain = not self._is_marked(image.spot, wanted) and self._is_certain(wanted, image)
            return Decision("updated", image.spot, printed) if certain else Decision("uncertain")
        if image.kind == "changed" and image.spot is not None and image.spot.unit == spot.unit and _touch(spot, image.spot):
            spot = Spot(spot.unit, min(spot.start, image.spot.start), max(spot.end, image.spot.end))
            if self._said(spot) == wanted.text:
                return Decision("right", spot, wanted.text)
        return Decision("conflict", spot, self._said(spot))

    def _is_elsewhere(self, wanted: Wanted, mark: Spot, image: Image) -> bool:
        """Whether the text tells of another place than the bookmark: then that may be round a copy."""
        if image.spot is None or self._is_marked(image.spot, wanted):
            return False
        if image.kind == "same":
            return image.spot != mark and self._is_certain(wanted, image)
        return image.kind == "changed" and not (image.spot.unit == mark.unit and _touch(image.spot, mark))

    def _is_twice(self, wanted: Wanted, mark: Spot, image: Image) -> bool:
        """Whether the passage stands at another place as well, where no bookmark is: either may be the copy.

        Where bookmark, text and order tell the same place, only beside it: what is farther off is people's own copy.
        """
        twins = [
            spot
            for spot in self._unaccounted(self._printed(wanted), wanted.old)
            if spot != mark and not self._is_marked(spot, wanted) and self._likeness(wanted, spot) >= _TAKEN_ALONG
        ]
        match = self._edited.of_old.get(wanted.old)
        in_place = image.kind == "same" and image.spot == mark and image.context >= _AROUND and match is not None and not match.moved
        return any(not in_place or abs(spot.unit - mark.unit) <= _BESIDE for spot in twins)

    def _said(self, spot: Spot) -> str:
        return self._news[spot.unit][spot.start : spot.end]

    def _whole(self, wanted: Wanted, mark: Spot) -> Spot:
        """The whole figure: a bookmark shrinks when its text is typed over (95% → 9), and figures are typed on at its edge."""
        text, old = self._news[mark.unit], self._edited.olds[wanted.old].text
        start, end = mark.start, mark.end
        before, behind = old[wanted.start - 1 : wanted.start], old[wanted.end : wanted.end + 1]
        if text[start] in _OF_FIGURE and text[start - 1 : start] != before:
            while start and text[start - 1] in _OF_FIGURE:
                start -= 1
        if text[end - 1] in _OF_FIGURE and text[end : end + 1] != behind:
            while end < len(text) and text[end] in _BEHIND:
                end += 1
        return Spot(mark.unit, start, end)

    def _overlapping(self, wanted: Wanted, printed: str, mark: Spot) -> Spot | None:
        """What was printed, where it stands round what is left of the bookmark."""
        text = self._news[mark.unit]
        at = text.find(printed, max(0, mark.end - len(printed)), mark.start + len(printed))
        spot = Spot(mark.unit, at, at + len(printed))
        return spot if at >= 0 and self._whole(wanted, spot) == spot else None

    def _is_marked(self, spot: Spot | None, wanted: Wanted) -> bool:
        """Whether the bookmark of another value is round something there."""
        spans: Sequence[Span] = self._edited.news[spot.unit].spans if spot else ()
        own = {span.number for span in wanted.spans}
        return any(span.start < spot.end and spot.start < span.end for span in spans if spot and span.number not in own)

    # By the text

    def _by_text(self, wanted: Wanted, image: Image) -> Decision:
        if image.kind == "same":
            assert image.spot is not None
            said = self._said(image.spot)
            if not said and self._news[image.spot.unit].startswith(wanted.text, image.spot.start):
                return Decision("right", Spot(image.spot.unit, image.spot.start, image.spot.start + len(wanted.text)), wanted.text)
            return Decision("updated", image.spot, said) if self._is_certain(wanted, image) else Decision("uncertain")
        printed = self._printed(wanted)
        if image.kind == "changed" and image.spot is not None and self._said(image.spot) == wanted.text:
            return Decision("right", image.spot, wanted.text)
        if printed and (strays := list(self._unaccounted(printed, wanted.old))):
            found = len(strays) == 1 and not self._is_marked(strays[0], wanted)
            return Decision("updated", strays[0], printed) if found and self._is_moved(wanted, image, strays[0]) else Decision("uncertain")
        if image.kind == "changed":
            if image.spot is None:
                return Decision("uncertain")
            return Decision("conflict", image.spot, self._said(image.spot))
        return Decision("deleted" if self._sure else "uncertain")

    def _is_moved(self, wanted: Wanted, image: Image, stray: Spot) -> bool:
        """Whether the only place where a text stands still is the one that it was moved to."""
        if (image.kind == "gone" or image.spot is None) and self._likeness(wanted, stray) >= _TAKEN_ALONG:
            return True
        return stray.unit in self._edited.texts_of(wanted.old) and self._is_rare(self._printed(wanted))

    def _is_certain(self, wanted: Wanted, image: Image) -> bool:
        """Whether the letters at a place are the printed ones: enough beside them is as it was, and no other place looks like it."""
        assert image.spot is not None
        marks = [spot for span in wanted.spans for spot in self._edited.marks.get(span.number, ())]
        if marks and all(spot.unit == image.spot.unit and _overlap(spot, image.spot) for spot in marks):
            return True
        return not marks and self._is_alone(wanted, image)

    def _is_alone(self, wanted: Wanted, image: Image) -> bool:
        """Whether the text tells a place for certain, bookmarks apart."""
        assert image.spot is not None
        whole = self._edited.is_untouched(wanted.old)
        if image.context < _CONTEXT and not whole:
            return False
        return not any(spot != image.spot and self._likeness(wanted, spot) >= _LIKE for spot in self._rivals(wanted))

    def _rivals(self, wanted: Wanted) -> Iterator[Spot]:
        """Places that may be meant as well: the same letters, which are not those of another place of the printed report."""
        if printed := self._printed(wanted):
            yield from self._unaccounted(printed, wanted.old)
            return
        old = self._edited.olds[wanted.old].text
        before, behind = old[max(0, wanted.start - _CONTEXT) : wanted.start], old[wanted.end : wanted.end + _CONTEXT]
        for spot in self._unaccounted(before + behind, wanted.old):
            yield Spot(spot.unit, spot.start + len(before), spot.start + len(before))

    def _likeness(self, wanted: Wanted, spot: Spot) -> int:
        """How many letters before and behind a place are those of the printed one."""
        old, new = self._edited.olds[wanted.old].text, self._news[spot.unit]
        mine, its = old[max(0, wanted.start - _AROUND) : wanted.start][::-1], new[max(0, spot.start - _AROUND) : spot.start][::-1]
        before = next((n for n, (one, other) in enumerate(zip(mine, its, strict=False)) if one != other), min(len(mine), len(its)))
        mine, its = old[wanted.end : wanted.end + _AROUND], new[spot.end : spot.end + _AROUND]
        behind = next((n for n, (one, other) in enumerate(zip(mine, its, strict=False)) if one != other), min(len(mine), len(its)))
        return before + behind

    def _unaccounted(self, text: str, old: int) -> Iterator[Spot]:
        """Where a text stands in the edited report, but for places that are written anew, or whose letters were surely printed there.

        Those of another passage than ``old`` that was found by likeness alone, and out of its order, may as well be its own.
        """
        doubtful = self._edited.doubtful - set(self._edited.texts_of(old))
        for unit, said in enumerate(self._news if text else ()):
            at = said.find(text)
            while at >= 0:
                spot = Spot(unit, at, at + len(text))
                is_free = unit in doubtful or self._edited.origin(spot) is None
                if is_free and self._stands_alone(said, spot.start, spot.end) and not self._is_written(spot):
                    yield spot
                at = said.find(text, at + 1)

    def _is_written(self, spot: Spot) -> bool:
        return any(_overlap(spot, other) for other in self._written.get(spot.unit, ()))

    def _is_rare(self, printed: str) -> bool:
        """Whether a text has a figure of several digits, and stood in the report once."""
        return sum(letter.isdigit() for letter in printed) >= _DIGITS and sum(unit.text.count(printed) for unit in self._edited.olds) == 1

    @staticmethod
    def _stands_alone(text: str, start: int, end: int) -> bool:
        """Whether a stretch is not a part of a longer figure."""
        before, behind = text[start - 1 : start] if start else "", text[end : end + 1]
        return not (text[start].isdigit() and before and before in _OF_FIGURE[:11]) and not (text[end - 1].isdigit() and behind.isdigit())


def _touch(one: Spot, other: Spot) -> bool:
    return one.start <= other.end and other.start <= one.end


def _overlap(one: Spot, other: Spot) -> bool:
    return one.start < other.end and other.start < one.end
