from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from generator.model.amounts import print_number, round_half_up
from tests.support.checked_text import checked, told

CODES = {"change-impossible", "change-cut-off", "change-contradicts", "change-over-100", "change-pairs", "change-unit"}


def codes(folder: Path, text: str) -> list[str]:
    return [found.code for found in checked(folder, [text]) if found.code in CODES]


def test_a_change_that_no_whole_number_gives_is_told_with_what_the_nearest_give(folder: Path) -> None:
    [message] = told(folder, "全年立经济犯罪案件593起，同比上升9.78%。", "change-impossible")
    assert message == "“593起，同比上升9.78%”：没有哪个整数的上年数能得出这个百分比（上年 540 时上升9.81%，上年 541 时上升9.61%）"


def test_a_change_that_only_cutting_off_gives_is_doubted(folder: Path) -> None:
    [message] = told(folder, "打掉团伙204个，同比上升19.29%。", "change-cut-off")
    assert message == "“204个，同比上升19.29%”：上年是 171 时四舍五入应是上升19.3%，是不是没有四舍五入？"
    assert told(folder, "打掉团伙204个，同比上升19.3%。", "change-cut-off") == []


@pytest.mark.parametrize(
    "text",
    [
        "破案565起、刑拘1097人、逮捕303人，同比分别上升74%、72%和102%。",
        "抓获11112人、破案374起，同比分别上升189.83%、50.20%。",
        "电动自行车案件29起，同比下降93%，破案率100%。",
        "投入经费35.6万元，同比增长12.34%。",
        "接警1000余起，同比下降3.21%。",
        "接警593起，同比上升近9.78%。",
        "接警120.5万起，同比下降3.21%。",
        "打掉团伙12个，同比上升33.3%，抓获成员55人，同比持平。",
        "处置突发事件35起，同比下降5起。",
        "案件200起，同比增长3倍。",
        "2022年处置46起，2021年处置54起，同比下降14.81%。",
        "盗窃警情同比下降23.5%，诈骗警情同比下降18.6%。",
        "接报警情231起，环比下降4.94%，同比下降28.04%。",
        "群众投诉减少31件，同比下降18.34%。",
        "日均接处警356起，同比下降2.13%。",
        "人均办理案件12件，同比上升7.3%。",
        "群众安全感排名全省第3位，同比上升1.23%。",
        "刑事立案{{ 刑事立案 }}，八类刑事案件立案同比下降15%。",
        "刑事立案{{ 刑事立案 }}，较2019年下降20%。",
        "“减少2倍”的说法不规范，罚款额由5倍减少2倍至3倍。",
        "全年刑事立案{{ 刑事立案 }}，{{ 刑事立案.同比 }}。",
        "全年刑事立案{{ 刑事立案 }}，同比上升9.8%。",
        "负责人出庭应诉率{{ 出庭率 }}，同比提高2.5个百分点。",
    ],
)
def test_sound_changes_are_left_alone(folder: Path, text: str) -> None:
    assert codes(folder, text) == []


def test_a_typed_change_beside_a_tag_must_be_that_of_the_workbook(folder: Path) -> None:
    [found] = [f for f in checked(folder, ["全年刑事立案{{ 刑事立案 }}，同比上升9.61%。"]) if f.code in CODES]
    assert found.message == "“593起，同比上升9.61%”：上年是 540（指标!E2），应是上升9.81%（指标!D2）"
    assert found.severity == "error"
    assert "{{ 刑事立案.同比 }}" in found.hint


def test_a_typed_figure_that_is_an_indicator_is_held_against_its_last_year(folder: Path) -> None:
    [found] = [f for f in checked(folder, ["全年刑事立案593起，同比上升9.61%。"]) if f.code in CODES]
    assert (found.code, found.severity) == ("change-contradicts", "warning")


@pytest.mark.parametrize("text", ["全年刑事立案{{ 刑事立案 }}，同比下降9.81%。", "全年刑事立案{{ 刑事立案 }}，同比持平。"])
def test_a_wrong_direction_contradicts_as_well(folder: Path, text: str) -> None:
    assert codes(folder, text) == ["change-contradicts"]


def test_a_change_between_two_years_that_the_text_says_is_worked_out(folder: Path) -> None:
    [message] = told(folder, "2022年处置46起，2021年处置54起，同比下降15.81%。", "change-contradicts")
    assert message == "“46起”和“54起”相比，写的是下降15.81%，应是下降14.81%"


@pytest.mark.parametrize("text", ["信访总量同比下降120%。", "有责投诉减少2倍。"])
def test_nothing_falls_by_more_than_all_of_it(folder: Path, text: str) -> None:
    assert codes(folder, text) == ["change-over-100"]


def test_a_list_of_changes_needs_one_for_each_figure(folder: Path) -> None:
    [message] = told(folder, "抓获120人、刑拘80人，同比分别上升20%。", "change-pairs")
    assert message == "“同比分别上升20%”：前面是 2 个数，后面是 1 个同比，对不上"


def test_rates_change_by_points_and_counts_by_per_cent(folder: Path) -> None:
    assert codes(folder, "群众满意度98.5%，同比提高2.5%。") == ["change-unit"]
    assert codes(folder, "接警593起，同比上升2.5个百分点。") == ["change-unit"]


def test_in_a_draft_nothing_is_more_than_doubtful(folder: Path) -> None:
    import generator
    from tests.support.workbooks import make_workbook

    entries = "部分 | 栏目 | 小标题 | 正文\n工作 | | | 立经济犯罪案件593起，同比上升9.78%。\n安排 | | | 乙。"
    built = generator.build(make_workbook(folder / "甲.xlsx", entries=entries), draft=True)
    assert [(f.code, f.severity) for f in built.findings if f.code in CODES] == [("change-impossible", "warning")]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.lists(st.tuples(st.integers(1, 9999), st.integers(1, 9999)), min_size=20, max_size=20), places=st.integers(0, 2))
def test_no_true_change_is_ever_flagged(folder: Path, data: list[tuple[int, int]], places: int) -> None:
    texts = []
    for value, base in data:
        change = round_half_up(Decimal(value - base) * 100 / base, places)
        assume(change != 0)
        texts.append(f"查处窝点{value}个，同比{'上升' if change > 0 else '下降'}{print_number(abs(change))}%。")
    found = [
        f
        for f in checked(folder, texts, indicators="引用名 | 单位 | 本年 | 上年\n刑事立案 | 起 | 1 | 1\n刑事破案 | 起 | 1 | 1")
        if f.code in CODES
    ]
    assert found == []
