"""Which sentences a changed cell touches, and which values worked out of cells move with them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.model.changes import Change, ChangedSentence
from generator.model.marks import Piece
from generator.pipeline.comparing_cells import PairedRow, PairedRows, Place
from generator.pipeline.comparing_sentences import Printed, Side, Touched
from generator.pipeline.drafting import Draft
from generator.refresh.sentences import PARAGRAPH, bare, sentence_pairs
from generator.workbook.columns import ENTRIES, INDICATORS

_TYPED = ("本年", "上年", "同比（手填）")  # the columns of a figure; the others say how it is printed
_TIMES = re.compile(r"是.*倍")


class Attribution:
    """Finds the sentences of each change among those that differ."""

    def __init__(self, changes: list[Change], touched: list[Touched], paired: PairedRows, old: Draft, new: Draft) -> None:
        self._changes, self._touched = changes, touched
        rewritten = _Rewritten({change.row: paired.rows[change.row] for change in changes if _is_text(change)}, old, new)
        self._of_text: dict[int, list[int]] = defaultdict(list)
        self._of_place: dict[Place, list[int]] = defaultdict(list)
        self._of_row: dict[int, list[int]] = defaultdict(list)
        for number, each in enumerate(touched):
            rows = rewritten.rows(each)
            for row in rows:
                self._of_text[row].append(number)
            if rows and None in (each.old, each.new):
                continue  # the sentence came or went with the words of its row, not with a figure in it
            places = _differing(each)
            for place in places:
                self._of_place[place].append(number)
            for row in dict.fromkeys(place.row for place in places):
                self._of_row[row].append(number)

    def attributed(self) -> list[Change]:
        """The changes with the sentences that they touch, then the sentences that differ though no value of a changed cell does.

        Those hang on a condition of the template, on arithmetic, on a count. If only one cell changed, all are because of it.
        """
        if len(self._changes) == 1:
            return [replace(self._changes[0], sentences=_told(self._touched))]
        known = [self._sentences(change) for change in self._changes]
        left = sorted(set(range(len(self._touched))).difference(*known))
        of_cells = (
            replace(change, sentences=_told(self._touched[n] for n in numbers))
            for change, numbers in zip(self._changes, known, strict=True)
        )
        return [*of_cells, *map(_alone, (self._touched[number] for number in left))]

    def _sentences(self, change: Change) -> list[int]:
        """The sentences of a change, by their numbers."""
        if _is_text(change):
            return self._of_text[change.row]
        if change.sheet == INDICATORS and change.heading not in _TYPED:
            return self._of_row[change.row]
        return self._of_place[Place(change.sheet or "", change.row, change.heading)]


def _alone(each: Touched) -> Change:
    told = each.changed()
    return Change("sentence", told.old, told.new, told.sheet, told.cell, paragraph=told.paragraph, sentences=(told,))


def _differing(each: Touched) -> Iterable[Place]:
    """The cells whose values are printed otherwise in a sentence, or no longer, or newly."""
    sides: list[dict[Place, Counter[str]]] = [defaultdict(Counter), defaultdict(Counter)]
    for said, side in zip(sides, (each.old, each.new), strict=True):
        for value in side.values if side else ():
            for place in value.places:
                said[place][value.text] += 1
    return [place for place in dict.fromkeys([*sides[0], *sides[1]]) if sides[0].get(place) != sides[1].get(place)]


class _Rewritten:
    """The sentences that the new words of rows make different."""

    def __init__(self, rows: Mapping[int, PairedRow], old: Draft, new: Draft) -> None:
        self._gone: dict[str, list[int]] = defaultdict(list)
        self._come: dict[str, list[int]] = defaultdict(list)
        for number, row in rows.items():
            for sentences, of in zip(_rewritten(row, old, new), (self._gone, self._come), strict=True):
                for sentence in sentences:
                    of[sentence].append(number)

    def rows(self, each: Touched) -> list[int]:
        """The rows because of whose words a sentence is another one."""
        return list(dict.fromkeys([*_rows(each.old, self._gone), *_rows(each.new, self._come)]))


def _rows(side: Side | None, known: Mapping[str, list[int]]) -> list[int]:
    """The rows that a sentence is from; the template may put words of its own to it."""
    if side is None:
        return []
    text = bare(side.text)
    if text in known:
        return known[text]
    return [row for words, rows in known.items() if len(words) > 1 and words in text for row in rows]


def derived_changes(touched: Iterable[Touched], paired: PairedRows, changes: list[Change]) -> list[Change]:
    """Printed values that were worked out of cells and say something else now, each with its sentences.

    ``changes`` are those of 同比 that are known already, one a row; they get their sentences.
    """
    known = {change.row: change for change in changes}
    told: dict[Change, list[Touched]] = {change: [] for change in changes}
    for each in touched:
        for before, after in _moved(each):
            told.setdefault(_derived(before, after, paired, known), []).append(each)
    return [replace(change, sentences=_told(several)) for change, several in told.items()]


def _moved(each: Touched) -> Iterator[tuple[Printed, Printed]]:
    """The worked-out values of a sentence that differ, old and new; where one came or went, none can be told for certain."""
    sides = [_worked_out(side) for side in (each.old, each.new)]
    for key in sides[0]:
        if len(sides[0][key]) == len(sides[1][key]):
            yield from ((old, new) for old, new in zip(sides[0][key], sides[1][key], strict=True) if old.text != new.text)


def _worked_out(side: Side | None) -> dict[tuple[Place, ...], list[Printed]]:
    values: dict[tuple[Place, ...], list[Printed]] = defaultdict(list)
    for value in side.values if side else ():
        if value.source.kind == "figure" and (len(value.source.cells) > 1 or value.source.name is None):
            values[value.places].append(value)
    return values


def _derived(old: Printed, new: Printed, paired: PairedRows, known: Mapping[int, Change]) -> Change:
    """The change of a worked-out value, named ``刑事立案.倍数`` or by the figures that it was worked out of; 同比 is known."""
    rows = list(dict.fromkeys(place.row for place in new.places))
    name = "、".join(paired.rows[row].name for row in rows)
    if len(rows) == 1:
        change = known.get(rows[0])
        if change is not None and _says(change.old, old) and _says(change.new, new):
            return change
        if _TIMES.fullmatch(new.text):
            name = f"{name}.倍数"
    return Change("derived", old.text, new.text, sheet=INDICATORS, name=name)


def _says(change: str | None, value: Printed) -> bool:
    """Whether a value prints a 同比 (同比下降7.41%), in a table without its words (-7.41%)."""
    return change is not None and change.endswith(value.text.lstrip("-"))


def _is_text(change: Change) -> bool:
    return change.sheet == ENTRIES and change.heading == "正文"


def _rewritten(row: PairedRow, old: Draft, new: Draft) -> tuple[list[str], list[str]]:
    """The sentences of a row that its new words make different: what they were, and what they are. Figures are no words."""
    sides = []
    for draft, side in ((old, row.old), (new, row.new)):
        lines = draft.passages.get(side.cells["正文"].at, []) if side else []
        text = "".join(piece.text for line in [*lines] for piece in (*line, _END))
        sides.append((text, list(_values(lines))))
    (before, old_values), (after, new_values) = sides
    gone, come = [], []
    for here, there in sentence_pairs(before, after):
        mine = _worded(before, old_values, *here) if here else None
        its = _worded(after, new_values, *there) if there else None
        if mine != its:
            gone += [bare(before[here.start : here.end])] if here else []
            come += [bare(after[there.start : there.end])] if there else []
    return gone, come


_END = Piece(PARAGRAPH, None, None)


def _values(lines: list[list[Piece]]) -> Iterator[tuple[int, int, str]]:
    """Where tags printed something in the text of the lines, and of which cells."""
    at = 0
    for line in lines:
        for piece in (*line, _END):
            if piece.source is not None and piece.source.kind != "typed":
                yield at, at + len(piece.text), piece.source.name or ""
            at += len(piece.text)


def _worded(text: str, values: list[tuple[int, int, str]], start: int, end: int) -> str:
    """The stretch with the name of each value in the place of what it printed."""
    said, at = [], start
    for begin, stop, name in values:
        if start <= begin < end:
            said += [text[at:begin], f"\0{name}\0"]
            at = min(stop, end)
    return "".join((*said, text[at:end])).strip()


def _told(several: Iterable[Touched]) -> tuple[ChangedSentence, ...]:
    return tuple(dict.fromkeys(each.changed() for each in several))
