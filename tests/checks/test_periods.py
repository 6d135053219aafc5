from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checked import found, told

CODE = "period-unsaid"


def said(folder: Path, period: str, text: str, report: str = "2022年1月1日至12月31日", heading: str = "") -> list[tuple[str, str]]:
    rows = (f"号牌 | 寄递号牌 | 副 | 969 | | {period}",)
    entries = (f"工作 | 执法 | {heading} | {text}", "安排 | | | 乙")
    return told(folder, CODE, rows=rows, entries=entries, items={"统计时段": report})


def test_a_figure_of_another_period_is_doubted_where_the_text_does_not_say_so(tmp_path: Path) -> None:
    assert said(tmp_path, "1至11月", "寄递号牌{{ 号牌 }}。") == [
        (
            "warning",
            "报告内容!D2：“号牌”的统计时段是“1至11月”（指标!D3 一行），这一段印了“969副”，没有说明时段；"
            "请写明“1至11月”，例如在前面写 {{ 号牌.时段 }}",
        )
    ]


@pytest.mark.parametrize(
    ("period", "text"),
    [
        ("1至11月", "{{ 号牌.时段 }}寄递号牌{{ 号牌 }}。"),
        ("1至11月", "1月至11月，寄递号牌{{ 号牌 }}。"),
        ("1至11月", "截至11月底，寄递号牌{{ 号牌 }}。"),
        ("1至11月", "截至11月底统计如下：\\n寄递号牌{{ 号牌 }}。"),
        ("截至12月21日", "截至12月21日，寄递号牌{{ 号牌 }}。"),
        ("2018年以来", "自2018年推行，累计寄递号牌{{ 号牌 }}。"),
        ("推出以来", "服务推出至今，寄递号牌{{ 号牌 }}。"),
        ("疫情防控期间", "为防控疫情，寄递号牌{{ 号牌 }}。"),
        ("2022年1月1日至12月31日", "寄递号牌{{ 号牌 }}。"),
        ("", "寄递号牌{{ 号牌 }}。"),
        ("1至11月", "寄递号牌969副。"),
    ],
)
def test_a_period_that_is_said_or_is_the_report_s_is_sound(tmp_path: Path, period: str, text: str) -> None:
    assert said(tmp_path, period, text) == []


def test_a_heading_may_say_the_period(tmp_path: Path) -> None:
    assert said(tmp_path, "百日行动期间", "寄递号牌{{ 号牌 }}。", heading="百日行动") == []


def test_another_month_does_not_say_the_period(tmp_path: Path) -> None:
    assert len(said(tmp_path, "截至1月", "11月起寄递号牌{{ 号牌 }}。")) == 1


def test_a_figure_printed_twice_is_said_once_with_the_passage_for_accepting(tmp_path: Path) -> None:
    rows = ("号牌 | 寄递号牌 | 副 | 969 | | 1至11月",)
    entries = ("工作 | | | 寄递{{ 号牌 }}，共{{ 号牌 }}。 | 969副：全年没有再寄", "安排 | | | 乙")
    [only] = found(tmp_path, CODE, rows=rows, entries=entries)
    assert only.place.text == "969副"
    assert (only.severity, only.message.endswith("，已说明：全年没有再寄")) == ("advice", True)
