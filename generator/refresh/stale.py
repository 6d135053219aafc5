"""Figures that were corrected and still stand elsewhere in the report, typed by somebody: 593起 in a sentence of the leader's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.model.provenance import Source
from generator.prose.quantities import even, quantities
from generator.refresh.edited import Edited, Spot
from generator.refresh.plans import Correction, Stale

_SEVERAL = re.compile(r"\d.*\d")  # digits, at least: 3次 stands everywhere


def stale_mentions(edited: Edited, replaced: Sequence[tuple[Spot, Correction]], sources: Mapping[int, Source]) -> Iterator[Stale]:
    """The mentions in the order of the corrections. What was printed there of another figure is none."""
    written: dict[int, list[Spot]] = {}
    for spot, _ in replaced:
        written.setdefault(spot.unit, []).append(spot)
    told: set[tuple[int, int]] = set()
    for _, correction in replaced:
        for figure, new in _figures(correction):
            for unit, at in _places(edited, figure):
                spot = Spot(unit, at, at + len(figure))
                here = any(other.start < spot.end and spot.start < other.end for other in written.get(unit, ()))
                place = edited.news[unit].place(spot.start, spot.end)
                if here or place is None or (unit, at) in told or _is_other_figure(edited, spot, sources):
                    continue
                told.add((unit, at))
                yield Stale(place, figure, new)


def _figures(correction: Correction) -> Iterator[tuple[str, str]]:
    """The figures, with their units, that a correction takes out, each with the one that comes for it."""
    olds, news = ([text[q.start : q.end] for q in quantities(even(text))] for text in (correction.old, correction.new))
    for n, figure in enumerate(olds):
        if figure not in news and _SEVERAL.search(figure):
            yield figure, news[n] if n < len(news) else correction.new


def _places(edited: Edited, figure: str) -> Iterator[tuple[int, int]]:
    """Where a figure stands by itself."""
    for unit, there in enumerate(edited.news):
        at = there.text.find(figure)
        while at >= 0:
            before = there.text[at - 1 : at] if at else ""
            if not (before.isdigit() or (before and before in ".,．")):
                yield unit, at
            at = there.text.find(figure, at + 1)


def _is_other_figure(edited: Edited, spot: Spot, sources: Mapping[int, Source]) -> bool:
    """Whether a figure of 指标 that is as large is printed there."""
    spans = edited.news[spot.unit].spans
    return any(span.start < spot.end and spot.start < span.end and _is_figure(sources.get(span.number)) for span in spans)


def _is_figure(source: Source | None) -> bool:
    return source is not None and source.kind == "figure"
