"""What is told of an update that went over the report more than once."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model.provenance import Cell, Source
from generator.refresh.plans import Correction, Fate
from generator.refresh.rounds import Round, may_tell_more, told_again
from generator.word.edits import Edit, Insert, Place, Replace
from generator.word.manuscript import Line
from tests.support.plans import DOCUMENT, place, planned

SOURCE = Source("figure", "刑事立案", (Cell("甲.xlsx", "指标", "D2"),))


def correction(fate: Fate, where: Place | None, new: str = "600起", said: str | None = None) -> Correction:
    return Correction(fate, "593起", new, said, where, SOURCE)


def lines(*texts: str) -> dict[str, list[Line]]:
    return {DOCUMENT: [Line(number, text) for number, text in enumerate(texts, 1)]}


def one_round(before: Sequence[str], after: Sequence[str], *edits: Edit) -> list[Round]:
    return [Round(lines(*before), edits, lines(*after))]


def test_what_was_open_has_the_fate_of_the_last_round_where_it_stood_before() -> None:
    done = one_round(
        ["前段", "破案48起，立案593起。"],
        ["新段", "新段", "前段", "破案480起，立案593起。"],
        Insert(DOCUMENT, 1, False, DOCUMENT, (1,), {}),
        Insert(DOCUMENT, 1, False, DOCUMENT, (2,), {}),
        Replace(place(2, 2, 5), "480起"),
    )
    told = told_again([correction("uncertain", place(2, 0, 11))], [correction("updated", place(4, 9, 13), said="593起")], done)
    assert told == (correction("updated", place(2, 8, 12), said="593起"),)


def test_what_was_decided_stays_so() -> None:
    first = [correction("updated", place(1, 0, 2)), correction("deleted", None, "700起")]
    assert told_again(first, [correction("conflict", place(1, 0, 2)), correction("conflict", None, "700起")], []) == tuple(first)


def test_what_the_last_round_does_not_tell_of_stays_open() -> None:
    first = [correction("uncertain", place(1, 0, 2))]
    assert told_again(first, [correction("updated", place(1, 0, 2), "601起")], []) == tuple(first)


def test_several_corrections_alike_have_their_fates_in_their_order() -> None:
    first = [correction("uncertain", None), correction("uncertain", None)]
    later = [correction("conflict", None, said="甲"), correction("deleted", None)]
    assert told_again(first, later, []) == tuple(later)


def test_a_place_that_can_not_be_told_as_it_was_is_left_out() -> None:
    edit = Replace(place(1, 0, 2), "乙丙丁")
    written = one_round(["甲乙立案593起"], ["乙丙丁立案593起"], edit)
    assert told_again([correction("uncertain", None)], [correction("updated", place(1, 1, 3))], written)[0].place is None
    otherwise = one_round(["甲乙立案593起"], ["别的一段593起"], edit)
    assert told_again([correction("uncertain", None)], [correction("updated", place(1, 4, 8))], otherwise)[0].place is None
    still = told_again([correction("uncertain", place(1, 0, 8))], [correction("conflict", place(1, 4, 8), said="593起")], otherwise)
    assert still[0].place == place(1, 0, 8)


def test_more_may_follow_only_where_something_is_written_and_something_is_open() -> None:
    base, fresh = ["立案{0甲:593起}。", "破案{1乙:480起}。"], ["立案{甲:600起}。", "破案{乙:490起}。"]
    assert may_tell_more(planned(base, ["立案{0:593起}。", "破案{1:481起}。"], fresh))
    assert not may_tell_more(planned(base, base, fresh))
    assert not may_tell_more(planned(base, ["立案{0:594起}。", "破案{1:481起}。"], fresh))
