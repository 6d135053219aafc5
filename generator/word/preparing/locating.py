"""Finds where in a Word template a tag stands: its paragraph, the heading above it, its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.word.preparing.names import CELL, P_PROPERTIES, ROW, STYLE, VALUE, P
from generator.word.preparing.paragraphs import atoms, text_of
from generator.word.spots import Spot

_HEADING = re.compile(r"(?:heading|标题|接排标题) ?[1-9]", re.IGNORECASE)
_AROUND = 24
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CHOICE, _FALLBACK = f"{_COMPATIBILITY}Choice", f"{_COMPATIBILITY}Fallback"


class Counted(NamedTuple):
    """A paragraph with its number and the heading that it stands under."""

    element: Any
    number: int
    heading: str


def counted(root: Any, style_names: Mapping[str, str]) -> Iterator[Counted]:
    """Every paragraph of a part in the order of the document, table cells and text boxes included.

    A text box stands in the file twice, for new programs and for old ones; both have the same numbers, so that what
    is wrong in it is told once.
    """
    heading, number, begins = "", 0, dict[Any, int]()
    for paragraph in list(root.iter(P)):
        fallback = next(paragraph.iterancestors(_FALLBACK), None)
        if fallback is not None and fallback not in begins:
            begins[fallback] = number
            number -= sum(1 for choice in fallback.itersiblings(_CHOICE, preceding=True) for _ in choice.iter(P))
        number += 1
        style = paragraph.find(f"{P_PROPERTIES}/{STYLE}")
        if style is not None and _HEADING.match(style_names.get(style.get(VALUE), "")):
            words = " ".join(text_of(atoms(paragraph)).split()).partition("。")[0]  # a run-in heading ends with 。
            heading = words[:_AROUND] or heading
        yield Counted(paragraph, number, heading)


def _in_table(paragraph: Any) -> str:
    cell = next(paragraph.iterancestors(CELL), None)
    row = next(paragraph.iterancestors(ROW), None)
    if cell is None or row is None:
        return ""
    down, across = (1 + sum(1 for _ in e.itersiblings(e.tag, preceding=True)) for e in (row, cell))
    return f"表格第{down}行第{across}列"


def spot(paragraph: Counted, part: str, text: str, start: int, end: int) -> Spot:
    """The spot of what stands from ``start`` to ``end`` of the paragraph's text."""
    before, after = text[:start].split("\n")[-1], text[end:].split("\n")[0]
    shown = f"{'…' if len(before) > _AROUND else ''}{before[-_AROUND:]}【{text[start:end]}】{after[:_AROUND]}"
    heading = f"标题“{paragraph.heading}”下" if paragraph.heading else ""
    within = "，".join(filter(None, (part, heading, _in_table(paragraph.element))))
    return Spot(part, paragraph.number, start, shown + ("…" if len(after) > _AROUND else ""), within)
