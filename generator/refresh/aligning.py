"""Which passage of one version is which of another: by equal text, then by likeness, then as split or joined.

Every passage stands in exactly one match. Passages that occur once are found wherever they went; those that occur
several times only where their neighbours or their order tell which is which.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from generator.refresh.sequences import Pair, in_order, places, same_ends
from generator.refresh.similarity import Shapes, likeness, shape, skeleton

_IN_PLACE, _ELSEWHERE = 0.35, 0.6  # how alike two passages must be between the same neighbours, and anywhere
_JOINED, _BETTER = 0.8, 0.1  # how alike a joined passage must be to its halves together, and how much more than to one
_SMALL_GAP = 64  # pairs of passages that are all compared


class Match(NamedTuple):
    """Passages that are the same ones, by their positions: one and one; several of one side where they were split or joined.

    One side is empty where passages were added or removed. ``moved``: other passages stand before and behind it now.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: bool = False


def align(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """The matches in the order of the new version; what was removed stands behind what stood before it."""
    pairing = _Pairing(old, new)
    pairing.pair_equal()
    pairing.pair_alike()
    return list(_matches(pairing, *_split_and_joined(pairing)))


class _Pairing:
    """Positions paired one to one; -1 stands for none."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self.old, self.new = old, new
        self.of_old = [-1] * len(old)
        self.of_new = [-1] * len(new)

    def pair(self, old: int, new: int) -> None:
        self.of_old[old], self.of_new[new] = new, old

    def pairs(self) -> list[Pair]:
        """What is paired and not blank: blank lines say nothing of order."""
        return [(at, to) for at, to in enumerate(self.of_old) if to >= 0 and self.old[at].strip()]

    def free_old(self) -> list[int]:
        return [at for at, to in enumerate(self.of_old) if to < 0 and self.old[at].strip()]

    def free_new(self) -> list[int]:
        return [at for at, to in enumerate(self.of_new) if to < 0 and self.new[at].strip()]

    def _free(self) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        """Where each text stands that is not paired, in the old and in the new version."""
        return places(self.old, self.free_old()), places(self.new, self.free_new())

    def pair_equal(self) -> None:
        """Passages of the same text."""
        head, tail = same_ends(self.old, self.new)
        for at in range(head):
            self.pair(at, at)
        for at in range(1, tail + 1):
            self.pair(len(self.old) - at, len(self.new) - at)
        self._pair_as_often()
        self._pair_neighbours()
        self._pair_in_gaps(str)
        olds, news = self._free()
        for text in olds:
            for old, new in zip(olds[text], news.get(text, ()), strict=False):
                self.pair(old, new)
        self._leave_copies()

    def _leave_copies(self) -> None:
        """A passage that people copied elsewhere and then rewrote a little is the one that stayed, not the equal copy."""
        kept = set(in_order(self.pairs()))
        gap_of_old, gap_of_new = self.gaps()
        staying: dict[int, list[int]] = defaultdict(list)
        for new in self.free_new():
            staying[gap_of_new(new)].append(new)
        for old, copy in self.pairs():
            if (old, copy) in kept or not (near := staying.get(gap_of_old(old))):
                continue
            wanted = shape(self.old[old])
            alike, new = max(((likeness(wanted, shape(self.new[new])), new) for new in near), key=itemgetter(0))
            if alike >= _ELSEWHERE:
                near.remove(new)
                self.of_new[copy] = -1
                self.pair(old, new)

    def _pair_as_often(self) -> None:
        """Texts that stand in both versions once; those that stand there equally often where their order agrees."""
        olds, news = self._free()
        both = [(olds[text], news[text]) for text in olds if text in news and len(olds[text]) == len(news[text])]
        for these, those in both:
            if len(these) == 1:
                self.pair(these[0], those[0])
        several = {pair for these, those in both if len(these) > 1 for pair in zip(these, those, strict=True)}
        for old, new in in_order([*self.pairs(), *several]) if several else ():
            if (old, new) in several:
                self.pair(old, new)

    def _pair_neighbours(self) -> None:
        """Equal texts beside passages that are paired."""
        for step, order in ((1, range(len(self.old))), (-1, range(len(self.old) - 1, -1, -1))):
            for at in order:
                to = self.of_old[at]
                beside, there = at + step, to + step
                if to < 0 or not 0 <= beside < len(self.old) or not 0 <= there < len(self.new):
                    continue
                if self.of_old[beside] < 0 and self.of_new[there] < 0 and self.old[beside] == self.new[there]:
                    self.pair(beside, there)

    def gaps(self) -> tuple[Callable[[int], int], Callable[[int], int]]:
        """Between which of the passages that kept their order a position of the old and of the new version lies."""
        kept = in_order(self.pairs())
        olds, news = [old for old, _ in kept], [new for _, new in kept]
        return lambda at: bisect_left(olds, at), lambda at: bisect_left(news, at)

    def _pair_in_gaps(self, key: Callable[[str], str], blank: bool = False) -> None:
        """Passages of the same key between the same neighbours, in their order."""
        gap_of_old, gap_of_new = self.gaps()
        waiting: dict[tuple[int, str], deque[int]] = defaultdict(deque)
        for at, to in enumerate(self.of_old):
            if to < 0 and bool(self.old[at].strip()) != blank:
                waiting[gap_of_old(at), key(self.old[at])].append(at)
        for at, to in enumerate(self.of_new):
            if to < 0 and bool(self.new[at].strip()) != blank and (there := waiting.get((gap_of_new(at), key(self.new[at])))):
                self.pair(there.popleft(), at)

    def pair_alike(self) -> None:
        """Passages that differ in their figures, then those that are alike, the likeliest first; blank lines last."""
        self._pair_in_gaps(skeleton)
        for _, old, new in sorted(self._alike()):
            if self.of_old[old] < 0 and self.of_new[new] < 0:
                self.pair(old, new)
        self._pair_in_gaps(str.strip, blank=True)

    def _alike(self) -> Iterator[tuple[float, int, int]]:
        """Pairs that may be the same passage, with a number that is lower the likelier they are."""
        olds = {at: shape(self.old[at]) for at in self.free_old()}
        news = {at: shape(self.new[at]) for at in self.free_new()}
        if not olds or not news:
            return
        gap_of_old, gap_of_new = self.gaps()
        in_gap: dict[int, list[int]] = defaultdict(list)
        for new in news:
            in_gap[gap_of_new(new)].append(new)
        sizes: dict[int, int] = defaultdict(int)
        for old in olds:
            sizes[gap_of_old(old)] += 1
        shapes = Shapes(news)
        for old, of_old in olds.items():
            gap = gap_of_old(old)
            near = dict(shapes.near(of_old))
            if sizes[gap] * len(in_gap[gap]) <= _SMALL_GAP:
                near |= {new: likeness(of_old, news[new]) for new in in_gap[gap]}
            for new, alike in near.items():
                here = gap_of_new(new) == gap
                if alike >= (_IN_PLACE if here else _ELSEWHERE):
                    yield (-alike - (_BETTER if here else 0), old, new)


def _split_and_joined(pairing: _Pairing) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """By the old position the further new ones that a passage was split into, by the new one the old ones joined into it."""
    split: dict[int, list[int]] = {}
    joined: dict[int, list[int]] = {}
    for at, to in pairing.pairs():
        if pairing.old[at] == pairing.new[to]:
            continue
        if more := _together(pairing.old[at], pairing.new, to, pairing.of_new):
            split[at] = more
        elif more := _together(pairing.new[to], pairing.old, at, pairing.of_old):
            joined[to] = more
    return split, joined


def _together(whole: str, texts: Sequence[str], at: int, taken: list[int]) -> list[int]:
    """The free neighbours that make a passage more like ``whole`` when they are put to it; they are taken then."""
    first = last = at
    wanted = shape(whole)
    best = likeness(wanted, shape(texts[at]))
    while True:
        tries = [
            (likeness(wanted, shape("".join(texts[begin : end + 1]))), begin, end)
            for begin, end, beside in ((first - 1, last, first - 1), (first, last + 1, last + 1))
            if 0 <= beside < len(texts) and taken[beside] < 0 and texts[beside].strip()
        ]
        alike, begin, end = max(tries, default=(0.0, 0, 0))
        if alike < best + _BETTER and not (alike > best and alike >= 1 - _BETTER):
            break
        best, first, last = alike, begin, end
    if best < _JOINED or first == last:
        return []
    more = [position for position in range(first, last + 1) if position != at]
    for position in more:
        taken[position] = -2
    return more


def _matches(pairing: _Pairing, split: dict[int, list[int]], joined: dict[int, list[int]]) -> Iterator[Match]:
    kept = set(in_order(pairing.pairs()))
    extra = {at for more in split.values() for at in more}
    found: dict[int, Match] = {}
    for at, to in enumerate(pairing.of_old):
        if to < 0:
            continue
        olds, news = tuple(sorted([at, *joined.get(to, [])])), tuple(sorted([to, *split.get(at, [])]))
        moved = bool(pairing.old[at].strip()) and (at, to) not in kept
        found[news[0]] = Match(olds, news, moved)
    gone = _removed(pairing, found)
    yield from gone.get(-1, ())
    for to in range(len(pairing.new)):
        if to in found:
            yield found[to]
            yield from gone.get(to, ())
        elif pairing.of_new[to] < 0 and to not in extra:
            yield Match((), (to,))


def _removed(pairing: _Pairing, found: dict[int, Match]) -> dict[int, list[Match]]:
    """What was removed, by the new position of the match behind which it stood."""
    ends = {old: first for first, match in found.items() if not match.moved for old in match.old}
    inside = {old for match in found.values() for old in match.old}
    gone: dict[int, list[Match]] = defaultdict(list)
    behind = -1
    for at in range(len(pairing.old)):
        if at in ends:
            behind = ends[at]
        elif at not in inside:
            gone[behind].append(Match((at,), ()))
    return gone
