from __future__ import annotations

from pathlib import Path

import pytest

from generator import check
from generator.checks.accepting import Notes
from generator.diagnostics import Diagnostic, Place
from generator.model.provenance import Cell
from generator.model.report import Entry, ReportData
from tests.support.checked import found, told
from tests.support.templates import SETTINGS


def jump(folder: Path, this: str, note: str, unit: str = "场", last: str = "300") -> tuple[str, str]:
    [(severity, line)] = told(folder, "jump", "unit-slip", rows=(f"宣讲 | 宣讲 | {unit} | {this} | {last} | | | {note}",))
    return severity, line.partition("；")[0].partition("倍")[2]


@pytest.mark.parametrize(
    ("this", "unit", "note"),
    [
        ("3570", "场", "3570：专项行动"),
        ("3570", "场", "3570场: 专项行动"),
        ("3570", "场", "３５７０ ： 专项行动"),
        ("3570", "场", "另有说明\\n3570：专项行动"),
        ("3570", "场", "3,570：专项行动"),
        ("35700", "人次", "3.57万：专项行动"),
        ("35712", "人次", "3.57万人次：专项行动"),
        ("3.57万", "人次", "3.57万：专项行动"),
        ("3.57万", "人次", "35700：专项行动"),
        ("74800", "万元", "7.48亿元：专项行动"),
        ("74800", "万元", "74800万元：专项行动"),
    ],
)
def test_a_warning_whose_value_the_note_begins_with_is_accepted(tmp_path: Path, this: str, unit: str, note: str) -> None:
    assert jump(tmp_path, this, note, unit) == ("advice", "，已说明：专项行动")


def test_a_note_may_be_the_value_alone(tmp_path: Path) -> None:
    assert jump(tmp_path, "3570", "3570") == ("advice", "，已说明：核对无误")


@pytest.mark.parametrize("note", ["3560：专项行动", "357：少一位", "3560场：专项行动", "3.56万：多了"])
def test_a_note_for_another_value_has_lapsed_and_the_warning_says_so(tmp_path: Path, note: str) -> None:
    severity, remark = jump(tmp_path, "3570", note)
    assert severity == "warning"
    assert remark == f"（核对说明是对“{note.partition('：')[0]}”写的，本年已不是这个数）"


@pytest.mark.parametrize("note", ["已核对", "2022年数据来源：内网", "3570是对的", "共3570场：专项行动", ""])
def test_other_words_accept_nothing_and_do_not_lapse(tmp_path: Path, note: str) -> None:
    assert jump(tmp_path, "3570", note) == ("warning", "")


def test_a_rounded_value_is_accepted_as_it_was_typed(tmp_path: Path) -> None:
    rows = ("甲 | 宣讲 | 场 | 5 |", "乙 | 宣讲 | 次 | 580余 | | | | 580余：两种活动")
    assert [each.severity for each in found(tmp_path, "unit-varies", rows=rows)] == ["advice"]


def test_check_finds_no_more_to_do_once_all_warnings_are_accepted(tmp_path: Path) -> None:
    found(tmp_path, rows=("宣讲 | 宣讲 | 场 | 3570 | 300 | | | 3570：专项行动",))
    assert check(tmp_path / "甲.xlsx").count("warning") == 0


def test_an_error_can_not_be_accepted(tmp_path: Path) -> None:
    more = '[[checks]]\nname = "核"\nrule = "刑事破案 <= 刑事立案"'
    [error] = found(tmp_path, "crosscheck-broken", more=more, rows=("刑事破案 | 破案 | 起 | 600 | | | | 600：含积案",))
    assert (error.severity, "已说明" in error.message) == ("error", False)
    settings = SETTINGS + more + '\nseverity = "warning"'
    [accepted] = found(tmp_path, "crosscheck-broken", settings=settings, rows=("刑事破案 | 破案 | 起 | 600 | | | | 600：含积案",))
    assert (accepted.severity, accepted.message.endswith("，已说明：含积案")) == ("advice", True)


def settled(text: str, written: str, remark: str) -> Diagnostic:
    """A warning about a figure in a 正文 cell, as the notes of the row leave it."""
    cells = {"正文": Cell("甲.xlsx", "报告内容", "D7")}
    data = ReportData("甲.xlsx", "小", entries=(Entry("工作", "", "", written, cells, remark=remark),))
    place = Place(file="甲.xlsx", sheet="报告内容", cell="D7", text=text)
    return Notes(data, 2).settled(Diagnostic("sum", "warning", "加不起来", "", place))


@pytest.mark.parametrize("remark", ["10208人：口径不同", "10208: 口径不同", "1.0208万人：口径不同", "别的\n10208人：口径不同"])
def test_a_figure_in_a_text_is_accepted_by_a_line_of_the_remark(remark: str) -> None:
    assert settled("10208人", "抓获10208人。", remark) == Diagnostic(
        "sum", "advice", "加不起来，已说明：口径不同", "", Place(file="甲.xlsx", sheet="报告内容", cell="D7", text="10208人")
    )


@pytest.mark.parametrize("remark", ["445人：另一个数", "口径不同", "", "2023年3月补报"])
def test_a_remark_about_another_figure_of_the_text_accepts_nothing(remark: str) -> None:
    after = settled("10208人", "抓获10208人，其中刑拘445人。", remark)
    assert (after.severity, after.message) == ("warning", "加不起来")


def test_a_remark_about_a_figure_that_is_gone_has_lapsed() -> None:
    after = settled("10304人", "抓获10304人。", "10208人：口径不同")
    assert (after.severity, after.message) == ("warning", "加不起来（备注里有对“10208人”的说明，正文里已没有这个数）")


def test_a_note_whose_figure_rounds_to_nothing_accepts_nothing(tmp_path: Path) -> None:
    severity, _ = jump(tmp_path, "3570", "0万：专项行动")
    assert severity == "warning"
