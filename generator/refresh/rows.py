"""Which row of one table is which of another, whatever their order: by their keys, then by where they belong and what they say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

from generator.refresh.similarity import Shapes, likeness, shape

RowPair = tuple[int | None, int | None]
_LIKE = (0.6, 0.5, 0.4, 0.3)  # how alike two texts must be that share so many of their places


class TextRow(NamedTuple):
    """A row that is known by its text. ``places`` is where it belongs, from the part down to the 小标题."""

    places: tuple[str, ...]
    text: str


class _Rows:
    """Rows paired one to one."""

    def __init__(self, olds: int, news: int) -> None:
        self.of_old: list[int | None] = [None] * olds
        self.of_new: list[int | None] = [None] * news

    def free(self) -> tuple[list[int], list[int]]:
        return [at for at, to in enumerate(self.of_old) if to is None], [at for at, to in enumerate(self.of_new) if to is None]

    def pair(self, old: int, new: int) -> None:
        if self.of_old[old] is None and self.of_new[new] is None:
            self.of_old[old], self.of_new[new] = new, old

    def by_key(self, olds: Sequence[Hashable], news: Sequence[Hashable], *, single: bool = False) -> None:
        """Pair rows of the same key in their order, where they are ``single`` only if no other has it; None is no key."""
        free_old, free_new = self.free()
        there: dict[Hashable, list[int]] = defaultdict(list)
        here: dict[Hashable, list[int]] = defaultdict(list)
        for at in free_new:
            there[news[at]].append(at)
        for at in free_old:
            here[olds[at]].append(at)
        for key, rows in here.items():
            if key is not None and not (single and (len(rows), len(there.get(key, ()))) != (1, 1)):
                for old, new in zip(rows, there.get(key, ()), strict=False):
                    self.pair(old, new)

    def result(self) -> list[RowPair]:
        """The pairs in the order of the new table; rows that are gone stand behind the one that they stood behind."""
        gone: dict[int, list[RowPair]] = defaultdict(list)
        behind = -1
        for at, to in enumerate(self.of_old):
            if to is None:
                gone[behind].append((at, None))
            else:
                behind = to
        pairs: list[RowPair] = list(gone[-1])
        for to, from_old in enumerate(self.of_new):
            pairs += [(from_old, to), *gone.get(to, ())]
        return pairs


def pair_by_keys(olds: Sequence[tuple[str, ...]], news: Sequence[tuple[str, ...]]) -> list[RowPair]:
    """Rows by their keys, the first one before the others; an empty key is none. One side is None where a row is new or gone."""
    rows = _Rows(len(olds), len(news))
    for n in range(max(map(len, (*olds, *news)), default=0)):
        rows.by_key([keys[n] or None for keys in olds], [keys[n] or None for keys in news], single=n > 0)
    return rows.result()


def pair_by_text(olds: Sequence[TextRow], news: Sequence[TextRow]) -> list[RowPair]:
    """Rows by what they say: the same words in the same place, the same words, the same 小标题, words that are alike."""
    rows = _Rows(len(olds), len(news))
    rows.by_key(olds, news)
    rows.by_key([row.text or None for row in olds], [row.text or None for row in news])
    rows.by_key([_headed(row) for row in olds], [_headed(row) for row in news], single=True)
    for _, old, new in sorted(_alike(olds, news, rows)):
        rows.pair(old, new)
    # A row that waited to be filled in, and one that was emptied.
    rows.by_key([None if row.text else row.places for row in olds], [row.places for row in news])
    rows.by_key([row.places for row in olds], [None if row.text else row.places for row in news])
    return rows.result()


def _headed(row: TextRow) -> Hashable:
    return row.places if row.places[-1] and row.text else None


def _alike(olds: Sequence[TextRow], news: Sequence[TextRow], rows: _Rows) -> Iterator[tuple[float, int, int]]:
    free_old, free_new = rows.free()
    shapes = {at: shape(news[at].text) for at in free_new if news[at].text}
    near = Shapes(shapes)
    together: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in shapes:
        together[news[at].places].append(at)
    for old in free_old:
        of_old = shape(olds[old].text)
        found = dict(near.near(of_old))
        if len(beside := together.get(olds[old].places, ())) <= _FEW:
            found |= {new: likeness(of_old, shapes[new]) for new in beside}
        for new, alike in found.items():
            shared = _shared(olds[old].places, news[new].places)
            if alike >= _LIKE[min(shared, len(_LIKE) - 1)]:
                yield (-alike - shared / 10, old, new)


_FEW = 30  # rows of one place that are all compared


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many places two rows share, from the part down."""
    return next((n for n, (mine, its) in enumerate(zip(one, other, strict=True)) if mine != its), len(one))
