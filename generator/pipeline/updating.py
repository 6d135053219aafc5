"""``update``: a report that people may have edited is brought up to date with its workbook, and nothing of theirs is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

from generator.archive import Member, archived, members
from generator.diagnostics import Diagnostic, Findings
from generator.diagnostics import Place as CellPlace
from generator.document.blocks import Document
from generator.errors import FindingsStop, WrongUse
from generator.model.provenance import Source
from generator.pipeline.composing import Composed, compose
from generator.pipeline.headings import levels, out_of_order
from generator.pipeline.history import keep
from generator.pipeline.present import Present, last_build, present_of, printed_elsewhere, read_present, words_of
from generator.pipeline.reading import Templates
from generator.refresh.planning import plan
from generator.refresh.plans import Correction, Fate, Overtyped, Plan, Stale
from generator.refresh.rounds import MOST, Round, may_tell_more, told_again
from generator.refresh.sides import Home
from generator.storage import check_replaceable, replace_kept
from generator.word.edits import Place
from generator.word.generation import CUSTOM, generation_of, with_generation
from generator.word.manuscript import Line
from generator.word.opening import WordFile, open_word
from generator.word.package import report_package
from generator.word.remarking import asks_in_vain
from generator.word.revising import revise
from generator.word.store import Store, payload, read_store
from generator.word.tracking import Revision

_LARGEST = 2**30  # the edited file, bounded when it was read, and what comes in
Outcome = Literal["unchanged", "replaced", "revised"]


@dataclass(frozen=True, slots=True)
class Updated:
    """What became of a report: where it lies, the file before where it was kept, and the fate of every correction.

    ``replaced`` was by a fresh one since nobody had touched it, ``revised`` where people had edited it. ``kept`` counts the
    places in which they had. With ``dry_run`` it is what would become of it. ``findings`` are those of the workbook, without errors,
    and headings of the report that are out of order.
    """

    path: Path
    backup: Path | None
    outcome: Outcome
    corrections: tuple[Correction, ...]
    stale: tuple[Stale, ...]
    overtyped: tuple[Overtyped, ...]
    kept: int
    findings: Findings
    present: Present

    def fated(self, fate: Fate) -> list[Correction]:
        """The corrections that it went so with."""
        return [correction for correction in self.corrections if correction.fate == fate]

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left for people to decide."""
        return not self.fated("conflict") and not self.fated("uncertain")

    def where(self, place: Place) -> str:
        """A place of the report before, as a clerk finds it."""
        return self.present.where(place)


def update(
    report: Path | str,
    workbook: Path | str,
    *,
    template: str | None = None,
    dry_run: bool = False,
    accept: bool = False,
    when: datetime,
    templates: Templates | None = None,
) -> Updated:
    """Bring a report up to date with its workbook.

    One that nobody touched is built anew; in one that people edited exactly what the corrections change is changed, as tracked
    changes of the time ``when``, with ``accept`` untracked, and the file before is kept beside. With ``dry_run`` nothing is written.
    Raises :class:`FindingsStop` with every error of the workbook, :class:`UnusableFile`, :class:`UnwritableFile`,
    :class:`OverwriteRefused` for what is no report of ours or remembers nothing, and :class:`WrongUse`; then nothing is changed.
    """
    path, workbook = Path(report), Path(workbook)
    _check_order(path, workbook)
    present = read_present(path)
    base = last_build(present, folders_of(path, workbook))
    if not dry_run:
        check_replaceable(path)
    findings = Findings()
    making = base.making
    try:
        composed = compose(workbook, findings, template=template, draft=making.draft, letterhead=making.letterhead, templates=templates)
    except FindingsStop as stop:
        raise FindingsStop(f"{workbook.name}：有 {len(findings.errors)} 处错误，{path.name} 没有更新", stop.findings) from None
    fresh = Fresh(workbook, composed, findings, is_template_given=template is not None)
    return brought_up(present, base, fresh, Revision(when, not accept), dry_run=dry_run)


def folders_of(report: Path, workbook: Path) -> list[Path]:
    """The folders in whose history the report's store may lie, the nearest first."""
    return [report.parent, report.resolve().parent, workbook.parent]


def _check_order(report: Path, workbook: Path) -> None:
    if report.suffix.lower() == ".xlsx" and workbook.suffix.lower() == ".docx":
        raise WrongUse(f"先写报告，后写工作簿：fazhi update {workbook} {report}")


class Fresh(NamedTuple):
    """The report as it would be built now: of which workbook, composed, what was found, whether the template was asked for."""

    workbook: Path
    composed: Composed
    findings: Findings
    is_template_given: bool


def brought_up(present: Present, base: Store, fresh: Fresh, revision: Revision, *, dry_run: bool = False) -> Updated:
    """The same with a report that is read, and a fresh one: of the upward edition, with a store."""
    workbook, composed, findings, _ = fresh
    built = report_package(composed.parts, composed.document)
    file = open_word(built, workbook.name)
    parts = {member.name: member for member in file.members}
    store = read_store(parts)
    assert store is not None
    _check_alike(present, base, fresh, store)
    findings.extend(_other_unit(base, store))
    outcome: Outcome = "replaced" if present.is_untouched else "revised"
    rounds = _rounds(present, base, fresh, Built(file, parts, store), revision)
    data = built if outcome == "replaced" else rounds.data
    if outcome == "revised":
        findings.extend(out_of_order(present.file if data is present.data else open_word(data, present.path.name), file))
    backup: Path | None = None
    if data == present.data:
        outcome = "unchanged"
    elif not dry_run:
        backup = replace_kept(present.path, present.data, data, keep=outcome == "revised")
        keep(present.path, payload(store if outcome == "replaced" else rounds.store))
    first = rounds.first
    return Updated(present.path, backup, outcome, rounds.corrections, first.stale, first.overtyped, first.kept, findings, present)


class Built(NamedTuple):
    """The report as it would be built: its file, its parts by name, what it remembers."""

    file: WordFile
    parts: Mapping[str, Member]
    store: Store


class _Rounds(NamedTuple):
    """The first plan, what became of its corrections in the end, the file and the store then."""

    first: Plan
    corrections: tuple[Correction, ...]
    data: bytes
    store: Store


def _rounds(present: Present, base: Store, fresh: Fresh, built: Built, revision: Revision) -> _Rounds:
    """Plan and write as long as something more follows; remarks are made in the end, of what is open then."""
    of_layout, homes = printed_elsewhere(built.file, built.store), _homes(fresh.composed.document)
    is_untouched, now = present.is_untouched, present
    rounds: list[Round] = []
    plans: list[Plan] = []
    corrections: tuple[Correction, ...] = ()
    while True:
        headings = {} if is_untouched else levels(now.file)
        made = plan(base, _said_by_people(now, of_layout), now.file.document, built.store, built.file.document, homes, headings)
        corrections = told_again(corrections, made.corrections, rounds) if plans else made.corrections
        plans.append(made)
        if is_untouched or len(plans) == MOST or not may_tell_more(made):
            break
        written = _revised(now, base, made._replace(remarks=()), built.parts, revision, is_last=False)
        before, now, base = now, present_of(present.path, written), made.store
        rounds.append(Round(before.lines, made.edits, now.lines))
    data = b"" if is_untouched else _revised(now, base, made, built.parts, revision, is_last=True)
    return _Rounds(plans[0], corrections, data, made.store)


def _said_by_people(present: Present, of_layout: set[tuple[str, ...]]) -> dict[str, list[Line]]:
    """The paragraphs without the parts that are as the layout has them: a footer that counts pages is no edit of anybody."""
    document = present.file.document
    return {part: lines for part, lines in present.lines.items() if part == document or words_of(lines) not in of_layout}


def _homes(document: Document) -> Mapping[str, Sequence[Home]]:
    """Where the words of passages come from, by the text of the passage."""
    homes: dict[str, list[Home]] = {}
    for paragraph in document.paragraphs():
        found, at = list[Home](), 0
        for words in paragraph.words:
            end = at + len(words.text)
            if words.origin is not None:
                found.append(Home(at, end, words.origin))
            at = end
        if found:
            homes.setdefault(paragraph.text, found)
    return homes


def _revised(present: Present, base: Store, made: Plan, fresh: Mapping[str, Member], revision: Revision, *, is_last: bool) -> bytes:
    """The edited file with what is planned, told its generation; the very same bytes where it says all of that already."""
    is_vain = is_last and asks_in_vain(present.file, {remark.subject for remark in made.remarks})
    if not made.edits and not made.remarks and not is_vain and made.store == base:
        return present.data
    kept = payload(made.store)
    revised = members(revise(present.file, made.edits, made.remarks, fresh, kept, revision, is_last=is_last), _LARGEST)
    parts = {part.name: part for part in revised}
    if CUSTOM in parts:
        parts[CUSTOM] = with_generation(parts[CUSTOM], generation_of(kept))
    is_same = {(p.name, p.size, p.checksum) for p in parts.values()} == {(p.name, p.size, p.checksum) for p in present.parts.values()}
    return present.data if is_same else archived(parts.values())


def _check_alike(present: Present, base: Store, fresh: Fresh, store: Store) -> None:
    """Raise :class:`WrongUse` when the workbook is of another year than the report, or another template takes over unasked."""
    report, workbook = present.path.name, fresh.workbook.name
    before, now = _item(base, "年度"), _item(store, "年度")
    if before and now and before[0] != now[0]:
        raise WrongUse(f"{report} 是 {before[0]} 年的报告，{workbook} 是 {now[0]} 年的工作簿，没有更新；请换用同一年度的一对")
    was, will_be = base.making.template, store.making.template
    if was != will_be and not fresh.is_template_given:
        raise WrongUse(
            f"{report} 是用模板“{was}”生成的，{workbook} 写明的是“{will_be}”，没有更新；请加 -t {was}，要改用新模板的加 -t {will_be}"
        )


def _other_unit(base: Store, fresh: Store) -> Iterator[Diagnostic]:
    """A warning when the workbook is of another unit than the report."""
    before, now = _item(base, "单位全称"), _item(fresh, "单位全称")
    if before and now and before[0] != now[0] and now[1].cells:
        cell = now[1].cells[0]
        place = CellPlace(file=cell.workbook, sheet=cell.sheet, cell=cell.address)
        message = f"填的是“{now[0]}”，报告是“{before[0]}”的"
        yield Diagnostic("unit-of-another", "warning", message, "请核对是不是拿错了工作簿；确实改了名称的，不用管", place)


def _item(store: Store, name: str) -> tuple[str, Source] | None:
    """How an item of 基本信息 was printed where it first stands, and its source."""
    values = (value for value in store.values if value.source.kind == "item" and value.source.name == name)
    return next(((store.text(value), value.source) for value in values), None)
