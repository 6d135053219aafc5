from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checked import found, told

CODE = "rate-contradicts"
RATE = """
[[indicators]]
name = "排查"
label = "排查数"
unit = "起"
[[indicators]]
name = "化解"
label = "化解数"
unit = "起"
[[indicators]]
name = "化解率"
label = "化解率"
unit = "%"
numerator = "化解"
denominator = ["排查"]
"""


def rows(rate: str, part: str = "1741", whole: str = "2298", last: str = " | ", period: str = "") -> tuple[str, ...]:
    return (f"排查 | 排查 | 起 | {whole} | | {period}", f"化解 | 化解 | 起 | {part} |", f"化解率 | 化解率 | % | {rate} |")


@pytest.mark.parametrize("rate", ["75.76", "75.8", "76", "75.7615", "不适用", "", "75.7615317667"])
def test_a_rate_is_right_at_the_places_that_were_typed(tmp_path: Path, rate: str) -> None:
    assert told(tmp_path, CODE, more=RATE, rows=rows(rate)) == []


def test_a_rate_that_its_parts_do_not_give_is_an_error_with_the_sum(tmp_path: Path) -> None:
    assert told(tmp_path, CODE, more=RATE, rows=rows("76.8")) == [
        (
            "error",
            "指标!D5：“化解率”与分子、分母不符：化解 1741（指标!D4）÷ 排查 2298（指标!D3）= 75.76%，填的是 76.8%；请核对这几个数",
        )
    ]


def test_a_rate_that_was_cut_off_is_only_doubted(tmp_path: Path) -> None:
    [(severity, line)] = told(tmp_path, CODE, more=RATE, rows=rows("75.7"))
    assert (severity, line.endswith("没有四舍五入？请改正")) == ("warning", True)


@pytest.mark.parametrize(
    "given",
    [
        rows("80", whole="0"),
        rows("80", part=""),
        rows("80", whole="不适用"),
        rows("80", period="1至6月"),
        rows("80", part="约1800"),
        rows("80", part="1800余", whole="2298")[:1],
    ],
)
def test_what_can_not_be_worked_out_is_left_alone(tmp_path: Path, given: tuple[str, ...]) -> None:
    assert told(tmp_path, CODE, more=RATE, rows=given) == []


def test_several_indicators_are_added_up(tmp_path: Path) -> None:
    more = RATE.replace('numerator = "化解"', 'numerator = ["化解", "刑事立案"]')
    [(_, line)] = told(tmp_path, CODE, more=more, rows=rows("50", part="407", whole="4000"))
    assert "（化解 407（指标!D4）+ 刑事立案 593（指标!D2））÷ 排查 4000（指标!D3）= 25%，填的是 50%" in line


def test_last_year_is_worked_out_by_itself_and_only_doubted(tmp_path: Path) -> None:
    given = ("排查 | 排查 | 起 | 10 | 8", "化解 | 化解 | 起 | 9 | 4", "化解率 | 化解率 | % | 90 | 60")
    [(severity, line)] = told(tmp_path, CODE, more=RATE, rows=given)
    assert severity == "warning"
    assert line.startswith("指标!E5：“化解率的上年”与分子、分母不符：化解 4（指标!E4）÷ 排查 8（指标!E3）= 50%，填的是 60%")


@pytest.mark.parametrize("column", ["120 |", "90 | 120"])
def test_a_rate_over_100_is_refused_in_both_years(tmp_path: Path, column: str) -> None:
    assert len(found(tmp_path, "rate-over-100", rows=(f"率 | 率 | % | {column}",))) == 1


def test_a_rate_typed_as_a_fraction_is_doubted_with_its_cell(tmp_path: Path) -> None:
    assert told(tmp_path, "rate-as-fraction", rows=("率 | 率 | % | 0.985 | 97.63",)) == [
        ("warning", "指标!D3：填的是“0.985”，会印成 0.99%；若是 98.5% 请填 98.5")
    ]


@pytest.mark.parametrize("rate", ["98.5", "0", "1.2", "100", "不适用", ""])
def test_a_rate_in_per_cent_is_not_doubted(tmp_path: Path, rate: str) -> None:
    assert told(tmp_path, "rate-as-fraction", rows=(f"率 | 率 | % | {rate} |",)) == []
