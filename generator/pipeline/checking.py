"""``check``: every problem of a workbook with its cell."""

from __future__ import annotations

from pathlib import Path

from generator.diagnostics import Findings
from generator.pipeline.reading import Templates, read_workbook, render_checked


def check(workbook: Path | str, *, template: str | None = None, templates: Templates | None = None) -> Findings:
    """Everything that is wrong with a workbook, as ``build`` would find it; nothing is written.

    Raises :class:`UnusableFile` when the file is no workbook.
    """
    findings = Findings()
    data, sections = read_workbook(Path(workbook), template, templates or Templates(), findings)
    render_checked(data, sections, "上报", findings, draft=False)
    return findings
