"""What changed inside a passage, piece by piece; a figure with its unit is one piece, never half of one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from generator.prose.figures import digits_in
from generator.prose.quantities import even, quantities
from generator.refresh.sequences import in_order, places, same_ends

_WORD = re.compile(r"[A-Za-z]+|[\s\S]")
_CLAUSE = re.compile(r"[^，。；：！？、\n]*[，。；：！？、\n]?")
_MOST = 4_000_000  # pairs of tokens that are compared; beyond, a stretch is one change
_SLIGHT = 2  # letters that two changes are not told apart by


class Piece(NamedTuple):
    """A stretch of both versions; where they differ, it was changed (added, removed) as a whole."""

    old: str
    new: str

    @property
    def changed(self) -> bool:
        """Whether the versions differ here."""
        return self.old != self.new


def tokens(text: str) -> list[str]:
    """The text in the smallest pieces that a change can have: figures with their units, dates, words, single letters."""
    with_unit = {each.start: each.end for each in quantities(even(text))}
    found, at = [], 0
    for digits in digits_in(text):
        begin, end = digits.start(), max(digits.end(), with_unit.get(digits.start(), 0))
        found += _WORD.findall(text, at, begin)
        found.append(text[begin:end])
        at = end
    return found + _WORD.findall(text, at)


def pieces(old: str, new: str) -> list[Piece]:
    """Both versions piece by piece, in their order: the old sides put together are the old text, the new sides the new one."""
    return list(_joined(_smoothed(list(_joined(_by_clauses(old, new))))))


def _by_clauses(old: str, new: str) -> Iterator[Piece]:
    """Clauses that both have keep their place, so that long passages cost little; between them token by token."""
    olds, news = _CLAUSE.findall(old), _CLAUSE.findall(new)
    in_old, in_new = places(olds, range(len(olds))), places(news, range(len(news)))
    once = [(in_old[c][0], in_new[c][0]) for c in in_old if len(c) > 1 and len(in_old[c]) == len(in_new.get(c, ())) == 1]
    at, to = 0, 0
    for here, there in [*in_order(once), (len(olds), len(news))]:
        yield from _by_tokens("".join(olds[at:here]), "".join(news[to:there]))
        if here < len(olds):
            yield Piece(olds[here], news[there])
        at, to = here + 1, there + 1


def _by_tokens(old: str, new: str) -> Iterator[Piece]:
    olds, news = tokens(old), tokens(new)
    head, tail = same_ends(olds, news)
    same = "".join(olds[:head])
    yield Piece(same, same)
    mine, its = olds[head : len(olds) - tail], news[head : len(news) - tail]
    if len(mine) * len(its) > _MOST:
        yield Piece("".join(mine), "".join(its))
    else:
        for _, begin, end, first, last in SequenceMatcher(None, mine, its, autojunk=False).get_opcodes():
            yield Piece("".join(mine[begin:end]), "".join(its[first:last]))
    same = "".join(olds[len(olds) - tail :])
    yield Piece(same, same)


def _joined(several: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one piece."""
    old = new = ""
    changed = False
    for piece in several:
        if not piece.old and not piece.new:
            continue
        if piece.changed != changed and (old or new):
            yield Piece(old, new)
            old = new = ""
        changed = piece.changed
        old, new = old + piece.old, new + piece.new
    if old or new:
        yield Piece(old, new)


def _smoothed(found: list[Piece]) -> Iterator[Piece]:
    """Where words were rewritten, a letter that happens to stand in both is no landmark; between figures it is, and so are marks."""
    for n, piece in enumerate(found):
        beside = found[n - 1 : n] + found[n + 1 : n + 2] if n else []
        if not piece.changed and len(piece.old) <= _SLIGHT and piece.old.isalnum() and len(beside) == 2 and any(map(_of_words, beside)):
            yield from (Piece(piece.old, ""), Piece("", piece.new))
        else:
            yield piece


def _of_words(piece: Piece) -> bool:
    return not any(letter.isdigit() for letter in piece.old + piece.new)
