from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checked_text import checked, told

CODES = {"move-contradicts", "date-impossible"}


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("警情由8600起降至7200起，下降26.28%。", "下降16.28%"),
        ("警情由7200起降至8600起。", "上升"),
        ("满意率由96.5%提高到98.2%，提高2.7个百分点。", "上升1.7个百分点"),
        ("满意率由96.5%提高到98.2%，提高1.7%。", "上升1.7个百分点"),
        ("审批时限从30天延长至20天，压减33.33%。", "下降"),
    ],
)
def test_a_move_that_its_figures_do_not_make_is_told(folder: Path, text: str, right: str) -> None:
    [message] = told(folder, text, "move-contradicts")
    assert message.endswith(f"是{right}")


def test_a_day_of_no_calendar_is_told(folder: Path) -> None:
    assert told(folder, "2022年2月30日召开会议。", "date-impossible") == ["没有“2022年2月30日”这一天"]


@pytest.mark.parametrize(
    "text",
    [
        "警情由8600起降至7200起，下降16.28%。",
        "满意率由96.5%提高到98.2%，提高1.7个百分点。",
        "审批时限由30天压减至20天，压减33.33%。",
        "群众来访由近900件降至近1000件。",
        "行动从2月28日到4月30日。",
    ],
)
def test_sound_moves_and_days_are_left_alone(folder: Path, text: str) -> None:
    assert [each.code for each in checked(folder, [text]) if each.code in CODES] == []


def test_a_warning_about_a_figure_says_how_it_is_accepted(folder: Path) -> None:
    [found] = [each for each in checked(folder, ["全年立刑事案件592起。"]) if each.code == "figure-nearly"]
    assert found.hint.endswith("确认无误的，在“备注”里写“592起：原因”")
