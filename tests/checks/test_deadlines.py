from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checked import told
from tests.support.templates import SETTINGS

CODES = ("deadline-ahead", "deadline-past")
USUAL = SETTINGS.replace('deadline = ""\n', "")
BASIS = "依据：《法治政府建设与责任落实督察工作规定》（厅字〔2019〕28号）"


def said(folder: Path, day: str, settings: str = USUAL, **given: object) -> list[tuple[str, str]]:
    return told(folder, *CODES, settings=settings, items={"成文日期": day}, **given)


def test_the_days_left_to_both_deadlines_are_said(tmp_path: Path) -> None:
    assert said(tmp_path, "2023年2月20日") == [
        (
            "advice",
            "基本信息!B5：从成文日期 2023年2月20日 算，离上报的期限 2023年3月1日 还有 9 天，"
            f"离向社会公开的期限 2023年4月1日 还有 40 天；{BASIS}",
        )
    ]


def test_a_deadline_that_is_past_is_a_warning_and_the_other_is_said(tmp_path: Path) -> None:
    assert said(tmp_path, "2023年3月3日") == [
        ("warning", f"基本信息!B5：成文日期是 2023年3月3日，已过上报的期限 2023年3月1日 2 天；请核对日期；{BASIS}"),
        ("advice", f"基本信息!B5：从成文日期 2023年3月3日 算，离向社会公开的期限 2023年4月1日 还有 29 天；{BASIS}"),
    ]


def test_the_last_day_is_not_past(tmp_path: Path) -> None:
    [(severity, line)] = said(tmp_path, "2023年4月1日", edition="公开")
    assert (severity, "当天就是向社会公开的期限 2023年4月1日" in line) == ("advice", True)


def test_the_published_edition_has_only_its_own_deadline(tmp_path: Path) -> None:
    [(severity, line)] = said(tmp_path, "2023年4月20日", edition="公开")
    assert (severity, "上报" in line, "已过向社会公开的期限 2023年4月1日 19 天" in line) == ("warning", False, True)


def test_a_template_may_set_other_deadlines_and_name_what_sets_them(tmp_path: Path) -> None:
    settings = 'basis = "本省办法第五条"\n' + SETTINGS.replace('deadline = ""', 'deadline = "1月31日"', 1)
    [(severity, line)] = said(tmp_path, "2023年2月20日", settings)
    assert severity == "warning"
    assert line.endswith("已过上报的期限 2023年1月31日 20 天；请核对日期；依据：本省办法第五条")


@pytest.mark.parametrize("day", ["", "2024年3月5日", "2021年3月5日"])
def test_without_a_date_of_the_report_s_year_nothing_is_counted(tmp_path: Path, day: str) -> None:
    assert said(tmp_path, day) == []
