from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checked_text import told


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("刑事拘留164人，逮捕449人，取保候审27人。", "449 > 164"),
        ("排查矛盾纠纷1741起，化解2298起。", "2298 > 1741"),
        ("调解治安案件1331起，调解成功1542起。", "1542 > 1331"),
    ],
)
def test_a_later_step_greater_than_the_earlier_one_is_told(folder: Path, text: str, sign: str) -> None:
    [message] = told(folder, text, "steps-reversed")
    assert message.endswith(sign)


@pytest.mark.parametrize(
    "text",
    [
        "刑事拘留216人，逮捕103人。",
        "排查矛盾纠纷2298起，化解1741起。",
        "逮捕449人，刑事拘留164人。",
        "刑事拘留164人。逮捕449人。",
        "刑事拘留160余人，逮捕449人。",
        "立案204起，破案593起。",
    ],
)
def test_steps_in_order_or_apart_are_left_alone(folder: Path, text: str) -> None:
    assert told(folder, text, "steps-reversed") == []
