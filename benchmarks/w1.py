"""One report of usual size, warm: the template has been rendered before in this process."""

from __future__ import annotations

import statistics

from benchmarks.data import report_values, written
from benchmarks.measuring import Figure, Line, effort
from benchmarks.workers import bench
from generator.archive import unzipped

EACH = 3  # reports a turn


def measured() -> list[Line | Figure]:
    """CPU of a report by every engine, and how much faster fazhi is than docxtpl."""
    with bench("report") as ready:
        turns = []
        for n in range(effort().turns):
            data = written(ready.folder / "turn.json", (report_values(n * EACH + each) for each in range(EACH)))
            turns.append({engine: worker.asked(ready.templates[engine], data).cpu / EACH for engine, worker in ready.workers.items()})
        before, after = (
            len(unzipped(path.read_bytes())["word/document.xml"]) / 1000
            for path in (ready.templates["fazhi"], ready.folder / "fazhi-first.docx")
        )
    faster = statistics.median(turn["docxtpl"] / turn["fazhi"] for turn in turns)
    middle = {engine: statistics.median(turn[engine] for turn in turns) for engine in turns[0]}
    return [
        *(Figure("one report, warm: ms CPU", engine, cpu * 1000) for engine, cpu in middle.items()),
        Line("one report: document.xml of the template", before, "kB"),
        Line("one report: document.xml of the report", after, "kB"),
        Line("one report, warm: times faster than docxtpl", faster, "×", 15, at_least=True),
    ]
