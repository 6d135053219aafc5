"""What is measured: figures that engines are compared by, and lines that may have a goal; and how hard to try."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Line:
    """One measure of fazhi. Without a goal it is there for comparison."""

    name: str
    value: float
    unit: str
    goal: float | None = None
    at_least: bool = False

    @property
    def aim(self) -> str:
        return "" if self.goal is None else f"{'≥' if self.at_least else '≤'} {self.goal:g}"

    @property
    def met(self) -> bool | None:
        if self.goal is None:
            return None
        return self.value >= self.goal if self.at_least else self.value <= self.goal


@dataclass(frozen=True, slots=True)
class Figure:
    """What one engine needs for a work. ``value`` is None where it was not run; ``why`` says so in a word or two."""

    work: str
    engine: str
    value: float | None
    why: str = ""


class Effort(NamedTuple):
    """How often and how much; ``patience`` is the CPU in seconds above which a peer is not asked for more."""

    turns: int
    starts: int
    reports: int
    few: int
    sizes: tuple[int, ...]
    patience: float


FULL = Effort(turns=9, starts=11, reports=200, few=40, sizes=(100, 1_000, 10_000, 50_000), patience=60)
QUICK = Effort(turns=3, starts=3, reports=40, few=8, sizes=(100, 1_000, 5_000), patience=5)


def effort() -> Effort:
    """``QUICK=1`` in the environment asks for a first impression in less than a minute."""
    return QUICK if os.environ.get("QUICK", "0") not in ("", "0") else FULL


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
