"""Cells full of what the checks of the text read: is a letter's cost the same in the longest cell as in one half as long?"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable

from benchmarks.measuring import Line
from generator.prose.changes import changes
from generator.prose.leftovers import leftovers
from generator.prose.listed import miscounted
from generator.prose.moments import relative_times
from generator.prose.money import amounts_without_unit
from generator.prose.names import case_names, persons, staffing, weak_spots
from generator.prose.nouns import nouns_of, period_of
from generator.prose.quantities import even, quantities
from generator.prose.totals import totals
from generator.prose.years import odd_years

LONGEST, RUNS = 20_000, 3  # what a cell may hold, sheets.MAX_TEXT
FILLINGS = (
    "\n", "　", "（", "《甲》、", "？", "1", "1,", "8.10", "2021年，", "目前", "一是", "三项措施：一是", "“", "1件", "（3件", "其中",
    "同比分别上升5%、", "甲案件3件，其中乙案件2件，同比上升5%；",
    "甲案件300件、其中乙案件250件，同比上升5%、", "截至12月21日公开行政处罚案件1477件，",
)  # fmt: skip


def _figures(text: str) -> Iterable[object]:
    found = quantities(even(text))
    yield nouns_of(found, text)
    yield from changes(text, found)
    yield from totals(text, found)
    for quantity in found:
        yield period_of(text, quantity.start, 2022)


_READERS: tuple[Callable[[str], Iterable[object]], ...] = (
    _figures, leftovers, miscounted, amounts_without_unit, persons, case_names, staffing, weak_spots,
    lambda text: relative_times(text, 2022), lambda text: odd_years(text, 2022, plans=True),
)  # fmt: skip


def measured() -> list[Line]:
    """CPU of the longest cell of the worst filling, and the most that a letter's cost grows from a cell half as long."""
    worst, growth = 0.0, 0.0
    for filling in FILLINGS:
        half, whole = _seconds(filling, LONGEST // 2), _seconds(filling, LONGEST)
        worst = max(worst, whole)
        if whole > 0.05:  # below, the clock tells nothing
            growth = max(growth, whole / half / 2)
    return [
        Line("the longest cell, its worst filling", worst, "s CPU"),
        Line("the longest cell: a letter's cost, over half the length", growth, "×", 2.5),
    ]


def _seconds(filling: str, length: int) -> float:
    text = (filling * (length // len(filling) + 1))[:length]

    def once() -> float:
        before = time.process_time()
        for read in _READERS:
            for _ in read(text):
                pass
        return time.process_time() - before

    return statistics.median(once() for _ in range(RUNS))
