from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checked import told

CODES = ("part-above-whole", "parts-above-whole", "visits-below-persons")


def test_a_part_above_its_whole_is_an_error(tmp_path: Path) -> None:
    rows = ("抓获 | 抓获数 | 人 | 170 |", "刑拘 | 其中：刑事拘留 | 人 | 180 |")
    assert told(tmp_path, *CODES, rows=rows) == [
        ("error", "指标!D4：刑拘 180（指标!D4）是 抓获 170（指标!D3）的一部分，却比它大；请核对这两个数")
    ]


def test_parts_that_add_up_to_more_than_the_whole_are_doubted_with_the_sum(tmp_path: Path) -> None:
    rows = ("抓获 | 抓获数 | 人 | 170 |", "刑拘 | 其中：刑事拘留 | 人 | 106 |", "取保 | 其中，取保候审 | 人 | 70 |")
    [(severity, line)] = told(tmp_path, *CODES, rows=rows)
    assert severity == "warning"
    assert line.startswith("指标!D4：刑拘 106（指标!D4）+ 取保 70（指标!D5）= 176，大于 抓获 170（指标!D3）")


@pytest.mark.parametrize(
    "rows",
    [
        ("抓获 | 抓获数 | 人 | 170 |", "刑拘 | 其中：刑事拘留 | 人 | 106 |", "取保 | 其中：取保候审 | 人 | 64 |"),
        ("抓获 | 抓获数 | 人 | 170 |", "金额 | 其中：涉案金额 | 元 | 9000 |"),
        ("抓获 | 抓获数 | 人 | 170 |", "刑拘 | 其中：刑事拘留 | 人 | 180 | | 2018年以来"),
        ("抓获 | 抓获数 | 人 | 170 |", "刑拘 | 其中：刑事拘留 | 人 | 约180 |"),
        ("抓获 | 抓获数 | 人 | |", "刑拘 | 其中：刑事拘留 | 人 | 180 |"),
        ("合格率 | 合格率 | % | 80 |", "其一 | 其中：市局 | % | 90 |"),
        ("抓获 | 抓获数 | 人 | 170 |", "另外 | 另外 | 人 | 180 |"),
    ],
)
def test_sound_parts_are_not_doubted(tmp_path: Path, rows: tuple[str, ...]) -> None:
    assert told(tmp_path, *CODES, rows=rows) == []


@pytest.mark.parametrize("persons", ["培训", "培训人数"])
def test_fewer_visits_than_persons_are_an_error(tmp_path: Path, persons: str) -> None:
    rows = (f"{persons} | 参训人数 | 人 | 800 |", "培训人次 | 参训人次 | 人次 | 750 |")
    assert told(tmp_path, *CODES, rows=rows) == [
        (
            "error",
            f"指标!D4：人次少于人数：培训人次 750（指标!D4）应不小于 {persons} 800（指标!D3）；一个人至少算一人次，请核对这两个数",
        )
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ("培训 | 培训 | 期 | 800 |", "培训人次 | 参训人次 | 人次 | 750 |"),
        ("培训 | 培训 | 人 | 800 |", "培训人次 | 参训人次 | 人次 | 800 |"),
        ("培训 | 培训 | 人 | 800 |", "培训人次 | 参训人次 | 人次 | 750余 |"),
        ("培训 | 培训 | 人 | 1200 |", "培训人次 | 参训人次 | 人次 | 750 | | 1至6月"),
        ("普法 | 普法 | 人 | 800 |", "培训人次 | 参训人次 | 人次 | 750 |"),
    ],
)
def test_what_does_not_count_the_same_people_is_not_compared(tmp_path: Path, rows: tuple[str, ...]) -> None:
    if "750余" in rows[1]:
        rows = (rows[0].replace("800", "755"), rows[1])
    assert told(tmp_path, *CODES, rows=rows) == []


def test_last_year_is_only_doubted(tmp_path: Path) -> None:
    rows = ("培训 | 培训 | 人 | 8 | 9", "培训人次 | 参训人次 | 人次 | 8 | 7")
    [(severity, line)] = told(tmp_path, *CODES, rows=rows)
    assert (severity, "培训人次的上年 7（指标!E4）" in line) == ("warning", True)
