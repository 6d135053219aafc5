"""Three-way, cell by cell: what was written last, what the drafter has made of it, and what the departments say now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from generator.pipeline.gathering import Gathered
from generator.pipeline.settling import Asking, Outcome, rate_of, settle, settle_rate
from generator.pipeline.targets import Target, TargetRow
from generator.workbook.collected.matters import Matter
from generator.workbook.collected.record import Answer, KeptCell
from generator.workbook.columns import ENTRIES, INDICATORS
from generator.workbook.handouts import TOLD
from generator.workbook.meanings import FIGURES, meaning, number_in
from generator.workbook.typed import squeeze


class Change(NamedTuple):
    """A cell that is written: its row, its heading, the text, and the unit of the row."""

    key: str
    heading: str
    text: str
    unit: str


@dataclass(slots=True)
class Merged:
    """What is written, what is remembered of each cell, and what has to be settled, with the key of its row and its heading."""

    changes: list[Change] = field(default_factory=list)
    cells: list[KeptCell] = field(default_factory=list)
    matters: list[tuple[Matter, str, str]] = field(default_factory=list)


Formula = Callable[[str, str], bool]


def merge(target: Target, gathered: Gathered, is_formula: Formula) -> Merged:
    """Decide every cell that somebody answered for. ``is_formula`` tells whether a sheet's cell holds one."""
    merging = _Merging(target, gathered, is_formula)
    later = []
    for place in _in_order(target, gathered):
        if merging.is_shared_rate(place):
            later.append(place)
        else:
            merging.decide(place)
    for place in dict.fromkeys([*later, *merging.shared_rates()]):
        merging.decide(place)
    merging.merged.cells.sort(key=lambda cell: (key_order(cell.key), _column(cell.heading)))
    return merging.merged


_Place = tuple[str, str]


def _in_order(target: Target, gathered: Gathered) -> list[_Place]:
    return sorted(gathered.answers, key=lambda place: (key_order(place[0]), _column(place[1])))


def key_order(key: str) -> tuple[str, int, str]:
    """How the keys of rows are sorted."""
    return (key[0], int(key[1:]), "") if key[0] == "E" else (key[0], 0, key[1:])


_COLUMNS = {heading: number for number, heading in enumerate(dict.fromkeys([*TOLD[INDICATORS], *TOLD[ENTRIES]]))}


def _column(heading: str) -> int:
    """How the cells of a row are sorted: the unit first, it tells how figures are read."""
    return -1 if heading == "单位" else _COLUMNS.get(heading, len(_COLUMNS))


class _Merging:
    def __init__(self, target: Target, gathered: Gathered, is_formula: Formula) -> None:
        self.target, self.gathered, self.is_formula = target, gathered, is_formula
        self.merged = Merged()
        self._written: dict[_Place, str] = {}
        self._no_unit: set[str] = set()

    def _row(self, key: str) -> TargetRow | None:
        """The row as it stands in the workbook; None for one that is put there now."""
        return self.target.rows.get(key)

    def shared_rates(self) -> Iterator[_Place]:
        """The rates that several departments share: nobody need type what their parts make."""
        for row in self.target.rows.values():
            spec = self.target.master.indicator(row.key[1:]) if row.sheet == INDICATORS and row.row is not None else None
            if spec is not None and spec.adds == "rate" and len(row.departments) > 1:
                for heading in FIGURES:
                    if (row.key, heading) in self.gathered.answers or rate_of(spec, heading, self._number) is not None:
                        yield row.key, heading

    def is_shared_rate(self, place: _Place) -> bool:
        """Whether a cell holds a rate that several departments answer for."""
        asking = self._asking(place)
        shared = max(len(asking.departments), len({squeeze(a.department) for a in self.gathered.answers.get(place, ())})) > 1
        return shared and asking.spec is not None and asking.spec.adds == "rate" and place[1] in FIGURES

    def _asking(self, place: _Place) -> Asking:
        key, heading = place
        row = self._row(key)
        spec = self.target.master.indicator(key[1:]) if key[0] == "I" else None
        return Asking(heading, self._unit(key), spec, row.departments if row else ())

    def _unit(self, key: str) -> str:
        row = self._row(key)
        return squeeze(row.text("单位") if row is not None and row.row is not None else self._written.get((key, "单位"), ""))

    def decide(self, place: _Place) -> None:
        """Decide one cell."""
        key, heading = place
        row, kept = self._row(key), self.target.cells.get(place)
        answers = tuple(sorted(set(self.gathered.answers.get(place, ())), key=_answer_order))
        outcome = self._outcome(place, answers)
        if key in self._no_unit and heading in FIGURES:
            outcome = Outcome(None, "单位还没有定")
        if row is None:
            self._decide_new(place, answers, outcome)
        else:
            self._decide_there(row, heading, answers, outcome, kept)

    def _outcome(self, place: _Place, answers: Sequence[Answer]) -> Outcome:
        asking = self._asking(place)
        if self.is_shared_rate(place):
            return settle_rate(answers, asking, self._number, self.target.master.spec.options.precision)[0]
        return settle(answers, asking)

    def _number(self, name: str, heading: str) -> Decimal | None:
        """A figure as it will stand when everything is written."""
        key = f"I{squeeze(name)}"
        row = self._row(key)
        text = self._written.get((key, heading), row.text(heading) if row else "")
        return number_in(heading, text, self._unit(key))

    def _decide_new(self, place: _Place, answers: tuple[Answer, ...], outcome: Outcome) -> None:
        key, heading = place
        fresh = self.gathered.fresh[key]
        why = outcome.dispute
        if outcome.text and heading not in self.target.master.sheets.tables[fresh.sheet].columns:
            why = _NO_COLUMN
        if why:
            if heading == "单位":
                self._no_unit.add(key)
            self._say(why, fresh, place, "", answers)
        elif outcome.text:
            self._write(place, outcome.text)
        self.merged.cells.append(KeptCell(key, heading, "" if why else outcome.text or "", bool(why), answers))

    def _decide_there(self, row: TargetRow, heading: str, answers: tuple[Answer, ...], outcome: Outcome, kept: KeptCell | None) -> None:
        place = row.key, heading
        base = kept.written if kept else self.gathered.bases.get(place, "")
        undecided, written = False, base
        unit, now = self._unit(row.key), row.text(heading)
        same = kept is not None and _said(kept.answers) == _said(answers)
        left = row.kept.texts.get(heading, "") if row.kept else ""
        was_decided = kept is not None and same and (not kept.undecided or not _alike(heading, now, left, unit))
        if outcome.text is not None and _alike(heading, now, outcome.text, unit) and row.row is not None:
            written = outcome.text
        elif outcome.text is None and not outcome.dispute:
            undecided = self._await(row, heading, answers, outcome)
        elif row.row is None:
            undecided = self._deleted(row, place, answers, same)
        elif outcome.text is None or self._is_fixed(row, heading):
            undecided = not was_decided and self._say(outcome.dispute or self._why_fixed(row, heading), row, place, now, answers)
        elif _alike(heading, now, base, unit):
            self._write(place, outcome.text)
            written = outcome.text
        else:
            undecided = not was_decided and self._say("两边都改了", row, place, now, answers)
        if heading == "单位" and undecided:
            self._no_unit.add(row.key)
        self.merged.cells.append(KeptCell(row.key, heading, written, undecided, answers))

    def _is_fixed(self, row: TargetRow, heading: str) -> bool:
        return bool(self._why_fixed(row, heading))

    def _why_fixed(self, row: TargetRow, heading: str) -> str:
        """Why a cell can't be written, empty when it can."""
        if not row.address(heading):
            return _NO_COLUMN
        return "汇总表的这一格是公式" if self.is_formula(row.sheet, row.address(heading)) else ""

    def _write(self, place: _Place, text: str) -> None:
        self._written[place] = text
        self.merged.changes.append(Change(*place, text, self._unit(place[0])))

    def _await(self, row: TargetRow, heading: str, answers: tuple[Answer, ...], outcome: Outcome) -> bool:
        advice = f"还差 {'、'.join(outcome.awaited)} 的数，交齐以前不写合计"
        matter = Matter(
            "等其他部门", self._name(row, row.key, heading), row.sheet, row.address(heading), row.text(heading), answers, advice, False
        )
        self.merged.matters.append((matter, row.key, heading))
        return True

    def _deleted(self, row: TargetRow, place: _Place, answers: tuple[Answer, ...], same: bool) -> bool:
        """A row that the drafter has deleted: what a department says of it anew is told, and told again."""
        kept = self.target.cells.get(place)
        if same and kept is not None and not kept.undecided:
            return False
        return self._say("行已删去", row, place, "", answers)

    def _say(self, why: str, row: TargetRow | None, place: _Place, now: str, answers: tuple[Answer, ...]) -> bool:
        key, heading = place
        there = row is not None and row.row is not None
        cell = row.address(heading) if row is not None and there else ""
        advice = _ADVICE.get(why, "请问清楚以后，在汇总表的这一格里填上定下来的")
        sheet = row.sheet if row is not None and cell else ""
        matter = Matter(why, self._name(row, key, heading), sheet, cell, now, answers, advice)
        self.merged.matters.append((matter, key, heading))
        return True

    def _name(self, row: TargetRow | None, key: str, heading: str) -> str:
        if key[0] == "I":
            name = (row.text("引用名") if row is not None else "") or key[1:]
        else:
            texts = (row.text("小标题") or row.text("正文")) if row is not None and row.row is not None else ""
            said = [a.text for h in ("小标题", "正文") for a in self.gathered.answers.get((key, h), ()) if a.text]
            name = (texts or (said[0] if said else "一行正文"))[:16]
        return f"{name}.{heading}"


_NO_COLUMN = "汇总表里没有这一列"
_ADVICE = {
    "两边都改了": "汇总表里这一格没有动；请比较后，在汇总表里填上要用的",
    "汇总表的这一格是公式": "公式没有动；要用部门填的，请删去公式填上数",
    _NO_COLUMN: "请加上这一列再汇总，或不用管",
    "行已删去": "汇总表里已经删去了这一行；确要用的，请加一行填上",
}


def _alike(heading: str, one: str, other: str, unit: str) -> bool:
    return meaning(heading, one, unit) == meaning(heading, other, unit)


def _answer_order(answer: Answer) -> tuple[str, ...]:
    return answer.department, answer.at.workbook, answer.at.sheet, answer.at.address, answer.text


def _said(answers: Sequence[Answer]) -> set[tuple[str, str]]:
    return {(squeeze(answer.department), answer.text) for answer in answers}


def changes_by_row(changes: Sequence[Change]) -> Mapping[str, list[Change]]:
    """The changes row by row."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.key, []).append(change)
    return found
