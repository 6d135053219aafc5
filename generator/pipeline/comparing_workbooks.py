"""Two workbooks: the cells that differ, the values worked out of them that move, and the sentences that each touches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.diagnostics import Findings
from generator.errors import FindingsStop, WrongUse
from generator.model.changes import Change, Comparison
from generator.model.report import Indicator, ReportData
from generator.pipeline.attributing import Attribution, derived_changes
from generator.pipeline.comparing_cells import PairedRows, changed_cells
from generator.pipeline.comparing_sentences import touched_sentences
from generator.pipeline.drafting import Draft, draft_of
from generator.pipeline.reading import Templates, read_tables
from generator.templating.changes import change_in, change_text
from generator.templating.rendering import Sections
from generator.workbook.columns import GUIDE, INDICATORS
from generator.workbook.reading import read_report
from generator.workbook.rows import Row, rows_of
from generator.workbook.sheets import Sheets


class _Read(NamedTuple):
    """A workbook, as far as it can be read."""

    path: Path
    sheets: Sheets
    data: ReportData
    sections: Sections
    rows: dict[str, tuple[Row, ...]]
    errors: int


def compare_workbooks(old: Path, new: Path, template: str | None, templates: Templates) -> Comparison:
    """The comparison. Raises :class:`UnusableFile` and :class:`WrongUse` as reading a workbook does."""
    before, after = _read(old, template, templates), _read(new, template, templates)
    remarks = [
        f"{read.path.name}：有 {read.errors} 处错误，能读的都比较了；请用 fazhi check 查看" for read in (before, after) if read.errors
    ]
    paired = PairedRows(before.rows, after.rows)
    changes = [*_template(before, after), *changed_cells(paired)]
    derived = list(_derived(paired, before, after))
    if changes or derived:
        drafts = _drafts(before, after, paired, templates, remarks)
        if drafts is not None:
            changes, derived = _with_sentences(changes, derived, paired, *drafts)
    return Comparison(old.name, new.name, "workbooks", tuple(_by_row(changes, derived)), tuple(remarks))


def _read(path: Path, template: str | None, templates: Templates) -> _Read:
    findings = Findings()
    sheets, sections = read_tables(path, template, templates, findings)
    data = read_report(sheets, sections.template.spec, findings)
    return _Read(path, sheets, data, sections, rows_of(sheets, data), len(findings.errors))


def _template(before: _Read, after: _Read) -> Iterator[Change]:
    old, new = (read.sections.template.spec.name for read in (before, after))
    if old != new:
        yield Change("cell", old, new, sheet=GUIDE, name="模板")


def _derived(paired: PairedRows, before: _Read, after: _Read) -> Iterator[Change]:
    """同比 of the indicators that both workbooks have, where it says something else."""
    olds = {indicator.cells["引用名"]: indicator for indicator in before.data.indicators.values()}
    news = {indicator.cells["引用名"]: indicator for indicator in after.data.indicators.values()}
    for row in paired.rows:
        if row.sheet != INDICATORS or row.old is None or row.new is None:
            continue
        pair = olds.get(row.old.cells["引用名"].at), news.get(row.new.cells["引用名"].at)
        old, new = _change(pair[0], before), _change(pair[1], after)
        if old != new and pair[1] is not None:
            cell = pair[1].cells.get("同比")
            address = cell.address if cell else None
            yield Change("derived", old, new, INDICATORS, address, f"{row.name}.同比", heading="同比", row=row.number)


def _change(indicator: Indicator | None, read: _Read) -> str | None:
    options = read.sections.template.spec.options
    found = change_in(indicator, options) if indicator is not None and indicator.this else None
    return change_text(found, options) if found is not None else None


def _drafts(before: _Read, after: _Read, paired: PairedRows, templates: Templates, remarks: list[str]) -> tuple[Draft, Draft] | None:
    """Both reports; None, and a remark, where a template does not let one be made."""
    drafts = []
    for read, data in ((before, paired.in_new_order(before.data)), (after, after.data)):
        try:
            draft = draft_of(data, read.sections, templates, read.path.parent)
        except (FindingsStop, WrongUse):
            draft = None
        if draft is None:
            name = read.sections.template.spec.name
            remarks.append(f"{read.path.name}：模板“{name}”有错误，排不出报告，没有列出涉及的句子；请用 fazhi template check 检查")
            return None
        drafts.append(draft)
    return drafts[0], drafts[1]


def _with_sentences(
    changes: list[Change], derived: list[Change], paired: PairedRows, old: Draft, new: Draft
) -> tuple[list[Change], list[Change]]:
    """The changes of cells, with the sentences that are left, and of values worked out of them, all with their sentences."""
    touched = list(touched_sentences(old, new, lambda cell: paired.place(cell, new=False), lambda cell: paired.place(cell, new=True)))
    return Attribution(changes, touched, paired, old, new).attributed(), derived_changes(touched, paired, derived)


def _by_row(changes: list[Change], derived: list[Change]) -> Iterator[Change]:
    """What was worked out of a row behind its cells; what was worked out of several, and sentences alone, behind all."""
    of_row: dict[int, list[Change]] = {}
    for change in derived:
        of_row.setdefault(change.row, []).append(change)
    last = {change.row: n for n, change in enumerate(changes)}
    sentences = [change for change in changes if change.kind == "sentence"]
    for n, change in enumerate(changes[: len(changes) - len(sentences)]):
        yield change
        if change.row >= 0 and last[change.row] == n:
            yield from of_row.pop(change.row, ())
    for rest in of_row.values():
        yield from rest
    yield from sentences
