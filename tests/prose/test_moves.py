from __future__ import annotations

import pytest

from generator.prose.moves import impossible_days, moves
from generator.prose.quantities import even, quantities


def test_a_move_has_both_figures_its_direction_and_its_size() -> None:
    text = even("警情由8600起降至7200起，下降16.28%。")
    [move] = moves(text, quantities(text))
    assert (move.old.value, move.new.value, move.up, str(move.size), move.places) == (8600, 7200, False, "16.28", 2)


@pytest.mark.parametrize("text", ["由8600起案件，降至7200起", "8600起降至7200起", "由8600起降至7200人", "从3月到5月"])
def test_what_is_no_move_is_none(text: str) -> None:
    assert list(moves(even(text), quantities(even(text)))) == []


@pytest.mark.parametrize("text", ["2月30日", "2023年2月29日", "11月31日", "13月", "0月", "6月31日前"])
def test_days_of_no_calendar_are_found(text: str) -> None:
    assert len(list(impossible_days(f"于{text}召开"))) == 1


@pytest.mark.parametrize("text", ["2月29日", "2024年2月29日", "12月31日", "1至11月", "3个月", "12月"])
def test_other_days_are_not(text: str) -> None:
    assert list(impossible_days(f"于{text}召开")) == []
