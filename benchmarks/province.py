"""A batch of workbooks as a whole command: CPU and the peak memory of all its processes together.

python -m benchmarks.province [NUMBER] [JOBS]     by default 200 workbooks, one process and two
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path

from benchmarks.measuring import ROOT, Line
from benchmarks.tables import goals, plain

SAMPLE = ROOT / "sample_data" / "liuzhou-2022.xlsx"
_UNIT = "柳州市公安局"
_PAUSE = 0.1  # seconds between two looks at the memory


def measured(number: int = 200, jobs: tuple[int, ...] = (1, 2)) -> list[Line]:
    """Reports per second of CPU, and peak memory, for each number of processes."""
    lines = []
    for count in jobs:
        with tempfile.TemporaryDirectory() as folder:
            cpu, peak, seconds = _built(Path(folder), number, count)
        name = f"build of {number} workbooks, -j {count}"
        lines += [
            Line(f"{name}: pace", number / cpu, "reports/s/core"),
            Line(f"{name}: by the clock", number / seconds, "reports/s"),
            Line(f"{name}: peak memory of all", peak, "MiB"),
        ]
    return lines


def _built(folder: Path, number: int, jobs: int) -> tuple[float, float, float]:
    """CPU seconds, the most MiB, and seconds by the clock of one command."""
    names = [f"{n:05}.xlsx" for n in range(number)]
    for name in names:
        _write(folder / name, _UNIT.replace("柳州", f"柳州{name.removesuffix('.xlsx')}"))
    command = [sys.executable, "-m", "generator", "build", *names, "-o", "reports/", "-j", str(jobs)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, env=environment) as process:
        peak, done = [0.0], threading.Event()

        def watch() -> None:
            while not done.wait(_PAUSE):
                peak[0] = max(peak[0], sum(map(_memory, _family(process.pid))))

        watcher = threading.Thread(target=watch)
        watcher.start()
        status = process.wait()
        done.set()
        watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if status:
        raise SystemExit(f"the command ended with {status}")
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, peak[0], time.perf_counter() - begun


def _write(path: Path, unit: str) -> None:
    """The sample as the workbook of another unit: two of one unit and year are refused."""
    old, new = (f">{name}<".encode("ascii", "xmlcharrefreplace") for name in (_UNIT, unit))
    with zipfile.ZipFile(SAMPLE) as sample, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as copy:
        parts = {name: sample.read(name) for name in sample.namelist()}
        if not any(old in data for data in parts.values()):
            raise SystemExit(f"{SAMPLE.name} does not name {_UNIT}")
        for name, data in parts.items():
            copy.writestr(name, data.replace(old, new))


def _family(process: int) -> list[int]:
    """A process and its children; workers have none."""
    try:
        told = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    except OSError:
        return [process]
    return [process, *map(int, told.split())]


def _memory(process: int) -> float:
    """Its share of the memory in MiB: what several processes hold in common is divided among them."""
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return int(told.split("Pss:")[1].split()[0]) / 1024


if __name__ == "__main__":
    wanted = [int(argument) for argument in sys.argv[1:]]
    print(plain(goals(measured(*wanted[:1], *([(wanted[1],)] if wanted[1:] else [])))))
