"""What the 公开版 needs before it can be made: every row decided, and a date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.registry import Subject, rule
from generator.diagnostics import Diagnostic, Place, Severity
from generator.model.provenance import Cell


@rule
def publication_decided(subject: Subject) -> Iterator[Diagnostic]:
    """Blank 公开 means undecided: the 公开版 refuses while any is, before that it is only said.

    Neighbouring cells are named as one range.
    """
    if subject.draft and subject.edition == "上报":
        return
    severity: Severity = "error" if subject.edition == "公开" else "advice"
    figures = [i.cells for i in subject.data.indicators.values() if i.public is None and (i.this or i.last)]
    entries = [e.cells for e in subject.data.entries if e.public is None]
    tables = ((figures, subject.data.indicators.values()), (entries, subject.data.entries))
    for rows, table in tables:
        if subject.edition == "上报" and all(row.public is None for row in table):
            continue  # nobody has begun to decide
        if rows and "公开" not in rows[0]:
            sheet = next(iter(rows[0].values())).sheet
            place = Place(file=subject.data.file, sheet=sheet)
            yield Diagnostic(
                "publication-undecided", severity, "没有“公开”这一列，公开版要先定下来", "请补上这一列，每行填“是”或“否”", place
            )
            continue
        for sheet, span in _ranges([row["公开"] for row in rows if not subject.reported(row["公开"])]):
            place = Place(file=subject.data.file, sheet=sheet, cell=span)
            yield Diagnostic("publication-undecided", severity, "“公开”还是空的，公开版要先定下来", "请填“是”或“否”", place)


@rule
def published_with_date(subject: Subject) -> Iterator[Diagnostic]:
    """The 公开版 is made from what was signed, so it has a date, unless the template prints none."""
    if subject.template.editions["公开"].signature == "none":
        return
    if subject.edition != "公开" or subject.draft or not subject.data.items or subject.template.item("成文日期") is None:
        return
    item = subject.data.items.get("成文日期")
    if item is None:
        place = Place(file=subject.data.file, sheet="基本信息")
        hint = "请在“项目”列补上“成文日期”，填签发的日期"
        yield Diagnostic("item-missing", "error", "公开版要有成文日期，没有这一行", hint, place)
    elif item.value is None and not subject.reported(item.cell):
        hint = "请填签发的日期，例如 2023年2月20日"
        yield Diagnostic("item-missing", "error", "公开版要有成文日期，这里是空的", hint, subject.place(item.cell))


def _ranges(cells: list[Cell]) -> Iterator[tuple[str, str]]:
    """Runs of neighbouring rows in one column as ``J2:J9``."""
    run: list[Cell] = []
    for cell in cells:
        if run and _row(cell) != _row(run[-1]) + 1:
            yield run[0].sheet, _span(run)
            run = []
        run.append(cell)
    if run:
        yield run[0].sheet, _span(run)


def _row(cell: Cell) -> int:
    return int(re.sub(r"\D", "", cell.address))


def _span(run: list[Cell]) -> str:
    return run[0].address if len(run) == 1 else f"{run[0].address}:{run[-1].address}"
