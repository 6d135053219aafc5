"""A workbook's report as it would read now, errors or not: its paragraphs, and the source of every value in them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from generator.diagnostics import Findings
from generator.model.marks import Piece
from generator.model.provenance import Cell, Source
from generator.model.report import ReportData
from generator.pipeline.composing import put_together
from generator.pipeline.reading import Templates
from generator.templating.rendering import Sections, render_report
from generator.word.ledger import Ledger
from generator.word.manuscript import Line, manuscript


class Draft(NamedTuple):
    """``lines`` are the paragraphs of each part, those of ``document`` the report's; ``sources[n]`` is that of value ``n``.

    ``passages`` are the paragraphs of each 正文 cell, piece by piece.
    """

    document: str
    lines: Mapping[str, list[Line]]
    sources: list[Source]
    passages: Mapping[Cell, list[list[Piece]]]


def draft_of(data: ReportData, sections: Sections, templates: Templates, folder: Path) -> Draft | None:
    """The report with marks for what is missing, with pictures from ``folder``; None where it can't be put together at all.

    Raises :class:`TemplateStop` for a template with mistakes, and what :meth:`Templates.layout` raises.
    """
    layout = templates.layout(sections)
    rendered = render_report(data, sections, "上报", Findings(), draft=True, body="正文" in layout.names)
    passages = {
        view.entry.cells["正文"]: [list(rendered.marks.pieces(line)) for line in view.lines()] for view in rendered.renderer.entries
    }
    ledger = Ledger()
    composed = put_together(data, rendered, layout, folder, ledger=ledger)
    document = layout.file.document
    try:
        lines = manuscript(composed.parts, [document, *sorted(name for name in layout.parts if name != document)])
    except expat.ExpatError:  # what stopped in the midst of its markup
        return None
    return Draft(document, lines, ledger.sources, passages)
