"""On what the figures were taken."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

from benchmarks.workers import JAVASCRIPT, NODE, missing

_LIBRARIES = ("click", "jinja2", "lxml", "openpyxl")
_PEERS = ("docxtpl", "python-docx")


def machine() -> str:
    """The processor, its cores, the system and Python, in one line."""
    return f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, Python {platform.python_version()}"


def versions() -> str:
    """The libraries of fazhi and the peers with their versions, in one line."""
    named = [f"{name} {version(name)}" for name in ("fazhi-report", *_LIBRARIES, *_PEERS)]
    if missing():
        return ", ".join(named)
    node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return ", ".join([*named, *(f"{name} {_installed(name)}" for name in JAVASCRIPT), f"node {node.removeprefix('v')}"])


def _installed(name: str) -> str:
    return str(json.loads((NODE / "node_modules" / name / "package.json").read_text(encoding="utf-8"))["version"])


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
