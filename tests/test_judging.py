"""The judge of updates finds every kind of wrong that is planted, and nothing where all is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import NamedTuple

import pytest

from generator.refresh.plans import Correction, Fate
from generator.word.edits import Edit, Insert, Place, Remove, Replace
from generator.word.store import Row, Store, Value
from tests.support.judging import Case, Verdict, judged
from tests.support.judging.fakes import rewritten
from tests.support.people import DOCUMENT, Handled, edited
from tests.support.people import habits as people
from tests.support.trials import Ground, small_ground

OLD, NEW = "593起", "600起"


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return small_ground(tmp_path_factory.mktemp("judge") / "甲")


def other(store: Store, *texts: tuple[str, str]) -> Store:
    """The store of a report in whose document these texts, each standing there once, are others; none of another length."""
    lines = store.lines[DOCUMENT]
    for old, new in texts:
        assert len(old) == len(new)
        assert sum(line.count(old) for line in lines) == 1
        lines = tuple(line.replace(old, new) for line in lines)
    return replace(store, lines={**store.lines, DOCUMENT: lines})


def shifted(store: Store, line: int, by: int) -> dict[str, tuple[Row, ...]]:
    """The rows of tables where there are lines more or less before them."""
    return {part: tuple(row._replace(line=row.line + by) if row.line > line else row for row in rows) for part, rows in store.rows.items()}


def without(store: Store, line: int) -> Store:
    """The store of a report in which a line is not there."""
    lines = store.lines[DOCUMENT][: line - 1] + store.lines[DOCUMENT][line:]
    values = tuple(
        v if v.part != DOCUMENT or v.line < line else v._replace(line=v.line - 1)
        for v in store.values
        if (v.part, v.line) != (DOCUMENT, line)
    )
    return replace(store, lines={**store.lines, DOCUMENT: lines}, values=values, rows=shifted(store, line, -1))


class Scene(NamedTuple):
    """A report in people's hands, and the figure in it that is corrected."""

    ground: Ground
    handled: Handled
    fresh: Store
    value: Value

    @property
    def place(self) -> Place:
        place = self.handled.truths[self.value.number].place
        assert place is not None
        return place

    def told(self, fate: Fate, old: str = OLD, new: str = NEW) -> Correction:
        return Correction(fate, old, new, old, None, self.value.source)

    def verdict(self, *edits: Edit, told: Sequence[Correction] = ()) -> Verdict:
        result = rewritten(self.handled.data, edits, self.fresh)
        return judged(Case(self.ground.store, self.handled, self.fresh, {}, result, told))

    def wrong(self, *edits: Edit, told: Sequence[Correction] = ()) -> set[str]:
        """The kinds of what is wrong."""
        return {each.split(":")[0].split(" ")[0] for each in self.verdict(*edits, told=told).wrong}


def scene(ground: Ground, *habits: people.Habit, amount: int = 4, seed: int = 1) -> Scene:
    made = edited(ground.data, Random(seed), amount, dict.fromkeys(habits or (people.emboldens,), 1), forgetful=False, tracked=False)
    value = next(v for v in ground.store.values if v.part == DOCUMENT and ground.store.text(v) == OLD)
    return Scene(ground, made, other(ground.store, (OLD, NEW)), value)


def with_fate(ground: Ground, fate: str, *habits: people.Habit) -> Scene:
    """A scene in which people have done that to the figure."""
    found = (scene(ground, *habits, seed=seed) for seed in range(500))
    return next(s for s in found if s.handled.truths[s.value.number].fate == fate)


# ── right ──


def test_a_figure_that_is_written_where_it_stood_is_right(ground: Ground) -> None:
    there = scene(ground, people.moves_paragraph, people.inserts_sentence)
    verdict = there.verdict(Replace(there.place, NEW), told=[there.told("updated")])
    assert verdict.wrong == ()
    assert dict(verdict.counts) == {("intact", "updated"): 1}


@pytest.mark.parametrize("fate", ["conflict", "uncertain"])
def test_a_figure_that_is_reported_is_not_wrong(ground: Ground, fate: Fate) -> None:
    there = scene(ground)
    verdict = there.verdict(told=[there.told(fate)])
    assert verdict.wrong == ()
    assert dict(verdict.counts) == {("intact", f"reported {fate}"): 1}


def test_a_changed_figure_that_is_reported_is_right(ground: Ground) -> None:
    there = with_fate(ground, "changed", people.overtypes_value)
    assert there.verdict(told=[there.told("conflict")]).wrong == ()


def test_what_was_typed_again_may_be_written_or_reported(ground: Ground) -> None:
    there = with_fate(ground, "retyped", people.retypes_clause)
    assert there.verdict(Replace(there.place, NEW), told=[there.told("updated")]).wrong == ()
    assert there.verdict(told=[there.told("uncertain")]).wrong == ()


# ── wrong ──


def test_silence_is_wrong(ground: Ground) -> None:
    assert scene(ground).wrong() == {"silent"}


def test_one_report_does_not_stand_for_two_figures(ground: Ground) -> None:
    there = scene(ground)
    fresh = other(there.fresh, ("3200", "3300"))
    wrong = there._replace(fresh=fresh).verdict(told=[there.told("conflict")]).wrong
    assert [each.split(" → ")[0] for each in wrong] == ["silent: 3200"]


def test_what_is_written_must_be_told_and_what_is_told_must_be_written(ground: Ground) -> None:
    there = scene(ground)
    assert there.wrong(Replace(there.place, NEW)) == {"untold"}
    assert there.wrong(told=[there.told("updated")]) == {"silent"}
    assert there.wrong(Replace(there.place, NEW), told=[there.told("updated"), there.told("updated", "37万", "38万")]) == {"claims"}


def test_an_intact_figure_is_not_told_to_be_deleted_or_right(ground: Ground) -> None:
    there = scene(ground)
    assert there.wrong(told=[there.told("deleted")]) == {"told"}
    assert there.wrong(told=[there.told("right")]) == {"told"}


@pytest.mark.parametrize(("start", "end", "text"), [(0, 0, "多"), (0, 1, ""), (-1, 0, ""), (0, 3, "601起"), (0, 2, "60")])
def test_any_other_letter_is_wrong(ground: Ground, start: int, end: int, text: str) -> None:
    there = scene(ground)
    place = there.place._replace(start=there.place.start + start, end=there.place.start + end)
    assert "text" in there.wrong(Replace(place, text), told=[there.told("updated")])


def test_a_figure_that_was_not_corrected_must_stay(ground: Ground) -> None:
    there = scene(ground)
    value = next(v for v in ground.store.values if ground.store.text(v) == "3200")
    place = there.handled.truths[value.number].place
    assert place is not None
    right = Replace(there.place, NEW)
    assert there.wrong(right, Replace(place, "3300"), told=[there.told("updated")]) >= {"text"}


def test_a_figure_that_a_person_changed_must_stay(ground: Ground) -> None:
    there = with_fate(ground, "changed", people.overtypes_value)
    line = next(n for n, letters in enumerate(there.handled.lines[DOCUMENT], 1) if any(x.typed_for == there.value.number for x in letters))
    start = there.handled.text(DOCUMENT, line).index("起")
    edit = Replace(Place(DOCUMENT, line, start - 1, start), "0")
    assert "text" in there.wrong(edit, told=[there.told("conflict")])


def test_a_figure_that_a_person_deleted_must_not_come_back(ground: Ground) -> None:
    there = with_fate(ground, "deleted", people.deletes_value)
    line = next(n for n in range(1, 99) if "全年刑事立案" in there.handled.text(DOCUMENT, n))
    at = there.handled.text(DOCUMENT, line).index("全年刑事立案") + 6
    assert there.verdict(told=[there.told("deleted")]).wrong == ()
    assert "text" in there.wrong(Replace(Place(DOCUMENT, line, at, at), NEW), told=[there.told("updated")])


def test_a_copy_of_a_figure_is_a_persons(ground: Ground) -> None:
    found = (scene(ground, people.copies_sentence, seed=seed) for seed in range(500))
    there = next(s for s in found if s.handled.truths[s.value.number].copies)
    copy = there.handled.truths[there.value.number].copies[0]
    assert "text" in there.wrong(Replace(copy, NEW), told=[there.told("updated")])
    assert "text" in there.wrong(Replace(copy, NEW), Replace(there.place, NEW), told=[there.told("updated")])


def test_a_letter_that_is_gone_without_a_tracked_change_is_wrong(ground: Ground) -> None:
    there = scene(ground)
    other_data = edited(ground.data, Random(3), 3, {people.deletes_words: 1}, forgetful=False, tracked=False).data
    verdict = judged(Case(ground.store, there.handled, ground.store, {}, other_data, ()))
    assert [each.split(":")[0] for each in verdict.wrong] == ["rejected"]


# ── passages ──


def line_of(store: Store, text: str) -> int:
    return next(n for n, line in enumerate(store.lines[DOCUMENT], 1) if line.startswith(text))


def gone(ground: Ground, *habits: people.Habit, seed: int = 1) -> tuple[Scene, int]:
    """A scene in which the passage on inspections has gone from the workbook, and where it stands."""
    there = scene(ground, *habits, seed=seed)
    return there._replace(fresh=without(ground.store, line_of(ground.store, "抽查旅馆"))), line_of(ground.store, "抽查旅馆")


def test_a_passage_that_went_may_be_taken_out(ground: Ground) -> None:
    there, line = gone(ground)
    assert there.verdict(Remove(DOCUMENT, (line,))).wrong == ()
    assert there.wrong(Remove(DOCUMENT, (line - 1,))) >= {"silent"}


def test_a_passage_that_a_person_edited_must_stay(ground: Ground) -> None:
    found = (gone(ground, people.rewords, seed=seed) for seed in range(500))
    there, line = next(
        s for s in found if not s[0].handled.text(DOCUMENT, s[1]).startswith("抽查旅馆220家，发现问题21个，收到意见48条，全部整改到位，")
    )
    assert there.wrong(Remove(DOCUMENT, (line,))) == {"removed"}


def with_line(store: Store, line: int, text: str) -> Store:
    """The store of a report in which a line more comes behind one."""
    lines = (*store.lines[DOCUMENT][:line], text, *store.lines[DOCUMENT][line:])
    values = tuple(v if v.part != DOCUMENT or v.line <= line else v._replace(line=v.line + 1) for v in store.values)
    return replace(store, lines={**store.lines, DOCUMENT: lines}, values=values, rows=shifted(store, line, 1))


def test_a_passage_that_comes_in_stands_beside_its_neighbours(ground: Ground) -> None:
    line = line_of(ground.store, "抽查旅馆")
    there = scene(ground)._replace(fresh=with_line(ground.store, line, "开展专项督导，成效明显。"))
    assert there.verdict(Insert(DOCUMENT, line, True, DOCUMENT, (line + 1,), {})).wrong == ()
    assert there.verdict(Insert(DOCUMENT, line + 1, False, DOCUMENT, (line + 1,), {})).wrong == ()
    assert there.wrong(Insert(DOCUMENT, line - 4, True, DOCUMENT, (line + 1,), {})) == {"place"}
    assert there.wrong() == {"silent"}


def test_a_passage_that_is_there_does_not_come_in_again(ground: Ground) -> None:
    line = line_of(ground.store, "抽查旅馆")
    there = scene(ground)._replace(fresh=ground.store)
    assert there.wrong(Insert(DOCUMENT, line, True, DOCUMENT, (line,), {})) == {"came"}
