"""CPU and memory of work, and the lines of the table that says whether a goal is met."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Line:
    """One measure. Without a goal it is there for comparison."""

    name: str
    value: float
    unit: str
    goal: float | None = None
    at_least: bool = False

    @property
    def verdict(self) -> str:
        if self.goal is None:
            return ""
        met = self.value >= self.goal if self.at_least else self.value <= self.goal
        return f"{'≥' if self.at_least else '≤'} {self.goal:g}: {'met' if met else 'NOT MET'}"


def shown(lines: Sequence[Line]) -> str:
    """The lines as a table."""
    width = max(len(line.name) for line in lines)
    return "\n".join(f"{line.name:<{width}}  {line.value:>9.4g} {line.unit:<14} {line.verdict}".rstrip() for line in lines)


def cpu_of(work: Callable[[], object]) -> float:
    """User and system seconds of a call in this process."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def cpu_of_command(command: Sequence[str]) -> float:
    """User and system seconds of a whole process."""
    # Installed programs have their bytecode; where it may not be written, all of ours would be compiled every time.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def in_child(*arguments: str) -> dict[str, float]:
    """What ``benchmarks.child`` measured of itself: ``cpu`` in seconds, ``peak`` in MiB."""
    command = [sys.executable, "-m", "benchmarks.child", *arguments]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    said: dict[str, float] = json.loads(done.stdout)
    return said
