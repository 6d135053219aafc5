"""What a department is asked, as a hand-out remembers it: its rows as they were handed out, under a number of their own.

The record lies in a sheet of the hand-out that nobody sees, so that what came back is compared with what was asked.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.workbook.columns import ENTRIES, ENTRY_COLUMNS, INDICATOR_COLUMNS, INDICATORS
from generator.workbook.typed import squeeze

COVER, RECORD, MARK = "封面", "分发记录", "行标"
FORMAT = "fazhi 分发记录 1"
COMPUTED = ("同比", "引用")  # the workbook's own formulas
TOLD = {
    INDICATORS: tuple(heading for heading in INDICATOR_COLUMNS if heading not in COMPUTED),
    ENTRIES: ENTRY_COLUMNS,
}
# What a department may fill in of a row that it was handed.
FILLED_IN = {
    INDICATORS: ("本年", "上年", "同比（手填）", "统计时段", "公开", "填报人", "核对说明", "备注"),
    ENTRIES: ("小标题", "正文", "公开", "备注"),
}
_LETTER = {INDICATORS: "I", ENTRIES: "R"}
_MARK = re.compile("([IR])([1-9][0-9]{0,6})")
_OUTSIDE = re.compile("[、，,；;/\n]")
_OPEN, _CLOSE = "(（[【〔《", ")）]】〕》"


@dataclass(frozen=True, slots=True)
class Asked:
    """A row as it was handed out: its mark, its sheet, and the text of each cell by heading."""

    mark: str
    sheet: str
    texts: Mapping[str, str]

    def text(self, heading: str) -> str:
        """The text of a cell, empty when it was blank."""
        return self.texts.get(heading, "")


@dataclass(frozen=True, slots=True)
class Handout:
    """What one department is asked. ``due`` is in words, empty for none; ``number`` does not depend on it."""

    number: str
    unit: str
    year: str
    template: str
    department: str
    due: str
    rows: tuple[Asked, ...]


def mark_of(sheet: str, row: int) -> str:
    """The mark of a row: ``I12`` for the twelfth row of 指标."""
    return f"{_LETTER[sheet]}{row}"


def department_names(text: str) -> tuple[str, ...]:
    """The departments that a cell of 填报部门 names, parted by 、，；/ or line breaks outside of brackets; none twice."""
    names, begin, depth = [], 0, 0
    for at, char in enumerate(text):
        depth += (char in _OPEN) - (char in _CLOSE)
        if depth <= 0 and _OUTSIDE.match(char):
            names.append(text[begin:at])
            begin = at + 1
    names.append(text[begin:])
    found: dict[str, str] = {}
    for name in names:
        if key := squeeze(name):
            found.setdefault(key, " ".join(name.split()))
    return tuple(found.values())


def handout(unit: str, year: str, template: str, department: str, due: str, rows: tuple[Asked, ...]) -> Handout:
    """A hand-out with its number, a hash of what is asked."""
    asked = [[row.mark, row.sheet, [row.text(heading) for heading in TOLD[row.sheet]]] for row in rows]
    told = json.dumps([FORMAT, unit, year, template, squeeze(department), asked], ensure_ascii=False)
    return Handout(hashlib.sha256(told.encode()).hexdigest()[:16], unit, year, template, department, due, rows)


def record_rows(given: Handout) -> Iterator[Sequence[str]]:
    """The rows of the record, text by text."""
    yield (FORMAT,)
    yield from (
        ("分发编号", given.number),
        ("单位全称", given.unit),
        ("年度", given.year),
        ("模板", given.template),
        ("填报部门", given.department),
        ("期限", given.due),
    )
    for sheet, headings in TOLD.items():
        yield (MARK, sheet, *headings)
        for row in given.rows:
            if row.sheet == sheet:
                yield (row.mark, "", *(row.text(heading) for heading in headings))


def read_record(rows: Sequence[Mapping[int, str]]) -> Handout | None:
    """The hand-out that a record tells of; None for anything else."""
    if not rows or rows[0].get(1) != FORMAT:
        return None
    told: dict[str, str] = {}
    asked: dict[str, Asked] = {}
    sheet, headings = "", dict[int, str]()
    for row in rows[1:]:
        name = row.get(1, "")
        if name == MARK:
            sheet = row.get(2, "")
            headings = {column: text for column, text in row.items() if column > 2 and text in TOLD.get(sheet, ())}
        elif not sheet:
            told[name] = row.get(2, "")
        elif sheet in TOLD and _MARK.fullmatch(name):
            texts = {heading: row[column] for column, heading in headings.items() if column in row}
            asked.setdefault(name, Asked(name, sheet, texts))
    if not told.get("分发编号") or not told.get("填报部门"):
        return None
    keys = ("分发编号", "单位全称", "年度", "模板", "填报部门", "期限")
    number, unit, year, template, department, due = (told.get(key, "") for key in keys)
    return Handout(number, unit, year, template, department, due, tuple(asked.values()))
