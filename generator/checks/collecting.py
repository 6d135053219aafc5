"""What of a collected workbook still waits: matters that nobody has settled, departments that have not answered."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from generator.checks.registry import Subject, rule
from generator.diagnostics import Diagnostic, Place

_LISTED = "汇总核对"
_MOST_NAMED = 10
_WORST_FIRST = ("未交", "读不了", "只交了文字", "原样交回", "有空缺")


@rule
def unsettled(subject: Subject) -> Iterator[Diagnostic]:
    """Matters of the sheet 汇总核对 that are open: a warning each, at its cell, and one that counts them."""
    data = subject.data
    if len(data.unsettled) > 1:
        cells = [str(each.cell) for each in data.unsettled if each.cell is not None]
        where = f"（{'、'.join(cells[:_MOST_NAMED])}{' 等' if len(cells) > _MOST_NAMED else ''}）" if cells else ""
        message = f"汇总时要定下来的还有 {len(data.unsettled)} 处{where}"
        yield Diagnostic("collect-unsettled", "warning", message, f"逐处列在“{_LISTED}”里", Place(file=data.file, sheet=_LISTED))
    for each in data.unsettled:
        place = subject.place(each.cell) if each.cell is not None else Place(file=data.file, sheet=_LISTED)
        yield Diagnostic("collect-open", "warning", each.what, each.hint, place)


@rule
def late(subject: Subject) -> Iterator[Diagnostic]:
    """Departments of a collected workbook that have not answered, or not all that they were asked: one warning."""
    several = sorted(subject.data.late, key=lambda each: _WORST_FIRST.index(each[1]) if each[1] in _WORST_FIRST else len(_WORST_FIRST))
    if not several:
        return
    told = []
    for state, group in groupby(several, key=lambda each: each[1]):
        names = [department for department, _ in group]
        more = f" 等 {len(names)} 个部门" if len(names) > _MOST_NAMED else ""
        told.append(f"{state}：{'、'.join(names[:_MOST_NAMED])}{more}")
    hint = "收到后放进文件夹再运行 fazhi collect；催报的话用 --remind 写出来"
    message = f"有 {len(several)} 个部门没有交齐（{'；'.join(told)}）"
    yield Diagnostic("collect-late", "warning", message, hint, Place(file=subject.data.file, sheet=_LISTED))
