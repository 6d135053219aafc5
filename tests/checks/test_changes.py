from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checked import told

CODES = ("change-ignored", "change-not-verified", "change-contradicts", "years-swapped")


def row(this: str, last: str, typed: str, unit: str = "起") -> tuple[str, ...]:
    return (f"案件 | 案件 | {unit} | {this} | {last} | | {typed}",)


@pytest.mark.parametrize(
    ("this", "last", "message"),
    [
        ("593", "", "“案件”的同比是手填的，没有上年数可以核对；有上年数请填“上年”，同比由工具计算"),
        ("593", "540", "“案件”填了上年数，手填的同比没有采用；请清空“同比（手填）”，或删去上年数"),
        ("593", "0", "“案件”填了上年数，手填的同比没有采用；请清空“同比（手填）”，或删去上年数"),
        ("约600", "540", "“案件”的同比是手填的，本年或上年不是准确的数，不能核对；有准确的数请改填准确的数，同比由工具计算"),
        ("593", "不适用", "“案件”的同比是手填的，本年或上年不是准确的数，不能核对；有准确的数请改填准确的数，同比由工具计算"),
    ],
)
def test_a_change_typed_by_hand_is_mentioned(tmp_path: Path, this: str, last: str, message: str) -> None:
    assert told(tmp_path, *CODES, rows=row(this, last, "9.81")) == [("advice", f"指标!G3：{message}")]


@pytest.mark.parametrize("typed", ["9.8", "9.81", "10", "9", "9.8148"])
def test_a_change_rounded_or_cut_off_at_its_places_is_that_of_the_years(tmp_path: Path, typed: str) -> None:
    assert [severity for severity, _ in told(tmp_path, *CODES, rows=row("593", "540", typed))] == ["advice"]


def test_another_change_than_that_of_the_years_is_doubted_with_the_sum(tmp_path: Path) -> None:
    assert told(tmp_path, *CODES, rows=row("593", "540", "12")) == [
        (
            "warning",
            "指标!G3：“案件”手填的同比与两年的数不符：（593 - 540）÷ 540 = 9.81%，手填的同比是 12%；"
            "印的是按两年的数算出的同比；请核对这三个数",
        )
    ]


def test_a_change_of_a_rate_is_in_points(tmp_path: Path) -> None:
    [(severity, line)] = told(tmp_path, *CODES, rows=row("95.5", "92.3", "4", unit="%"))
    assert (severity, "95.5 - 92.3 = 3.2个百分点，手填的同比是 4个百分点" in line) == ("warning", True)


def test_years_that_give_the_change_the_other_way_round_are_said_to_be_swapped(tmp_path: Path) -> None:
    assert told(tmp_path, *CODES, rows=row("540", "593", "9.81")) == [
        (
            "warning",
            "指标!D3：“案件”的本年 540（指标!D3）和上年 593（指标!E3）像是填反了："
            "（540 - 593）÷ 593 = -8.94%，手填的同比是 9.81%，正好是对调以后的同比；请核对两年的数",
        )
    ]
