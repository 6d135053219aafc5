"""Tries harmed files for as long as it is told, and keeps those that do harm.

    python -m tests.fuzz [seconds] [reader or all] [first seed]

Prints a line per find and the seeds that were tried; a find lies in fuzz/found/ with what it did beside it, and comes again with
``python -m tests.fuzz 1 READER SEED``.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

from tests.fuzz.cases import READERS, Case, drawn, tried
from tests.fuzz.seeds import make_seeds

FOUND = Path(__file__).parents[2] / "fuzz" / "found"


def main(seconds: float, readers: tuple[str, ...], first: int) -> int:
    """Try seed after seed with each reader until the time is over; how many did harm."""
    end, found = time.monotonic() + seconds, 0
    with tempfile.TemporaryDirectory() as home:
        sound, work = Path(home) / "sound", Path(home) / "work"
        sound.mkdir()
        work.mkdir()
        os.environ["XDG_CACHE_HOME"] = str(Path(home) / "cache")
        make_seeds(sound)
        for seed in count(first):
            for reader in readers:
                case = drawn(reader, seed, sound)
                fault = tried(case, sound, work / "case")
                if fault:
                    found += 1
                    _keep(case, fault)
            if time.monotonic() >= end:
                break
    print(f"{' '.join(readers)}: seeds {first} to {seed}, {found} found")
    return found


def _keep(case: Case, fault: str) -> None:
    FOUND.mkdir(parents=True, exist_ok=True)
    name = f"{case.reader}-{case.seed}"
    (FOUND / f"{name}{Path(case.place).suffix}").write_bytes(case.data)
    (FOUND / f"{name}.txt").write_text(f"{case.place}\n{fault}\n", encoding="utf-8")
    print(f"{name}: {fault.strip().splitlines()[-1][:200]}", flush=True)


if __name__ == "__main__":
    given = dict(enumerate(sys.argv[1:]))
    readers = READERS if given.get(1, "all") == "all" else (given[1],)
    sys.exit(1 if main(float(given.get(0, "300")), readers, int(given.get(2, "0"))) else 0)
