from __future__ import annotations

import contextlib
from pathlib import Path

from generator.diagnostics import Findings
from generator.errors import FindingsStop
from generator.pipeline.composing import compose
from tests.support.workbooks import INDICATORS, make_workbook

SECRET = INDICATORS + "警力 | 投入警力人数 | 人 | 486 | 400 | 否\n经费 | 专项经费 | 万元 | 35 | | 否\n"


def seen(folder: Path, text: str, public: str = "是", indicators: str = SECRET) -> list[str]:
    findings = Findings()
    rows = f"部分 | 栏目 | 小标题 | 正文 | 公开\n工作 | | | {text} | {public}\n安排 | | | 加强监督。 | 是"
    with contextlib.suppress(FindingsStop):
        compose(make_workbook(folder / "甲.xlsx", indicators=indicators, entries=rows), findings)
    return [str(found) for found in findings if found.code == "typed-secret"]


def test_a_typed_figure_of_a_withheld_indicator_is_warned_of_with_both_cells(folder: Path) -> None:
    assert seen(folder, "出动民警486人。") == [
        "报告内容!D2：公开的内容里手写的“486人”和不公开的指标“警力”（指标!F4 填的是否）数值相同；"
        "是同一个数的，请改写这句话，或把这一行的“公开”改为“否”；确认无误的，在“备注”里写“486人：原因”"
    ]


def test_a_figure_is_known_in_another_scale(folder: Path) -> None:
    assert len(seen(folder, "投入350000元。")) == 1


def test_other_units_rounded_figures_withheld_rows_and_public_indicators_are_left_alone(folder: Path) -> None:
    assert seen(folder, "检查486家，出动约486人。") == []
    assert seen(folder, "出动民警486人。", "否") == []
    assert seen(folder, "出动民警486人。", indicators=SECRET.replace("否", "是")) == []
