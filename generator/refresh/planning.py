"""The plan of an update, three-way: what was printed last, what people made of it, what would be printed now.

Only what the machine changes from the first to the last is written, where people have left standing what was printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.refresh.edited import Edited
from generator.refresh.headed import Levels
from generator.refresh.numbering import Numbering
from generator.refresh.overtyped import overtyped
from generator.refresh.passing import Passing
from generator.refresh.plans import Plan
from generator.refresh.regions import paired
from generator.refresh.remarks import remarks
from generator.refresh.remembered import remembered
from generator.refresh.sides import Home, Outcome, Side, Sources
from generator.refresh.stale import stale_mentions
from generator.refresh.staying import Staying
from generator.refresh.units import edited_units, printed_units
from generator.word.manuscript import Line
from generator.word.store import Store


def plan(
    base: Store,
    now: Mapping[str, Sequence[Line]],
    document: str,
    fresh: Store,
    fresh_document: str,
    homes: Mapping[str, Sequence[Home]] | None = None,
    levels: Levels | None = None,
) -> Plan:
    """What is to be done to a report, from ``base``, what was printed last, to ``fresh``, what would be printed now.

    ``now`` are the paragraphs of the edited report by part, its ``document`` among them; ``fresh_document`` is that of both
    stores. ``homes`` tells by the text of a passage of the fresh report where its words come from, ``levels`` which paragraphs of
    the edited document are headings.
    """
    sources = Sources({v.number: v.source for v in base.values}, {v.number: v.source for v in fresh.values}, homes or {})
    taken = {*sources.olds, *(number for lines in now.values() for line in lines for number in line.spans)}
    numbering = Numbering(taken, sources.olds, sources.news)
    names, sides = sources.names(), []
    for is_document in (True, False):
        olds = printed_units(base, [part for part in base.lines if (part == fresh_document) == is_document])
        news = printed_units(fresh, [part for part in fresh.lines if (part == fresh_document) == is_document])
        there = edited_units(now, [part for part in sorted(now) if (part == document) == is_document])
        sides.append(Side(is_document, olds, news, Edited(olds, there), numbering, sources, names))
    outcomes = [_worked(side, (levels or {}) if side.is_document else {}) for side in sides]
    corrections = tuple(correction for outcome in outcomes for correction in outcome.corrections)
    return Plan(
        tuple(edit for outcome in outcomes for edit in outcome.edits),
        tuple(remarks(corrections)),
        corrections,
        tuple(
            mention
            for side, outcome in zip(sides, outcomes, strict=True)
            for mention in stale_mentions(side.edited, outcome.replaced, sources.olds)
        ),
        tuple(figure for side, outcome in zip(sides, outcomes, strict=True) for figure in overtyped(side, outcome.kept)),
        sum(side.edited.changes() for side in sides),
        remembered(fresh, [outcome.kept for outcome in outcomes], sources),
    )


def _worked(side: Side, levels: Levels) -> Outcome:
    """What becomes of every passage of one side."""
    outcome, pairs = Outcome(), paired(side.olds, side.news, side.names)
    staying, passing = Staying(side, outcome, pairs), Passing(side, outcome, pairs, levels)
    for at, (old, new, moved) in enumerate(pairs):
        if old is not None and new is not None:
            if moved:
                passing.moves(old, new, at)
            else:
                staying.work(old, new)
        elif new is not None:
            passing.comes(new, at)
        elif old is not None:
            passing.goes(old)
    return outcome
