"""The sentences of two reports that differ, and which values of which cells stand in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import NamedTuple

from generator.model.changes import ChangedSentence
from generator.model.provenance import Cell, Source
from generator.pipeline.comparing_cells import Place
from generator.pipeline.drafting import Draft
from generator.refresh.aligning import align
from generator.refresh.sentences import Stretch, bare, sentence_pairs, sentences, shown
from generator.word.manuscript import Line

Placing = Callable[[Cell], Place | None]


class Printed(NamedTuple):
    """A value in a sentence: what is printed, its source, and the cells of it wherever they stand in either workbook."""

    text: str
    source: Source
    places: tuple[Place, ...]


class Side(NamedTuple):
    """A sentence of one of the reports."""

    text: str
    paragraph: int | None
    values: tuple[Printed, ...]


class Touched(NamedTuple):
    """A sentence that differs; one side is None where it is new or gone. ``cell`` is the 正文 cell whose words it is."""

    old: Side | None
    new: Side | None
    cell: Cell | None

    def changed(self) -> ChangedSentence:
        """The sentence as it is told."""
        told = self.new or self.old
        sheet, address = (self.cell.sheet, self.cell.address) if self.cell else (None, None)
        old, new = (shown(side.text) if side else None for side in (self.old, self.new))
        return ChangedSentence(old, new, sheet, address, told.paragraph if told else None)


def touched_sentences(old: Draft, new: Draft, place_of_old: Placing, place_of_new: Placing) -> Iterator[Touched]:
    """The sentences that read otherwise, part by part in the order of the new report; a number before them is no difference."""
    homes = _homes(old), _homes(new)
    for part in dict.fromkeys([*new.lines, *old.lines]):
        olds, news = old.lines.get(part, []), new.lines.get(part, [])
        in_body = part == new.document
        for match in align([line.text for line in olds], [line.text for line in news]):
            before = _Passage([olds[n] for n in match.old], old.sources, place_of_old, in_body)
            after = _Passage([news[n] for n in match.new], new.sources, place_of_new, in_body)
            if before.text == after.text:
                continue
            for here, there in sentence_pairs(before.text, after.text):
                mine, its = before.side(here), after.side(there)
                if bare(mine.text if mine else "") != bare(its.text if its else ""):
                    yield Touched(mine, its, _home(its, homes[1]) or _home(mine, homes[0]))


class _Passage:
    """One or several paragraphs as one text."""

    def __init__(self, lines: list[Line], sources: list[Source], place_of: Placing, in_body: bool) -> None:
        self.text = "".join(line.text for line in lines)
        self._starts = [0, *accumulate(len(line.text) for line in lines)]
        self._lines, self._sources, self._place_of, self._in_body = lines, sources, place_of, in_body

    def side(self, stretch: Stretch | None) -> Side | None:
        """The sentence at a stretch of the text."""
        if stretch is None:
            return None
        at = max(n for n, start in enumerate(self._starts[:-1]) if start <= stretch.start)
        paragraph = self._lines[at].number if self._in_body else None
        return Side(self.text[stretch.start : stretch.end], paragraph, tuple(self._values(stretch)))

    def _values(self, stretch: Stretch) -> Iterator[Printed]:
        for start, line in zip(self._starts, self._lines, strict=False):
            for number, (begin, end) in sorted(line.spans.items(), key=lambda span: (span[1], span[0])):
                if start + begin < stretch.end and stretch.start < start + end:
                    source = self._sources[number]
                    places = (self._place_of(cell) for cell in source.cells)
                    yield Printed(line.text[begin:end], source, tuple(place for place in places if place is not None))


def _homes(draft: Draft) -> dict[str, Cell]:
    """The 正文 cell of each of its sentences."""
    homes: dict[str, Cell] = {}
    for cell, lines in draft.passages.items():
        for line in lines:
            text = "".join(piece.text for piece in line)
            for sentence in sentences(text):
                homes.setdefault(bare(text[sentence.start : sentence.end]), cell)
    return homes


def _home(side: Side | None, homes: dict[str, Cell]) -> Cell | None:
    return homes.get(bare(side.text)) if side else None
