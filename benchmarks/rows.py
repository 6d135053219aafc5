"""Long tables: is the cost of a row the same in a table of 50,000 as in one of 10,000?"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from benchmarks.measuring import Line, in_child
from benchmarks.templates import table_template

FEW, MANY, RUNS = 10_000, 50_000, 3


def measured() -> list[Line]:
    """CPU and memory of both lengths, the growth of the cost of a row, and docxtpl beside the longer."""
    with tempfile.TemporaryDirectory() as folder:
        template = str(table_template(Path(folder) / "rows.docx"))
        turns = [(in_child("fazhi", template, "rows", str(FEW)), in_child("fazhi", template, "rows", str(MANY))) for _ in range(RUNS)]
        theirs = in_child("docxtpl", template, "rows", str(MANY))
    few, many = (statistics.median(turn[n]["cpu"] for turn in turns) for n in (0, 1))
    growth = statistics.median((turn[1]["cpu"] / MANY) / (turn[0]["cpu"] / FEW) for turn in turns)
    return [
        Line("10,000 rows: fazhi", few, "s CPU"),
        Line("10,000 rows: peak memory", max(turn[0]["peak"] for turn in turns), "MiB"),
        Line("50,000 rows: docxtpl", theirs["cpu"], "s CPU"),
        Line("50,000 rows: fazhi", many, "s CPU"),
        Line("50,000 rows: share of docxtpl", many / theirs["cpu"], "×", 0.10),
        Line("50,000 rows: a row's cost, over 10,000", growth, "×", 1.25),
        Line("50,000 rows: peak memory", max(turn[1]["peak"] for turn in turns), "MiB", 150),
    ]
