"""Two hundred reports from one template, in a process of its own for each engine."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.data import report_values, written
from benchmarks.measuring import Figure, Line, effort
from benchmarks.templates import LANGUAGES, report_template
from benchmarks.workers import Worker, engines

SLOW = ("docxtpl", "python-docx")  # they keep nothing between reports, so that fewer of them tell their pace


def measured() -> list[Line | Figure]:
    """Reports per second and core, and the peak of memory."""
    pace, peaks = {}, {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first, few, many = (
            written(folder / f"{number}.json", map(report_values, range(number))) for number in (1, effort().few, effort().reports)
        )
        for engine in engines():
            template = report_template(folder / f"{engine}.docx", LANGUAGES[engine])
            with Worker(engine) as worker:
                worker.asked(template, first)
                spent = worker.asked(template, few if engine in SLOW else many)
            pace[engine] = (effort().few if engine in SLOW else effort().reports) / spent.cpu
            peaks[engine] = spent.peak
    work = f"batch of {effort().reports}"
    return [
        *(Figure(f"{work}: reports a second and core", engine, each) for engine, each in pace.items()),
        *(Figure(f"{work}: peak MiB", engine, each) for engine, each in peaks.items()),
        Line(f"{work}: times the pace of docxtpl", pace["fazhi"] / pace["docxtpl"], "×", 12, at_least=True),
        Line(f"{work}: peak memory", peaks["fazhi"], "MiB", 80),
    ]
