"""What the checks say of a few rows, by code."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

from generator.diagnostics import Diagnostic, Findings
from generator.errors import FindingsStop
from generator.pipeline.composing import compose
from generator.templating.session import Edition
from tests.support.templates import SETTINGS, make_template
from tests.support.workbooks import make_workbook

HEAD = "引用名 | 指标名称 | 单位 | 本年 | 上年 | 统计时段 | 同比（手填） | 核对说明"
REQUIRED = "刑事立案 | 刑事案件立案数 | 起 | 593 | 540"
ENTRIES = "部分 | 栏目 | 小标题 | 正文 | 备注"
PLAIN = ("工作 | | | 甲", "安排 | | | 乙")


def found(
    folder: Path,
    *codes: str,
    rows: tuple[str, ...] = (),
    entries: tuple[str, ...] = PLAIN,
    more: str = "",
    settings: str = SETTINGS,
    items: Mapping[str, object] | None = None,
    edition: Edition = "上报",
    draft: bool = False,
) -> list[Diagnostic]:
    """The findings with these codes on a workbook of the small template, whose settings ``more`` goes on with.

    The rows of 指标 stand from row 3 on, behind the indicator that the template requires.
    """
    if not (folder / "templates").exists():
        make_template(folder)
    (folder / "templates" / "小" / "template.toml").write_text(f"{settings}\n{more}", encoding="utf-8")
    indicators, text = "\n".join([HEAD, REQUIRED, *rows]), "\n".join([ENTRIES, *entries])
    workbook, findings = make_workbook(folder / "甲.xlsx", items=items, indicators=indicators, entries=text), Findings()
    with contextlib.suppress(FindingsStop):
        compose(workbook, findings, edition=edition, draft=draft)
    return [each for each in findings if each.code in codes]


def told(folder: Path, *codes: str, **given: object) -> list[tuple[str, str]]:
    """The findings as severity and whole line."""
    return [(each.severity, str(each)) for each in found(folder, *codes, **given)]  # type: ignore[arg-type]
