"""Where sentences begin and end, and which quantities stand in a stretch of a text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from generator.prose.quantities import Quantity

_ENDS = "。；！？\n"
_FARTHEST = 400  # letters; what stands farther off is not of one sentence with anything


def sentence_start(text: str, at: int) -> int:
    """Where the sentence begins that holds the letter, or the farthest letter that can belong to it."""
    begin = max(0, at - _FARTHEST)
    return max(begin, *(text.rfind(mark, begin, at) + 1 for mark in _ENDS))


def sentence_end(text: str, at: int, ends: str = _ENDS) -> int:
    """Where the sentence ends behind the letter, or the farthest letter that can belong to it."""
    last = min(len(text), at + _FARTHEST)
    return min(last, *(found if (found := text.find(mark, at, last)) >= 0 else last for mark in ends))


def between(quantities: Sequence[Quantity], start: int, end: int) -> Sequence[Quantity]:
    """The quantities that begin in ``[start:end]``, of a text's in their order."""
    return quantities[bisect_left(quantities, start, key=_begin) : bisect_left(quantities, end, key=_begin)]


def _begin(quantity: Quantity) -> int:
    return quantity.start
