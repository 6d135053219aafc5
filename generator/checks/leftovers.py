"""Placeholders and gaps that must not leave the tool: ** ×× 待补 “　年　月” 此处填写."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.checks.passages import Passage
from generator.checks.registry import Subject, rule, text_rule
from generator.checks.worded import worded_cells
from generator.diagnostics import Diagnostic, Place, Severity
from generator.model.provenance import Cell
from generator.prose.leftovers import Leftover, leftovers
from generator.prose.quantities import even

_NOT_PRINTED = ("填报人", "联系电话")


@text_rule
def left_over_in_text(subject: Subject) -> Iterator[Diagnostic]:
    """Placeholders and gaps in 正文, typed by hand: the marks of a draft are not meant."""
    if not _any(passage.even for passage in subject.passages):
        return
    for passage in subject.passages:
        told = set()
        for found in leftovers(passage.even):
            said = passage.text[found.start : found.end]
            if said not in told and not _printed(passage, found):
                told.add(said)
                yield _complaint(subject, passage.text, found, subject.at(passage, said))


@rule
def left_over_in_cells(subject: Subject) -> Iterator[Diagnostic]:
    """Placeholders and gaps in items, headings, names and wordings, and in figures that are words."""
    worded: dict[tuple[str, str], Cell] = {}
    for cell, text in _cells(subject):
        if text:
            worded.setdefault((cell.sheet, text), cell)
    if not _any([even("\n".join(text for _, text in worded))]):
        return
    for (_, text), cell in worded.items():
        text = text.rstrip("%％")  # 破案率%: a unit in a label
        if not subject.reported(cell) and (found := next(leftovers(even(text)), None)) is not None:
            yield _complaint(subject, text, found, subject.place(cell))


def _any(texts: Iterable[str]) -> bool:
    """Whether there is a leftover at all: one long text is looked through faster than hundreds of short ones."""
    return next(leftovers("\n".join(texts)), None) is not None


def _cells(subject: Subject) -> Iterator[tuple[Cell, str]]:
    # A blank number of 发文字号 is customary until the report is signed.
    numbered = subject.data.items.get("发文字号")
    held_back = {item.cell for name in _NOT_PRINTED if (item := subject.data.items.get(name)) is not None}
    for cell, text in worded_cells(subject):
        if cell in held_back:
            continue
        yield cell, text.rpartition("〔")[0] if numbered is not None and cell == numbered.cell else text
    for indicator in subject.data.indicators.values():
        for heading, amount in (("本年", indicator.this), ("上年", indicator.last)):
            if amount.kind == "words":
                yield indicator.cells[heading], amount.shown


def _printed(passage: Passage, found: Leftover) -> bool:
    """Whether a tag printed it, or should have printed something there."""
    return passage.source(found.start, found.end) is not None or (found.gap and "{{" in passage.entry.text)


def _complaint(subject: Subject, text: str, found: Leftover, place: Place) -> Diagnostic:
    severity: Severity = "error" if found.certain and not subject.draft else "warning"
    said, around = text[found.start : found.end], text[max(0, found.start - 8) : found.end + 8]
    what = "没有填完" if found.certain else "像是没有填完"
    message = f"“{around.strip()}”里的“{said.strip() or said}”{what}"
    return Diagnostic("leftover", severity, message, "请填上内容，或删去这几个字", place)
