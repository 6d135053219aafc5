"""Which sentences a changed cell touches, and which values worked out of cells move with them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
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
        self._paired = paired
        self._rewritten = {change.row: _rewritten(paired.rows[change.row], old, new) for change in changes if _is_text(change)}
        self._known: set[int] = set()
        self._of_change = [self._sentences(change) for change in changes]

    def attributed(self) -> Iterator[Change]:
        """The changes with the sentences that they touch."""
        for change, numbers in zip(self._changes, self._of_change, strict=True):
            yield replace(change, sentences=_told(self._touched[number] for number in numbers))

    def others(self) -> Iterator[Change]:
        """Sentences that differ though no printed value of a changed cell does: a condition of the template, arithmetic, a count."""
        for number, each in enumerate(self._touched):
            if number not in self._known:
                told = each.changed()
                yield Change("sentence", told.old, told.new, told.sheet, told.cell, paragraph=told.paragraph, sentences=(told,))

    def _sentences(self, change: Change) -> list[int]:
        """The sentences of a change, by their numbers. If nothing else changed, all are because of it."""
        if len(self._changes) == 1:
            found = list(range(len(self._touched)))
        else:
            found = [number for number, each in enumerate(self._touched) if self._touches(change, each)]
        self._known.update(found)
        return found

    def _touches(self, change: Change, each: Touched) -> bool:
        if _is_text(change):
            return self._rewords(change.row, each)
        if None in (each.old, each.new) and any(self._rewords(row, each) for row in self._rewritten):
            return False  # the sentence came or went with the row that it is from
        place = Place(change.sheet or "", change.row, change.heading)
        said = [Counter(value.text for value in (side.values if side else ()) if _from(value, place)) for side in (each.old, each.new)]
        return said[0] != said[1]

    def _rewords(self, row: int, each: Touched) -> bool:
        """Whether the sentence is one of those that the new words of the row make different."""
        gone, come = self._rewritten[row]
        return _among(each.old, gone) or _among(each.new, come)


def derived_changes(touched: Iterable[Touched], paired: PairedRows, changes: list[Change]) -> list[Change]:
    """Printed values that were worked out of cells and say something else now, each with its sentences.

    ``changes`` are those of 同比 that are known already; they get their sentences.
    """
    known = {(change.name, change.old, change.new): change for change in changes}
    told: dict[tuple[str | None, str | None, str | None], list[Touched]] = {key: [] for key in known}
    for each in touched:
        for before, after in _moved(each):
            name = _name(before, after, paired, known)
            told.setdefault((name, before.text, after.text), []).append(each)
    made = []
    for key, several in told.items():
        change = known.get(key) or Change("derived", key[1], key[2], sheet=INDICATORS, name=key[0])
        made.append(replace(change, sentences=_told(several)))
    return made


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


def _name(old: Printed, new: Printed, paired: PairedRows, known: dict[tuple[str | None, str | None, str | None], Change]) -> str:
    """``刑事立案.同比``, ``刑事立案.倍数``, or the names of the figures that a value was worked out of."""
    names = list(dict.fromkeys(paired.rows[place.row].name for place in new.places))
    if len(names) == 1:
        for attribute in ("同比", "倍数"):
            name = f"{names[0]}.{attribute}"
            if (name, old.text, new.text) in known or (attribute == "倍数" and _TIMES.fullmatch(new.text)):
                return name
    return "、".join(names)


def _from(value: Printed, place: Place) -> bool:
    """Whether a value is printed from a cell, or in the words that it gives."""
    if place.sheet == INDICATORS and place.heading not in _TYPED:
        return any(each.row == place.row for each in value.places)
    return place in value.places


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


def _among(side: Side | None, wanted: list[str]) -> bool:
    if side is None:
        return False
    text = bare(side.text)
    return any(words == text or (len(words) > 1 and words in text) for words in wanted)


def _told(several: Iterable[Touched]) -> tuple[ChangedSentence, ...]:
    return tuple(dict.fromkeys(each.changed() for each in several))
