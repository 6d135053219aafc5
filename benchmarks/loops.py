"""Long tables and long texts: is the cost of a row or paragraph the same among 50,000 as among 10,000, and beside others?"""

from __future__ import annotations

import math
import statistics
from pathlib import Path

from benchmarks.data import LOOPS, written
from benchmarks.measuring import Figure, Line, effort
from benchmarks.workers import Bench, Spent, TooSlow, alone, bench

TURNS = 5


def measured() -> list[Line | Figure]:
    """CPU and memory by number of rows and of paragraphs; how the cost of one grows; beside docxtpl where that got so far."""
    lines: list[Line | Figure] = []
    for kind in LOOPS:
        with bench(kind) as ready:
            files = [written(ready.folder / f"{size}.json", [LOOPS[kind](size)]) for size in effort().sizes]
            spent = {engine: _spent(engine, ready, files) for engine in ready.workers}
            lines += _figures(kind, spent)
            lines += _growth(kind, ready, files)
        longest, most = f"{effort().sizes[-1]:,} {kind}", len(files)
        if len(spent["docxtpl"]) == most:
            share = spent["fazhi"][-1].cpu / spent["docxtpl"][-1].cpu
            lines.append(Line(f"{longest}: CPU beside docxtpl", share, "×", 0.10 if kind == "rows" else None))
        if len(spent.get("carbone", ())) == most:
            lines.append(Line(f"{longest}: CPU beside carbone", spent["fazhi"][-1].cpu / spent["carbone"][-1].cpu, "×"))
        lines.append(Line(f"{longest}: peak memory", spent["fazhi"][-1].peak, "MiB", 150 if kind == "rows" else None))
    return lines


def _spent(engine: str, ready: Bench, files: list[Path]) -> list[Spent]:
    """What each size took, up to the one that would take longer than anybody waits for."""
    found: list[Spent] = []
    for at, file in enumerate(files):
        if engine != "fazhi" and _expected(found, at) > effort().patience:
            break
        try:
            found.append(alone(engine, ready.templates[engine], (ready.folder / "first.json", file), effort().patience))
        except TooSlow:
            break
    return found


def _expected(found: list[Spent], at: int) -> float:
    """The CPU of the next size, if it goes on to grow as it did."""
    if len(found) < 2:
        return 0.0
    sizes = effort().sizes
    power = math.log(found[-1].cpu / found[-2].cpu) / math.log(sizes[at - 1] / sizes[at - 2])
    expected: float = found[-1].cpu * (sizes[at] / sizes[at - 1]) ** max(1.0, power)
    return expected


def _figures(kind: str, spent: dict[str, list[Spent]]) -> list[Figure]:
    figures = []
    for n, size in enumerate(effort().sizes):
        for engine, found in spent.items():
            cpu = found[n].cpu if n < len(found) else None
            figures.append(Figure(f"{size:,} {kind}: s CPU", engine, cpu, f"> {effort().patience:g} s"))
    for engine, found in spent.items():
        peak = found[-1].peak if len(found) == len(effort().sizes) else None
        figures.append(Figure(f"{effort().sizes[-1]:,} {kind}: peak MiB", engine, peak, "not run"))
    return figures


def _growth(kind: str, ready: Bench, files: list[Path]) -> list[Line]:
    """How the cost of a row grows from the last size but one to the last; both take turns."""
    (few, many), first = effort().sizes[-2:], ready.folder / "first.json"
    turns = []
    for _ in range(TURNS):
        costs = [alone("fazhi", ready.templates["fazhi"], (first, file)).cpu for file in files[-2:]]
        turns.append((costs[1] / many) / (costs[0] / few))
    return [Line(f"{many:,} {kind}: the cost of one, over that among {few:,}", statistics.median(turns), "×", 1.25)]
