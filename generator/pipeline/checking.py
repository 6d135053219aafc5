"""``check``: every problem of a workbook with its cell."""

from __future__ import annotations

from pathlib import Path

from generator.diagnostics import Findings
from generator.errors import FindingsStop
from generator.pipeline.composing import compose
from generator.pipeline.reading import Templates


def check(workbook: Path | str, *, template: str | None = None, templates: Templates | None = None) -> Findings:
    """Everything that is wrong with a workbook, as ``build`` would find it, each with its file; nothing is written.

    Raises :class:`UnusableFile` when the file is no workbook.
    """
    path, findings = Path(workbook), Findings()
    try:
        compose(path, findings, template=template, templates=templates)
    except FindingsStop as stop:
        if stop.findings is not findings:  # mistakes of the template: nothing could be rendered
            findings.extend(stop.findings)
    # What no line of a template explains is said of the workbook.
    return Findings(found if found.place.file else found.in_file(path.name) for found in findings)
