"""The workbook that is handed out: what each 填报部门 is asked, and what belongs to nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Findings
from generator.model.report import ReportData
from generator.model.template import IndicatorSpec, TemplateSpec
from generator.pipeline.reading import Templates, read_tables
from generator.workbook.collected.titles import COLLECTED_SHEETS
from generator.workbook.columns import ENTRIES, INDICATORS
from generator.workbook.handouts import TOLD, Asked, Handout, department_names, handout, mark_of
from generator.workbook.meanings import canonical
from generator.workbook.reading import read_report
from generator.workbook.rows import Row, rows_of
from generator.workbook.sheets import Sheets
from generator.workbook.typed import squeeze

_STRUCTURE = frozenset("sheet-missing column-missing column-twice name-twice name-missing too-many-rows".split())


@dataclass(frozen=True, slots=True)
class Master:
    """A workbook that is handed out or collected into; ``findings`` is what reading it found."""

    path: Path
    sheets: Sheets
    data: ReportData
    spec: TemplateSpec
    rows: Mapping[str, tuple[Row, ...]]
    findings: Findings

    @property
    def year(self) -> str:
        """年度, empty when there is none."""
        return str(self.data.year or "")

    @property
    def unit(self) -> str:
        """单位全称, empty when there is none."""
        return self.data.text("单位全称")

    def indicator(self, name: str) -> IndicatorSpec | None:
        """What the template says of an indicator, None for one of the users' own."""
        return next((spec for spec in self.spec.indicators if squeeze(spec.name) == name), None)


def read_master(path: Path, template: str | None, templates: Templates) -> Master:
    """The workbook, as far as it can be read. Raises what :func:`read_tables` raises."""
    findings = Findings()
    sheets, sections = read_tables(path, template, templates, findings, plain=COLLECTED_SHEETS)
    spec = sections.template.spec
    data = read_report(sheets, spec, findings)
    return Master(path, sheets, data, spec, rows_of(sheets, data), findings)


def broken_tables(findings: Findings) -> Findings:
    """Those of the findings that leave it open which row is meant."""
    return Findings(found for found in findings.errors if found.code in _STRUCTURE)


def texts_of(row: Row, sheet: str) -> dict[str, str]:
    """What the cells of a row say, by heading, blank ones left out; 部分 and 栏目 are those that it belongs to."""
    texts = {heading: said.text for heading in TOLD[sheet] if (said := row.cells.get(heading)) is not None and said.text}
    unit = squeeze(texts.get("单位", ""))
    return {heading: canonical(heading, text, unit) for heading, text in texts.items()}


def number_of_row(row: Row) -> int:
    """Where the row stands in its sheet."""
    said = next(iter(row.cells.values()))
    return int(said.at.address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def departments_of(row: Row) -> tuple[str, ...]:
    """The departments that a row belongs to."""
    said = row.cells.get("填报部门")
    return department_names((said.text if said else "") or "")


def handouts(master: Master, due: str = "") -> list[Handout]:
    """What each department is asked, in the order in which they are first named."""
    names: dict[str, str] = {}
    asked: dict[str, list[Asked]] = {}
    for sheet in (INDICATORS, ENTRIES):
        for row in master.rows.get(sheet, ()):
            departments = departments_of(row)
            for department in departments:
                key = squeeze(department)
                names.setdefault(key, department)
                asked.setdefault(key, []).append(_asked(row, sheet, master, shared=len(departments) > 1))
    name = master.spec.name
    return [handout(master.unit, master.year, name, names[key], due, tuple(rows)) for key, rows in asked.items()]


def _asked(row: Row, sheet: str, master: Master, *, shared: bool) -> Asked:
    """The row as it is handed out; where the figures of several are added, nobody is shown a total."""
    texts = texts_of(row, sheet)
    spec = master.indicator(row.keys[0]) if sheet == INDICATORS else None
    if shared and spec is not None and spec.adds != "own":
        texts = {heading: text for heading, text in texts.items() if heading not in ("本年", "上年", "同比（手填）")}
    return Asked(mark_of(sheet, number_of_row(row)), sheet, texts)


def nobodys(master: Master) -> Iterator[str]:
    """The rows that no department is named for: sheet, cell and name; blank rows of 报告内容 are counted only."""
    for sheet in (INDICATORS, ENTRIES):
        for row in master.rows.get(sheet, ()):
            if not departments_of(row):
                column = "引用名" if sheet == INDICATORS else "正文"
                yield f"{row.cells[column].at} {row.name}"
    table = master.sheets.tables.get(ENTRIES)
    blank = 0 if table is None else len(table.rows) - len(master.rows.get(ENTRIES, ()))
    if blank:
        yield f"{ENTRIES} 另有 {blank} 行空白，没有填报部门"
