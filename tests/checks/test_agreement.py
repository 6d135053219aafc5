from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checked_text import INDICATORS, checked, told

CODES = {"figure-typed", "figure-nearly", "figure-contradicts"}


def found(folder: Path, text: str) -> list[tuple[str, str | None]]:
    return [(f.code, f.place.text) for f in checked(folder, [text]) if f.code in CODES]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("全年刑事立案593起。", "{{ 刑事立案 }}"),
        ("全年立刑事案件593件。", "{{ 刑事立案 }}"),
        ("法治培训3.57万人次。", "{{ 参训人次 | 万 }}"),
        ("追赃挽损7.48亿元。", "{{ 追赃挽损 }}"),
        ("去年刑事立案540起。", "{{ 刑事立案.上年 }}"),
        ("2021年刑事立案540起。", "{{ 刑事立案.上年 }}"),
        ("负责人出庭应诉率98.5%。", "{{ 出庭率 }}"),
        ("装备民警5682台。", "{{ 执法记录仪 }}"),
    ],
)
def test_a_typed_figure_that_is_an_indicator_gets_the_tag_offered(folder: Path, text: str, tag: str) -> None:
    [diagnostic] = [f for f in checked(folder, [text]) if f.code in CODES]
    assert (diagnostic.code, diagnostic.severity) == ("figure-typed", "advice")
    assert diagnostic.hint == f"写成 {tag}，更正数据时会跟着变"


def test_another_unit_than_the_indicators_is_said(folder: Path) -> None:
    [message] = told(folder, "公开行政处罚决定1477份。", "figure-typed")
    assert message == "手写的“1477份”就是指标“处罚公开”的本年（指标!D8），单位却写作“份”（指标里是“件”）"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("全年立刑事案件592起。", "592起"),
        ("公开行政处罚决定1447宗。", "1447宗"),
        ("配备执法记录仪5628台。", "5628台"),
        ("追赃挽损7.47亿元。", "7.47亿元"),
    ],
)
def test_a_figure_that_a_slip_sets_apart_from_an_indicator_is_doubted(folder: Path, text: str, said: str) -> None:
    assert found(folder, text) == [("figure-nearly", said)]


def test_a_figure_of_the_same_matter_and_another_number_contradicts_with_the_cell(folder: Path) -> None:
    [diagnostic] = [f for f in checked(folder, ["全年法治培训2.9万人次。"]) if f.code in CODES]
    assert (diagnostic.code, diagnostic.severity) == ("figure-contradicts", "warning")
    assert diagnostic.message == "手写的“全年法治培训2.9万人次”与指标“参训人次”（指标!D4）的 35712人次 不一致"


@pytest.mark.parametrize(
    "text",
    [
        "全年刑事立案{{ 刑事立案 }}。",
        "其中刑事立案76起。",
        "在“清源”专项行动中，立刑事案件35起。",
        "市局机关刑事立案35起。",
        "1至6月刑事立案310起。",
        "打掉团伙12个，抓获犯罪嫌疑人593人。",
        "刑事破案593件次。",
        "制作执法记录仪使用手册5680册。",
        "追赃挽损近8亿元。",
        "民事立案593起，纠纷56起。",
        "法治培训同比上升98.5%。",
        "举办讲座56次。",
    ],
)
def test_other_matters_scopes_and_periods_are_left_alone(folder: Path, text: str) -> None:
    assert found(folder, text) == []


def test_a_figure_of_the_indicators_own_period_is_held_against_it(folder: Path) -> None:
    assert found(folder, "1至6月，电动自行车被盗警情311起。") == [("figure-nearly", "311起")]
    assert found(folder, "1至9月，电动自行车被盗警情311起。") == []


def test_figures_of_indicators_without_numbers_are_nothing_to_compare_with(folder: Path) -> None:
    words = INDICATORS + "排名 | 全省排名 | 文本 | 全国第一 |\n宣传 | 宣传场次 | 场 | 近300 |\n复议 | 复议 | 件 | 不适用 |"
    assert [f.code for f in checked(folder, ["开展宣传300场，复议3件。"], indicators=words) if f.code in CODES] == []
