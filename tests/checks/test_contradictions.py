from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checked_text import checked


def found(folder: Path, *paragraphs: str) -> list[tuple[str | None, str]]:
    return [(f.place.cell, f.message) for f in checked(folder, paragraphs) if f.code == "text-contradicts"]


def test_the_same_deeds_up_to_the_same_day_in_other_units_are_told_with_both_cells(folder: Path) -> None:
    one = "截至2022年12月21日，平台公开行政处罚决定文书1577份。"
    other = "截至12月21日，我局在执法网完成公示的行政处罚数量1547宗。"
    assert found(folder, one, other) == [
        ("D3", "“局在执法网完成公示的行政处罚数量1547宗”与“平台公开行政处罚决定文书1577份”（报告内容!D2）只差一点，是不是同一个数？")
    ]


def test_like_nouns_with_numbers_that_a_slip_sets_apart_are_told(folder: Path) -> None:
    assert len(found(folder, "发放反诈宣传手册34512份。", "全年共发放反诈宣传手册34521份。")) == 1


def test_a_typed_figure_is_held_against_one_that_a_tag_printed(folder: Path) -> None:
    assert [cell for cell, _ in found(folder, "法治培训{{ 参训人次 }}。", "开展法治培训35721人次。")] == ["D3"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("发放反诈宣传手册34512份。", "发放反诈宣传手册34512份。"),
        ("调解成功治安案件1331起。", "审核行政拘留案件1332起。"),
        ("审核风险告知书106份。", "审核整改通知书102份。"),
        ("1至6月发放反诈宣传手册1512份。", "1至9月发放反诈宣传手册1532份。"),
        ("抓获犯罪嫌疑人682人。", "抓获犯罪嫌疑人692人。"),
        ("法治培训{{ 参训人次 }}。", "参加法治培训{{ 参训人次 }}。"),
        ("反诈专线接听12人。", "反诈专线接听13人。"),
        ("发放反诈宣传手册近1500份。", "发放反诈宣传手册1510份。"),
    ],
)
def test_equal_figures_other_matters_other_periods_and_small_ones_are_left_alone(folder: Path, one: str, other: str) -> None:
    assert found(folder, one, other) == []
