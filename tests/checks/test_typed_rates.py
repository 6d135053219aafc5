from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checked_text import checked, told

CODES = {"rate-disagrees", "rate-impossible"}


def test_a_rate_that_its_two_figures_do_not_give_is_told_with_the_quotient(folder: Path) -> None:
    [message] = told(folder, "排查纠纷2298起，化解1741起，化解率76.76%。", "rate-disagrees")
    assert message == "“化解率76.76%”与前面的数不一致：1741 ÷ 2298 = 75.76%"


def test_a_rate_of_people_behind_their_number_is_held_against_it(folder: Path) -> None:
    assert told(folder, "共有500人参加考试，480人合格，合格率为95%。", "rate-disagrees") == ["“合格率95%”与前面的数不一致：480 ÷ 500 = 96%"]


def test_a_share_of_everything_is_at_most_all_of_it(folder: Path) -> None:
    [message] = told(folder, "培训民警3000人，参训率达到102%。", "rate-impossible")
    assert message == "“参训率达到102%”超过 100%"


@pytest.mark.parametrize(
    "text",
    [
        "排查纠纷2298起，化解1741起，化解率75.76%。",
        "排查纠纷2298起，化解1741起，化解率75.8%。",
        "排查纠纷2298起，化解1741起，调解成功率98.2%。",
        "共有500人参加考试，480人合格，合格率为96%。",
        "排查纠纷2298起，化解近1700起，化解率76%。",
        "排查纠纷2298起，化解1741起。案件化解率99%。",
        "任务完成率120%，增长率150%。",
        "检查120家次，发现隐患35处，整改隐患35处，整改率100%。",
    ],
)
def test_sound_rates_and_rates_of_other_figures_are_left_alone(folder: Path, text: str) -> None:
    assert [f.code for f in checked(folder, [text]) if f.code in CODES] == []
