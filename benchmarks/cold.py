"""A cold ``fazhi build`` of the sample: over importing its libraries alone, and beside docxtpl with openpyxl.

All are whole processes, run in turn; a ratio is that of each turn, the median is what counts.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import ROOT, Line, cpu_of_command
from benchmarks.peer import peer_template

SAMPLE = ROOT / "sample_data" / "liuzhou-2022.xlsx"
RUNS = 15


def measured() -> list[Line]:
    """CPU of the three commands, and what the build costs by the other two."""
    with tempfile.TemporaryDirectory() as folder:
        template = str(peer_template(Path(folder) / "peer.docx"))
        commands = {
            "build": ["-m", "generator", "build", str(SAMPLE), "-o", str(Path(folder) / "report.docx")],
            "imports": ["-c", "import click, jinja2, openpyxl"],
            "peer": ["-m", "benchmarks.peer", str(SAMPLE), template, str(Path(folder) / "peer-report.docx")],
        }
        turns = []
        for n in range(RUNS + 1):
            turn = {name: cpu_of_command([sys.executable, *command]) for name, command in commands.items()}
            if n:  # the first turn warms the disk and the cache
                turns.append(turn)
    middle = {name: statistics.median(turn[name] for turn in turns) * 1000 for name in commands}
    return [
        Line("cold: import of click, jinja2, openpyxl", middle["imports"], "ms CPU"),
        Line("cold: docxtpl + openpyxl", middle["peer"], "ms CPU"),
        Line("cold: fazhi build", middle["build"], "ms CPU"),
        Line("cold: over the imports", statistics.median(turn["build"] / turn["imports"] for turn in turns), "×", 1.5),
        Line("cold: beside docxtpl + openpyxl", statistics.median(turn["build"] / turn["peer"] for turn in turns), "×", 0.7),
    ]
