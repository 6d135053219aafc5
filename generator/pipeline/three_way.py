"""Three-way, cell by cell: what was written last, what the drafter has made of it, and what the departments say now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple

from generator.pipeline.advising import BOTH, CLEARED, DELETED, FORMULA, NO_COLUMN, NOT_ASKED, OTHER_TOTAL, advice_of, choices_of
from generator.pipeline.gathering import Gathered
from generator.pipeline.ruling import Rulings
from generator.pipeline.settling import Asking, Outcome, is_shared_figure, rate_of, settle, settle_rate
from generator.pipeline.targets import Target, TargetRow, answered_by
from generator.workbook.collected.matters import Matter
from generator.workbook.collected.record import Answer, How, KeptCell
from generator.workbook.collected.rulings import TAKE, TAKE_MADE
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


def merge(target: Target, gathered: Gathered, rulings: Rulings, is_formula: Formula) -> Merged:
    """Decide every cell that somebody answered for. ``is_formula`` tells whether a sheet's cell holds one."""
    merging = _Merging(target, gathered, rulings, is_formula)
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
    def __init__(self, target: Target, gathered: Gathered, rulings: Rulings, is_formula: Formula) -> None:
        self.target, self.gathered, self.rulings, self.is_formula = target, gathered, rulings, is_formula
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
            why = NO_COLUMN
        if why:
            if heading == "单位":
                self._no_unit.add(key)
            matter = self._matter(why, fresh, place, answers, outcome)
            self.merged.matters.append((self.rulings.ruled(matter), key, heading))
        elif outcome.text:
            self._write(place, outcome.text)
        how: How = "未决" if why else "合成" if outcome.is_made else ""
        self.merged.cells.append(KeptCell(key, heading, "" if why else outcome.text or "", how, answers))

    def _decide_there(self, row: TargetRow, heading: str, answers: tuple[Answer, ...], outcome: Outcome, kept: KeptCell | None) -> None:
        place = row.key, heading
        base = kept.written if kept else self.gathered.bases.get(place, "")
        now, written = row.text(heading), base
        how: How = "合成" if outcome.is_made else ""
        if outcome.text is not None and row.row is not None and _alike(heading, now, outcome.text, self._unit(row.key)):
            written = outcome.text
            if kind := self.rulings.settled_kind(row.key, heading, answers):
                ruled = self.rulings.ruled(self._matter(kind, row, place, answers, outcome))
                self.merged.matters += [(ruled, *place)] if ruled.ruling is not None else []
                how = how or "选定"
        elif outcome.text is None and not outcome.dispute:
            how = self._await(row, heading, answers, outcome)
        elif why := self._why_not(row, heading, answers, outcome, base):
            same = kept is not None and _said(kept.answers) == _said(answers)
            how, written = self._contested(row, place, answers, outcome._replace(dispute=why), kept if same else None, base)
        else:
            assert outcome.text is not None
            self._write(place, outcome.text)
            written = outcome.text
        if heading == "单位" and how == "未决":
            self._no_unit.add(row.key)
        self.merged.cells.append(KeptCell(row.key, heading, written, how, answers))

    def _why_not(self, row: TargetRow, heading: str, answers: tuple[Answer, ...], outcome: Outcome, base: str) -> str:
        """Why what the answers come to is not written, empty when it is."""
        now = row.text(heading)
        if row.row is None:
            return DELETED
        if why := outcome.dispute or self._why_fixed(row, heading):
            return why
        if not outcome.text:
            return CLEARED
        if _alike(heading, now, base, self._unit(row.key)):
            return ""
        shared = is_shared_figure(self._asking((row.key, heading)), len(answered_by(answers)))
        if shared or self.is_shared_rate((row.key, heading)):
            return OTHER_TOTAL
        asked = {squeeze(department) for department in row.departments}
        return BOTH if not asked or asked & {squeeze(answer.department) for answer in answers} else NOT_ASKED

    def _contested(
        self, row: TargetRow, place: _Place, answers: tuple[Answer, ...], outcome: Outcome, kept: KeptCell | None, base: str
    ) -> tuple[How, str]:
        """What can't be written without the drafter: how the cell stands, and what counts as written there.

        ``kept`` is what was remembered of the same answers.
        """
        matter = self._matter(outcome.dispute, row, place, answers, outcome)
        if kept is not None and not kept.undecided and not self.rulings.knows(matter):
            return kept.how, base  # nothing is new but what the drafter did with it since
        ruled = self.rulings.ruled(matter)
        self.merged.matters.append((ruled, *place))
        if ruled.ruling is None:
            return "未决", base
        if ruled.ruling.choice not in (TAKE, TAKE_MADE):
            return "选定", base
        if not _alike(place[1], row.text(place[1]), ruled.taken(), self._unit(row.key)):
            self._write(place, ruled.taken())
        return "合成" if ruled.ruling.choice == TAKE_MADE else "选定", ruled.taken()

    def _why_fixed(self, row: TargetRow, heading: str) -> str:
        """Why a cell can't be written, empty when it can."""
        if not row.address(heading):
            return NO_COLUMN
        return FORMULA if self.is_formula(row.sheet, row.address(heading)) else ""

    def _write(self, place: _Place, text: str) -> None:
        self._written[place] = text
        self.merged.changes.append(Change(*place, text, self._unit(place[0])))

    def _await(self, row: TargetRow, heading: str, answers: tuple[Answer, ...], outcome: Outcome) -> How:
        advice = f"还差 {'、'.join(outcome.awaited)} 的数，交齐以前不写合计"
        matter = replace(self._matter("等其他部门", row, (row.key, heading), answers, outcome), advice=advice, is_conflict=False)
        self.merged.matters.append((self.rulings.ruled(matter), row.key, heading))
        return "未决"

    def _matter(self, why: str, row: TargetRow, place: _Place, answers: tuple[Answer, ...], outcome: Outcome) -> Matter:
        key, heading = place
        cell = row.address(heading)
        asking = self._asking(place)
        made = (outcome.text or "") if outcome.is_made else ""
        shared = is_shared_figure(asking, len(answered_by(answers)))
        told = made if made and not answers else ""
        choices = choices_of(why, is_made=bool(made), is_shared=shared)
        advice = advice_of(why, asking, answers, made, now=row.text(heading), is_text=row.sheet == ENTRIES)
        name, sheet = self._name(row, key, heading), row.sheet if cell else ""
        return Matter(why, name, sheet, cell, row.text(heading), answers, advice, True, key, heading, told, choices, made)

    def _name(self, row: TargetRow | None, key: str, heading: str) -> str:
        if key[0] == "I":
            name = (row.text("引用名") if row is not None else "") or key[1:]
        else:
            texts = (row.text("小标题") or row.text("正文")) if row is not None and row.row is not None else ""
            said = [a.text for h in ("小标题", "正文") for a in self.gathered.answers.get((key, h), ()) if a.text]
            name = (texts or (said[0] if said else "一行正文"))[:16]
        return f"{name}.{heading}"


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
