"""Two hundred reports from one template in a process of its own."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.measuring import Line, in_child
from benchmarks.templates import report_template

REPORTS, FEWER = 200, 40  # docxtpl keeps nothing between reports, so that fewer of them tell its pace


def measured() -> list[Line]:
    """Reports per second and core, beside docxtpl, and the peak of memory."""
    with tempfile.TemporaryDirectory() as folder:
        template = str(report_template(Path(folder) / "w1.docx"))
        theirs = in_child("docxtpl", template, "reports", str(FEWER))
        ours = in_child("fazhi", template, "reports", str(REPORTS))
    pace, beside = REPORTS / ours["cpu"], FEWER / theirs["cpu"]
    return [
        Line("batch: docxtpl", beside, "reports/s/core"),
        Line("batch: fazhi", pace, "reports/s/core"),
        Line("batch: times docxtpl", pace / beside, "×", 12, at_least=True),
        Line("batch: peak memory", ours["peak"], "MiB", 80),
    ]
