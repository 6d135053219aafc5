"""The people of tests.support are as people are, and what is said of a value in their hands is so."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from generator.archive import unzipped
from generator.word.edits import Place
from generator.word.manuscript import Line, read_lines
from tests.support.corrections import corrected
from tests.support.people import DOCUMENT, Handled, edited, store_in
from tests.support.people import habits as people
from tests.support.trials import SAMPLES, Ground, small_ground
from tests.support.validity import faults_of

SEEDS = st.integers(0, 9_999)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return small_ground(tmp_path_factory.mktemp("people") / "甲")


def printed(ground: Ground, number: int) -> str:
    return ground.store.text(next(value for value in ground.store.values if value.number == number))


def lines_of(handled: Handled) -> list[Line]:
    return read_lines(unzipped(handled.data)[DOCUMENT])


def handled(ground: Ground, seed: int, amount: int, *habits: people.Habit, tracked: bool = False) -> Handled:
    return edited(ground.data, Random(seed), amount, dict.fromkeys(habits, 1) or people.HABITS, forgetful=not habits, tracked=tracked)


def fates(handled: Handled) -> Counter[str]:
    return Counter(truth.fate for truth in handled.truths.values())


@settings(max_examples=25)
@given(SEEDS)
def test_the_letters_are_those_of_the_file(ground: Ground, seed: int) -> None:
    made = edited(ground.data, Random(seed), seed % 60)
    assert [line.text for line in lines_of(made)] == [made.text(DOCUMENT, n + 1) for n in range(len(made.lines[DOCUMENT]))]


@settings(max_examples=25)
@given(SEEDS)
def test_a_value_that_was_left_alone_stands_in_its_bookmark_where_it_has_one(ground: Ground, seed: int) -> None:
    made = edited(ground.data, Random(seed), seed % 60)
    spans = [(number, Place(DOCUMENT, line.number, *span)) for line in lines_of(made) for number, span in line.spans.items()]
    times = Counter(number for number, _ in spans)
    for number, place in spans:
        truth = made.truths[number]
        if truth.fate == "intact" and times[number] == 1 and place not in truth.copies:
            assert printed(ground, number) in made.text(DOCUMENT, place.line)[place.start : place.end]


@settings(max_examples=10)
@given(SEEDS)
def test_what_people_leave_is_a_sound_file_but_for_doubled_bookmarks(
    ground: Ground, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    path = tmp_path_factory.mktemp("made") / "稿.docx"
    path.write_bytes(edited(ground.data, Random(seed), 40).data)
    assert [fault for fault in faults_of(path) if "is used twice" not in fault] == []


def test_the_same_seed_makes_the_same_edits(ground: Ground) -> None:
    assert edited(ground.data, Random(5), 30).data == edited(ground.data, Random(5), 30).data


@pytest.mark.parametrize("tracked", [False, True])
def test_words_beside_values_leave_them_alone(ground: Ground, tracked: bool) -> None:
    made = handled(ground, 3, 30, people.emboldens, people.inserts_sentence, people.inserts_paragraph, tracked=tracked)
    assert set(fates(made)) == {"intact"}


@pytest.mark.parametrize(
    ("habit", "fate"),
    [
        (people.overtypes_value, "changed"),
        (people.deletes_value, "deleted"),
        (people.retypes_clause, "retyped"),
        (people.moves_paragraph, "intact"),
    ],
)
@pytest.mark.parametrize("tracked", [False, True])
def test_what_is_done_to_a_value_is_known(ground: Ground, habit: people.Habit, fate: str, tracked: bool) -> None:
    found = Counter[str]()
    for seed in range(10):
        found += fates(handled(ground, seed, 2, habit, tracked=tracked))
    assert found[fate] > 5
    assert set(found) == {"intact", fate}


def test_a_digit_at_the_edge_of_a_figure_makes_another_figure_of_it(ground: Ground) -> None:
    grown = [made for seed in range(30) if (made := handled(ground, seed, 1, people.types_at_edge)) and fates(made)["changed"]]
    assert grown
    assert any(fates(handled(ground, seed, 1, people.types_at_edge))["changed"] == 0 for seed in range(30))


def test_a_copy_is_told_from_what_was_copied(ground: Ground) -> None:
    made = handled(ground, 4, 6, people.copies_sentence)
    copies = [(truth, place) for truth in made.truths.values() for place in truth.copies]
    assert copies
    for truth, place in copies:
        assert truth.place is not None
        assert truth.place != place
        assert made.text(place.part, place.line)[place.start : place.end] == printed(ground, truth.number)


def test_bookmarks_get_lost_in_some_files(ground: Ground) -> None:
    share = Counter("loses bookmarks" in edited(ground.data, Random(seed), 1).habits for seed in range(60))
    assert 12 < share[True] < 36


# ── corrections ──


def test_corrections_are_known_by_the_rows_that_moved(tmp_path: Path) -> None:
    sample = SAMPLES / "standard-2022.xlsx"
    ground = Ground.of(sample, tmp_path / "样")
    before = [row[3].value for row in load_workbook(sample)["报告内容"].iter_rows(min_row=2)]
    moved = 0
    for seed in range(8):
        changes = corrected(sample, tmp_path / "甲.xlsx", Random(seed), 4, ground.store)
        after = [row[3].value for row in load_workbook(tmp_path / "甲.xlsx")["报告内容"].iter_rows(min_row=2)]
        assert len(changes.kinds) == 4
        kept = [(was, now) for was, now in changes.rows.items() if now is not None]
        assert sum(before[was - 2] == after[now - 2] for was, now in kept) >= len(kept) - 4
        moved += sum(was != now for was, now in changes.rows.items())
    assert moved
    assert ground.store == store_in(ground.data)
