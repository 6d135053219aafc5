"""What holds for every update of a report that people have edited, whatever they did and whatever was corrected."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable
from itertools import groupby, zip_longest
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.archive import unzipped, zipped
from generator.errors import FazhiError
from generator.pipeline.history import FOLDER
from generator.pipeline.updating import Updated
from generator.word.store import items_with_store, read_store
from tests.support.corrections import FIGURES, corrected
from tests.support.judging import Verdict
from tests.support.judging.expecting import first
from tests.support.judging.tracked import Passage, passages
from tests.support.people import DOCUMENT, store_in
from tests.support.people import habits as people
from tests.support.reports import parts_of
from tests.support.revisions import Told, rejected, told
from tests.support.trials import Ground, Trial, small_ground, tried
from tests.support.validity import faults_of
from tests.support.word import W

SEEDS = st.integers(0, 9_999)
FEW = st.integers(0, 11)  # trials that several properties look at are made once
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)  # a smaller seed is no simpler report
OURS = "工作簿更正"


class Outcome(NamedTuple):
    """A trial, its report before and after the update, and what was said of it."""

    trial: Trial
    before: bytes
    after: bytes
    updated: Updated

    @property
    def verdict(self) -> Verdict:
        return self.trial.judged(self.updated)

    def passages(self, part: str = DOCUMENT) -> list[Passage]:
        return passages(unzipped(self.after)[part])

    def text(self) -> list[str]:
        """The words when every change of the update is accepted, paragraphs that went left out."""
        return [passage.after for passage in self.passages() if not passage.goes]


Make = Callable[..., Outcome]


@pytest.fixture(scope="module", params=[False, True], ids=["report", "draft"])
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return small_ground(tmp_path_factory.mktemp("ground") / "甲", draft=request.param)


@pytest.fixture(scope="module")
def outcome(ground: Ground, tmp_path_factory: pytest.TempPathFactory) -> Make:
    """``outcome(seed)``: a report edited and updated, with the next seed where a workbook has errors."""

    known: dict[tuple[int, bool], Outcome] = {}

    def made(seed: int, *, accept: bool = False, **options: object) -> Outcome:
        first = (seed, accept)
        if not options and first in known:
            return known[first]
        trial = None
        while trial is None:
            trial = tried(ground, tmp_path_factory.mktemp("trial") / "甲", seed, **options)  # type: ignore[arg-type]
            seed += 10_000
        updated = trial.update(accept=accept)
        found = Outcome(trial, trial.handled.data, trial.report.read_bytes(), updated)
        return found if options else known.setdefault(first, found)

    return made


_REMARK = re.compile("⟨comment[^⟩]*⟩")


def lost(before: bytes, after: bytes) -> tuple[object, object] | None:
    """The first paragraph that is another one when the update is rejected, its own comments apart."""
    were, are = (_without_remarks(told(data)) for data in (before, rejected(after)))
    return next(((was, now) for was, now in zip_longest(were, are) if was != now), None)


def _without_remarks(paragraphs: list[Told]) -> list[Told]:
    found = []
    for properties, pieces in paragraphs:
        plain = [(_REMARK.sub("", text), *rest) for text, *rest in pieces]
        joined = groupby((piece for piece in plain if piece[0]), lambda piece: piece[1:])
        found.append((properties, tuple(("".join(piece[0] for piece in several), *rest) for rest, several in joined)))
    return found  # type: ignore[return-value]


# 1


@settings(max_examples=12, phases=UNSHRUNK)
@given(FEW)
def test_rejecting_gives_the_edited_file_back(outcome: Make, seed: int) -> None:
    done = outcome(seed)
    assert lost(done.before, done.after) is None


# 2, 4, 5, 9


@settings(max_examples=12, phases=UNSHRUNK)
@given(FEW)
@example(33)
@example(74)
@example(5005)
def test_each_correction_is_written_right_or_reported_and_nothing_else_changes(outcome: Make, seed: int) -> None:
    assert outcome(seed).verdict.wrong == ()


@settings(max_examples=12, phases=UNSHRUNK)
@given(FEW)
@example(78)
@example(5038)
def test_accepting_gives_the_edited_text_with_what_is_reported_at_its_places(outcome: Make, seed: int) -> None:
    done = outcome(seed)
    for part, lines in done.trial.handled.lines.items():
        expected = ["".join(letter.text for letter in line) for line in lines]
        places = [
            (c.place, c.new) for c in done.updated.corrections if c.fate == "updated" and not c.whole and c.place and c.place.part == part
        ]
        for place, new in sorted(places, reverse=True):
            text = expected[place.line - 1]
            expected[place.line - 1] = text[: place.start] + new + text[place.end :]
        stays = [(n, passage) for n, passage in enumerate(p for p in done.passages(part) if not p.comes) if not passage.goes]
        assert [(n, passage.after) for n, passage in stays] == [(n, expected[n]) for n, _ in stays]


# 3


@settings(max_examples=12, phases=UNSHRUNK)
@given(FEW)
def test_no_letter_that_a_person_typed_is_taken_out(outcome: Make, seed: int) -> None:
    done = outcome(seed)
    for part, lines in done.trial.handled.lines.items():
        there = [passage for passage in done.passages(part) if not passage.comes]
        for passage, line in zip(there, lines, strict=True):
            signs = [sign for sign in passage.signs if not sign.inserted]
            assert [sign.text for sign in signs] == [letter.text for letter in line]
            assert all(first(letter) is not None for sign, letter in zip(signs, line, strict=True) if sign.deleted)


# 6


@settings(max_examples=8, phases=UNSHRUNK)
@given(FEW)
@example(36)
@example(78)
@example(5001)
@example(5038)
def test_a_second_update_writes_nothing(outcome: Make, seed: int) -> None:
    done = outcome(seed)
    there = sorted(path.name for path in done.trial.report.parent.iterdir())
    again = done.trial.update()
    assert again.outcome == "unchanged"
    assert (done.trial.report.read_bytes() == done.after) is True
    assert sorted(path.name for path in done.trial.report.parent.iterdir()) == there


@settings(max_examples=8, phases=UNSHRUNK)
@given(SEEDS)
def test_without_corrections_nothing_is_written(outcome: Make, seed: int) -> None:
    done = outcome(seed, corrections=0)
    trial = done.trial
    trial.report.write_bytes(done.before)
    shutil.copyfile(trial.ground.printed, trial.workbook)
    updated = trial.update()
    assert updated.corrections == ()
    assert (updated.outcome, trial.report.read_bytes() == done.before) == ("unchanged", True)


@settings(max_examples=8, phases=UNSHRUNK)
@given(SEEDS)
def test_a_pending_change_is_rewritten_and_not_nested(outcome: Make, seed: int) -> None:
    done = outcome(seed, kinds=FIGURES)
    trial = done.trial
    corrected(trial.workbook, trial.workbook, Random(seed + 1), 4, trial.ground.store, FIGURES)
    try:
        trial.update()
    except FazhiError:
        return  # the second corrections have left a workbook with errors
    after = trial.report.read_bytes()
    assert lost(done.before, after) is None
    nested = [e for e in etree.fromstring(unzipped(after)[DOCUMENT]).iter(f"{W}ins", f"{W}del") if e.get(f"{W}author") == OURS]
    assert [e for e in nested if any(a.get(f"{W}author") == OURS for a in e.iterancestors(f"{W}ins", f"{W}del"))] == []


# 7


@settings(max_examples=10, phases=UNSHRUNK)
@given(SEEDS, st.booleans())
def test_a_report_that_only_looks_different_gets_the_text_of_a_fresh_build(outcome: Make, seed: int, accept: bool) -> None:
    done = outcome(seed, edits=5, habits={people.emboldens: 1}, accept=accept)
    assert done.text() == list(done.trial.fresh.lines[DOCUMENT])


# 8


@settings(max_examples=6, phases=UNSHRUNK)
@given(SEEDS, st.booleans())
def test_a_lost_store_is_found_beside_the_report(ground: Ground, outcome: Make, seed: int, damaged: bool) -> None:
    done = outcome(seed, edits=10)
    trial, home = done.trial, done.trial.report.parent
    (item,) = items_with_store(parts_of(trial.report))
    trial.report.write_bytes(done.before)
    without = {name: data for name, data in unzipped(done.before).items() if name != item}
    broken = unzipped(done.before)[item].replace(b">", b">AAAA", 2)
    trial.report.write_bytes(zipped({**without, item: broken} if damaged else without))
    shutil.rmtree(home / FOLDER, ignore_errors=True)
    assert read_store(parts_of(trial.report)) is None
    with pytest.raises(FazhiError, match="另一个文件名"):
        trial.update()
    shutil.copytree(next(ground.workbook.parent.rglob(FOLDER)), home / FOLDER)
    trial.update()
    assert [p.after for p in passages(unzipped(trial.report.read_bytes())[DOCUMENT])] == [p.after for p in done.passages()]
    assert store_in(trial.report.read_bytes()) == store_in(done.after)


# 10


@settings(max_examples=8, phases=UNSHRUNK)
@given(FEW)
def test_parts_without_changes_are_the_same_bytes(outcome: Make, seed: int) -> None:
    done = outcome(seed)
    before, after = unzipped(done.before), unzipped(done.after)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    (item,) = items_with_store(parts_of(done.trial.report))
    may = {item, "docProps/custom.xml"}
    if any(c.fate in ("conflict", "uncertain", "deleted") for c in done.updated.corrections):
        may |= {DOCUMENT, "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    may |= {c.place.part for c in done.updated.corrections if c.fate == "updated" and c.place}
    assert changed <= may
    for part in changed & set(done.trial.handled.lines):
        assert any(sign.inserted or sign.deleted for p in done.passages(part) for sign in p.signs) or part == DOCUMENT


# 11


@settings(max_examples=8, phases=UNSHRUNK)
@given(SEEDS)
def test_corrections_at_once_or_one_by_one_give_the_same_text(outcome: Make, seed: int) -> None:
    done = outcome(seed, edits=15, kinds=FIGURES, corrections=2, forgetful=False)
    trial = done.trial
    corrected(trial.workbook, trial.workbook, Random(seed + 1), 2, trial.ground.store, FIGURES)
    try:
        second = trial.update(accept=True)
    except FazhiError:
        return  # the second corrections have left a workbook with errors
    one_by_one = [p.after for p in passages(unzipped(trial.report.read_bytes())[DOCUMENT]) if not p.goes]
    trial.report.write_bytes(done.before)
    at_once = trial.update(accept=True)
    fates = Counter(c.fate for c in (*done.updated.corrections, *second.corrections, *at_once.corrections))
    if set(fates) <= {"updated"}:
        assert one_by_one == [p.after for p in passages(unzipped(trial.report.read_bytes())[DOCUMENT]) if not p.goes]


# 12


@settings(max_examples=8, phases=UNSHRUNK)
@given(FEW, st.booleans())
def test_the_result_is_as_sound_as_the_edited_file(
    outcome: Make, tmp_path_factory: pytest.TempPathFactory, seed: int, accept: bool
) -> None:
    done = outcome(seed, accept=accept)
    before, after = (tmp_path_factory.mktemp("file") / name for name in ("前.docx", "后.docx"))
    before.write_bytes(done.before)
    after.write_bytes(done.after)
    assert set(faults_of(after)) <= set(faults_of(before))
    ids = Counter(e.get(f"{W}id") for e in etree.fromstring(unzipped(done.after)[DOCUMENT]).iter(f"{W}ins", f"{W}del"))
    assert [number for number, times in ids.items() if times > 1] == []


@settings(max_examples=8, phases=UNSHRUNK)
@given(FEW)
def test_written_without_tracking_it_says_the_same(outcome: Make, seed: int) -> None:
    tracked, written = outcome(seed), outcome(seed, accept=True)
    assert [text for text in written.text() if text] == [text for text in tracked.text() if text]


def test_the_same_update_gives_the_same_bytes(outcome: Make) -> None:
    for seed in range(4):
        assert outcome(seed).after == outcome(seed, edits=None).after
