"""``build``: a workbook becomes the report."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Findings
from generator.errors import OverwriteRefused, WrongUse
from generator.pipeline.composing import compose
from generator.pipeline.reading import Templates
from generator.storage import write_whole
from generator.templating.session import Edition
from generator.word.package import is_untouched, report_package


@dataclass(frozen=True, slots=True)
class Built:
    """A report that was written, and what was found on the way (no errors among it)."""

    path: Path
    findings: Findings


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
) -> Built:
    """Write the report of a workbook.

    ``output`` is a file, or a folder when it exists as one or ``into_folder`` says so (then it is made when the
    report is written); without it the report lands beside the workbook. A report that this tool wrote and nobody
    touched is replaced; anything else is not, nor is one of ``written``, the reports of the same batch.
    Raises :class:`FindingsStop` with every error (then nothing is written), :class:`UnusableFile`,
    :class:`OverwriteRefused`, :class:`UnwritableFile` or :class:`WrongUse`.
    """
    findings = Findings()
    workbook = Path(workbook)
    document, parts = compose(
        workbook, findings, template=template, edition=edition, draft=draft, letterhead=letterhead, templates=templates
    )
    name = f"{workbook.stem}（{edition}版{'草稿' if draft else ''}）.docx"
    path = _report_path(workbook, None if output is None else Path(output), name, into_folder)
    _may_write(path, written)
    write_whole(path, report_package(parts, document), replace=_is(Path.exists, path), make_folder=into_folder)
    return Built(path, findings)


def _report_path(workbook: Path, output: Path | None, name: str, into_folder: bool) -> Path:
    """Where the report goes: ``output``, or under a name of its own in that folder or beside the workbook."""
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


def _may_write(path: Path, written: Collection[Path]) -> None:
    """Raise when something is in the way that this tool did not write now, or that people have changed."""
    if any(_is(path.samefile, other) for other in written):
        raise OverwriteRefused(f"{path}：这一次已经写过同名的报告，没有覆盖；请给工作簿取不同的文件名，或分开生成")
    if not _is(Path.exists, path):
        return
    if path.is_dir():
        raise OverwriteRefused(f"{path}：这是一个文件夹，不能写成报告；请换一个文件名")
    untouched = is_untouched(path)
    if untouched is None:
        raise OverwriteRefused(f"{path}：已经有这个文件，而且不是本工具生成的报告，没有覆盖；请用 -o 换一个文件名")
    if not untouched:
        raise OverwriteRefused(f"{path}：这份报告生成以后有人改过，没有覆盖；请用 -o 换一个文件名，再把修改合并过去")
