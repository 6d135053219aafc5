"""``new``: a workbook to fill in, with last year's figures carried over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic, Findings, Place
from generator.errors import WrongUse
from generator.model.amounts import as_typed
from generator.model.report import Indicator, ReportData
from generator.model.template import IndicatorSpec, TemplateSpec
from generator.pipeline.reading import DEFAULT_TEMPLATE, Templates, read_workbook
from generator.storage import write_whole
from generator.workbook.filling import Filling, IndicatorRow, blank_filling

_OTHER_FILES = (".xls", ".xlsm", ".et", ".csv", ".doc", ".docx", ".pdf", ".txt")
# What stays the same from year to year; dates, numbers and texts do not.
_CARRIED = ("单位全称", "单位简称", "发文机关标志", "主送机关", "抄送机关", "印发机关")


@dataclass(frozen=True, slots=True)
class Made:
    """A workbook that was written, and what was found while last year's was read."""

    path: Path
    findings: Findings


def new(
    output: Path | str | None = None,
    *,
    into_folder: bool = False,
    template: str | None = None,
    unit: str = "",
    year: int | None = None,
    last: Path | str | None = None,
    folder: Path | str = Path(),
) -> Made:
    """Write a workbook to fill in.

    With ``last`` the figures of that workbook become 上年, its own indicators are kept, and the year is the
    next one unless given. Without ``output`` the file gets a name of its own in ``folder``; so it does in an
    ``output`` that is a folder, or is to become one (``into_folder``). Raises
    :class:`OverwriteRefused` when the file is there already, :class:`UnusableFile` for a bad ``last``,
    :class:`WrongUse` for a year or a file name that can't be meant.
    """
    from generator.workbook.writing import write_workbook

    findings = Findings()
    templates = Templates()
    before: ReportData | None = None
    if last is not None:
        before, sections = read_workbook(Path(last), template, templates, findings)
    else:
        sections = templates.get(template or DEFAULT_TEMPLATE, Path(folder).resolve())
    spec = sections.template.spec
    items: dict[str, str] = {}
    if before is not None:
        items = {name: before.text(name) for name in _CARRIED if before.text(name)}
        year = year if year is not None else (before.year + 1 if before.year else None)
        _check_years(before, year, findings)
    if unit:
        items["单位全称"] = unit
    if year is not None:
        items["年度"] = str(year)
    filling = blank_filling(spec, items)
    if before is not None:
        filling = Filling(items, tuple(_with_last(spec, before, findings)), filling.entries)
    name = f"{items.get('单位全称', '')}{f'{year}年' if year else ''}法治政府建设年度报告工作簿.xlsx"
    path = Path(output if output is not None else folder)
    if into_folder or _is_folder(path):
        path = path / _file_name(name)
    elif path.suffix.lower() != ".xlsx":
        stem = path.stem if path.suffix.lower() in _OTHER_FILES else path.name
        raise WrongUse(f"{path}：新建的是 .xlsx 工作簿；请把文件名写成 {stem}.xlsx 这样")
    write_whole(path, write_workbook(spec, filling), replace=False, make_folder=into_folder)
    return Made(path, findings)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long, a folder that may not be entered: writing says so
        return False


def _file_name(name: str) -> str:
    """The name without what Windows forbids in names."""
    return "".join("_" if c in '<>:"/\\|?*' or ord(c) < 32 else c for c in name)


def _check_years(before: ReportData, year: int | None, findings: Findings) -> None:
    """Figures of another year than the one before must not pass as 上年 unseen."""
    if before.year is None or year is None or year == before.year + 1:
        return
    if year <= before.year:
        raise WrongUse(f"--year {year} 不晚于上年工作簿的年度 {before.year}；请改正年度，或换一份上年工作簿")
    cell = before.items["年度"].cell
    message = f"这份工作簿是 {before.year} 年的，不是 {year} 年的上一年；它的“本年”已照样填入新工作簿的“上年”"
    place = Place(file=cell.workbook, sheet=cell.sheet, cell=cell.address)
    findings.add(Diagnostic("year-gap", "warning", message, f"请换用 {year - 1} 年的工作簿，或核对每一个上年数", place))


def _with_last(spec: TemplateSpec, before: ReportData, findings: Findings) -> Iterator[IndicatorRow]:
    """The template's indicators with last year's figures, then those that the users had added."""
    for indicator_spec in spec.indicators:
        known = before.indicators.get(indicator_spec.name)
        if known is None:
            yield IndicatorRow(indicator_spec)
            continue
        typed = _kept(known)
        if known.unit == indicator_spec.unit:
            typed["上年"] = as_typed(known.this)
        elif known.this:
            message = f"“{known.name}”上年的单位是“{known.unit}”，模板现在是“{indicator_spec.unit}”，上年数没有带过来"
            cell = known.cells["单位"]
            place = Place(file=cell.workbook, sheet=cell.sheet, cell=cell.address)
            findings.add(Diagnostic("unit-changed", "warning", message, "请换算后填入新工作簿的“上年”", place))
        yield IndicatorRow(indicator_spec, typed)
    offered = {s.name for s in spec.indicators}
    for own in before.indicators.values():
        if own.name not in offered:
            asked = IndicatorSpec(own.name, own.label, own.unit, zero=own.zero, department=own.department)
            yield IndicatorRow(asked, {**_kept(own), "上年": as_typed(own.this)})


def _kept(indicator: Indicator) -> dict[str, str]:
    kept = {"为零时写作": indicator.zero, "填报部门": indicator.department, "填报人": indicator.filler}
    return {heading: text for heading, text in kept.items() if text}
