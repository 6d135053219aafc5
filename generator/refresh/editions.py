"""The upward edition of a report beside its published one: which passage is which, and what the published one makes of it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from generator.model.provenance import Cell
from generator.refresh.aligning import align
from generator.refresh.numbers import leading_number
from generator.refresh.sequences import Pair, in_order
from generator.refresh.tokens import pieces
from generator.workbook.columns import ENTRIES

Fate = Literal["stays", "withheld", "upward"]
_FIRST, _SECOND, _MANY = 0xF0000, 0x100000, 60_000  # letters of private planes stand for passages that are known by their source
_TOLD = 8  # letters of the template beside withheld rows that a passage is told by


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

    It stays (and reads as ``then``), is withheld with what it is from, or is only in the upward edition.
    """

    passage: Passage
    fate: Fate
    then: Passage | None = None

    @property
    def text(self) -> str:
        """What the passage says."""
        return self.passage.text


class Edit(NamedTuple):
    """Other words in the place of ``text[start:end]``; ``cut`` where the words of a withheld row are among them."""

    start: int
    end: int
    text: str
    cut: bool = False


def both_editions(upward: Sequence[Passage], public: Sequence[Passage]) -> list[Base]:
    """What becomes of each passage of the upward edition."""
    of_public: dict[int, int] = {}
    letters: dict[Hashable, str] = {}
    for match in align([_key(p, letters, n) for n, p in enumerate(upward)], [_key(p, letters, -1 - n) for n, p in enumerate(public)]):
        if len(match.old) == len(match.new) == 1 and _may_be(upward[match.old[0]], public[match.new[0]]):
            of_public[match.old[0]] = match.new[0]
    of_public |= dict(_in_place(upward, public, of_public))
    return [_base(passage, public[of_public[n]] if n in of_public else None) for n, passage in enumerate(upward)]


def _in_place(upward: Sequence[Passage], public: Sequence[Passage], known: Mapping[int, int]) -> Iterator[Pair]:
    """Sentences of the template that share no words, alone between the same neighbours in both editions."""
    taken = set(known.values())
    before = [(-1, -1), *in_order(known.items())]
    for (old, new), (until, end) in zip(before, [*before[1:], (len(upward), len(public))], strict=True):
        here = [n for n in range(old + 1, until) if n not in known]
        there = [n for n in range(new + 1, end) if n not in taken]
        looks = [[(each.look, each.in_words) for each in side] for side in ([upward[n] for n in here], [public[n] for n in there])]
        if looks[0] == looks[1] and all(in_words for _, in_words in looks[0]):
            yield from zip(here, there, strict=True)


def _base(passage: Passage, then: Passage | None) -> Base:
    if then is not None:
        return Base(passage, "stays", then)
    of_rows = passage.secret or any(cell.sheet == ENTRIES for cell in passage.cells)
    return Base(passage, "withheld" if of_rows and passage.text.strip() else "upward")


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


def edits_between(base: Passage, then: Passage, skip: int = 0, skip_then: int = 0) -> list[Edit]:
    """What makes the published passage of the upward one; the first letters, ``skip`` and ``skip_then`` of each, are left alone."""
    ours, its = _joined(base.rows), _joined(then.rows)
    kept = [row for row in ours if not row.withheld]
    if [row.cell for row in kept] != [row.cell for row in its]:
        return list(_differing(base.text, then.text, skip, skip_then))
    edits: list[Edit] = []
    if ours and not kept and (alone := _rows_out(base.text, ours, skip)) and edited(base.text, alone)[skip:] == then.text[skip_then:]:
        return alone
    at, to = skip, skip_then
    for row, there in [*zip(kept, its, strict=True), (None, None)]:
        end, stop = (row.start, there.start) if row and there else (len(base.text), len(then.text))
        cut = any(at <= hidden.start < end for hidden in ours if hidden.withheld)
        edits += _gap(base.text[at:end], then.text[to:stop], at, cut)
        if row and there:
            edits += _differing(base.text[: row.end], then.text[: there.end], row.start, there.start)
            at, to = row.end, there.end
    return edits


def _rows_out(text: str, rows: Sequence[Stretch], skip: int) -> list[Edit]:
    """The words of withheld rows taken out of the template's, each with the mark behind it where it begins a sentence."""
    edits = []
    for row in rows:
        begins = row.start == skip or text[row.start - 1] in "。；"
        end = row.end + (begins and text[row.end : row.end + 1] in ("。", "；"))
        edits.append(Edit(row.start, end, "", cut=True))
    return edits


def _joined(rows: Sequence[Stretch]) -> list[Stretch]:
    """Neighbouring stretches of one row as one."""
    joined: list[Stretch] = []
    for row in rows:
        if joined and joined[-1].cell == row.cell:
            joined[-1] = joined[-1]._replace(end=row.end)
        else:
            joined.append(row)
    return joined


def _gap(old: str, new: str, at: int, cut: bool) -> Iterator[Edit]:
    """The words between two rows; those that both have at the beginning and the end are left alone."""
    if old == new:
        return
    if not cut:
        yield from (edit._replace(start=edit.start + at, end=edit.end + at) for edit in _differing(old, new, 0, 0))
        return
    most = min(len(old), len(new))
    head = next((n for n in range(most) if old[n] != new[n]), most)
    tail = next((n for n in range(most - head) if old[-1 - n] != new[-1 - n]), most - head)
    yield Edit(at + head, at + len(old) - tail, new[head : len(new) - tail], cut=True)


def _differing(old: str, new: str, start: int, start_then: int) -> Iterator[Edit]:
    at = start
    for piece in pieces(old[start:], new[start_then:]):
        if piece.changed:
            yield Edit(at, at + len(piece.old), piece.new)
        at += len(piece.old)


def carried(edits: Sequence[Edit], base: str, now: str) -> list[Edit] | None:
    """The edits of a base text made in its edited version, by places of that; None where what they change was edited too."""
    if not edits:
        return []
    if base == now:
        return list(edits)
    if "".join(base.split()) == "".join(now.split()):  # only the lines are broken elsewhere
        return [Edit(0, len(now), edited(base, edits), any(edit.cut for edit in edits))]
    kept: list[tuple[int, int, int]] = []  # where unchanged stretches stand in the base, how long, and where now
    at = to = 0
    for piece in pieces(base, now):
        if not piece.changed:
            kept.append((at, len(piece.old), to))
        at, to = at + len(piece.old), to + len(piece.new)
    out = []
    for edit in edits:
        found = _cut(edit, kept, len(base), len(now)) if edit.cut else _carried(edit, kept, len(base), len(now))
        if found is None:
            return None
        out.append(found)
    return out


def _carried(edit: Edit, kept: list[tuple[int, int, int]], length: int, length_now: int) -> Edit | None:
    """An edit whose letters are as they were, and those beside them too: what people wrote next to it may be part of it."""
    for begin, size, there in kept:
        end = begin + size
        begins = begin < edit.start or (edit.start == there == 0)
        ends = edit.end < end or (edit.end == length and there + size == length_now)
        if begins and ends and begin <= edit.start and edit.end <= end:
            return edit._replace(start=edit.start - begin + there, end=edit.end - begin + there)
    return None


def _cut(edit: Edit, kept: list[tuple[int, int, int]], length: int, length_now: int) -> Edit | None:
    """The words of a withheld row go with whatever people made of them, between the letters beside them."""
    left = 0 if edit.start == 0 else next((t + edit.start - b for b, n, t in kept if b <= edit.start - 1 < b + n), None)
    right = length_now if edit.end == length else next((t + edit.end - b for b, n, t in kept if b <= edit.end < b + n), None)
    return None if left is None or right is None or left > right else edit._replace(start=left, end=right)


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made in it."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text
