"""Engines in processes of their own, asked piece by piece; and the check that all print the same text."""

from __future__ import annotations

import functools
import json
import math
import os
import select
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from benchmarks.data import LOOPS, report_values, written
from benchmarks.engines import PYTHON
from benchmarks.measuring import ROOT
from benchmarks.templates import LANGUAGES, TEMPLATES
from tests.support.word import text_of

NODE = ROOT / "benchmarks" / "node"
JAVASCRIPT = ("docxtemplater", "carbone")
_INSTALL = ("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")


class Spent(NamedTuple):
    """CPU of a piece of work in seconds, and the most memory that the process has held, in MiB."""

    cpu: float
    peak: float


class TooSlow(Exception):
    """An engine was given up."""


class Worker:
    """One engine, ready for work. Leaving the context ends its process."""

    def __init__(self, engine: str) -> None:
        command = [sys.executable, "-m", "benchmarks.worker"] if engine in PYTHON else ["node", str(NODE / "worker.js")]
        self._engine = engine
        self._process = subprocess.Popen([*command, engine], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.kill()
        self._process.communicate()

    def asked(self, template: Path, data: Path, out: Path | None = None, limit: float = math.inf) -> Spent:
        """What the reports of a file took. Raises :class:`TooSlow` when the process has used ``limit`` seconds of CPU."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps({"template": str(template), "data": str(data), "out": str(out) if out else None}) + "\n")
        stdin.flush()
        while not select.select([stdout], [], [], 1)[0]:
            if self._used() > limit:
                raise TooSlow(self._engine)
        answer = stdout.readline()
        if not answer:
            raise RuntimeError(f"{self._engine} has ended without an answer")
        return Spent(**json.loads(answer))

    def _used(self) -> float:
        """User and system seconds of the process."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@functools.cache
def missing() -> str:
    """Why the engines written in JavaScript are left out; empty when they are here, which installs them if need be."""
    if not shutil.which("node") or not shutil.which("npm"):
        return "node and npm are not here"
    kept, pinned = NODE / "node_modules" / ".package-lock.json", NODE / "package-lock.json"
    if kept.exists() and kept.stat().st_mtime >= pinned.stat().st_mtime:
        return ""
    done = subprocess.run(_INSTALL, cwd=NODE, capture_output=True, text=True)
    return "" if done.returncode == 0 else f"npm could not install them ({done.stderr.strip().splitlines()[-1:]})"


def engines() -> tuple[str, ...]:
    """The engines that can be asked here, fazhi first."""
    return (*PYTHON, *(() if missing() else JAVASCRIPT))


class Bench(NamedTuple):
    """A folder with the templates of a kind, and a worker for each engine that is asked in turn."""

    folder: Path
    templates: dict[str, Path]
    workers: dict[str, Worker]


@contextmanager
def bench(kind: str) -> Iterator[Bench]:
    """Workers that have rendered this kind of report once, all with the same text, which has been checked."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        templates = {engine: TEMPLATES[kind](folder / f"{engine}.docx", LANGUAGES[engine]) for engine in engines()}
        workers = {engine: stack.enter_context(Worker(engine)) for engine in engines()}
        first = written(folder / "first.json", [LOOPS[kind](3) if kind in LOOPS else report_values(0)])
        texts = {}
        for engine, worker in workers.items():
            worker.asked(templates[engine], first, folder / f"{engine}-first.docx")
            texts[engine] = printed(folder / f"{engine}-first.docx")
        same_text(texts)
        yield Bench(folder, templates, workers)


def printed(report: Path) -> str:
    """The text of a report, without the properties of the file."""
    return "\n".join(line for line in text_of(report).splitlines() if not line.startswith("property "))


def same_text(texts: dict[str, str]) -> None:
    """Nothing is compared that does not print the same. Raises ``AssertionError``."""
    different = [engine for engine, text in texts.items() if text != texts["fazhi"]]
    if different:
        raise AssertionError(f"these print another text than fazhi: {different}")


def alone(engine: str, template: Path, datas: Sequence[Path], limit: float = math.inf) -> Spent:
    """What the last of the files took in a process of its own, which has read the others before."""
    with Worker(engine) as worker:
        spent = [worker.asked(template, data, limit=limit) for data in datas]
    return spent[-1]
