"""Several workbooks for one command: a report is made of one, so no two may be of the same unit and year."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.diagnostics import Findings
from generator.errors import UnusableFile, WrongUse
from generator.workbook.columns import ITEMS
from generator.workbook.package import open_package
from generator.workbook.sheets import sheets_in
from generator.workbook.typed import squeeze


def check_apart(workbooks: Iterable[Path]) -> None:
    """Raise :class:`WrongUse` when two workbooks are of the same unit and year; those that can't be read are passed over."""
    found: dict[tuple[str, str], list[Path]] = {}
    for path in workbooks:
        try:
            table = sheets_in(open_package(path), path.name, Findings(), names=(ITEMS,)).tables.get(ITEMS)
        except UnusableFile:
            continue
        said = {squeeze(row["项目"].text): squeeze(row["内容"].text) for row in reversed(table.rows)} if table else {}
        if said.get("单位全称") and said.get("年度"):
            found.setdefault((said["单位全称"], said["年度"].removesuffix("度").removesuffix("年")), []).append(path)
    for (unit, year), several in found.items():
        if len(several) > 1:
            names = "、".join(path.name for path in several)
            raise WrongUse(f"{names}：都是{unit}{year}年的，一份报告只由一份工作簿生成；请先用 fazhi collect 汇总成一份，再生成")
