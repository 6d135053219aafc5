"""Pairs of positions in two sequences: which of them keep their order."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence

Pair = tuple[int, int]


def in_order(pairs: Iterable[Pair]) -> list[Pair]:
    """The longest run of pairs in which both positions rise: the others have moved."""
    ordered = sorted(pairs)
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for at, (_, new) in enumerate(ordered):
        length = bisect_left(tails, new)
        before.append(ends[length - 1] if length else None)
        if length == len(tails):
            tails.append(new)
            ends.append(at)
        else:
            tails[length], ends[length] = new, at
    run: list[Pair] = []
    step = ends[-1] if ends else None
    while step is not None:
        run.append(ordered[step])
        step = before[step]
    return run[::-1]


def places(items: Sequence[str], wanted: Iterable[int]) -> dict[str, list[int]]:
    """Where each item stands among the wanted positions, in their order."""
    found: dict[str, list[int]] = defaultdict(list)
    for at in wanted:
        found[items[at]].append(at)
    return found


def same_ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many items are the same at the beginning, and how many of the rest at the end."""
    most = min(len(old), len(new))
    head = next((n for n in range(most) if old[n] != new[n]), most)
    rest = most - head
    tail = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    return head, tail
