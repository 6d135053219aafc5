"""What makes the published wording of the upward one, and that done in a text that people have edited."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.refresh.editions import Passage, Stretch
from generator.refresh.sequences import same_ends
from generator.refresh.tokens import pieces


class Edit(NamedTuple):
    """Other words in the place of ``text[start:end]``; ``cut`` where the words of a withheld row are among them."""

    start: int
    end: int
    text: str
    cut: bool = False


def edits_between(base: Passage, then: Passage, skip: int = 0, skip_then: int = 0) -> list[Edit]:
    """What makes the published passage of the upward one; the first letters, ``skip`` and ``skip_then`` of each, are left alone.

    The words of withheld rows are cut out, the others are compared piece by piece.
    """
    if base.text[skip:] == then.text[skip_then:] and not any(row.withheld for row in base.rows):
        return []
    ours, its = _joined(base.rows), _joined(then.rows)
    kept = [row for row in ours if not row.withheld]
    if [row.cell for row in kept] != [row.cell for row in its]:
        return list(_moved(_differing(base.text[skip:], then.text[skip_then:]), skip))
    edits: list[Edit] = []
    hidden = deque(row for row in ours if row.withheld)
    at, to = skip, skip_then
    for row, there in [*zip(kept, its, strict=True), (None, None)]:
        end, stop = (row.start, there.start) if row and there else (len(base.text), len(then.text))
        cut = []
        while hidden and hidden[0].start < end:
            cut.append(hidden.popleft())
        old, new = base.text[at:end], then.text[to:stop]
        if cut:
            edits += _moved(_without(old, [(max(each.start - at, 0), min(each.end - at, len(old))) for each in cut], new), at)
        else:
            edits += _moved(_differing(old, new), at)
        if row and there:
            edits += _moved(_differing(base.text[row.start : row.end], then.text[there.start : there.end]), row.start)
            at, to = row.end, there.end
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


def _moved(edits: Iterable[Edit], by: int) -> Iterator[Edit]:
    yield from (edit._replace(start=edit.start + by, end=edit.end + by) for edit in edits)


def _differing(old: str, new: str) -> Iterator[Edit]:
    at = 0
    for piece in pieces(old, new):
        if piece.changed:
            yield Edit(at, at + len(piece.old), piece.new)
        at += len(piece.old)


def _without(text: str, hidden: Sequence[tuple[int, int]], new: str) -> Iterator[Edit]:
    """The hidden stretches of a text cut out, and what else makes ``new`` of it; what touches is one edit."""
    ends = [0, *(end for _, end in hidden)]
    starts = [*(start for start, _ in hidden), len(text)]
    left = [at for end, start in zip(ends, starts, strict=True) for at in range(end, start)]
    bare = "".join(text[at] for at in left)
    head, tail = same_ends(bare, new)
    left.append(len(text))
    edits = [Edit(start, end, "", cut=True) for start, end in hidden]
    for edit in _moved(_differing(bare[head : len(bare) - tail], new[head : len(new) - tail]), head):
        edits += _placed(edit, left)
    yield from _touching(sorted(edits))


def _placed(edit: Edit, left: Sequence[int]) -> Iterator[Edit]:
    """An edit of the letters that are left, by their places in the whole text; its new words stand where it begins."""
    if edit.start == edit.end:
        yield Edit(left[edit.start], left[edit.start], edit.text)
        return
    begin, text = edit.start, edit.text
    for at in range(edit.start + 1, edit.end + 1):
        if at == edit.end or left[at] != left[at - 1] + 1:
            yield Edit(left[begin], left[at - 1] + 1, text)
            begin, text = at, ""


def _touching(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Edits that touch each other as one."""
    last: Edit | None = None
    for edit in edits:
        if last is not None and edit.start <= last.end:
            last = Edit(last.start, max(last.end, edit.end), last.text + edit.text, last.cut or edit.cut)
        else:
            if last is not None:
                yield last
            last = edit
    if last is not None:
        yield last


def carried(edits: Sequence[Edit], base: str, now: str) -> list[Edit] | None:
    """The edits of a base text made in its edited version, by places of that; None where what they change was edited too."""
    if not edits:
        return []
    if base == now:
        return list(edits)
    if "".join(base.split()) == "".join(now.split()):  # only the lines are broken elsewhere
        return [Edit(0, len(now), edited(base, edits), any(edit.cut for edit in edits))]
    unchanged = _Unchanged(base, now)
    out = []
    for edit in edits:
        found = unchanged.cut(edit) if edit.cut else unchanged.carried(edit)
        if found is None:
            return None
        out.append(found)
    return out


class _Unchanged:
    """The stretches of a text that an edited version still has, and where they stand there."""

    def __init__(self, base: str, now: str) -> None:
        self._length, self._length_now = len(base), len(now)
        self._begins: list[int] = []
        self._kept: list[tuple[int, int, int]] = []  # where they begin and end in the base, and where they begin now
        at = to = 0
        for piece in pieces(base, now):
            if not piece.changed and piece.old:
                self._begins.append(at)
                self._kept.append((at, at + len(piece.old), to))
            at, to = at + len(piece.old), to + len(piece.new)

    def carried(self, edit: Edit) -> Edit | None:
        """An edit whose letters are as they were, and those beside them too: what people wrote next to it may be part of it."""
        n = max(bisect_left(self._begins, edit.start) - 1, 0)
        if n >= len(self._kept):
            return None
        begin, end, there = self._kept[n]
        begins = begin < edit.start or (edit.start == begin == there == 0)
        ends = edit.end < end or (edit.end == end == self._length and there + end - begin == self._length_now)
        return edit._replace(start=edit.start - begin + there, end=edit.end - begin + there) if begins and ends else None

    def cut(self, edit: Edit) -> Edit | None:
        """The words of a withheld row go with whatever people made of them, between the letters beside them."""
        before = self._place(edit.start - 1)
        left = 0 if edit.start == 0 else None if before is None else before + 1
        right = self._length_now if edit.end == self._length else self._place(edit.end)
        return None if left is None or right is None or left > right else edit._replace(start=left, end=right)

    def _place(self, at: int) -> int | None:
        """Where a letter of the base stands now; None where it was changed."""
        n = bisect_right(self._begins, at) - 1
        if n < 0:
            return None
        begin, end, there = self._kept[n]
        return at - begin + there if at < end else None


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made in it."""
    out, at = [], 0
    for edit in sorted(edits):
        out += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*out, text[at:]])
