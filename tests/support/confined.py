"""Commands as a user runs them, in processes with little memory and time, in any environment and without the rights of root."""

from __future__ import annotations

import ctypes
import os
import re
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
MEMORY, SECONDS = 1_500 * 2**20, 60
_DROP, _RIGHTS = 24, (1, 2)  # PR_CAPBSET_DROP; CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, which let root write and read anything


def fazhi(
    folder: Path, *arguments: str, before: str = "", environment: Mapping[str, str | None] | None = None, **more: Any
) -> subprocess.CompletedProcess[str]:
    """What a command does in that folder. ``before`` is Python that runs first; a variable that is None is not there.

    Output that is no UTF-8 comes back with signs in its place. Fails where there is a traceback or the system had to end it.
    """
    code = f"import sys\nfrom generator.cli import main\n{before}\nmain(sys.argv[1:])"
    command = [sys.executable, "-c", code, *arguments] if before else [sys.executable, "-m", "generator", *arguments]
    done = in_confinement(command, folder, environment, **more)
    said = f"{done.stdout or ''}{done.stderr or ''}"
    assert done.returncode in (0, 1, 2), (done.returncode, said[-2000:])
    assert "Traceback" not in said, said[-2000:]
    return done


def in_confinement(
    command: Sequence[str], folder: Path, environment: Mapping[str, str | None] | None = None, **more: Any
) -> subprocess.CompletedProcess[str]:
    """What a process did."""
    there = {**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})}
    return subprocess.run(
        command,
        cwd=folder,
        env={name: value for name, value in there.items() if value is not None},
        preexec_fn=confine,
        check=False,
        **{"capture_output": True, "encoding": "utf-8", "errors": "replace", **more},
    )


def confine() -> None:
    """Bound this process, and take from root what other users do not have."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    for right in _RIGHTS:
        ctypes.CDLL(None).prctl(_DROP, right, 0, 0, 0)  # refused to those who have no such right anyway


def is_chinese(text: str) -> bool:
    """Whether a person in China can read something in it."""
    return re.search("[一-鿿]", text) is not None
