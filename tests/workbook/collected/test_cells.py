from __future__ import annotations

from pathlib import Path

import pytest

from generator.diagnostics import Findings
from generator.workbook.collected.cells import Room, formula_cells
from generator.workbook.sheets import read_sheets
from tests.support.workbooks import make_workbook

HEAD = "部分 | 栏目 | 小标题 | 正文 | 填报部门\n"


def room(tmp_path: Path, rows: str) -> Room:
    path = make_workbook(tmp_path / "甲.xlsx", entries=HEAD + rows)
    return Room(read_sheets(path, Findings()).tables["报告内容"], frozenset())


def test_formulas_are_found_whether_or_not_cells_name_their_place() -> None:
    named = b'<worksheet><sheetData><row r="3"><c r="B3"><f>1</f></c><c r="D3"><v>1</v></c></row></sheetData></worksheet>'
    unnamed = b'<worksheet xmlns:x="y"><x:row><x:c/><x:c><x:f t="shared" si="0"/></x:c></x:row><x:row><x:c><x:f/></x:c></x:row></worksheet>'
    assert formula_cells(named) == {"B3"}
    assert formula_cells(unnamed) == {"B1", "A2"}


@pytest.mark.parametrize(
    ("rows", "place", "number"),
    [
        ("工作 | 执法 | | 有\n工作 | 执法\n安排 | | | 有", ("工作", "执法"), 3),  # a blank row that waits
        ("工作 | 执法\n工作 | 执法 | | 有\n安排 | | | 有", ("工作", "执法"), 5),  # behind what is there, not before
        ("工作 | 执法 | | | 刑侦支队\n安排 | | | 有", ("工作", "执法"), 4),  # a blank row that is somebody's
        ("工作 | 执法 | | 有\n | \n安排", ("安排", ""), 4),
        ("工作 | 执法 | | 有\n | 监督", ("工作", "监督"), 3),  # 部分 as in the row above
    ],
)
def test_a_new_text_takes_a_blank_row_of_its_place_else_one_below_all(
    tmp_path: Path, rows: str, place: tuple[str, str], number: int
) -> None:
    texts = {"部分": place[0], "栏目": place[1]}
    found = room(tmp_path, rows)
    assert found.take(texts) == number
    assert found.take(texts) != number


def test_a_row_without_column_heading_below_one_with_it_would_go_on_with_that(tmp_path: Path) -> None:
    found = room(tmp_path, "工作 | 执法 | | 有")
    assert found.would_inherit({"部分": "工作"})
    assert not found.would_inherit({"部分": "安排"})
    found.take({"部分": "安排"})
    assert not found.would_inherit({"部分": "工作"})
