"""Which printed value of a report is which one of a report that was built later, and which line which.

Found by what was corrected and by sources, not as an update finds it: rows of 报告内容 are known to have become others.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.word.store import Row, Store, Value

Place = tuple[str, int]  # part, line from 1
_BEGINNING = 6  # letters that a line of its own begins with
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")


class Gap(NamedTuple):
    """Words between values that are paired: where they were printed, and what is printed now."""

    part: str
    line: int
    start: int
    end: int
    new: str


class Pairing(NamedTuple):
    """What became of values and lines.

    ``values``: the later one of each value, by number, ``texts`` what it says. ``lines``: the later one of each line. ``gaps``:
    words that became others. ``unpaired`` counts values of paired lines of which it can't be told what became of them; they
    belong to a gap. ``crossed`` is what those of them say whose source tells of a later one at another place of the line.
    """

    values: Mapping[int, Value]
    texts: Mapping[int, str]
    lines: Mapping[Place, Place]
    gaps: tuple[Gap, ...]
    unpaired: int
    crossed: Mapping[int, str]


def paired(base: Store, fresh: Store, rows: Mapping[int, int | None]) -> Pairing:
    """How two reports of one workbook correspond, before and after corrections that moved rows of 报告内容."""
    values = dict(_by_source(base, fresh, rows))
    lines = _lines(base, fresh, values)
    values = {v.number: values[v.number] for v in base.values if v.number in values and _inside(v, values[v.number], lines)}
    old, new = _in_lines(base), _in_lines(fresh)
    gaps, unpaired, crossed = list[Gap](), 0, dict[int, str]()
    for line, later in lines.items():
        _nearby(old[line], new[later], values)
        pairs = _in_order(old[line], values)
        gaps += _gaps(base, fresh, line, later, pairs)
        for number in {v.number for v in old[line]} - {v.number for v, _ in pairs}:
            if (elsewhere := values.pop(number, None)) is not None:
                crossed[number] = fresh.text(elsewhere)
            unpaired += 1
    texts = {number: fresh.text(later) for number, later in values.items()}
    return Pairing(values, texts, lines, tuple(gaps), unpaired, crossed)


def _in_order(old: list[Value], values: Mapping[int, Value]) -> list[tuple[Value, Value]]:
    """The pairs of a line, those left out that stand the other way round now."""
    found: list[tuple[Value, Value]] = []
    for value in old:
        if value.number in values and (not found or found[-1][1].end <= values[value.number].start):
            found.append((value, values[value.number]))
    return found


def _inside(old: Value, new: Value, lines: Mapping[Place, Place]) -> bool:
    return lines.get((old.part, old.line)) == (new.part, new.line)


def _in_lines(store: Store) -> dict[Place, list[Value]]:
    found: dict[Place, list[Value]] = defaultdict(list)
    for value in sorted(store.values, key=lambda v: (v.part, v.line, v.start)):
        found[value.part, value.line].append(value)
    return found


def _key(value: Value, rows: Mapping[int, int | None] | None) -> tuple[object, ...] | None:
    cells = []
    for cell in value.source.cells:
        address = cell.address
        if rows is not None and cell.sheet == "报告内容" and (found := _ADDRESS.fullmatch(address)):
            row = rows.get(int(found[2]), int(found[2]))
            if row is None:
                return None
            address = f"{found[1]}{row}"
        cells.append((cell.sheet, address))
    kind = "figure" if value.source.kind == "missing" else value.source.kind
    return kind, value.source.name, tuple(cells)


def _by_source(base: Store, fresh: Store, rows: Mapping[int, int | None]) -> Iterator[tuple[int, Value]]:
    """Values of one source, where there are as many as before, in their order."""
    old: dict[object, list[Value]] = defaultdict(list)
    new: dict[object, list[Value]] = defaultdict(list)
    for value in base.values:
        if (key := _key(value, rows)) is not None:
            old[key].append(value)
    for value in fresh.values:
        new[_key(value, None)].append(value)
    for key, several in old.items():
        if len(several) == len(new[key]):
            yield from ((value.number, later) for value, later in zip(several, new[key], strict=True))


def _lines(base: Store, fresh: Store, values: Mapping[int, Value]) -> dict[Place, Place]:
    """Lines with the most values in common, then equal ones, then similar ones between neighbours that are paired."""
    votes: dict[Place, dict[Place, int]] = defaultdict(lambda: defaultdict(int))
    for value in base.values:
        later = values.get(value.number)
        if later is not None and later.part == value.part and _is_cell(base, value) == _is_cell(fresh, later):
            votes[value.part, value.line][later.part, later.line] += 1
    found: dict[Place, Place] = {}
    for line, several in votes.items():
        best = max(several, key=lambda place: several[place])
        if best not in found.values():
            found[line] = best
    for part, texts in base.lines.items():
        later = fresh.lines.get(part, ())
        _in_tables(part, base, fresh, found)
        _equal(part, texts, later, found, _cells(base, part), _cells(fresh, part))
        _similar(part, texts, later, found, _cells(base, part))
    return found


def _is_cell(store: Store, value: Value) -> bool:
    return any(row.line <= value.line < row.line + row.paragraphs for row in store.rows.get(value.part, ()))


def _cells(store: Store, part: str) -> set[int]:
    """The lines of a part that are cells of tables."""
    return {n for row in store.rows.get(part, ()) for n in range(row.line, row.line + row.paragraphs)}


def _in_tables(part: str, base: Store, fresh: Store, found: dict[Place, Place]) -> None:
    """Cells of rows that begin with the same words, which no other row of either report does."""
    old, new = (_by_first(store, part) for store in (base, fresh))
    for line in _cells(base, part):
        found.pop((part, line), None)
    for first in old.keys() & new.keys():
        if len(old[first]) == len(new[first]) == 1 and old[first][0].paragraphs == new[first][0].paragraphs:
            before, after = old[first][0].line, new[first][0].line
            found.update({(part, before + n): (part, after + n) for n in range(old[first][0].paragraphs)})


def _by_first(store: Store, part: str) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in store.rows.get(part, ()):
        rows[store.lines[part][row.line - 1]].append(row)
    return rows


def _equal(part: str, old: tuple[str, ...], new: tuple[str, ...], found: dict[Place, Place], cells: set[int], later: set[int]) -> None:
    taken = {line for p, line in found.values() if p == part}
    free_old = [n for n in range(1, len(old) + 1) if (part, n) not in found and n not in cells]
    free_new = [n for n in range(1, len(new) + 1) if n not in taken and n not in later]
    matcher = difflib.SequenceMatcher(None, [old[n - 1] for n in free_old], [new[n - 1] for n in free_new], autojunk=False)
    for a, b, size in matcher.get_matching_blocks():
        found.update({(part, free_old[a + k]): (part, free_new[b + k]) for k in range(size)})


def _similar(part: str, old: tuple[str, ...], new: tuple[str, ...], found: dict[Place, Place], cells: set[int]) -> None:
    taken = {line for p, line in found.values() if p == part}
    free = [n for n in range(1, len(new) + 1) if n not in taken]
    for n in range(1, len(old) + 1):
        if (part, n) in found or not old[n - 1] or n in cells:
            continue
        likeness = {m: _likeness(old[n - 1], new[m - 1]) for m in free if new[m - 1]}
        best = max(likeness, key=lambda m: likeness[m], default=None)
        if best is not None and likeness[best] > 0.6:
            found[part, n] = (part, best)
            free.remove(best)


def _likeness(old: str, new: str) -> float:
    """From 0 to 1. A line of which only the beginning is left, such as its heading when its rows are gone, is the same line."""
    if len(new) > _BEGINNING and old.startswith(new):
        return 1
    return difflib.SequenceMatcher(None, old, new, autojunk=False).ratio()


def _nearby(old: list[Value], new: list[Value], values: dict[int, Value]) -> None:
    """Values of a line that no source tells: those between the same two paired ones, if as many of the same names are there."""
    known = {value.number for value in values.values()}
    stretches: list[tuple[list[Value], list[Value]]] = []
    here: list[Value] = []
    at = 0
    for value in [*old, None]:
        later = values.get(value.number) if value else None
        if value is not None and later is None:
            here.append(value)
            continue
        end = next((n for n, v in enumerate(new) if later is not None and v.number == later.number), len(new))
        if at <= end:
            stretches.append((here, [v for v in new[at:end] if v.number not in known]))
            at = end + 1
        here = []
    for before, after in stretches:
        if [v.source.name for v in before] == [v.source.name for v in after]:
            values.update({v.number: later for v, later in zip(before, after, strict=True)})


def _gaps(base: Store, fresh: Store, line: Place, later: Place, pairs: list[tuple[Value, Value]]) -> Iterator[Gap]:
    old, new = base.lines[line[0]][line[1] - 1], fresh.lines[later[0]][later[1] - 1]
    starts = [(0, 0), *((a.end, b.end) for a, b in pairs)]
    ends = [*((a.start, b.start) for a, b in pairs), (len(old), len(new))]
    for (start, start_new), (end, end_new) in zip(starts, ends, strict=True):
        while start < end and start_new < end_new and old[start] == new[start_new]:
            start, start_new = start + 1, start_new + 1
        while start < end and start_new < end_new and old[end - 1] == new[end_new - 1]:
            end, end_new = end - 1, end_new - 1
        if old[start:end] != new[start_new:end_new]:
            yield Gap(*line, start, end, new[start_new:end_new])
