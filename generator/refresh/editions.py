"""The upward edition of a report beside its published one: which passage is which, and what the published one makes of it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from generator.model.provenance import Cell
from generator.refresh.aligning import align
from generator.refresh.numbers import leading_number
from generator.refresh.sequences import Pair, in_order
from generator.refresh.similarity import likeness, shape
from generator.workbook.columns import ENTRIES

Fate = Literal["stays", "withheld", "upward"]
_FIRST, _SECOND, _MANY = 0xF0000, 0x100000, 60_000  # letters of private planes stand for passages that are known by their source
_TOLD = 8  # letters of the template beside withheld rows that a passage is told by
_IN_PLACE = 0.1  # what it counts to stand in the same place, where likeness counts up to 1
_MOST_PAIRS = 250_000  # of passages between two neighbours that are compared


class Stretch(NamedTuple):
    """Letters of a passage that are the words of a row of 报告内容: its 正文 cell, and whether the row is withheld."""

    start: int
    end: int
    cell: Cell
    withheld: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or a row of a table, of an edition as it is composed.

    ``cells`` are those that its words and figures come from, ``look`` is the name of its style, ``level`` that of a heading
    (0 for what is none), ``pictured`` tells that it holds a picture.
    """

    text: str
    rows: tuple[Stretch, ...] = ()
    cells: tuple[Cell, ...] = ()
    secret: bool = False
    look: str = ""
    level: int = 0
    is_title: bool = False
    pictured: bool = False

    @property
    def in_words(self) -> bool:
        """Whether it has words, and all of them are the template's."""
        return bool(self.text.strip()) and not any(cell.sheet == ENTRIES for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Base:
    """A passage of the upward edition and what becomes of it.

    It stays (and reads as ``then``, in the passage ``at`` of the published edition), is withheld with what it is from, or is
    only in the upward edition. ``joins`` is the passage that it stands in one paragraph with in the published edition.
    """

    passage: Passage
    fate: Fate
    then: Passage | None = None
    at: int | None = None
    joins: int | None = None

    @property
    def text(self) -> str:
        """What the passage says."""
        return self.passage.text

    @property
    def is_numbered(self) -> bool:
        """Whether the number that it begins with is that of a heading or a list, which follows the others."""
        ours, its = leading_number(self.text), leading_number(self.then.text) if self.then else None
        typed = self.passage.rows and ours is not None and self.passage.rows[0].start < ours.end
        return bool(ours and not typed and (its or self.then is None) and (its is None or its.kind == ours.kind))


def both_editions(upward: Sequence[Passage], public: Sequence[Passage]) -> list[Base]:
    """What becomes of each passage of the upward edition."""
    of_public: dict[int, int] = {}
    letters: dict[Hashable, str] = {}
    for match in align([_key(p, letters, n) for n, p in enumerate(upward)], [_key(p, letters, -1 - n) for n, p in enumerate(public)]):
        if len(match.old) == len(match.new) == 1 and _may_be(upward[match.old[0]], public[match.new[0]]):
            of_public[match.old[0]] = match.new[0]
    of_public |= dict(_in_gaps(upward, public, of_public))
    bases = [_base(passage, public, of_public.get(n)) for n, passage in enumerate(upward)]
    for first, second in _run_in(upward, of_public):
        _part(bases, public, first, second)
    return bases


def _in_gaps(upward: Sequence[Passage], public: Sequence[Passage], known: Mapping[int, int]) -> Iterator[Pair]:
    """Sentences of the template, alone or beside withheld rows, that stand between the same neighbours in both editions."""
    taken = set(known.values())
    solid = [(old, new) for old, new in known.items() if upward[old].text.strip()]
    before = [(-1, -1), *in_order(solid)]
    for (old, new), (until, end) in zip(before, [*before[1:], (len(upward), len(public))], strict=True):
        there = [n for n in range(new + 1, end) if n not in taken and public[n].in_words]
        here = [n for n in range(old + 1, until) if n not in known and _is_of_template(upward[n])] if there else []
        if len(here) * len(there) <= _MOST_PAIRS:
            yield from ((here[at], there[to]) for at, to in _likeliest([upward[n] for n in here], [public[n] for n in there]))


def _is_of_template(passage: Passage) -> bool:
    """Whether words of the template are in it, and no row that stays."""
    if not passage.rows:
        return passage.in_words
    return all(row.withheld for row in passage.rows) and bool(_around(passage))


def _likeliest(olds: Sequence[Passage], news: Sequence[Passage]) -> Iterator[Pair]:
    """The pairs, in the order of both, that are the most alike in all; a place alone tells where there is nothing better."""
    of_old, of_new = [shape(_around(each)) for each in olds], [shape(each.text) for each in news]
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    worth = [[_IN_PLACE + likeness(one, other) for other in of_new] for one in of_old]
    for at in range(len(olds) - 1, -1, -1):
        for to in range(len(news) - 1, -1, -1):
            together = best[at + 1][to + 1] + worth[at][to] if olds[at].look == news[to].look else 0.0
            best[at][to] = max(best[at + 1][to], best[at][to + 1], together)
    at = to = 0
    while at < len(olds) and to < len(news):
        if olds[at].look == news[to].look and best[at][to] == best[at + 1][to + 1] + worth[at][to]:
            yield at, to
            at, to = at + 1, to + 1
        elif best[at][to] == best[at + 1][to]:
            at += 1
        else:
            to += 1


def _base(passage: Passage, public: Sequence[Passage], at: int | None) -> Base:
    if at is not None:
        return Base(passage, "stays", public[at], at)
    of_rows = passage.secret or any(cell.sheet == ENTRIES for cell in passage.cells)
    return Base(passage, "withheld" if of_rows and passage.text.strip() else "upward")


def _run_in(upward: Sequence[Passage], known: Mapping[int, int]) -> Iterator[Pair]:
    """A run-in heading whose row is withheld, and the passage behind it: in the published edition one of them has both."""
    heading: int | None = None
    for n, passage in enumerate(upward):
        if heading is not None and (n in known) != (heading in known) and not passage.level and _is_open(passage):
            yield heading, n
        if passage.level and passage.rows and all(row.withheld for row in passage.rows) and _around(passage):
            heading = n
        elif n in known or not _is_withheld(passage):
            heading = None


def _is_open(passage: Passage) -> bool:
    """Whether anything of it can stay."""
    return bool(passage.text.strip()) and not _is_withheld(passage)


def _is_withheld(passage: Passage) -> bool:
    return bool(passage.rows) and all(row.withheld for row in passage.rows) and not _around(passage)


def _part(bases: list[Base], public: Sequence[Passage], first: int, second: int) -> None:
    """Give each of two passages that are one in the published edition its own part of that, where it has both."""
    at = bases[first].at if bases[first].at is not None else bases[second].at
    assert at is not None
    whole, words = public[at], _around(bases[first].passage)
    number = leading_number(whole.text)
    end = (len(number.whole) if number else 0) + len(words)
    end += whole.text[end : end + 1] in ("。", "；")
    rest = whole.text[end:]
    begins = whole.text[:end].rstrip("。；").endswith(words) and not any(row.start < end for row in whole.rows)
    if not begins or not rest or whole.look != bases[first].passage.look:
        return
    own = bases[second].passage
    if bases[second].at is None and _unnumbered(own.text) != _unnumbered(rest):
        return
    rows = tuple(row._replace(start=row.start - end, end=row.end - end) for row in whole.rows)
    then = replace(whole, text=rest, rows=rows, look=own.look, level=own.level)
    bases[first] = Base(bases[first].passage, "stays", replace(whole, text=whole.text[:end], rows=(), cells=()), at)
    bases[second] = Base(own, "stays", then, at, joins=first)


def _may_be(old: Passage, new: Passage) -> bool:
    """Passages of rows are never taken for others, however alike they are."""
    if not old.rows and any(cell.sheet == ENTRIES for cell in old.cells):
        return _unnumbered(old.text) == _unnumbered(new.text)
    ours, its = {row.cell for row in old.rows if not row.withheld}, {row.cell for row in new.rows}
    return ours == its and (bool(ours) or not old.rows or _around(old) == _around(new))


def _around(passage: Passage) -> str:
    """The template's words beside those of withheld rows."""
    said, at = "", 0
    for row in passage.rows:
        said += passage.text[at : row.start]
        at = row.end
    return _unnumbered(said + passage.text[at:]).strip("。；，、")


def _unnumbered(text: str) -> str:
    found = leading_number(text)
    return text[len(found.whole) :] if found else text


def _key(passage: Passage, letters: dict[Hashable, str], number: int) -> str:
    """The text to align by: a letter of its own for what is known by its source, by its place or by its look."""
    known: Hashable
    if passage.is_title:
        known = "title"
    elif passage.rows:
        cell = next((row.cell for row in passage.rows if not row.withheld), None)
        if cell is None and len(rest := _around(passage)) >= _TOLD:
            return rest
        known = ("row", cell) if cell else ("withheld", number)
    elif not passage.text.strip():
        known = ("blank", passage.look, passage.pictured)
    else:
        return _unnumbered(passage.text)
    at = len(letters)
    return letters.setdefault(known, chr(_FIRST + at % _MANY) + chr(_SECOND + at // _MANY))
