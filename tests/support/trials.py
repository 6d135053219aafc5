"""Trials of an update: a report that was built, edited by people while its workbook was corrected, and what is made of both.

    trial = tried(Ground.of(sample, folder), folder / "1", seed=1)
    updated = trial.update()
    verdict = trial.judged(updated)
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from generator.errors import FindingsStop
from generator.pipeline.building import build
from generator.pipeline.reading import Templates
from generator.pipeline.updating import Updated, update
from generator.word.store import Store
from tests.support.corrections import KINDS, Changes, corrected, emptied
from tests.support.judging import Case, Verdict, judged
from tests.support.people import HABITS, Handled, edited, store_in
from tests.support.people.habits import Habit

WHEN = datetime(2023, 2, 20, 9, 30)
SAMPLES = Path(__file__).parents[2] / "sample_data"
CITIES = ("standard-2022", "liuzhou-2022", "wuzhou-2021", "shantou-2020")


@dataclass(frozen=True, slots=True)
class Ground:
    """A workbook, the report that was built from it, and what that remembers. A draft was built while figures were missing."""

    workbook: Path
    data: bytes
    store: Store
    templates: Templates
    draft: bool

    @classmethod
    def of(cls, workbook: Path, folder: Path, *, draft: bool = False, templates: Templates | None = None) -> Ground:
        templates = templates or Templates()
        made = folder / f"{workbook.stem}{'稿' if draft else ''}"
        made.mkdir(parents=True)
        first, report = made / workbook.name, made / "报告.docx"
        shutil.copyfile(workbook, first)
        if draft:
            build(first, report, templates=templates)
            emptied(workbook, first, Random(1), 12, store_in(report.read_bytes()))
        build(first, report, draft=draft, templates=templates)
        data = report.read_bytes()
        return cls(workbook, data, store_in(data), templates, draft)


@dataclass(frozen=True, slots=True)
class Trial:
    """An edited report beside its corrected workbook, the report that would be built now, and the truth about both."""

    ground: Ground
    report: Path
    workbook: Path
    handled: Handled
    changes: Changes
    fresh: Store
    fresh_data: bytes

    def update(self, **options: Any) -> Updated:
        return update(self.report, self.workbook, when=WHEN, templates=self.ground.templates, **options)

    def judged(self, updated: Updated) -> Verdict:
        """The verdict on the report as it lies there now."""
        result = self.report.read_bytes()
        return judged(Case(self.ground.store, self.handled, self.fresh, self.changes.rows, result, updated.corrections))


def tried(
    ground: Ground,
    folder: Path,
    seed: int,
    *,
    edits: int | None = None,
    corrections: int | None = None,
    habits: Mapping[Habit, int] = HABITS,
    kinds: Mapping[Any, int] = KINDS,
    **people: bool,
) -> Trial | None:
    """A trial; None where the corrections have left a workbook with errors, which is no update's matter."""
    random = Random(seed)
    folder.mkdir(parents=True)
    handled = edited(ground.data, random, random.randint(0, 80) if edits is None else edits, habits, **people)
    report, workbook, built = folder / "报告.docx", folder / ground.workbook.name, folder / "重建.docx"
    report.write_bytes(handled.data)
    amount = random.randint(1, 10) if corrections is None else corrections
    changes = corrected(ground.workbook, workbook, random, amount, ground.store, kinds)
    try:
        build(workbook, built, draft=ground.draft, templates=ground.templates)
    except FindingsStop:
        return None
    data = built.read_bytes()
    built.unlink()
    return Trial(ground, report, workbook, handled, changes, store_in(data), data)
