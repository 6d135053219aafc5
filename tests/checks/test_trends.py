from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checked import told

CODES = ("jump", "unit-slip", "unchanged-in-many")


def test_a_jump_is_doubted_with_both_years_and_how_to_accept_it(tmp_path: Path) -> None:
    assert told(tmp_path, *CODES, rows=("宣讲 | 宣讲 | 场 | 3570 | 300",)) == [
        (
            "warning",
            "指标!D3：“宣讲”本年 3570，上年 300（指标!E3），是上年的 11.9 倍；"
            "请核对有没有多写或少写一位、统计口径有没有变；确实如此的，请在“核对说明”里写“3570：原因”",
        )
    ]


@pytest.mark.parametrize(("years", "said"), [("30 | 400", "只有上年的 7.5%"), ("0 | 400", "降到了 0")])
def test_a_fall_is_doubted_as_a_rise_is(tmp_path: Path, years: str, said: str) -> None:
    [(severity, line)] = told(tmp_path, *CODES, rows=(f"宣讲 | 宣讲 | 场 | {years}",))
    assert (severity, said in line) == ("warning", True)


@pytest.mark.parametrize(
    "row",
    [
        "件 | 60 | 6",
        "件 | 102 | 5",
        "件 | 1499 | 300",
        "件 | 11112 | 3834",
        "% | 99 | 1",
        "件 | 5000 | 0",
        "件 | 约5000 | 300",
        "件 | 5000 |",
    ],
)
def test_small_figures_rates_and_what_has_no_base_are_not_doubted(tmp_path: Path, row: str) -> None:
    assert told(tmp_path, *CODES, rows=(f"宣讲 | 宣讲 | {row}",)) == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("万元 | 748000000 | 62000", "像是本年没有换算成“万元”"),
        ("万元 | 62000 | 748000000", "像是上年没有换算成“万元”"),
        ("元 | 7480 | 62000000", "像是本年按“万元”填了"),
    ],
)
def test_a_slip_of_the_unit_is_said_to_be_one(tmp_path: Path, row: str, said: str) -> None:
    [(severity, line)] = told(tmp_path, *CODES, rows=(f"挽损 | 挽损 | {row}",))
    assert (severity, said in line) == ("warning", True)


def same(count: int, other: int) -> tuple[str, ...]:
    rows = [f"同{n} | 同{n} | 件 | {n} | {n}" for n in range(20, 20 + count)]
    return (*rows, *(f"异{n} | 异{n} | 件 | {n} | {n + 1}" for n in range(20, 20 + other)))


def test_many_rows_that_say_the_same_as_last_year_are_one_finding_that_counts_them(tmp_path: Path) -> None:
    assert told(tmp_path, *CODES, rows=same(5, 3)) == [
        (
            "warning",
            "指标!D3：两年都填了数的 9 行里有 5 行本年与上年相同（D3、D4、D5、D6、D7）；请核对是不是把上年的数照抄到了本年",
        )
    ]


@pytest.mark.parametrize(("equal", "other"), [(4, 0), (5, 4), (6, 8)])
def test_a_few_rows_may_stay_the_same(tmp_path: Path, equal: int, other: int) -> None:
    assert told(tmp_path, *CODES, rows=same(equal, other)) == []


def test_rows_that_are_0_in_both_years_do_not_count(tmp_path: Path) -> None:
    rows = tuple(f"零{n} | 零{n} | 件 | 0 | 0" for n in range(9))
    assert told(tmp_path, *CODES, rows=rows) == []
