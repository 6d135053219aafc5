from __future__ import annotations

import pytest

from generator.prose.quantities import even
from generator.prose.years import odd_years, years_in


def odd(text: str, *, plans: bool = False, mixed: bool = False, year: int = 2022) -> list[tuple[int, int]]:
    return [(found.year, found.meant) for found in odd_years(even(text), year, plans=plans, mixed=mixed)]


@pytest.mark.parametrize(
    "text",
    [
        "2021年，全局共破案593起。",
        "2021年,全局共破案593起.",
        "加强学习。2021年，我局组织培训12期。",
        "一是2021年，全市公安机关先后开展清查15次。",
        "2021年全市刑事立案593起。",
        "2021年全年破案593起，抓获200人。",
        "严格审核，2021年1至11月审核2257件。",
        "2021年1月1日至12月25日，共审核2257件。",
        "截至2021年12月21日，公开处罚决定1477份。",
        "现将我局2021年度法治政府建设工作情况报告如下：",
        "围绕2021年法治建设重点任务，压实责任。",
        "2021年，甲市公安局在市委领导下推进依法行政。",
    ],
)
def test_last_years_text_is_doubted(text: str) -> None:
    assert odd(text) == [(2021, 2022)]


def test_next_years_number_in_the_work_of_this_year_is_doubted() -> None:
    assert odd("2023年，全局共破案593起。") == [(2023, 2022)]
    assert odd("2023年，全局共破案593起。", mixed=True) == []
    assert odd("2023年，我局将继续加强培训。") == []


@pytest.mark.parametrize(
    "text",
    [
        "与2021年相比，破案上升9.81%。",
        "立案数是2021年的4.6倍。",
        "追回7.48亿元，多于2021年全年。",
        "2021年破案540起，2022年破案593起，上升9.81%。",
        "2021年同期，全局共立案540起。",
        "按照2021—2025年规划，推进各项任务。",
        "获评2016—2020年全区普法工作先进单位。",
        "自2018年以来，全局共破案593起。",
        "2018年以来，我局连续四年未发生执法事故。",
        "印发《2021年法治政府建设工作要点》，全市执行。",
        "对照《裁量基准（2020年版）》和裁量基准（2020年版）行使裁量权。",
        "按照甲公〔2021〕5号文件，2020、2021年两次清理。",
        "2021年，我局荣获全市先进单位。",
        "2019年，全市执法监督委员会成立。",
        "2021年，市公安局出台该办法，今起施行。",
        "2021年度考核为优秀，2021年度法治政府建设报告按期公开。",
        "到2025年，全市公安机关实现全覆盖。",
        "2022年，全局共破案593起。",
        "开展“昆仑2021”专项行动。",
        "在深圳经济特区建立40周年之际，学习2020年10月的讲话。",
        "2010年，我局共有民警500人。",
    ],
)
def test_other_years_have_their_reasons(text: str) -> None:
    assert odd(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "2022年，我局将继续加强培训。",
        "2022年工作打算如下。",
        "落实2022年重点工作安排。",
        "力争2022年底前完成改造。",
        "2022年6月底前建成。",
    ],
)
def test_plans_for_the_year_that_is_over_are_doubted(text: str) -> None:
    assert odd(text, plans=True) == [(2022, 2023)]


@pytest.mark.parametrize(
    "text",
    [
        "2023年，我局将继续加强培训。",
        "力争2023年底前完成改造，到2025年全面建成。",
        "巩固2022年工作成果，2022年取得的经验继续推广。",
        "落实《2022年工作计划》。",
        "按照2021—2025年规划继续推进。",
    ],
)
def test_sound_plans_are_left_alone(text: str) -> None:
    assert odd(text, plans=True) == []


def test_years_of_a_title_or_a_period() -> None:
    assert years_in("甲市公安局关于2021年法治政府建设情况的报告") == {2021}
    assert years_in("2021年12月1日至2022-11-30") == {2021, 2022}
    assert years_in("12020年 第2022号") == set()
