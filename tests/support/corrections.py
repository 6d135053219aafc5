"""Random corrections of a workbook, as departments send them in while the report is being edited.

    changes = corrected(Path("甲.xlsx"), Path("更正/甲.xlsx"), Random(1), 5, store)

Rather cells are corrected that the report printed. ``rows`` tells which row of 报告内容 became which, so that nobody has to guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_from_string

from generator.word.store import Store

_TYPED = re.compile(r"\{\{.*?\}\}|\d+(?:\.\d+)?")
_INDICATORS, _ENTRIES, _ITEMS = "指标", "报告内容", "基本信息"
_WORDS = ("效果明显", "群众反映良好", "有关制度进一步健全", "责任逐级压实", "经验在全市推广", "成效持续显现")
_NEW_ROWS = (
    "组织开展专项督导{}次，发现问题{}个，全部限期整改。",
    "建立会商机制，定期通报情况，推动形成工作合力。",
    "面向企业和群众开展走访{}户次，收集意见建议{}条，逐条答复。",
)
_ITEM_VALUES: Mapping[str, tuple[object, ...]] = {
    "标题（上报版）": ("关于上一年度法治政府建设情况的报告",),
    "主送机关": ("市委、市人民政府", "市委依法治市办，市人民政府"),
    "抄送机关": ("市委依法治市办，市司法局", "市司法局"),
    "单位简称": ("市局", "本局"),
    "成文日期": ("2024年1月9日",),
    "印发机关": ("市公安局法制支队",),
}


class Changes(NamedTuple):
    """What was corrected: kinds of corrections, and where each row of 报告内容 is now (None for one that went)."""

    kinds: tuple[str, ...]
    rows: Mapping[int, int | None]


class _Desk:
    def __init__(self, book: Any, random: Random, store: Store) -> None:
        self.book, self.random = book, random
        self.printed = sorted({(c.sheet, c.address) for v in store.values for c in v.source.cells})
        self.sheets = {title: book[title] for title in (_INDICATORS, _ENTRIES, _ITEMS)}
        entries = self.sheets[_ENTRIES]
        self.rows: list[tuple[int, list[Any]]] = [
            (row[0].row, [cell.value for cell in row]) for row in entries.iter_rows(min_row=2) if any(cell.value for cell in row)
        ]
        self.headings = [cell.value for cell in entries[1]]

    def column(self, heading: str) -> int:
        return next(n for n, text in enumerate(self.headings) if str(text).startswith(heading))

    def indicator_row(self) -> int:
        """The row of an indicator, rather of one that is printed."""
        printed = [coordinate_from_string(address)[1] for sheet, address in self.printed if sheet == _INDICATORS]
        sheet = self.sheets[_INDICATORS]
        return self.random.choice(printed) if printed and self.random.random() < 0.9 else self.random.randint(2, sheet.max_row)

    def indicator_cell(self, heading: str) -> Any:
        sheet = self.sheets[_INDICATORS]
        column = next(cell.column for cell in sheet[1] if str(cell.value).startswith(heading))
        return sheet.cell(self.indicator_row(), column)


def _another(random: Random, value: float) -> float:
    """Another figure: a digit, half or double, a step over 万 or 亿, or one more."""
    if isinstance(value, float) and not value.is_integer():
        return round(value * random.choice((0.5, 0.9, 1.1, 2)), 2)
    whole = int(value)
    found = random.choice(
        (whole + 1, whole + random.randint(2, 40), max(whole * 2, 2), max(whole // 2, 1), whole + 10_000, max(whole - 1, 1))
    )
    return found if found != whole else whole + 3


def _this_year(desk: _Desk) -> bool:
    cell = desk.indicator_cell("本年")
    if not isinstance(cell.value, int | float):
        return False
    cell.value = _another(desk.random, cell.value)
    return True


def _last_year(desk: _Desk) -> bool:
    """Last year's figure, sometimes that of this year: 持平."""
    cell = desk.indicator_cell("上年")
    if not isinstance(cell.value, int | float):
        return False
    this = cell.offset(column=-1).value
    cell.value = this if desk.random.random() < 0.2 and isinstance(this, int | float) else _another(desk.random, cell.value)
    return True


def _by_hand(desk: _Desk) -> bool:
    cell = desk.indicator_cell("同比（手填")
    if not isinstance(cell.value, int | float):
        return False
    cell.value = -cell.value if desk.random.random() < 0.5 else _another(desk.random, cell.value)
    return True


def _not_applicable(desk: _Desk) -> bool:
    """A figure that does not apply any more; clauses that printed it say something else."""
    cell, column = desk.indicator_cell("本年"), desk.column("正文")
    name = str(cell.parent.cell(cell.row, 1).value)
    cell.value = "不适用"
    for _, row in desk.rows:
        pieces = re.split(r"(?<=[，。；])", str(row[column] or ""))
        said = [
            f"{desk.random.choice(_WORDS)}{piece[-1:] if piece[-1:] in '，。；' else ''}" if name in piece else piece for piece in pieces
        ]
        row[column] = "".join(said)
    return True


def _typed_figure(desk: _Desk) -> bool:
    """A figure that is typed in a 正文 cell."""
    column = desk.column("正文")
    found = [
        (row, hit)
        for _, row in desk.rows
        for hit in _TYPED.finditer(str(row[column] or ""))
        if not hit[0].startswith("{") and len(hit[0]) < 4
    ]
    if not found:
        return False
    row, hit = desk.random.choice(found)
    new = str(_another(desk.random, float(hit[0]) if "." in hit[0] else int(hit[0])))
    row[column] = row[column][: hit.start()] + new + row[column][hit.end() :]
    return True


def _words(desk: _Desk) -> bool:
    """A clause of a 正文 cell: one more, or one that says something else."""
    column = desk.column("正文")
    _, row = desk.random.choice([each for each in desk.rows if "，" in str(each[1][column] or "")])
    pieces = row[column].split("，")
    at = desk.random.randrange(len(pieces))
    plain = [n for n, piece in enumerate(pieces[:-1]) if n and not re.search(r"[{}\d。“”《》（）]", piece)]
    if plain and desk.random.random() < 0.5:
        pieces[desk.random.choice(plain)] = desk.random.choice(_WORDS)
    elif at:
        pieces.insert(at, desk.random.choice(_WORDS))
    else:
        return False
    row[column] = "，".join(pieces)
    return True


def _row_added(desk: _Desk) -> bool:
    at = desk.random.randrange(len(desk.rows))
    row = list(desk.rows[at][1])
    row[desk.column("正文")] = desk.random.choice(_NEW_ROWS).format(desk.random.randint(3, 90), desk.random.randint(3, 900))
    if row[desk.column("小标题")]:
        row[desk.column("小标题")] = desk.random.choice(("狠抓督导检查", "深化服务保障", "健全会商机制"))
    desk.rows.insert(at + 1, (0, row))
    return True


def _row_removed(desk: _Desk) -> bool:
    del desk.rows[desk.random.randrange(len(desk.rows))]
    return True


def _row_moved(desk: _Desk) -> bool:
    """A row changes places with the one behind it, under the same heading."""
    part, section = desk.column("部分"), desk.column("栏目")
    found = [
        n for n in range(len(desk.rows) - 1) if all(desk.rows[n][1][heading] == desk.rows[n + 1][1][heading] for heading in (part, section))
    ]
    if not found:
        return False
    at = desk.random.choice(found)
    desk.rows[at], desk.rows[at + 1] = desk.rows[at + 1], desk.rows[at]
    return True


def _item(desk: _Desk) -> bool:
    sheet = desk.sheets[_ITEMS]
    found = [row for row in sheet.iter_rows(min_row=2) if row[0].value in _ITEM_VALUES]
    if not found:
        return False
    row = desk.random.choice(found)
    row[1].value = desk.random.choice(_ITEM_VALUES[row[0].value])
    return True


KINDS: Mapping[Callable[[_Desk], bool], int] = {
    _this_year: 10,
    _last_year: 4,
    _by_hand: 1,
    _not_applicable: 1,
    _typed_figure: 4,
    _words: 2,
    _row_added: 1,
    _row_removed: 1,
    _row_moved: 1,
    _item: 1,
}
FIGURES = {_this_year: 5, _last_year: 2, _typed_figure: 2}


def corrected(
    workbook: Path, target: Path, random: Random, amount: int, store: Store, kinds: Mapping[Callable[[_Desk], bool], int] = KINDS
) -> Changes:
    """Write the workbook with ``amount`` corrections; it need not be without faults."""
    book = load_workbook(workbook)
    desk = _Desk(book, random, store)
    done: list[str] = []
    while len(done) < amount:
        kind = random.choices(list(kinds), list(kinds.values()))[0]
        if kind(desk):
            done.append(kind.__name__.strip("_"))
    sheet = desk.sheets[_ENTRIES]
    most = sheet.max_row
    for at in range(2, max(most, len(desk.rows) + 1) + 1):
        row = desk.rows[at - 2][1] if at - 2 < len(desk.rows) else [None] * len(desk.headings)
        for column, value in enumerate(row, 1):
            sheet.cell(at, column).value = value
    book.save(target)
    now = {was: at for at, (was, _) in enumerate(desk.rows, 2) if was}
    return Changes(tuple(done), {was: now.get(was) for was in range(2, most + 1)})


def emptied(workbook: Path, target: Path, random: Random, amount: int, store: Store) -> None:
    """Write the workbook with figures that are not there yet, for a draft."""
    book = load_workbook(workbook)
    desk = _Desk(book, random, store)
    for _ in range(amount):
        desk.indicator_cell("本年").value = None
    book.save(target)
