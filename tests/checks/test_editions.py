from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from generator import check
from generator.diagnostics import Findings
from generator.errors import FindingsStop
from generator.pipeline.building import compose
from tests.support.workbooks import make_workbook

FIGURES = "引用名 | 指标名称 | 单位 | 本年 | 上年 | 公开\n"
ROWS = "部分 | 栏目 | 小标题 | 正文 | 公开\n"
DECIDED = FIGURES + "刑事立案 | 立案 | 起 | 593 | 540 | 是"


def published(workbook: Path, *, draft: bool = False) -> list[str]:
    findings = Findings()
    with contextlib.suppress(FindingsStop):
        compose(workbook, findings, edition="公开", draft=draft)
    return [str(found) for found in findings]


def figures(*public: str) -> str:
    names = ["刑事立案", *(f"数{n}" for n in range(2, len(public) + 1))]
    return FIGURES + "\n".join(f"{name} | {name} | 起 | 2 | 1 | {answer}" for name, answer in zip(names, public, strict=True))


def test_undecided_rows_are_refused_by_ranges(folder: Path) -> None:
    rows = ROWS + "工作 | | | 甲 | \n工作 | | | 乙 | \n工作 | | | 丙 | 否\n安排 | | | 丁 |"
    found = published(make_workbook(folder / "甲.xlsx", indicators=figures("", "", "", "是", ""), entries=rows))
    assert found == [
        "指标!F2:F4：“公开”还是空的，公开版要先定下来；请填“是”或“否”",
        "指标!F6：“公开”还是空的，公开版要先定下来；请填“是”或“否”",
        "报告内容!E2:E3：“公开”还是空的，公开版要先定下来；请填“是”或“否”",
        "报告内容!E5：“公开”还是空的，公开版要先定下来；请填“是”或“否”",
    ]


def test_a_blank_row_between_parts_a_range(folder: Path) -> None:
    rows = FIGURES + "刑事立案 | 立案 | 起 | 1 | 1 |\n | | | | |\n数二 | 数二 | 起 | 1 | 1 |"
    book = make_workbook(folder / "甲.xlsx", indicators=rows, entries=ROWS + "工作 | | | 甲 | 是\n安排 | | | 乙 | 是")
    assert [found.split("：")[0] for found in published(book)] == ["指标!F2", "指标!F4"]


def test_the_upward_report_does_not_ask(folder: Path) -> None:
    rows = ROWS + "工作 | | | 甲 | \n安排 | | | 乙 |"
    assert list(check(make_workbook(folder / "甲.xlsx", indicators=figures(""), entries=rows))) == []


def test_figures_that_nobody_filled_in_need_no_decision(folder: Path) -> None:
    rows = DECIDED + "\n刑事破案 | 破案 | 起 | | |\n旧数 | 旧数 | 起 | | 5 |"
    book = make_workbook(folder / "甲.xlsx", indicators=rows, entries=ROWS + "工作 | | | 甲 | 是\n安排 | | | 乙 | 是")
    assert [found.split("：")[0] for found in published(book)] == ["指标!F4"]


@pytest.mark.parametrize("answer", ["不公开", "否"])
def test_withheld_is_a_decision(folder: Path, answer: str) -> None:
    rows = ROWS + f"工作 | | | 甲 | 是\n工作 | | | 乙 | {answer}\n安排 | | | 丙 | 公开"
    assert published(make_workbook(folder / "甲.xlsx", indicators=DECIDED, entries=rows)) == []


def test_an_answer_that_could_not_be_read_is_not_called_blank_too(folder: Path) -> None:
    rows = ROWS + "工作 | | | 甲 | 待定\n安排 | | | 乙 | 是"
    (found,) = published(make_workbook(folder / "甲.xlsx", indicators=DECIDED, entries=rows))
    assert found.startswith("报告内容!E2：填的是“待定”，应填“是”或“否”")


def test_a_sheet_without_the_column_is_said_so_once(folder: Path) -> None:
    rows = "部分 | 栏目 | 小标题 | 正文\n工作 | | | 甲\n安排 | | | 乙"
    found = published(make_workbook(folder / "甲.xlsx", indicators=DECIDED, entries=rows))
    assert [line for line in found if "先定下来" in line] == [
        "报告内容：没有“公开”这一列，公开版要先定下来；请补上这一列，每行填“是”或“否”"
    ]


def test_the_published_edition_has_a_date(folder: Path) -> None:
    rows = ROWS + "工作 | | | 甲 | 是\n安排 | | | 乙 | 是"
    book = make_workbook(folder / "甲.xlsx", items={"成文日期": ""}, indicators=DECIDED, entries=rows)
    assert published(book) == ["基本信息!B5：公开版要有成文日期，这里是空的；请填签发的日期，例如 2023年2月20日"]
    assert published(book, draft=True) == []
    missing = make_workbook(folder / "乙.xlsx", items={"成文日期": None}, indicators=DECIDED, entries=rows)
    assert published(missing) == ["基本信息：公开版要有成文日期，没有这一行；请在“项目”列补上“成文日期”，填签发的日期"]


def test_an_edition_without_a_signature_needs_no_date(folder: Path) -> None:
    settings = folder / "templates" / "小" / "template.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('[editions."公开"]', '[editions."公开"]\nsignature = "none"'), encoding="utf-8")
    rows = ROWS + "工作 | | | 甲 | 是\n安排 | | | 乙 | 是"
    book = make_workbook(folder / "甲.xlsx", items={"成文日期": ""}, indicators=DECIDED, entries=rows)
    assert published(book) == []
