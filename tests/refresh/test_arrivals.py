from __future__ import annotations

from generator.refresh.arrivals import Arrival, Place, arrivals, placed
from generator.refresh.editions import Passage, both_editions
from generator.refresh.verdicts import Edited, Verdict

UPWARD = [Passage(text) for text in ("标题甲乙", "第一段话。", "特此报告。", "某局")]
PUBLIC = [Passage(text, look=look) for text, look in (("标题甲乙", ""), ("第一段话。", ""), ("", ""), ("敬请监督。", "新"), ("某局", ""))]
COMING = arrivals(both_editions(UPWARD, PUBLIC), PUBLIC)


def where(*of: int | None, goes: tuple[int, ...] = ()) -> Place | None:
    """Where it comes into a report of these passages as printed, None for somebody's own."""
    verdicts = [Verdict(() if old is None else (old,), goes=old in goes) for old in of]
    return next(placed(COMING, [Edited("一段话")] * len(of), verdicts))


def test_what_only_the_published_edition_has_is_told_with_its_neighbours() -> None:
    assert [Arrival(3, PUBLIC[3], 1, 3)] == COMING


def test_it_comes_in_behind_the_one_before_it_whatever_goes_between_them() -> None:
    assert where(0, 1, 2, 3, goes=(2,)) == Place(1, behind=True)


def test_nothing_is_certain_where_the_neighbours_are_gone_or_doubled_or_somebody_wrote_between_them() -> None:
    assert where(0, 1, None, 3) is None
    assert where(0, 1, 1, 3) is None
    assert where(0, 3) is None
    assert where(3, 0, 1) is None


def test_the_first_passage_of_a_part_comes_before_the_next_one() -> None:
    coming = arrivals(both_editions(UPWARD[1:2], PUBLIC[3:4] + UPWARD[1:2]), PUBLIC[3:4] + UPWARD[1:2])
    assert list(placed(coming, [Edited("第一段话。")], [Verdict((0,))])) == [Place(0, behind=False)]
