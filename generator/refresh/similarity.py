"""How alike two passages are, and the likeliest partners among many without comparing each with each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

_DIGITS = re.compile(r"(?<![\d,.．])(?:[,.．]*+\d++)+")
_BLANKS = re.compile(r"\s+")
_RAREST = 24  # pairs of letters that a passage is looked up by
_COMMON = 40  # passages; a pair of letters that more of them share tells nothing
_ANYHOW = 3  # that are looked up however common they are
_NEAREST = 6


def skeleton(text: str) -> str:
    """The text with every run of digits as one mark and without blanks: what stays when figures are corrected."""
    return _DIGITS.sub("#", _BLANKS.sub("", text))


def shape(text: str) -> frozenset[str]:
    """The letters of a text, two by two; figures count as one letter."""
    bare = skeleton(text)
    return frozenset(bare[at : at + 2] for at in range(max(1, len(bare) - 1))) if bare else frozenset()


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """From 0 (nothing in common) to 1 (the same shape)."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


class Shapes:
    """Passages by shape, to find those that are like another."""

    def __init__(self, shapes: Mapping[int, frozenset[str]]) -> None:
        self._shapes = shapes
        self._having: dict[str, list[int]] = defaultdict(list)
        for number in sorted(shapes):
            for pair in shapes[number]:
                self._having[pair].append(number)

    def near(self, shape: frozenset[str]) -> Iterable[tuple[int, float]]:
        """The numbers of the likeliest passages with their likeness, the likeliest first."""
        known = sorted((len(self._having[pair]), pair) for pair in shape if pair in self._having)
        shared: Counter[int] = Counter()
        for rank, (count, pair) in enumerate(known[:_RAREST]):
            if count <= _COMMON or rank < _ANYHOW:
                shared.update(self._having[pair])
        nearest = sorted(shared, key=lambda number: (-shared[number], number))[:_NEAREST]
        return sorted(((number, likeness(shape, self._shapes[number])) for number in nearest), key=lambda near: (-near[1], near[0]))
