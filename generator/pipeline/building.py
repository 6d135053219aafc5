"""``build``: a workbook becomes the report."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from generator.diagnostics import Findings
from generator.errors import OverwriteRefused, WrongUse
from generator.pipeline.composing import Composed, compose
from generator.pipeline.history import keep
from generator.pipeline.reading import Templates
from generator.records import record
from generator.storage import write_whole
from generator.templating.session import Edition
from generator.word.package import is_untouched, report_package
from generator.word.store import Making, read_payload

if TYPE_CHECKING:
    from generator.pipeline.updating import Updated


@record
class Built:
    """A report that was written, and what was found on the way (no errors among it); ``updated`` where people had edited it."""

    path: Path
    findings: Findings
    updated: Updated | None = None


def build(
    workbook: Path | str,
    output: Path | str | None = None,
    *,
    into_folder: bool = False,
    template: str | None = None,
    edition: Edition = "上报",
    draft: bool = False,
    letterhead: bool = True,
    templates: Templates | None = None,
    written: Collection[Path] = (),
    when: datetime | None = None,
) -> Built:
    """Write the report of a workbook.

    ``output`` is a file, or a folder when it exists as one or ``into_folder`` says so (then it is made when the
    report is written); without it the report lands beside the workbook. A report that this tool wrote and nobody
    touched is replaced; an upward one that people have edited is updated, as tracked changes of the time ``when``,
    where that is given; anything else is not, nor is one of ``written``, the reports of the same batch.
    Raises :class:`FindingsStop` with every error (then nothing is written), :class:`UnusableFile`,
    :class:`OverwriteRefused`, :class:`UnwritableFile` or :class:`WrongUse`.
    """
    findings = Findings()
    workbook = Path(workbook)
    composed = compose(workbook, findings, template=template, edition=edition, draft=draft, letterhead=letterhead, templates=templates)
    path = report_path(workbook, None if output is None else Path(output), into_folder=into_folder, edition=edition, draft=draft)
    if is_edited(path, written):
        if edition == "公开":
            hint = "公开版请用 fazhi publish 由改好的上报版生成，或用 -o 换一个文件名"
            raise OverwriteRefused(f"{path}：这份报告生成以后有人改过，没有覆盖；{hint}")
        making = Making(workbook.name, template or "", edition, draft, letterhead)
        return Built(path, findings, _updated(path, workbook, composed, findings, when, making))
    put(path, report_package(composed.parts, composed.document), read_payload(composed.parts), make_folder=into_folder)
    return Built(path, findings)


def put(path: Path, report: bytes, store: bytes | None, *, make_folder: bool) -> None:
    """Write a report where nothing is in its way, and keep its store beside it. Raises :class:`UnwritableFile`."""
    write_whole(path, report, replace=_is(Path.exists, path), make_folder=make_folder)
    if store is not None:
        keep(path, store)


def report_path(workbook: Path, output: Path | None, *, into_folder: bool, edition: Edition, draft: bool) -> Path:
    """Where the report goes: ``output``, or under a name of its own in that folder or beside the workbook. Raises :class:`WrongUse`."""
    name = f"{workbook.stem}（{edition}版{'草稿' if draft else ''}）.docx"
    if output is None:
        return workbook.parent / name
    if into_folder or _is(Path.is_dir, output):
        return output / name
    if output.suffix.lower() != ".docx":
        raise WrongUse(f"{output}：报告是 Word 文件，文件名应以 .docx 结尾，例如 {output.stem}.docx；要写进文件夹，请在末尾加 /")
    return output


def _is(test: Callable[[Path], bool], path: Path) -> bool:
    """The answer of the file system; no for a name that it can't hold, which writing then says."""
    try:
        return test(path)
    except (OSError, ValueError):
        return False


def is_edited(path: Path, written: Collection[Path]) -> bool:
    """Whether a report is there that people have changed. Raises when something is in the way that this tool did not write."""
    if any(_is(path.samefile, other) for other in written):
        raise OverwriteRefused(f"{path}：这一次已经写过同名的报告，没有覆盖；请给工作簿取不同的文件名，或分开生成")
    if not _is(Path.exists, path):
        return False
    if path.is_dir():
        raise OverwriteRefused(f"{path}：这是一个文件夹，不能写成报告；请换一个文件名")
    untouched = is_untouched(path)
    if untouched is None:
        raise OverwriteRefused(f"{path}：已经有这个文件，而且不是本工具生成的报告，没有覆盖；请用 -o 换一个文件名")
    return not untouched


def _updated(path: Path, workbook: Path, composed: Composed, findings: Findings, when: datetime | None, asked: Making) -> Updated:
    """The edited report brought up to date. Raises :class:`OverwriteRefused` where that can't be done."""
    refused = f"{path}：这份报告生成以后有人改过，没有覆盖"
    other = "请用 -o 换一个文件名，再把修改合并过去"
    if when is None:
        raise OverwriteRefused(f"{refused}；{other}")
    from generator.pipeline.present import last_build, read_present
    from generator.pipeline.updating import Fresh, brought_up, folders_of
    from generator.storage import check_replaceable
    from generator.word.tracking import Revision

    present = read_present(path)
    try:
        base = last_build(present, folders_of(path, workbook))
    except OverwriteRefused:
        raise OverwriteRefused(f"{refused}，生成时的记录也找不到了，不能更新；{other}") from None
    if odd := _odd_option(base.making, asked):
        raise OverwriteRefused(f"{refused}；它生成时{odd}，与这次不同，也不能更新；请用同样的选项，或用 -o 换一个文件名")
    check_replaceable(path)
    fresh = Fresh(workbook, composed, findings, is_template_given=bool(asked.template))
    return brought_up(present, base, fresh, Revision(when, True))


def _odd_option(making: Making, asked: Making) -> str:
    """What was asked for otherwise when the report was made. A draft may become the report."""
    if asked.draft and not making.draft:
        return "没有用 --draft"
    if asked.letterhead != making.letterhead:
        return "没有用 --no-letterhead" if making.letterhead else "用了 --no-letterhead"
    return ""
