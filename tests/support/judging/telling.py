"""Whether what an update says of itself is so: which of its corrections are about a value, about words, about a passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.model.provenance import Source
from generator.refresh.plans import Correction, Fate
from generator.word.store import Store, Value
from tests.support.judging.pairing import Gap, Pairing

_Line = tuple[str, int]


class Told:
    """The corrections of an update. Each stands for a value once, for several values only in one line."""

    def __init__(self, base: Store, fresh: Store, corrections: Sequence[Correction], pairing: Pairing) -> None:
        self.base, self.fresh, self.corrections, self.pairing = base, fresh, corrections, pairing
        self._used: dict[int, _Line] = {}
        self._values: set[tuple[int, int]] = set()
        self._came: list[str] = []

    def done(self, value: Value, later: Value) -> bool:
        """Whether it is said that this value was updated."""
        return self._found(value, later, ("updated",)) is not None

    def open(self, value: Value, later: Value) -> Fate | None:
        """What is said of a value that was not; None for nothing."""
        found = self._found(value, later, ("conflict", "uncertain", "deleted", "right"))
        return None if found is None else found.fate

    def _found(self, value: Value, later: Value, fates: Sequence[Fate]) -> Correction | None:
        line = (value.part, value.line)
        old, new = self.base.lines[value.part][value.line - 1], self.fresh.lines[later.part][later.line - 1]
        for n, told in enumerate(self.corrections):
            if told.fate not in fates or self._used.get(n, line) != line:
                continue
            of_old = any(_overlapping(old, told.old, value.start, value.end))
            of_new = told.fate == "updated" and any(_overlapping(new, told.new, later.start, later.end))
            if not of_old and not of_new:
                continue
            alone = len(told.old) <= value.end - value.start and len(told.new) <= later.end - later.start
            if alone and (not _about(told, value.source, later.source) or n in self._used):
                continue
            self._used[n] = line
            return told
        return None

    def words(self, gap: Gap) -> bool:
        """Whether something is said of words that stayed as they were."""
        old, later = self.base.lines[gap.part][gap.line - 1], self.pairing.lines.get((gap.part, gap.line))
        new = self.fresh.lines[later[0]][later[1] - 1] if later else ""
        return any(
            told.fate != "updated"
            and ((told.old and (told.old in old or old in told.old)) or (not told.old and told.new and told.new in new))
            for told in self.corrections
        )

    def new_line(self, text: str) -> bool:
        """Whether it is said of a new passage that it did not come in."""
        return any(told.fate != "updated" and text in told.new for told in self.corrections)

    def came(self, text: str) -> None:
        """A passage came in."""
        self._came.append(text)

    def untrue(self) -> Iterator[str]:
        """Updates of a value that are said to be done and can't be found."""
        old, new = "\n".join(self._texts(self.base)), "\n".join(self._texts(self.fresh))
        for told in self.corrections:
            if told.fate == "updated" and not told.whole and (told.old not in old or told.new not in new):
                yield f"claims {told.old!r} → {told.new!r}"

    def _texts(self, store: Store) -> Iterator[str]:
        for lines in store.lines.values():
            yield from lines


def _overlapping(line: str, text: str, start: int, end: int) -> Iterator[int]:
    """Where a text stands in a line so that it holds something of a stretch."""
    at = line.find(text) if text else -1
    while at >= 0:
        if at < end and at + len(text) > start:
            yield at + 1
        at = line.find(text, at + 1)


def _about(told: Correction, *sources: Source) -> bool:
    if told.source is None:
        return True
    return any((told.source.name, _cells(told.source)) == (source.name, _cells(source)) for source in sources)


def _cells(source: Source) -> list[tuple[str, str]]:
    return [(cell.sheet, cell.address) for cell in source.cells]
