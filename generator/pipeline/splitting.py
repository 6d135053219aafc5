"""``split``: a workbook to fill in becomes one for each 填报部门."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.diagnostics import Diagnostic, Findings, Place
from generator.errors import FindingsStop, OverwriteRefused, WrongUse
from generator.pipeline.handing import Master, handouts, nobodys, read_master
from generator.pipeline.reading import Templates
from generator.storage import write_whole
from generator.workbook.columns import ITEMS
from generator.workbook.typed import day_in_words

_FORBIDDEN = '<>:"/\\|?*'
_LONGEST = 60  # letters of a department in a file's name


@dataclass(frozen=True, slots=True)
class Split:
    """The files that were written, in the order of the departments, and what belongs to nobody."""

    paths: tuple[Path, ...]
    nobody: tuple[str, ...]


def split(
    workbook: Path | str,
    folder: Path | str,
    *,
    due: date | None = None,
    contact: str = "",
    template: str | None = None,
    templates: Templates | None = None,
) -> Split:
    """Write one workbook for each 填报部门 into ``folder``, which is made when it is not there.

    ``contact`` is whom the covers tell to ask; without one it is 填报人 and 联系电话 of 基本信息.
    Raises :class:`FindingsStop` when the workbook has errors, :class:`WrongUse` when it names no department,
    :class:`OverwriteRefused` when a file of one of these names is there (then nothing is written), and what reading and
    writing raise.
    """
    from generator.workbook.handing_out import write_handout

    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise WrongUse(f"{folder}：这是一个文件，-o 这里要写文件夹；请换一个名称")
    master = read_master(Path(workbook), template, templates or Templates())
    _check(master)
    given = handouts(master, day_in_words(due) if due else "")
    if not given:
        raise WrongUse(f"{master.path.name}：“指标”和“报告内容”里没有一行写了“填报部门”，没有可分发的；请在“填报部门”列填上部门再分发")
    paths = [folder / name for name in file_names([each.department for each in given])]
    _check_free(paths)
    asking = " ".join(contact.split()) or "　".join(filter(None, (master.data.text("填报人"), master.data.text("联系电话"))))
    books = [write_handout(master.spec, each, asking) for each in given]
    for path, data in zip(paths, books, strict=True):
        write_whole(path, data, replace=False, make_folder=True)
    return Split(tuple(paths), tuple(nobodys(master)))


def file_names(departments: list[str]) -> list[str]:
    """``01 刑侦支队.xlsx``: numbered in their order, without what Windows forbids in names."""
    digits = max(2, len(str(len(departments))))
    return [f"{number:0{digits}} {_named(name)}.xlsx" for number, name in enumerate(departments, start=1)]


def _named(department: str) -> str:
    kept = "".join("_" if c in _FORBIDDEN or ord(c) < 32 else c for c in department)[:_LONGEST]
    return kept.strip(" .") or "部门"


def _check(master: Master) -> None:
    """Raise when the workbook can't be handed out: with errors in it, or without unit or year."""
    findings = Findings(master.findings.errors)
    for name in ("单位全称", "年度"):
        if not master.data.text(name) and not any(found.place.sheet == ITEMS for found in findings):
            item = master.data.items.get(name)
            place = Place(file=master.path.name, sheet=ITEMS, cell=item.cell.address if item else None)
            findings.add(Diagnostic("item-missing", "error", f"“{name}”还没有填，分发的表上要写明", "请填好再分发", place))
    if len(findings):
        raise FindingsStop(f"{master.path.name}：有 {len(findings)} 处错误，没有分发；请改正后再分发", findings)


def _check_free(paths: list[Path]) -> None:
    """Raise with all the names that are taken, before anything is written."""
    taken = [path.name for path in paths if path.exists() or path.is_symlink()]
    if taken:
        listed = "、".join(taken[:5]) + (f" 等 {len(taken)} 个" if len(taken) > 5 else "")
        raise OverwriteRefused(f"{paths[0].parent}：里面已经有 {listed}，一个文件也没有写；请换一个文件夹，或先把它们移走")
