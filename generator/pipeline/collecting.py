"""``collect``: what the departments sent back becomes one workbook, three-way with what the drafter has changed since."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from generator.errors import FazhiError, FindingsStop, OverwriteRefused, UnusableFile, WrongUse
from generator.model.provenance import Cell
from generator.pipeline.drafts import left_out
from generator.pipeline.folder import TEXTS, Folder, folders_in, given_in, listed, read_folder
from generator.pipeline.gathering import Gathered, gather
from generator.pipeline.handing import Master, broken_tables, handouts, read_master
from generator.pipeline.incoming import Came
from generator.pipeline.placing import Placed, placed
from generator.pipeline.reading import Templates
from generator.pipeline.ruling import Rulings, alike
from generator.pipeline.standing import standings
from generator.pipeline.targets import Target, TargetRow, left_texts
from generator.pipeline.three_way import Merged, key_order, merge
from generator.storage import replace_kept, write_whole
from generator.workbook.collected.cells import formula_cells
from generator.workbook.collected.edits import Listing
from generator.workbook.collected.matters import Matter, Standing
from generator.workbook.collected.record import Answer, KeptMatter, KeptRow, KeptStanding, Record, read_record
from generator.workbook.collected.rulings import read_notes
from generator.workbook.collected.titles import COLLECTED
from generator.workbook.collected.unsettled import listing_rows
from generator.workbook.meanings import FIGURES
from generator.workbook.package import Package, checked_package, read_bytes
from generator.workbook.typed import squeeze

_TODO = "请把部门填好发回的表（.xlsx，由 fazhi split 分发的那种）和文字稿（.docx）放进去再汇总"


class Added(NamedTuple):
    """A row that a department has added: in which table and row it stands now, and what it is about."""

    department: str
    sheet: str
    row: int
    name: str


@dataclass(frozen=True, slots=True)
class Collection:
    """What was collected.

    ``changed`` counts the cells that were written; ``written`` is false when nothing was new: no file was touched. ``backup`` is where the
    workbook of the last time stays. ``broken`` are the files that can't be read, with why; ``skipped`` those passed over; ``inner``
    are folders in the folder, which are not looked into; ``gone`` are files of the last time that are not there any more, and still count.
    ``added`` are the rows that departments have added since the last time.
    """

    path: Path
    written: bool
    backup: Path | None
    changed: int
    standings: tuple[Standing, ...]
    matters: tuple[Matter, ...]
    broken: tuple[tuple[str, str], ...]
    skipped: tuple[str, ...]
    inner: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    added: tuple[Added, ...] = ()

    @property
    def conflicts(self) -> list[Matter]:
        """What a person has to settle."""
        return [matter for matter in self.matters if matter.is_open]

    @property
    def settled(self) -> list[Matter]:
        """What the drafter has settled."""
        return [matter for matter in self.matters if matter.ruling is not None]


def collect(
    folder: Path | str,
    output: Path | str,
    *,
    source: Path | str | None = None,
    template: str | None = None,
    templates: Templates | None = None,
) -> Collection:
    """Merge the files of ``folder`` into ``output``.

    An ``output`` that is there is the collected workbook of the last time; else ``source`` is the workbook that was split,
    found in the folder or beside it when it is None. Raises :class:`OverwriteRefused` when ``output`` is something
    else, :class:`WrongUse` when the workbook can't be found, :class:`FindingsStop` when its tables can't be told,
    :class:`UnusableFile` when there is no answer in the folder, and what reading and writing raise.
    """
    folder, output, templates = Path(folder), Path(output), templates or Templates()
    if output.suffix.lower() != ".xlsx":
        raise WrongUse(f"{output}：汇总的是 .xlsx 工作簿；请把文件名写成 {output.stem or '汇总'}.xlsx 这样")
    paths = listed(folder)
    if not paths:
        raise UnusableFile(f"{folder}：文件夹是空的，没有汇总；{_TODO}")
    base = output if output.exists() else Path(source) if source is not None else _found(paths, folder, template, templates)
    data = read_bytes(base)
    if (given := next(given_in([base]), None)) is not None:
        raise WrongUse(
            f"{base}：这是分发给{given.department}的表，不是分发时用的工作簿，没有汇总；请用 --from 写明分发时用的，用 -o 换一个文件名"
        )
    master = read_master(base, template, templates)
    if len(broken := broken_tables(master.findings)):
        raise FindingsStop(f"{base.name}：有 {len(broken)} 处错误，认不出是哪一行，没有汇总；请改正后再汇总", broken)
    record = read_record(master.sheets.plain.get(COLLECTED, ()))
    if base == output and record is None:
        raise OverwriteRefused(f"{output}：已经有这个文件，而且不是汇总出来的工作簿，没有覆盖；请用 -o 换一个文件名")
    own = [base, output, *([Path(source)] if source is not None else [])]
    departments = [given.department for given in handouts(master)]
    there = read_folder(paths, own, master.spec, departments)
    return _collected(folder, output, data, master, record, there)


def _found(paths: Sequence[Path], folder: Path, template: str | None, templates: Templates) -> Path:
    """The one workbook in the folder or beside it that the files were split from."""
    numbers = {given.number for given in given_in(paths)}
    if not numbers and not any(path.suffix.lower() in TEXTS for path in paths):
        names = "、".join(path.name for path in paths)
        raise UnusableFile(f"{folder}：文件夹里没有部门交回的表，没有汇总（{names}：不是分发出去的表，或读不出来）；{_TODO}")
    beside = [path for path in listed(folder.resolve().parent) if path.suffix.lower() == ".xlsx" and not path.name.startswith((".", "~$"))]
    fitting, made = list[Path](), list[Path]()
    for path in (*paths, *beside):
        if path.suffix.lower() != ".xlsx" or path.name.startswith((".", "~$")):
            continue
        try:
            master = read_master(path, template, templates)
        except FazhiError:
            continue
        if numbers & {given.number for given in handouts(master)}:
            (made if COLLECTED in master.sheets.plain else fitting).append(path)
    fitting = fitting or made  # what was collected of the others fits as well, and is not what was handed out
    if len(fitting) == 1:
        return fitting[0]
    why = f"有 {len(fitting)} 份都像：{'、'.join(path.name for path in fitting)}" if fitting else "文件夹里和旁边都没有找到"
    raise WrongUse(f"{folder}：看不出这些文件是从哪份工作簿分发的（{why}）；请用 --from 写明，例如 --from 工作簿.xlsx")


def _collected(folder: Path, output: Path, data: bytes, master: Master, record: Record | None, there: Folder) -> Collection:
    from generator.workbook.collected.editing import collected

    target = Target(master, record or Record())
    fitting, misfits = _fitting(there.came, master)
    strangers = [*misfits, *_of_files(there)]
    if not fitting and not there.drafts:
        raise UnusableFile(_nothing_usable(folder, strangers))
    rulings = Rulings(target, read_notes(listing_rows(master.sheets)))
    gathered = gather(target, [came for came in fitting if not came.is_untouched], there.drafts)
    package = checked_package(data, master.path.name)
    formulas = {sheet: formula_cells(package.sheets.get(_title(package, sheet), b"<none/>")) for sheet in master.sheets.tables}
    merged = merge(target, gathered, rulings, lambda sheet, cell: cell in formulas.get(sheet, ()))
    put = placed(target, gathered, merged, formulas)
    written = {(change.key, change.heading): change.text for change in merged.changes}
    stands = standings(target, fitting, gathered.answers, written, there.broken)
    aside = [*strangers, *(matter for draft in there.drafts for matter in left_out(draft))]
    matters = [*map(rulings.ruled, gathered.matters), *put.matters, *map(rulings.ruled, aside)]
    listing = Listing(stands, [_shown_as_left(matter, written) for matter in matters], _way(folder, output))
    told = Record(
        _digest(listing),
        _rows(target, gathered, merged, put),
        tuple(merged.cells),
        (*map(_kept, matters), *rulings.unheard(matters)),
        tuple(KeptStanding(each.department, each.state, each.filler, each.phone, "；".join(each.remarks)) for each in stands),
    )
    backup, is_new = None, _is_new(record, told, put)
    if is_new:
        book = collected(master.path.name, data, put.edits, listing, told)
        if record is not None and output.exists():
            backup = replace_kept(output, data, book, keep=True)
        else:
            write_whole(output, book, replace=False)
    names = {path.name for path in listed(folder)}
    gone = tuple(dict.fromkeys(name for each in stands for name in each.files if name not in names))
    inner = tuple(folders_in(folder))
    counts = len(put.edits), tuple(stands), tuple(listing.matters)
    return Collection(output, is_new, backup, *counts, there.broken, there.skipped, inner, gone, tuple(_added(gathered, put)))


def _added(gathered: Gathered, put: Placed) -> Iterator[Added]:
    """The new rows, down the tables."""
    for key, number in sorted(put.homes.items(), key=lambda home: (gathered.fresh[home[0]].sheet, home[1])):
        sheet, said = gathered.fresh[key].sheet, put.texts[key]
        name = said.get("引用名") or said.get("小标题") or said.get("正文", "")
        yield Added(said.get("填报部门", ""), sheet, number, name)


def _nothing_usable(folder: Path, strangers: Sequence[Matter]) -> str:
    """Why none of the files in the folder is an answer, and what to do."""
    if not strangers:
        return f"{folder}：文件夹里没有部门交回的表，没有汇总；{_TODO}"
    told = "\n".join(f"  {matter.name} {matter.kind}：{matter.advice}" for matter in strangers)
    return f"{folder}：文件夹里的 {len(strangers)} 个文件没有一个能用，没有汇总；{_TODO}\n{told}"


def _is_new(record: Record | None, told: Record, put: Placed) -> bool:
    """Whether there is anything to write: values, where they came from, or what is to be told.

    What the drafter has changed stands in the workbook already and is no reason to write it again.
    """
    return record is None or bool(put.edits) or (record.digest, record.cells) != (told.digest, told.cells)


def _shown_as_left(matter: Matter, written: Mapping[tuple[str, str], str]) -> Matter:
    """What was decided now stands in the cell when the list is read, and nothing is left to do."""
    if matter.ruling is None:
        return matter
    return replace(matter, now=written.get((matter.key, matter.heading), matter.now), advice="")


def _kept(matter: Matter) -> KeptMatter:
    told = matter.number, matter.kind, matter.name, matter.key, matter.heading, matter.advice
    return KeptMatter(*told, matter.choices, matter.is_conflict, matter.ruling, matter.answers)


def _title(package: Package, sheet: str) -> str:
    return next((title for title in package.sheets if title == sheet), next((t for t in package.sheets if squeeze(t) == sheet), sheet))


def _fitting(came: Sequence[Came], master: Master) -> tuple[list[Came], list[Matter]]:
    """The files of this unit and year, and what there is to say of others."""
    fitting, misfits = [], []
    for each in came:
        given = each.given
        if given.year != master.year or squeeze(given.unit) != squeeze(master.unit):
            whose = f"{given.unit}{given.year}年"
            advice = f"这是{whose}的分发件，汇总的是{master.unit}{master.year}年的，没有用；请部门换成这一年的"
            at = Cell(each.path.name, "封面", "A1")
            misfits.append(Matter("单位或年度不对", each.path.name, answers=(Answer(given.department, whose, at),), advice=advice))
        else:
            fitting.append(each)
    return fitting, misfits


def _of_files(there: Folder) -> list[Matter]:
    unknown = "不是分发出去的表（里面没有分发的记录），没有用；请核对是谁的，或请部门填在分发的表里"
    found = [Matter("读不了", name, answers=(Answer("", "", Cell(name, "", "")),), advice=why) for name, why in there.broken]
    return found + [Matter("认不出的文件", name, answers=(Answer("", "", Cell(name, "", "")),), advice=unknown) for name in there.unknown]


def _digest(listing: Listing) -> str:
    return hashlib.sha256(repr((tuple(listing.standings), tuple(listing.matters))).encode()).hexdigest()[:32]


def _rows(target: Target, gathered: Gathered, merged: Merged, put: Placed) -> tuple[KeptRow, ...]:
    """Every row as it is left."""
    found = []
    written: dict[str, list[tuple[str, str]]] = {}
    for change in merged.changes:
        written.setdefault(change.key, []).append((change.heading, change.text))
    for key, row in target.rows.items():
        if row.row is None:
            if row.kept is not None:
                found.append(row.kept)
            continue
        origins = {**row.origins, **gathered.origins.get(key, {})}
        found.append(KeptRow(key, row.sheet, tuple(origins), left_texts(row, written.get(key, ())), tuple(_typed(row, gathered))))
    for key, row in gathered.fresh.items():
        found.append(KeptRow(key, row.sheet, tuple(row.origins), put.texts[key]))
    return tuple(sorted(found, key=lambda row: key_order(row.key)))


def _typed(row: TargetRow, gathered: Gathered) -> Iterator[str]:
    """The cells that the drafter has filled in or changed since the row was collected first, and no department answers for."""
    if row.kept is None:
        return
    for heading in (*FIGURES, "同比（手填）", "正文"):
        now = row.text(heading)
        is_altered = heading in row.kept.typed or not alike(row, heading, now, row.kept.texts.get(heading, ""))
        if now and is_altered and not gathered.answers.get((row.key, heading)):
            yield heading


def _way(folder: Path, output: Path) -> str | None:
    """The relative address that leads from the collected workbook to the folder, None where none does."""
    try:
        way = os.path.relpath(folder.resolve(), output.resolve().parent)
    except ValueError:  # another drive
        return None
    return "" if way == "." else quote(Path(way).as_posix()) + "/"
