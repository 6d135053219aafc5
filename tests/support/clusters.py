"""A Dask cluster on this machine: a scheduler and two workers, processes of their own."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[str]:
    """The address of a cluster that works in ``folder``, which is not the one of any workbook; there ``pids`` holds its processes."""
    told = folder / "scheduler.json"
    with (folder / "log").open("wb") as log:

        def started(name: str, *arguments: str) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", f"distributed.cli.dask_{name}", "--scheduler-file", str(told), "--no-dashboard", *arguments]
            return subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)

        processes = [started("scheduler", "--host", "127.0.0.1", "--port", "0")]
        for _ in range(workers):
            processes.append(started("worker", "--no-nanny", "--nthreads", "1", "--local-directory", str(folder)))
        (folder / "pids").write_text(json.dumps([process.pid for process in processes]))
        try:
            for _ in range(1200):
                if told.exists() and told.stat().st_size:
                    break
                time.sleep(0.05)
            address: str = json.loads(told.read_text())["address"]
            yield address
        finally:
            for process in processes[1:]:
                process.kill()
            processes[0].terminate()
            for process in processes:
                try:
                    process.wait(5)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait(5)
