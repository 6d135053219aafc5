from __future__ import annotations

from pathlib import Path

import pytest

import generator
from tests.support.checked_text import checked, told
from tests.support.workbooks import make_workbook

ROWS = "部分 | 栏目 | 小标题 | 正文\n"


def doubted(workbook: Path) -> list[str]:
    return [str(found) for found in generator.check(workbook) if found.code == "year-doubtful"]


def test_last_years_text_is_told_with_both_years(folder: Path) -> None:
    [found] = [each for each in checked(folder, ["2021年，全局共侦破经济案件204起。"]) if each.code == "year-doubtful"]
    assert found.severity == "warning"
    assert str(found) == (
        "报告内容!D2：“2021年，全局共侦破经济”写的是 2021年，报告的年度是 2022年；若是沿用了以前的文字，请核对内容并改为 2022年"
    )
    assert found.place.text == "2021年"


def test_each_year_is_told_once_a_passage(folder: Path) -> None:
    assert len(told(folder, "2021年，全局共破案204起。2021年，全局共抓获300人。", "year-doubtful")) == 1


@pytest.mark.parametrize(
    "text",
    ["与2021年相比，破案上升9.81%。", "按照《2021年工作要点》推进。", "2022年，全局共破案204起。", "自2018年以来，全局共破案204起。"],
)
def test_other_years_have_their_reasons(folder: Path, text: str) -> None:
    assert told(folder, text, "year-doubtful") == []


def test_plans_with_the_number_of_the_year_that_is_over(folder: Path) -> None:
    rows = ROWS + "工作 | | | 2023年，全局将继续加强监督。\n安排 | | | 2022年，我局将继续加强监督。\n安排 | | | 2023年，我局将加强培训。"
    assert doubted(make_workbook(folder / "甲.xlsx", entries=rows)) == [
        "报告内容!D3：“2022年，我局将继续加强”写的是 2022年，报告的年度是 2022年；这里写的是下一年度的安排，若是指下一年度请改为 2023年"
    ]


@pytest.mark.parametrize(
    ("items", "cell"),
    [({"标题（上报版）": "甲市公安局关于2021年法治政府建设情况的报告"}, "B6"), ({"统计时段": "2021年1月1日至12月31日"}, "B6")],
)
def test_a_title_or_period_of_another_year(folder: Path, items: dict[str, object], cell: str) -> None:
    [found] = doubted(make_workbook(folder / "甲.xlsx", items=items))
    [name] = items
    assert found == f"基本信息!{cell}：“{name}”写的是 2021年，报告的年度是 2022年；请核对两处的年份"


def test_titles_that_hold_the_year_or_none_are_sound(folder: Path) -> None:
    items = {
        "标题（公开版）": "甲市公安局2022年法治政府建设年度报告",
        "统计时段": "2021年12月1日至2022年11月30日",
        "标题（上报版）": "报告",
    }
    assert doubted(make_workbook(folder / "甲.xlsx", items=items)) == []


def test_a_heading_with_another_year(folder: Path) -> None:
    rows = ROWS + "工作 | 执法 | 2021年主要做法 | 加强打击。\n工作 | 执法 | 2021年主要做法 | 加强监督。\n"
    rows += "安排 | | 2022年重点 | 加强监督。\n安排 | | 2023年重点 | 加强培训。"
    assert doubted(make_workbook(folder / "甲.xlsx", entries=rows)) == [
        "报告内容!C2：“2021年主要做法”写的是 2021年，报告的年度是 2022年；若是指本年度请改为 2022年",
        "报告内容!C4：“2022年重点”写的是 2022年，报告的年度是 2022年；若是指下一年度请改为 2023年",
    ]


def test_without_a_year_nothing_is_doubted(folder: Path) -> None:
    rows = ROWS + "工作 | | 2021年做法 | 2021年，全局共破案204起。\n安排 | | | 今年加强监督。"
    workbook = make_workbook(folder / "甲.xlsx", items={"年度": ""}, entries=rows)
    assert {found.code for found in generator.check(workbook)}.isdisjoint({"year-doubtful", "time-relative"})
