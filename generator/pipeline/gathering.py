"""What the departments' files answer, cell by cell of the workbook that is collected into, and what can't be taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.model.provenance import Cell
from generator.pipeline.drafts import NOBODYS, Draft
from generator.pipeline.incoming import Came, CameRow
from generator.pipeline.ruling import alike
from generator.pipeline.targets import FRESH, Target, TargetRow
from generator.refresh.rows import TextRow, pair_by_text
from generator.workbook.collected.matters import Matter
from generator.workbook.collected.record import Answer
from generator.workbook.collected.rulings import DONE, KEEP
from generator.workbook.columns import ENTRIES, INDICATORS
from generator.workbook.handouts import FILLED_IN, TOLD
from generator.workbook.meanings import FIGURES
from generator.workbook.rows import Said
from generator.workbook.typed import squeeze

_Place = tuple[str, str]


@dataclass(slots=True)
class Gathered:
    """Answers by key of the row and heading, what was handed out there, the rows that are new, and what can't be taken.

    ``origins`` are the numbers and marks under which the rows were handed out.
    """

    answers: dict[_Place, list[Answer]] = field(default_factory=dict)
    bases: dict[_Place, str] = field(default_factory=dict)
    fresh: dict[str, TargetRow] = field(default_factory=dict)
    origins: dict[str, dict[str, None]] = field(default_factory=dict)
    matters: list[Matter] = field(default_factory=list)

    def add(self, key: str, heading: str, answer: Answer) -> None:
        """Note an answer."""
        self.answers.setdefault((key, heading), []).append(answer)


def gather(target: Target, came: Sequence[Came], drafts: Sequence[Draft]) -> Gathered:
    """All answers; those of departments of which no file is there stay what they were."""
    gathering = _Gathering(target)
    for each in came:
        gathering.hand_out(each)
    for draft in drafts:
        gathering.draft(draft)
    gathering.carry({squeeze(each.given.department) for each in came} | {draft.owner for draft in drafts})
    return gathering.gathered


class _Gathering:
    def __init__(self, target: Target) -> None:
        self.target, self.gathered = target, Gathered()
        self._taken_back: list[tuple[str, str, Answer]] = []
        self._confirmed: list[tuple[str, str, Answer]] = []
        self._fresh_texts: dict[str, list[tuple[str, TextRow]]] = {}

    def hand_out(self, came: Came) -> None:
        """The answers of one file."""
        found = self.target.found(came)
        department = came.given.department
        for mark, key in found.items():
            self.gathered.origins.setdefault(key, {})[f"{came.given.number}/{mark}"] = None
        for row in came.rows:
            if row.asked is not None:
                self._asked(came, row, found.get(row.asked.mark))
            elif row.sheet == INDICATORS:
                self._own_indicator(department, row)
        texts = [row for row in came.rows if row.asked is None and row.sheet == ENTRIES]
        self._own_texts(squeeze(department), department, [dict(self._told(row, department)) for row in texts])
        for trouble in came.troubles:
            self._say("读不全", came.path.name, advice=trouble, at=Cell(came.path.name, "", ""), department=department)
        if outdated := self._outdated(came, set(found.values())):
            at = Cell(came.path.name, INDICATORS, "A1")
            self._say("分发后改过", department, advice=f"{outdated}；请把改过的表重新分发给这个部门", at=at, department=department)

    def _outdated(self, came: Came, asked: set[str]) -> str:
        """What the drafter has added since it was handed out, in words; empty where nothing was."""
        there = self.target.asked_of(came.given.department)
        added = [row for row in there if row.key not in asked and not row.text("本年" if row.sheet == INDICATORS else "正文")]
        if not added:
            return ""
        names = "、".join(row.text("引用名") or row.text("正文")[:12] or "一行正文" for row in added[:5])
        return f"分发以后工作簿里又给这个部门加了 {len(added)} 行（{names}）"

    def _asked(self, came: Came, row: CameRow, key: str | None) -> None:
        assert row.asked is not None
        department, name = came.given.department, row.asked.text("引用名") or row.asked.text("小标题") or row.asked.text("正文")[:16]
        if row.row is None:
            if any(row.asked.text(heading) for heading in ("本年", "上年", "正文")):
                at = Cell(came.path.name, row.sheet, "A1")
                advice = f"{department}的文件里删去了这一行；确要删的，请在汇总表里删"
                self._say("删去一行", name, advice=advice, key=key, at=at, department=department)
            return
        tampered = [(heading, said) for heading, said in row.tampered() if not self._agrees(key, heading, said.text or "")]
        for heading, said in tampered:
            advice = f"{department}改了“{heading}”，这一格不由部门填；确要改的，请在汇总表里改"
            self._say(
                "改了不由部门填的格", name, advice=advice, key=key, heading=heading, at=said.at, text=said.text or "", department=department
            )
        changed = {heading for heading, _ in row.changed()}
        answered = [
            (heading, row.row.cells[heading])
            for heading in FILLED_IN[row.sheet]
            if heading in row.row.cells and (heading in changed or _has_answered(self.target.cells.get((key or "", heading)), department))
        ]
        unfit = self._unit_differs(row, key)
        for heading, said in answered:
            self._answer(came, row, key, name, heading, said, unfit=unfit and heading in FIGURES, is_changed=heading in changed)
        told = {heading for heading, _ in answered}
        for heading in FIGURES if key is not None and not unfit else ():
            if heading not in told and row.text(heading):
                self._confirmed.append((key or "", heading, Answer(department, row.text(heading), row.row.cells[heading].at)))

    def _unit_differs(self, row: CameRow, key: str | None) -> bool:
        there = self.target.rows.get(key or "")
        theirs = squeeze(row.text("单位")) or row.unit
        return row.sheet == INDICATORS and there is not None and there.row is not None and squeeze(there.text("单位")) != theirs

    def _agrees(self, key: str | None, heading: str, text: str) -> bool:
        """Whether the workbook says the same there by now."""
        there = self.target.rows.get(key or "")
        return there is not None and there.row is not None and alike(there, heading, there.text(heading), text)

    def _answer(
        self, came: Came, row: CameRow, key: str | None, name: str, heading: str, said: Said, *, unfit: bool, is_changed: bool
    ) -> None:
        text, department = said.text or "", came.given.department
        there = self.target.rows.get(key or "")
        if heading in row.faults:
            why, advice = "填法不对", f"{row.faults[heading]}；请部门改正，或在汇总表里填"
        elif unfit:
            unit = there.text("单位") if there else ""
            why, advice = "单位不同", f"部门按“{row.text('单位') or row.unit}”填，汇总表里的单位是“{unit}”；请核对后在汇总表里填"
        elif there is None:
            why, advice = "行已删去", "汇总表里没有这一行了；确要用的，请加一行填上"
        else:
            assert key is not None
            assert row.asked is not None
            self.gathered.bases.setdefault((key, heading), row.asked.text(heading))
            if is_changed:
                self.gathered.add(key, heading, Answer(department, text, said.at))
            else:
                self._taken_back.append((key, heading, Answer(department, text, said.at)))
            return
        self._say(why, name, advice=advice, key=key, heading=heading, at=said.at, text=text, department=department)

    def _own_indicator(self, department: str, row: CameRow) -> None:
        assert row.row is not None
        name, at = row.row.keys[0], row.row.cells["引用名"].at
        if not name or "引用名" in row.faults:
            why = row.faults.get("引用名", "部门加的这一行没有引用名")
            self._say(
                "引用名不能用", name or "（没有引用名）", advice=f"{why}；请在汇总表里加上", at=at, text=_whole(row), department=department
            )
            return
        key = f"I{name}"
        known = self.target.rows.get(key)
        is_there = known is not None and known.row is not None
        if is_there and known is not None and squeeze(row.text("单位")) not in ("", squeeze(known.text("单位"))) and not _is_fresh(known):
            advice = f"部门加的这一行，单位是“{row.text('单位')}”，汇总表里是“{known.text('单位')}”；请核对后在汇总表里填"
            unit = row.row.cells["单位"].at
            self._say("单位不同", name, advice=advice, key=key, heading="单位", at=unit, text=_whole(row), department=department)
            return
        if known is None:
            owner = f"{FRESH}/{squeeze(department)}"
            self.gathered.fresh.setdefault(key, TargetRow(key, INDICATORS, None, {})).origins[owner] = None
        headings = TOLD[INDICATORS] if known is None or _is_fresh(known) else FILLED_IN[INDICATORS]
        self._own(key, department, {h: row.row.cells[h] for h in headings if h in row.row.cells}, row)

    def _own(self, key: str, department: str, cells: dict[str, Said], row: CameRow) -> None:
        for heading, said in cells.items():
            if heading in row.faults:
                self._unreadable(row, heading, said, department, key[1:], key)
            elif said.text or heading == "填报部门" or _has_answered(self.target.cells.get((key, heading)), department):
                text = said.text or (department if heading == "填报部门" else "")
                self.gathered.add(key, heading, Answer(department, text, said.at))

    def _own_texts(self, owner: str, department: str, rows: Sequence[Mapping[str, Answer]]) -> None:
        """Texts that a file adds: found among those that the owner has added before, else new ones."""
        known = self._fresh_texts.setdefault(owner, list(self.target.fresh_of(owner)))
        new = [_text_row(row) for row in rows]
        pairs = {at: old for old, at in pair_by_text([text for _, text in known], new) if at is not None}
        for at, row in enumerate(rows):
            old = pairs.get(at)
            if old is None:
                key = self.target.new_key()
                self.gathered.fresh[key] = TargetRow(key, ENTRIES, None, {f"{FRESH}/{owner}": None})
                known.append((key, new[at]))
            else:
                key = known[old][0]
                self.gathered.origins.setdefault(key, {})[f"{FRESH}/{owner}"] = None
            for heading, answer in row.items():
                if answer.text or _has_answered(self.target.cells.get((key, heading)), department):
                    self.gathered.add(key, heading, answer)

    def _told(self, row: CameRow, department: str) -> Iterator[tuple[str, Answer]]:
        """What a row that the department added says, by heading."""
        assert row.row is not None
        for heading in TOLD[ENTRIES]:
            said = row.row.cells.get(heading)
            if said is not None and heading in row.faults:
                self._unreadable(row, heading, said, department, row.text("正文")[:16])
            elif said is not None:
                yield heading, Answer(department, said.text or (department if heading == "填报部门" else ""), said.at)

    def _unreadable(self, row: CameRow, heading: str, said: Said, department: str, name: str, key: str | None = None) -> None:
        advice = f"{row.faults[heading]}；请部门改正，或在汇总表里填"
        self._say("填法不对", name, advice=advice, key=key, heading=heading, at=said.at, text=said.text or "", department=department)

    def draft(self, draft: Draft) -> None:
        """The paragraphs of a Word file as rows; those that came before anybody knew whose they are stay the same rows."""
        if draft.owner != NOBODYS and draft.owner not in self._fresh_texts:
            known = [*self.target.fresh_of(draft.owner), *self.target.fresh_of(NOBODYS)]
            self._fresh_texts[draft.owner] = list(dict(known).items())
        self._own_texts(draft.owner, draft.department or draft.path.stem, draft.rows)

    def carry(self, owners: set[str]) -> None:
        """What was said before, by those of whom no file is there now or whose file does not hold the row any more."""
        for key, heading, answer in self._taken_back:
            # As it was handed out again, unless another file of the department says more.
            if squeeze(answer.department) not in {squeeze(each.department) for each in self.gathered.answers.get((key, heading), ())}:
                self.gathered.add(key, heading, answer)
        for (key, heading), cell in self.target.cells.items():
            row = self.target.rows.get(key)
            theirs = (_owners(row.origins if row else ()) | _owners(self.gathered.origins.get(key, ()))) & owners
            said = list(self.gathered.answers.get((key, heading), ()))
            for answer in cell.answers:
                here = bool(theirs) if _is_fresh(row) else squeeze(answer.department) in owners
                if not here or not said:
                    self.gathered.add(key, heading, answer)
                    self.gathered.bases.setdefault((key, heading), cell.written)
            if theirs and not said and cell.answers and heading in ("正文", "引用名"):
                first, advice = cell.answers[0], "上次收来的这一行，部门的文件里没有了；确要删的，请在汇总表里删"
                self._say("删去一行", first.text[:16], advice=advice, key=key, at=first.at, text=first.text, department=first.department)
        self._hear_confirmed()
        self._carry_matters(owners)

    def _hear_confirmed(self) -> None:
        """The figures that a department left as they were handed out: it has checked them, and says them beside what another one says."""
        for key, heading, answer in self._confirmed:
            there = self.gathered.answers.get((key, heading), ())
            if there and squeeze(answer.department) not in {squeeze(each.department) for each in there}:
                self.gathered.add(key, heading, answer)

    def _carry_matters(self, owners: set[str]) -> None:
        """What was told of files that are not there any more is told on; what was told of a cell that several answered for is told anew."""
        heard = {matter.number for matter in self.gathered.matters}
        for kept in self.target.record.matters:
            if kept.kind in _OF_ONE_FILE and kept.number not in heard and not {squeeze(each.department) for each in kept.answers} & owners:
                for answer in kept.answers:
                    name, key = kept.name.removesuffix(f".{kept.heading}"), kept.key or None
                    text, whose = answer.text, answer.department
                    self._say(kept.kind, name, advice=kept.advice, at=answer.at, key=key, heading=kept.heading, text=text, department=whose)
        self.gathered.matters.sort(key=_file_order)

    def _say(
        self,
        kind: str,
        name: str,
        *,
        advice: str,
        at: Cell,
        key: str | None = None,
        heading: str = "",
        text: str = "",
        department: str = "",
    ) -> None:
        row = self.target.rows.get(key or "")
        cell = row.address(heading) if row is not None and heading else ""
        if row is not None and not cell and row.row is not None:
            cell = row.address("引用名" if row.sheet == INDICATORS else "正文")
        answer = Answer(department, text, at)
        sheet = row.sheet if row is not None and cell else ""
        now = row.text(heading) if row is not None and heading else ""
        told = "" if text or key else advice  # of a file all that is known of it
        matter = Matter(kind, f"{name}{'.' + heading if heading else ''}", sheet, cell, now, (answer,), advice, told=told)
        self.gathered.matters.append(replace(matter, key=key or "", heading=heading, choices=(KEEP, DONE) if sheet else (DONE,)))


_OF_ONE_FILE = ("填法不对", "单位不同", "改了不由部门填的格", "删去一行", "引用名不能用", "读不全")


def _file_order(matter: Matter) -> tuple[str, bool, bool, int, str, str]:
    """In the order of the files, down their rows; what is said of a whole file comes last."""
    at = matter.answers[0].at
    letters = at.address.rstrip("0123456789")
    return at.workbook, not matter.key, at.sheet == ENTRIES, int(at.address[len(letters) :] or 0), letters, matter.kind


def _owners(origins: Iterable[str]) -> set[str]:
    """Who has added a row, of those that no hand-out held."""
    return {origin.removeprefix(f"{FRESH}/") for origin in origins if origin.startswith(f"{FRESH}/")}


def _is_fresh(row: TargetRow | None) -> bool:
    return row is not None and any(origin.startswith(f"{FRESH}/") for origin in row.origins)


def _has_answered(cell: object, department: str) -> bool:
    answers: Iterable[Answer] = getattr(cell, "answers", ())
    return squeeze(department) in {squeeze(answer.department) for answer in answers}


def _whole(row: CameRow) -> str:
    """All that an indicator's row says."""
    return "，".join(f"{heading} {text}" for heading in TOLD[INDICATORS] if (text := row.text(heading)))


def _text_row(row: Mapping[str, Answer]) -> TextRow:
    said = {heading: answer.text for heading, answer in row.items()}
    return TextRow(tuple(squeeze(said.get(heading, "")) for heading in ("部分", "栏目", "小标题")), said.get("正文", ""))
