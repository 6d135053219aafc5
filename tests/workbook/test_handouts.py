from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from generator.pipeline.incoming import read_given
from generator.workbook.handouts import TOLD, Asked, department_names, handout, read_record, record_rows
from tests.support.hands import filled_in, handed_out
from tests.support.validity import faults_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("刑侦支队", ("刑侦支队",)),
        ("刑侦支队、治安支队", ("刑侦支队", "治安支队")),
        ("刑侦支队，治安支队；刑 侦支队", ("刑侦支队", "治安支队")),
        ("办公室（法制科、督察科）/政治部", ("办公室（法制科、督察科）", "政治部")),
        ("（没有关上、的括号", ("（没有关上、的括号",)),
        ("多一个）、括号", ("多一个）", "括号")),
        (" 、，", ()),
        ("", ()),
    ],
)
def test_a_cell_may_name_several_departments(text: str, names: tuple[str, ...]) -> None:
    assert department_names(text) == names


_TEXT = st.text(st.sampled_from("甲乙=+1 ，\n{}"), min_size=1, max_size=8).filter(lambda text: text == text.strip())


@given(st.lists(st.tuples(st.sampled_from(list(TOLD)), st.lists(_TEXT, min_size=3, max_size=3)), max_size=5))
def test_a_record_is_read_back_as_it_was_written(rows: list[tuple[str, list[str]]]) -> None:
    asked = tuple(
        Asked(f"{'I' if sheet == '指标' else 'R'}{n}", sheet, dict(zip(TOLD[sheet], said, strict=False)))
        for n, (sheet, said) in enumerate(sorted(rows, key=lambda row: row[0] != "指标"), start=2)
    )
    wanted = handout("甲市公安局", "2025", "standard", "刑侦支队", "", asked)
    plain = [{column: text for column, text in enumerate(row, start=1) if text} for row in record_rows(wanted)]
    assert read_record(plain) == wanted


def test_the_number_changes_with_what_is_asked_but_not_with_the_day_it_is_due() -> None:
    one, other = (Asked("I2", "指标", {"引用名": "甲", "单位": unit}) for unit in ("起", "件"))
    first = handout("单位", "2025", "standard", "刑侦支队", "", (one,))
    assert handout("单位", "2025", "standard", "刑侦 支队", "1月1日", (one,)).number == first.number
    assert handout("单位", "2025", "standard", "刑侦支队", "", (other,)).number != first.number


@pytest.mark.parametrize("rows", [[], [{1: "别的"}], [{1: "fazhi 分发记录 1"}], [{2: "fazhi 分发记录 1"}]])
def test_what_is_no_record_is_none(rows: list[dict[int, str]]) -> None:
    assert read_record(rows) is None


def test_a_hand_out_is_sound_and_remembers_what_it_asked_in_a_sheet_that_nobody_sees(tmp_path: Path) -> None:
    path = handed_out(tmp_path)["刑侦支队"]
    assert faults_of(path) == []
    assert load_workbook(path)["分发记录"].sheet_state == "veryHidden"
    given = read_given(filled_in(path, tmp_path / "回" / "a.xlsx", {"刑事立案": 3}))
    assert given is not None
    assert (given.unit, given.year, given.template, given.department) == ("甲市公安局", "2022", "小", "刑侦支队")
    assert given.rows[0] == Asked(
        "I2",
        "指标",
        {"引用名": "刑事立案", "指标名称": "刑事案件立案数", "单位": "起", "上年": "540", "公开": "是", "填报部门": "刑侦支队"},
    )
    assert given == read_given(path)
