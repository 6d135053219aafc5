"""What the checks say of paragraphs of 报告内容, each in a row of its own of a small workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import generator
from generator.diagnostics import Diagnostic
from tests.support.workbooks import make_workbook

INDICATORS = """
引用名 | 指标名称 | 单位 | 本年 | 上年 | 统计时段
刑事立案 | 刑事案件立案数 | 起 | 593 | 540 |
刑事破案 | 刑事案件破案数 | 起 | 480 | 400 |
参训人次 | 法治培训参训人次 | 人次 | 35712 | 30000 |
追赃挽损 | 追赃挽损金额 | 万元 | 74800 | 60000 |
出庭率 | 负责人出庭应诉率 | % | 98.5 | 96 |
执法记录仪 | 配备执法记录仪数 | 台 | 5682 | 5000 |
处罚公开 | 行政处罚决定公开数 | 件 | 1477 | 1300 |
提案办理 | 政协提案办理数 | 件 | 56 | 60 |
警情下降 | 电动自行车被盗警情数 | 起 | 310 | 400 | 1至6月
"""
Found = tuple[str, str]


def checked(folder: Path, paragraphs: Sequence[str], *, indicators: str = INDICATORS, year: int = 2022) -> list[Diagnostic]:
    """What is found in the 正文 cells of these paragraphs (D2, D3, …)."""
    rows = "\n".join(f"工作 | | | {text}" for text in paragraphs)
    entries = f"部分 | 栏目 | 小标题 | 正文\n{rows}\n安排 | | | 加强监督。"
    workbook = make_workbook(
        folder / "甲.xlsx", items={"年度": year, "成文日期": f"{year + 1}年2月20日"}, indicators=indicators, entries=entries
    )
    return [found for found in generator.check(workbook) if found.place.sheet == "报告内容"]


def told(folder: Path, text: str, code: str, *, indicators: str = INDICATORS) -> list[str]:
    """The messages of one code about one paragraph."""
    return [found.message for found in checked(folder, [text], indicators=indicators) if found.code == code]
