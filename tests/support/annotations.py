"""Annotated copies for tests: findings at cells, and what a copy says of a cell when openpyxl reads it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell

from generator.diagnostics import Diagnostic, Findings, Place, Severity
from generator.workbook.annotated.copying import annotated

RED, ORANGE, BLUE = "FFF7C4C", "FFFFD99", "FFC9DEF"  # the last digit is the program's own
WORDS = "【核对·错误】填的是“甲”，应填数字；请改"


def found(
    cell: str | None,
    severity: Severity = "error",
    message: str = "填的是“甲”，应填数字",
    *,
    hint: str = "请改",
    sheet: str | None = "指标",
    file: str = "甲市.xlsx",
) -> Diagnostic:
    return Diagnostic("not-a-number", severity, message, hint, Place(file=file, sheet=sheet, cell=cell))


def copy_of(path: Path, *findings: Diagnostic, name: str = "核对.xlsx") -> Path:
    """The annotated copy, beside the workbook."""
    data = annotated(path, Findings(findings))
    assert data is not None
    copy = path.with_name(name)
    copy.write_bytes(data)
    return copy


def cell_of(path: Path, address: str, sheet: str = "指标") -> Cell:
    cell = openpyxl.load_workbook(path)[sheet][address]
    assert isinstance(cell, Cell)
    return cell


def ground(cell: Cell) -> str:
    """The colour of a cell but for its last digit, empty for none."""
    return str(cell.fill.fgColor.rgb)[:-1] if cell.fill.fill_type else ""


def note(cell: Cell) -> str:
    return cell.comment.text if cell.comment else ""


def rows_of(path: Path, sheet: str = "核对结果") -> list[list[object]]:
    """The rows of the list below its heads."""
    return [list(row) for row in openpyxl.load_workbook(path)[sheet].iter_rows(min_row=4, values_only=True)]


def links_of(path: Path, sheet: str = "核对结果") -> dict[str, str]:
    """Where the cells of the list lead."""
    linked = (cell for row in openpyxl.load_workbook(path)[sheet].iter_rows() for cell in row if cell.hyperlink)
    return {cell.coordinate: cell.hyperlink.location or cell.hyperlink.target or "" for cell in linked}
