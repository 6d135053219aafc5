from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checked import told
from tests.support.templates import SETTINGS


def test_another_unit_than_the_template_s_is_doubted(tmp_path: Path) -> None:
    rows = ("刑事破案 | 破案 | 件 | 5 | 4",)
    assert told(tmp_path, "unit-changed", rows=rows) == [
        ("warning", "指标!C3：“刑事破案”的单位填的是“件”，模板要求“起”；请按“起”填报；确需改单位，请另设一个指标")
    ]


@pytest.mark.parametrize(("asked", "typed"), [("㎡", "m2"), ("％", "%"), ("起", "起"), ("㎡", "㎡")])
def test_the_same_unit_in_other_letters_is_the_same_unit(tmp_path: Path, asked: str, typed: str) -> None:
    settings = SETTINGS.replace('label = "刑事案件破案数"\nunit = "起"', f'label = "刑事案件破案数"\nunit = "{asked}"')
    assert told(tmp_path, "unit-changed", settings=settings, rows=(f"刑事破案 | 破案 | {typed} | 59 | 54",)) == []


def test_one_indicator_in_two_units_is_doubted_with_the_other_cell(tmp_path: Path) -> None:
    rows = ("上半年宣讲 | 宣讲 | 场 | 5 |", "下半年宣讲 | 宣 讲 | 次 | 6 |", "其他 | 其他 | 次 | 7 |")
    assert told(tmp_path, "unit-varies", rows=(rows[0], rows[1].replace("宣 讲", "宣讲"), rows[2])) == [
        (
            "warning",
            "指标!C4：“宣讲”这里的单位是“次”，指标!C3 是“场”；同一个指标请用一个单位；不是同一个指标的，请把指标名称写得有区别",
        )
    ]


def test_one_indicator_in_one_unit_is_sound(tmp_path: Path) -> None:
    assert told(tmp_path, "unit-varies", rows=("上半年宣讲 | 宣讲 | 场 | 5 |", "下半年宣讲 | 宣讲 | 场 | 6 |")) == []
