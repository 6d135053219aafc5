"""Words of one sentence are corrected together or not at all: half of a correction says what nobody has written.

Values are no words: each stands for itself. One in the place of a value of another name is, for the sentence is another one then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.refresh.deciding import Decision
from generator.refresh.edited import Edited
from generator.refresh.plans import Fate
from generator.refresh.regions import Names, Region
from generator.refresh.similarity import likeness, shape
from generator.refresh.units import CELL, Unit

_SENTENCE, _CLAUSE = re.compile(rf"[。；！？\n{CELL}]"), re.compile(rf"[，。；：！？、\n{CELL}]")
_DIGIT = re.compile(r"\d")
_MOVED, _SAME = 6, 0.6  # letters of a stretch that may have gone elsewhere in its passage, and how alike both are then
_Decided = tuple[Region, Decision]


class Waiting(NamedTuple):
    """A sentence with words that can't be written: its region, the first and the numbers of those that wait, and their fate."""

    region: Region
    first: Region
    decided: tuple[int, ...]
    fate: Fate


def together(edited: Edited, old: int, new: Unit, decided: Sequence[_Decided], names: Names) -> list[_Decided]:
    """The decisions on a passage; words that could be written, of a sentence of which others can't, are uncertain.

    Where people have put other figures into the clause, words with figures are a conflict.
    """
    unit = edited.olds[old]
    found = [
        (region, decision._replace(fate="conflict") if _contradicts(edited, old, new, region, decision, names) else decision)
        for region, decision in decided
    ]
    words = [n for n, (region, _) in enumerate(found) if not _is_value(region, unit, new, names)]
    waiting = {n for n in words if found[n][1].fate in ("conflict", "uncertain")}
    while True:
        linked = {n for n in words if n not in waiting and any(_belong(found[n][0], found[other][0], unit, new) for other in waiting)}
        if not linked:
            break
        waiting |= linked
    return [
        (region, decision._replace(fate="uncertain") if n in waiting and decision.fate == "updated" else decision)
        for n, (region, decision) in enumerate(found)
    ]


def sentences_waiting(old: Unit, new: Unit, decided: Sequence[_Decided], names: Names) -> list[Waiting]:
    """The sentences of which words wait; those that share a stretch of words as one."""
    found: list[Waiting] = []
    for n, (region, decision) in enumerate(decided):
        if decision.fate not in ("conflict", "uncertain") or _is_value(region, old, new, names):
            continue
        start, end = _around(old.text, region.start, region.end, _SENTENCE)
        begin, stop = _around(new.text, region.begin, region.stop, _SENTENCE)
        whole = Region(start, end, begin, stop)
        last = found[-1] if found else None
        if last is not None and (whole.start < last.region.end or whole.begin < last.region.stop):
            joined = Region(*(min(a, b) if at % 2 == 0 else max(a, b) for at, (a, b) in enumerate(zip(last.region, whole, strict=True))))
            fate: Fate = "conflict" if "conflict" in (last.fate, decision.fate) else "uncertain"
            found[-1] = Waiting(joined, last.first, (*last.decided, n), fate)
        else:
            found.append(Waiting(whole, region, (n,), decision.fate))
    return found


def _contradicts(edited: Edited, old: int, new: Unit, region: Region, decision: Decision, names: Names) -> bool:
    unit = edited.olds[old]
    if decision.fate != "updated" or _is_value(region, unit, new, names) or not _DIGIT.search(new.text, region.begin, region.stop):
        return False
    return any(_DIGIT.search(said) for said in edited.reworded(old, *_around(unit.text, region.start, region.end, _CLAUSE)))


def _around(text: str, start: int, end: int, ends: re.Pattern[str]) -> tuple[int, int]:
    """The stretch with the rest of its sentence or clause, the final mark included."""
    before = max((found.end() for found in ends.finditer(text, 0, start)), default=0)
    closing = ends.search(text, max(start, end - 1))
    return before, closing.end() if closing else len(text)


def _is_value(region: Region, old: Unit, new: Unit, names: Names) -> bool:
    before = {names[0].get(span.number) for span in old.spans if span[1:] == region[:2]}
    after = {names[1].get(span.number) for span in new.spans if span[1:] == region[2:]}
    return bool(before & after)


def _belong(one: Region, other: Region, old: Unit, new: Unit) -> bool:
    """Whether two stretches are of one sentence, or one is what went from the place of the other."""
    first, second = (one, other) if one.start <= other.start else (other, one)
    if not _SENTENCE.search(old.text, first.end, second.start):
        return True
    return any(_alike(gone, come) for gone, come in _exchanged(one, other, old, new))


def _exchanged(one: Region, other: Region, old: Unit, new: Unit) -> Iterator[tuple[str, str]]:
    yield old.text[one.start : one.end], new.text[other.begin : other.stop]
    yield old.text[other.start : other.end], new.text[one.begin : one.stop]


def _alike(gone: str, come: str) -> bool:
    return min(len(gone), len(come)) >= _MOVED and likeness(shape(gone), shape(come)) >= _SAME
