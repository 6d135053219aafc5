"""Figures that people have typed over and the workbook has not: they stay, but whoever updates the report should know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.refresh.deciding import Deciding, Wanted
from generator.refresh.plans import Overtyped
from generator.refresh.sides import Kept, Side
from generator.refresh.units import Span

_DIGIT = re.compile(r"\d")


def overtyped(side: Side, kept: Iterable[Kept]) -> Iterator[Overtyped]:
    """Those in passages that are in all three reports, in their order."""
    deciding = Deciding(side.edited, sure=side.is_document)
    for each in kept:
        if each.old is None or each.before is None or each.after is None:
            continue
        wanted = {each.numbers[span.number]: each.after.text[span.start : span.end] for span in each.after.spans}
        for span in each.before.spans:
            printed = each.before.text[span.start : span.end]
            if wanted.get(span.number) == printed and _DIGIT.search(printed):
                yield from _typed_over(side, deciding, each.old, span, printed)


def _typed_over(side: Side, deciding: Deciding, old: int, span: Span, printed: str) -> Iterator[Overtyped]:
    """One whose bookmark is round another figure. Words typed beside it within the bookmark are no figure."""
    decision = deciding.decide(Wanted(old, span.start, span.end, "", (span,)))
    place = side.place(decision.spot)
    said = decision.said or ""
    if decision.fate == "conflict" and place is not None and _DIGIT.search(said) and printed not in said:
        yield Overtyped(place, printed, said, side.sources.olds[span.number])
