"""The store that a report has after an update: what it is known to say. What could not be written is still as it was printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from generator.model.provenance import Source
from generator.refresh.sides import Kept, Sources
from generator.refresh.units import CELL
from generator.word.store import Row, Store, Value


def remembered(fresh: Store, kept: Iterable[Sequence[Kept]], sources: Sources) -> Store:
    """The store, of what is kept of each side of the report."""
    lines: dict[str, list[str]] = {part: [] for part in fresh.lines}
    rows: dict[str, list[Row]] = defaultdict(list)
    values: dict[str, list[Value]] = {part: [] for part in fresh.lines}
    for side in kept:
        for each in _in_order(side):
            unit = each.after or each.before
            assert unit is not None
            said = lines.setdefault(unit.part, [])
            text, spans = _said(each, sources)
            first, at = len(said) + 1, 0
            if unit.table:
                rows[unit.part].append(Row(unit.table, first, len(unit.lines)))
            for number, line in enumerate(text.split(CELL), first):
                values.setdefault(unit.part, []).extend(
                    Value(name, unit.part, number, start - at, end - at, source)
                    for name, start, end, source in spans
                    if at <= start and end <= at + len(line)
                )
                said.append(line)
                at += len(line) + 1
    return Store(
        fresh.making,
        {part: tuple(said) for part, said in lines.items()},
        tuple(value for several in values.values() for value in several),
        {part: tuple(several) for part, several in rows.items()},
    )


def _in_order(side: Sequence[Kept]) -> list[Kept]:
    """What is kept as it was stands behind what it stood behind, wherever the fresh report has it."""
    found = [each for each in side if each.after is not None]
    at = {each.old: n for n, each in enumerate(found) if each.old is not None}
    behind: dict[int, list[Kept]] = defaultdict(list)
    for each in sorted((each for each in side if each.after is None), key=lambda each: each.old or 0):
        assert each.old is not None
        behind[next((at[n] for n in range(each.old - 1, -1, -1) if n in at), -1)].append(each)
    return [*behind[-1], *(one for n, each in enumerate(found) for one in (each, *behind[n]))]


def _said(kept: Kept, sources: Sources) -> tuple[str, list[tuple[int, int, int, Source]]]:
    """The text of a passage and its values: number, start, end and source of each."""
    before, after = kept.before, kept.after
    if after is None:
        assert before is not None
        return before.text, [(span.number, span.start, span.end, sources.olds[span.number]) for span in before.spans]
    # What waits is the value that was printed, wherever its cell is now: one of another name in its place is not written yet.
    known = {number: now for fresh, number in kept.numbers.items() if (now := sources.news[fresh]).name == _name(sources, number)}
    text, spans = "", list[tuple[int, int, int, Source]]()
    at = 0
    for region in (*kept.pending, None):
        end = region.begin if region else len(after.text)
        shift = len(text) - at
        text += after.text[at:end]
        spans += [
            (kept.numbers[span.number], span.start + shift, span.end + shift, sources.news[span.number])
            for span in after.spans
            if at <= span.start and span.end <= end
        ]
        if region is not None:
            assert before is not None
            shift = len(text) - region.start
            text += before.text[region.start : region.end]
            spans += [
                (span.number, span.start + shift, span.end + shift, known.get(span.number, sources.olds[span.number]))
                for span in before.spans
                if region.start <= span.start and span.end <= region.end
            ]
            at = region.stop
    return text, sorted(spans, key=lambda span: (span[1], span[2], span[0]))


def _name(sources: Sources, number: int) -> str | None:
    return sources.olds[number].name if number in sources.olds else None
