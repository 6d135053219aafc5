"""``check --annotate``: a copy of the workbook with every problem as a note and a colour in its cell, and a list with links."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from generator.diagnostics import Findings
from generator.pipeline.copies import check_free
from generator.storage import write_whole
from generator.workbook.annotated.copying import annotated

Written = Literal["marked", "cleaned", "nothing"]


def mark(workbook: Path, findings: Findings, output: Path) -> Written:
    """Write the copy; an existing file is never replaced.

    A workbook that a check marked before and that is in order now is written without the marks (``cleaned``); where
    there is nothing to say and nothing to take away, nothing is written. Raises :class:`UnusableFile` when the
    workbook can't be read, and what :func:`check_free` and :func:`write_whole` raise.
    """
    check_free(output, ".xlsx", "Excel")
    data = annotated(workbook, findings)
    if data is None:
        return "nothing"
    write_whole(output, data, replace=False)
    return "marked" if len(findings) else "cleaned"
