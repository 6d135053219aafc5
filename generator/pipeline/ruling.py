"""What the drafter has settled: noted in the column 处理 of 汇总核对, or changed in the collected workbook itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.pipeline.targets import Target, TargetRow
from generator.workbook.collected.matters import Matter
from generator.workbook.collected.record import Answer, KeptMatter
from generator.workbook.collected.rulings import BY_HAND, TAKE, TAKE_MADE, Notes, Ruling, verdict
from generator.workbook.meanings import meaning
from generator.workbook.typed import squeeze


class Rulings:
    """The matters that were listed the last time, and what has become of each."""

    def __init__(self, target: Target, notes: Notes) -> None:
        self._target, self._notes = target, notes
        self._kept = {matter.number: matter for matter in target.record.matters}

    def knows(self, matter: Matter) -> bool:
        """Whether it was listed before, with the same answers."""
        return matter.number in self._kept

    def ruled(self, matter: Matter) -> Matter:
        """The matter with what was decided of it; as it is while nothing was."""
        kept = self._kept.get(matter.number)
        if kept is None:
            return matter
        row = self._target.rows.get(matter.key)
        is_changed = _is_changed(row, matter.heading)
        found = verdict(kept.ruling, self._notes.get(matter.number), matter.choices, is_changed=is_changed)
        if found.trouble:
            return replace(matter, trouble=found.trouble, note=found.note)
        ruled = replace(matter, ruling=found.ruling)
        if found.ruling is None or found.ruling.choice not in (TAKE, TAKE_MADE) or row is None:
            return ruled
        taken, now = ruled.taken(), row.text(matter.heading)
        if alike(row, matter.heading, taken, now):
            return ruled
        if found.ruling == kept.ruling:  # it was taken then, and the drafter has thought better of it
            return replace(ruled, ruling=Ruling(BY_HAND))
        if is_changed:
            why = f"“处理”选的是 {taken or '（空）'}，这一格又改成了 {now or '（空）'}，不知道以哪个为准，都没有动"
            return replace(matter, trouble=why)
        return ruled

    def settled_kind(self, key: str, heading: str, answers: Sequence[Answer]) -> str:
        """What was settled of a cell with these answers, empty where nothing was: what was taken stands there now, and stays listed."""
        said = {(squeeze(answer.department), answer.text) for answer in answers}
        there = (kept for kept in self._kept.values() if kept.ruling is not None and (kept.key, kept.heading) == (key, heading))
        return next((kept.kind for kept in there if said == {(squeeze(a.department), a.text) for a in kept.answers}), "")

    def unheard(self, matters: list[Matter]) -> list[KeptMatter]:
        """What was settled of which nothing was heard this time, its file not being there: it stays settled."""
        heard = {(matter.kind, matter.key or matter.name, matter.heading) for matter in matters}
        return [
            kept
            for kept in self._kept.values()
            if kept.ruling is not None and (kept.kind, kept.key or kept.name, kept.heading) not in heard
        ]


def alike(row: TargetRow, heading: str, one: str, other: str) -> bool:
    """Whether two texts say the same in a cell of that row."""
    unit = squeeze(row.text("单位"))
    return meaning(heading, one, unit) == meaning(heading, other, unit)


def _is_changed(row: TargetRow | None, heading: str) -> bool:
    """Whether the drafter has changed a cell, or deleted its row, since the row was left."""
    if row is None or row.kept is None:
        return False
    if row.row is None:
        return bool(row.kept.texts)
    return bool(heading) and not alike(row, heading, row.text(heading), row.kept.texts.get(heading, ""))
