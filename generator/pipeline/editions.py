"""Both editions of a workbook as passages that know whose words they are, to see what the published one leaves out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from generator.archive import Member
from generator.diagnostics import Diagnostic, Findings, Place
from generator.document.blocks import Document
from generator.document.styles import HEADINGS, RUN_IN_HEADINGS
from generator.errors import FindingsStop
from generator.model.marks import Marks, Piece
from generator.model.provenance import Cell, Source
from generator.model.report import Entry, Indicator, ReportData
from generator.pipeline.composing import put_together
from generator.pipeline.reading import Templates, render_checked
from generator.prose.quantities import PERCENT
from generator.refresh.editions import Passage, Stretch
from generator.refresh.secrets import Figure
from generator.templating.rendering import Sections, render_report
from generator.templating.session import Edition
from generator.templating.wording import split_unit
from generator.word.ledger import Ledger
from generator.word.looks import Look, looks_of
from generator.word.manuscript import Line, manuscript
from generator.workbook.columns import ENTRIES

_TELLING = 3  # digits of a change by which it is known
_CELL_END = "\t"  # between the cells of a row of a table


class Placed(NamedTuple):
    """A passage and where it stands: the part and the numbers of its paragraphs; ``in_row`` for a row of a table."""

    passage: Passage
    part: str
    lines: tuple[int, ...]
    in_row: bool
    spans: tuple[tuple[int, int, Source], ...]


class Composition(NamedTuple):
    """An edition: its document, the parts of its file, its passages by part, how each paragraph looks, the names of its styles."""

    document: Document
    parts: Mapping[str, Member]
    main: str
    lines: Mapping[str, list[Line]]
    placed: Mapping[str, list[Placed]]
    looks: Mapping[str, list[Look]]
    styles: frozenset[str]


class OriginMarks(Marks):
    """The marks of a rendering, read so that all words of a 正文 cell have a source, not only the values in them."""

    __slots__ = ("_marks",)

    def __init__(self, marks: Marks) -> None:
        super().__init__()
        self._marks = marks

    def value(self, text: str, source: Source) -> str:
        """The text as a marked value."""
        return self._marks.value(text, source)

    def passage(self, line: str, source: Source) -> str:
        """A line of somebody's words."""
        return self._marks.passage(line, source)

    def pieces(self, line: str) -> Iterator[Piece]:
        """The line as pieces, words of a cell with that cell, values in them with both."""
        for piece in self._marks.pieces(line):
            source, origin = piece.source, piece.origin
            if origin is not None and source is None:
                source = origin
            elif origin is not None and source is not None and source.kind != "missing":
                source = replace(source, cells=(*source.cells, *(cell for cell in origin.cells if cell not in source.cells)))
            yield Piece(piece.text, source, origin)


def withholding(data: ReportData, sections: Sections, templates: Templates) -> tuple[ReportData, list[Diagnostic]]:
    """The data with rows that print a withheld figure marked 否 too, and a warning for each."""
    remarks: list[Diagnostic] = []
    layout = templates.layout(sections)
    while True:
        findings = Findings()
        rendered = render_report(data, sections, "公开", findings, body="正文" in layout.names)
        if "正文" not in layout.names:
            for view in rendered.renderer.entries:
                view.lines()
        told = {d.place.cell: d for d in findings.errors if d.code == "withheld-figure-used" and d.place.sheet == ENTRIES}
        rows = [entry for entry in data.entries if entry.public is not False and entry.cells["正文"].address in told]
        if not rows:
            return data, remarks
        for entry in rows:
            cell = entry.cells["正文"]
            said = told[cell.address].message.partition("，")[0].removeprefix("公开版不能印")
            message = f"这一行用到不公开的指标{said}，公开版里整行略去"
            hint = "这一行要公开，请改写这句话，或把指标的“公开”改为“是”"
            remarks.append(Diagnostic("publish-row-left-out", "warning", message, hint, _place(cell)))
        data = replace(data, entries=tuple(replace(e, public=False) if e in rows else e for e in data.entries))


def composition(
    data: ReportData,
    sections: Sections,
    templates: Templates,
    folder: Path,
    edition: Edition,
    findings: Findings,
    *,
    letterhead: bool,
    checked: Callable[[Entry], bool] = lambda _: True,
) -> Composition:
    """An edition of the data; ``checked`` says of which rows the words are checked.

    Raises :class:`FindingsStop` when there is an error, besides what reading raises.
    """
    layout = templates.layout(sections)
    rendered = render_checked(data, sections, edition, findings, draft=False, body="正文" in layout.names, checked=checked)
    session = rendered.renderer.session
    session.marks = OriginMarks(session.marks)
    ledger = Ledger()
    document, parts = put_together(data, replace(rendered, marks=session.marks), layout, folder, letterhead=letterhead, ledger=ledger)
    if findings.errors:
        raise FindingsStop(f"{data.file}：有 {len(findings.errors)} 处错误，没有生成{edition}版", findings)
    main = layout.file.document
    lines = manuscript(parts, [main, *sorted(name for name in layout.parts if name != main)])
    assert layout.layout is not None
    names = {style_id: name for name, style_id in layout.layout.style_ids.items()}
    looks = {part: looks_of(parts[part].content(), names) for part in lines}
    title = "".join(document.title.split())
    withheld = _withheld_cells(data)
    placed = {
        part: [_placed(part, several, looks[part], ledger, withheld, title if part == main else "") for several in in_passages(read)]
        for part, read in lines.items()
    }
    return Composition(document, parts, main, lines, placed, looks, frozenset(names.values()))


def in_passages(lines: list[Line]) -> list[list[Line]]:
    """The paragraphs of a part, those of a row of a table together."""
    return [
        each
        for row, several in groupby(lines, key=lambda line: line.row)
        for each in ([list(several)] if row else [[line] for line in several])
    ]


def text_of(lines: list[Line]) -> str:
    """The text of a passage."""
    return _CELL_END.join(line.text for line in lines)


def _withheld_cells(data: ReportData) -> tuple[frozenset[Cell], frozenset[Cell]]:
    """The 正文 cells of withheld rows, and the cells of withheld indicators."""
    rows = frozenset(entry.cells["正文"] for entry in data.entries if entry.public is False)
    return rows, frozenset(cell for each in data.indicators.values() if each.public is False for cell in each.cells.values())


def _placed(
    part: str, lines: list[Line], looks: list[Look], ledger: Ledger, withheld: tuple[frozenset[Cell], frozenset[Cell]], title: str
) -> Placed:
    rows, figures = withheld
    spans, at = [], 0
    for line in lines:
        found = sorted((start, end, number) for number, (start, end) in line.spans.items())
        spans += [(at + start, at + end, ledger.sources[number]) for start, end, number in found]
        at += len(line.text) + len(_CELL_END)
    stretches = tuple(
        Stretch(start, end, cell, cell in rows)
        for start, end, source in spans
        if (cell := next((cell for cell in source.cells if _is_text(cell, rows, source)), None)) is not None
    )
    cells = tuple(dict.fromkeys(cell for _, _, source in spans for cell in source.cells))
    look = looks[lines[0].number - 1]
    text = text_of(lines)
    return Placed(
        Passage(
            text,
            stretches,
            cells,
            secret=any(cell in figures for cell in cells),
            look=look.style,
            level=_level(look.style),
            is_title=bool(title) and "".join(text.split()) == title,
            pictured=any(looks[line.number - 1].pictured for line in lines),
        ),
        part,
        tuple(line.number for line in lines),
        bool(lines[0].row),
        tuple(spans),
    )


def _is_text(cell: Cell, rows: frozenset[Cell], source: Source) -> bool:
    """Whether the words come from a 正文 cell; those of headings come from cells of another kind."""
    return cell.sheet == ENTRIES and (cell in rows or source.kind in ("typed", "figure", "item"))


def _level(style: str) -> int:
    for several in (HEADINGS, RUN_IN_HEADINGS):
        if style in several:
            return several.index(style) + 1
    return 0


def withheld_figures(data: ReportData) -> Iterator[tuple[Figure, Indicator]]:
    """The values of withheld indicators, without a scale, with their unit, and their changes to the year before that tell them."""
    for indicator in data.indicators.values():
        if indicator.public is not False:
            continue
        scale, unit = split_unit(indicator.unit)
        this, last = indicator.this.number, indicator.last.number
        yield from (((number * scale, unit), indicator) for number in (this, last) if number)
        if this and last and len((change := _change(this, last)).normalize().as_tuple().digits) >= _TELLING:
            yield (change, PERCENT), indicator


def _change(this: Decimal, last: Decimal) -> Decimal:
    """The change in per cent, as 同比 prints it: two digits behind the point, without a sign."""
    return abs((this - last) * 100 / last).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _place(cell: Cell) -> Place:
    return Place(file=cell.workbook, sheet=cell.sheet, cell=cell.address)
