"""``template check --annotate``: a copy of the template's Word file with every problem as a comment at its tag."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.diagnostics import NAMES, Diagnostic, Findings
from generator.errors import WrongUse
from generator.pipeline.copies import check_free
from generator.storage import write_whole
from generator.templating.loading import LAYOUT, SETTINGS, Template
from generator.word.comments import Remark, with_comments
from generator.word.opening import open_word, read_bytes
from generator.word.spots import in_body


def check_target(path: Path) -> None:
    """Raise when the copy can't be written there: :class:`WrongUse` for another kind of file, :class:`OverwriteRefused`."""
    if (path.parent / SETTINGS).exists() and path.name.lower() == LAYOUT:
        raise WrongUse(f"--annotate {path}：这是模板自己的 {LAYOUT} 的位置，写上批注就成了版式；请换一个文件名")
    check_free(path, ".docx", "Word")


def annotate(template: Template, findings: Findings, output: Path) -> None:
    """Write the copy. What stands in other files, or where Word takes no comments, is said in one at the beginning.

    Raises :class:`WrongUse` when the template has no Word file, :class:`UnusableFile` when it is none, and what
    :func:`check_target` and :func:`write_whole` raise.
    """
    check_target(output)
    path = template.find(LAYOUT)
    if path is None:
        raise WrongUse(f"模板“{template.spec.name}”和它的上级模板都没有 {LAYOUT}，没有可以写批注的文件")
    name = f"{path.parent.name}/{path.name}"
    remarks = list(_remarks(findings, name))
    write_whole(output, with_comments(open_word(read_bytes(path, name), name), remarks), replace=False)


def _remarks(findings: Findings, name: str) -> Iterator[Remark]:
    here = {found: found.place.file == name and found.place.paragraph is not None and in_body(found.place) for found in findings}
    others = [f"{NAMES[found.severity]} {found}" for found in findings.worst_first() if not here[found]]
    if others:
        yield Remark("\n".join(["其他地方的问题：", *others]))
    for found in findings:
        if here[found]:
            yield Remark(_said(found), found.place.paragraph, found.place.offset or 0)


def _said(found: Diagnostic) -> str:
    """The finding without its place: that is where the comment stands."""
    return f"{NAMES[found.severity]}：{found.message}" + (f"；{found.hint}" if found.hint else "")
