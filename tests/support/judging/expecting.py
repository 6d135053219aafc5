"""What may stand in a paragraph of an edited report when it is brought up to date: the same, but for what was corrected.

A paragraph is cut into pieces. A piece that nobody corrected has one reading; a corrected value whose letters a person left alone
has two, the old and the new; words of a cell that changed have two where the person left them alone too. Where a person edited
just those words, a piece is ``loose``: the merge is judged letter by letter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.word.edits import Place
from generator.word.store import Store
from tests.support.judging.pairing import Gap, Pairing
from tests.support.people import Handled
from tests.support.people.letters import Letter


class Piece(NamedTuple):
    """A stretch of a paragraph with what else may be there instead. ``value`` or ``gap`` is what was corrected in it.

    ``new`` is None for a loose piece. ``optional``: it need not be written, a copy of what a person took out.
    """

    start: int
    end: int
    new: str | None
    value: int | None = None
    gap: Gap | None = None
    optional: bool = False


def pieces(base: Store, handled: Handled, pairing: Pairing) -> dict[tuple[str, int], list[Piece]]:
    """The corrected pieces of each paragraph of the edited report, in order."""
    found: dict[tuple[str, int], list[Piece]] = defaultdict(list)
    for value in base.values:
        new = pairing.texts.get(value.number)
        if new is None or new == base.text(value):
            continue
        for place, optional in _standing(handled, value.number):
            found[place.part, place.line].append(Piece(place.start, place.end, new, value.number, optional=optional))
    where = _origins(handled)
    for gap in pairing.gaps:
        for (part, line), piece in _of_gap(gap, where, handled):
            found[part, line].append(piece)
    for several in found.values():
        several[:] = _apart(several)
    return found


def _standing(handled: Handled, number: int) -> Iterator[tuple[Place, bool]]:
    """Where a value may be written. A single copy of what a person then deleted is a way of moving it."""
    truth = handled.truths[number]
    if truth.place is not None:
        yield truth.place, truth.fate == "retyped"
    elif truth.fate == "deleted" and len(truth.copies) == 1:
        yield truth.copies[0], True


Where = Mapping[tuple[str, int, int], tuple[str, int, int]]


def first(letter: Letter) -> tuple[str, int, int] | None:
    """Where a letter was printed; that of the letter it was typed for, when a person typed the same again."""
    return letter.again or (None if letter.copied else letter.origin)


def _origins(handled: Handled) -> Where:
    return {
        origin: (part, number, at)
        for part, lines in handled.lines.items()
        for number, line in enumerate(lines, 1)
        for at, letter in enumerate(line)
        if (origin := first(letter)) is not None
    }


def _of_gap(gap: Gap, where: Where, handled: Handled) -> Iterator[tuple[tuple[str, int], Piece]]:
    stands = [where.get((gap.part, gap.line, n)) for n in range(gap.start, gap.end)]
    present = [place for place in stands if place is not None]
    if gap.start == gap.end:
        yield from _at_point(gap, where, handled)
    elif len(present) == len(stands) and _side_by_side(present):
        part, line, start = present[0]
        alone = all(letter.again is None for letter in handled.lines[part][line - 1][start : start + len(present)])
        yield (part, line), Piece(start, start + len(present), gap.new, gap=gap, optional=not alone)
    else:
        hulls: dict[tuple[str, int], list[int]] = defaultdict(list)
        for part, line, at in present:
            hulls[part, line].append(at)
        for place, several in hulls.items():
            yield place, Piece(min(several), max(several) + 1, None, gap=gap)


def _at_point(gap: Gap, where: Where, handled: Handled) -> Iterator[tuple[tuple[str, int], Piece]]:
    """Words that come in between two letters."""
    left, right = where.get((gap.part, gap.line, gap.start - 1)), where.get((gap.part, gap.line, gap.start))
    if left is not None and right is not None and left[:2] == right[:2] and left[2] < right[2]:
        loose = left[2] + 1 != right[2]
        yield left[:2], Piece(left[2] + 1, right[2], None if loose else gap.new, gap=gap)
        return
    if left is not None:
        alone = right is None and left[2] + 1 == len(handled.lines[left[0]][left[1] - 1])
        yield left[:2], Piece(left[2] + 1, left[2] + 1, gap.new, gap=gap, optional=not alone)
    if right is not None:
        yield right[:2], Piece(right[2], right[2], gap.new, gap=gap, optional=left is not None or right[2] != 0)


def _side_by_side(places: Sequence[tuple[str, int, int]]) -> bool:
    part, line, start = places[0]
    return list(places) == [(part, line, start + n) for n in range(len(places))]


def _apart(several: Iterable[Piece]) -> list[Piece]:
    """Pieces that don't overlap: loose ones give way to others, and to one another."""
    firm = sorted((p for p in several if p.new is not None), key=lambda p: (p.start, p.end))
    kept: list[Piece] = []
    for piece in firm:
        if not kept or kept[-1].end <= piece.start:
            kept.append(piece)
    taken = {n for piece in kept for n in range(piece.start, piece.end)}
    loose: list[Piece] = []
    for piece in (p for p in several if p.new is None):
        if piece.start == piece.end:
            loose.append(piece)
            continue
        start = None
        for n in range(piece.start, piece.end + 1):
            free = n < piece.end and n not in taken
            if free:
                taken.add(n)
                start = n if start is None else start
            elif start is not None:
                loose.append(piece._replace(start=start, end=n))
                start = None
    return sorted((*kept, *loose), key=lambda p: (p.start, p.end))


def reading(text: str, result: str, several: Sequence[Piece]) -> list[str] | None:
    """What stands in each piece of the paragraph ``text`` in ``result``; None when something else differs."""
    pattern, at = "", 0
    for piece in several:
        pattern += re.escape(text[at : piece.start])
        old = text[piece.start : piece.end]
        pattern += "(.*?)" if piece.new is None else f"({re.escape(old)}|{re.escape(piece.new)})"
        at = piece.end
    found = re.fullmatch(pattern + re.escape(text[at:]), result, re.DOTALL)
    return None if found is None else list(found.groups())
