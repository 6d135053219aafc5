from __future__ import annotations

import time
from collections.abc import Callable, Iterable

import pytest

from generator.prose.leftovers import leftovers
from generator.prose.listed import miscounted
from generator.prose.moments import relative_times
from generator.prose.money import amounts_without_unit
from generator.prose.names import case_names, persons, staffing, weak_spots
from generator.prose.years import odd_years

# A cell holds 32767 letters at most; whoever fills it with one mark may not hold up the others.
LONGEST = 32_767
TAIL = "略同上（待补）《》“”万亿年目前升降案同志警漏洞截止2021年"


@pytest.mark.parametrize(
    "run", ["\n", " ", "　", "（", "《甲》、", "？", "1", "8.10", "2021年，", "目前", "一是", "三项措施：一是", "_", "“"]
)
@pytest.mark.parametrize(
    "read",
    [
        leftovers,
        miscounted,
        amounts_without_unit,
        persons,
        case_names,
        staffing,
        weak_spots,
        lambda text: relative_times(text, 2022),
        lambda text: odd_years(text, 2022, plans=False),
        lambda text: odd_years(text, 2022, plans=True),
    ],
)
def test_the_longest_cell_is_read_in_no_time(read: Callable[[str], Iterable[object]], run: str) -> None:
    text = run * (LONGEST // len(run)) + TAIL
    before = time.process_time()
    for _ in read(text):
        pass
    assert time.process_time() - before < 3
