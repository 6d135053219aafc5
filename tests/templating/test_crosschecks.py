from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.amounts import MISSING, exact
from generator.model.provenance import Cell
from generator.templating.crosschecks import MAX_RULE, BadRule, Stated, broken, read_rule, unit_problem

HELD = {"==": "应等于", "!=": "不应等于", "<": "应小于", "<=": "应不大于", ">": "应大于", ">=": "应不小于"}


def stated(**numbers: int | str | None) -> dict[str, Stated]:
    return {
        name: Stated(name, MISSING if number is None else exact(number), Cell("甲.xlsx", "指标", f"D{row}"))
        for row, (name, number) in enumerate(numbers.items(), 2)
    }


def told(rule: str, **numbers: int | str | None) -> str | None:
    return broken(read_rule(rule), stated(**numbers))


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("甲 <= 乙", "甲 7（指标!D2）应不大于 乙 2（指标!D3）"),
        ("甲 ≤ 乙", "甲 7（指标!D2）应不大于 乙 2（指标!D3）"),
        ("甲＜＝乙", "甲 7（指标!D2）应不大于 乙 2（指标!D3）"),
        ("甲 == 乙 + 丙", "甲 7（指标!D2）应等于 乙 2（指标!D3）+ 丙 3（指标!D4）= 5"),
        ("甲 - 乙 <= 丙", "甲 7（指标!D2）- 乙 2（指标!D3）= 5，应不大于 丙 3（指标!D4）"),
        ("甲 < 乙 * 2", "甲 7（指标!D2）应小于 乙 2（指标!D3）× 2 = 4"),
        ("甲 == (乙 + 丙) * 2", "甲 7（指标!D2）应等于 （乙 2（指标!D3）+ 丙 3（指标!D4））× 2 = 10"),
        ("甲 == 乙 - (丙 - 乙)", "甲 7（指标!D2）应等于 乙 2（指标!D3）- （丙 3（指标!D4）- 乙 2（指标!D3））= 1"),
        ("甲 / 乙 < 3.5", "甲 7（指标!D2）÷ 乙 2（指标!D3）= 3.5，应小于 3.5"),
        ("甲.数 != 7", "甲 7（指标!D2）不应等于 7"),
        ("乙 >= 丙", "乙 2（指标!D3）应不小于 丙 3（指标!D4）"),
        ("乙 > 丙", "乙 2（指标!D3）应大于 丙 3（指标!D4）"),
    ],
)
def test_a_broken_rule_says_both_sides_with_cells_and_sums(rule: str, said: str) -> None:
    assert told(rule, 甲=7, 乙=2, 丙=3) == said


@pytest.mark.parametrize("rule", ["甲 >= 乙 + 丙", "甲 == 乙 * 2 + 丙", "甲 != 乙", "甲 > 乙", "甲 / 0 == 乙", "甲 / (乙 - 乙) == 丙"])
def test_a_rule_that_holds_or_divides_by_0_says_nothing(rule: str) -> None:
    assert told(rule, 甲=7, 乙=2, 丙=3) is None


def test_a_figure_that_is_missing_leaves_the_rule_open() -> None:
    assert told("甲 <= 乙", 甲=7, 乙=None) is None


def test_the_names_are_told_from_left_to_right_once() -> None:
    assert read_rule("甲 + 乙 <= 甲 * 2 + 丙").names == ("甲", "乙", "丙")


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("", "这样的比较"),
        ("甲", "这样的比较"),
        ("甲 + 乙", "这样的比较"),
        ("甲 <= 乙 <= 丙", "这样的比较"),
        ("甲 in 乙", "这样的比较"),
        ("甲 <= 乙 and 乙 <= 丙", "这样的比较"),
        ("甲 <= 乙 }} {{ 丙", "这样的比较"),
        ("甲 <= 乙 %} {% set 丙 = 1", "两个等号"),
        ("甲 = 乙", "“等于”要写两个等号"),
        ("1 < 2", "式子里没有指标"),
        ("甲 <= 乙.上年", "两年分别核对，不用写 .上年"),
        ("甲 <= 乙.__class__", "只能用引用名"),
        ("甲 <= 乙 | 万", "只能用引用名"),
        ("甲 <= 乙()", "只能用引用名"),
        ("甲 <= [乙][0]", "只能用引用名"),
        ("甲 <= '乙'", "只能用引用名"),
        ("甲 <= 乙 ** 9", "只能用引用名"),
        ("甲 <= -乙", "只能用引用名"),
        ("甲 <= true", "只能用引用名"),
        ("甲 <= " + "+".join("乙" * 60), "式子太长"),
        ("甲 <= " + "乙" * MAX_RULE, f"超过 {MAX_RULE} 个字"),
    ],
)
def test_anything_else_is_refused_with_what_was_expected(rule: str, expected: str) -> None:
    with pytest.raises(BadRule, match=re.escape(expected)):
        read_rule(rule)


def test_brackets_without_end_are_refused() -> None:
    with pytest.raises(BadRule, match="这样的比较"):
        read_rule("甲 <= " + "(" * 200 + "乙" + ")" * 200)


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ("起甲 <= 起乙", ""),
        ("起甲 <= 人", "单位不同，不能相加减或比较：“起”与“人”"),
        ("起甲 + 人 <= 起乙", "单位不同，不能相加减或比较：“起”与“人”"),
        ("起甲 <= 人.数", ""),
        ("起甲 * 2 <= 366", ""),
        ("起甲 / 起乙 * 100 <= 率", ""),
        ("起甲 / 2 <= 人", "单位不同，不能相加减或比较：“起”与“人”"),
        ("起甲 <= 名次", "“名次”是文字，不能核对"),
    ],
)
def test_units_have_to_go_together(rule: str, problem: str) -> None:
    units = {"起甲": "起", "起乙": "起", "人": "人", "率": "%", "名次": "文本"}
    assert unit_problem(read_rule(rule), units) == problem


@given(st.sampled_from(sorted(HELD)), st.integers(0, 10**14), st.integers(0, 10**14))
def test_a_comparison_is_broken_exactly_when_it_is_false(sign: str, left: int, right: int) -> None:
    holds = {
        "==": left == right,
        "!=": left != right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }[sign]
    assert (told(f"甲 {sign} 乙", 甲=left, 乙=right) is None) == holds


@given(st.lists(st.decimals(0, 10**9, places=2), min_size=2, max_size=6))
def test_a_total_that_is_the_sum_is_never_complained_of(parts: list[Decimal]) -> None:
    names = [f"分{n}" for n in range(len(parts))]
    numbers = dict(zip(names, map(str, parts), strict=True))
    assert told(f"合计 == {' + '.join(names)}", 合计=str(sum(parts)), **numbers) is None
