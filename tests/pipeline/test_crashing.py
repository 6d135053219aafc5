"""Whatever becomes of the process or the disk while a report is updated: the old file is whole, or the new one is."""

from __future__ import annotations

import errno
import io
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from generator import storage
from generator.errors import UnwritableFile
from generator.pipeline import updating
from generator.pipeline.history import FOLDER
from generator.pipeline.reading import Templates
from tests.support.reports import ENTRIES, INDICATORS, built, edited, replaced
from tests.support.workbooks import make_workbook

ROOT = Path(__file__).parents[2]
TEMPLATES = Templates()


def prepared(folder: Path) -> None:
    """A report that people edited and its corrected workbook."""
    report = built(folder)
    edited(report, replaced("走访群众", "走访慰问群众")).replace(report)
    make_workbook(folder / "甲.xlsx", indicators=INDICATORS.replace("593", "600"), entries=ENTRIES)


def updated(folder: Path) -> None:
    updating.update(folder / "报告.docx", folder / "甲.xlsx", when=datetime(2023, 2, 20), templates=TEMPLATES)


def said_of(folder: Path) -> str:
    """Why an update was not written; nothing where it was."""
    try:
        updated(folder)
    except UnwritableFile as error:
        return str(error)
    return ""


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of the folder and of the history in it, by their paths."""
    paths = [*folder.iterdir(), *(folder / FOLDER).glob("*")]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths if path.is_file()}


def put_back(folder: Path, before: dict[str, bytes]) -> None:
    for name in files_of(folder):
        (folder / name).unlink()
    for name, data in before.items():
        (folder / name).write_bytes(data)


def both(folder: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The files before an update and after it; before it they are what lies there then."""
    before = files_of(folder)
    updated(folder)
    after = files_of(folder)
    assert after.keys() - before.keys() >= {"报告.docx.bak"}
    assert before["报告.docx"] == after["报告.docx.bak"] != after["报告.docx"]
    put_back(folder, before)
    return before, after


def in_children(folder: Path, harm: Callable[[int], None]) -> int:
    """Updates in one process after the other, each harmed at the next point, until one is not; how many were harmed.

    Raises ``AssertionError`` where anything under a name of its own is not whole. For a process without threads.
    """
    before, after = both(folder)
    for point in count(1):
        child = os.fork()
        if not child:
            harm(point)
            updated(folder)
            os._exit(0)
        status = os.waitpid(child, 0)[1]
        left = {name: data for name, data in files_of(folder).items() if not name.endswith(".tmp")}
        assert left["报告.docx"] in (before["报告.docx"], after["报告.docx"]), point
        assert all(left[name] == after[name] for name in left.keys() - {"报告.docx"}), point
        assert left["报告.docx"] == before["报告.docx"] or "报告.docx.bak" in left, point
        if not os.WIFSIGNALED(status):
            assert (os.WEXITSTATUS(status), left) == (0, after)
            return point - 1
        put_back(folder, before)
    raise AssertionError("numbers do not end")


def kill_at(point: int) -> None:
    """Kill this process where that many lines of the module that writes have run."""
    left = count(point, -1)

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_filename != storage.__file__:
            return None
        if event == "line" and next(left) == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)


def end_writing_at(point: int) -> None:
    """Let the system kill this process in the middle of the file that grows beyond so many times 500 bytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (point * 500, resource.RLIM_INFINITY))


@pytest.mark.parametrize(("harm", "least"), [("kill_at", 50), ("end_writing_at", 10)])
def test_a_process_that_is_killed_leaves_the_old_file_whole_or_the_new_one(folder: Path, harm: str, least: int) -> None:
    prepared(folder)
    code = (
        "import sys\nfrom pathlib import Path\nfrom tests.pipeline import test_crashing as t\n"
        f"print(t.in_children(Path(sys.argv[1]), t.{harm}))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= least


class Disk:
    """A disk that is full from one call on, for one call; counts them."""

    def __init__(self, patched: pytest.MonkeyPatch, full_at: int) -> None:
        self._left = full_at
        for owner, name in (
            (tempfile, "mkstemp"),
            (os, "fsync"),
            (Path, "mkdir"),
            (Path, "chmod"),
            (Path, "replace"),
            (Path, "hardlink_to"),
        ):
            patched.setattr(owner, name, self._guarded(getattr(owner, name)))
        patched.setattr(os, "fdopen", self._opened)

    @property
    def was_full(self) -> bool:
        return self._left <= 0

    def call(self) -> None:
        self._left -= 1
        if self._left == 0:
            raise OSError(errno.ENOSPC, "in English")

    def _guarded(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(*arguments: Any, **options: Any) -> Any:
            self.call()
            return function(*arguments, **options)

        return guarded

    def _opened(self, handle: int, mode: str) -> io.FileIO:
        disk = self

        class File(io.FileIO):
            def write(self, data: Any) -> int:
                super().write(bytes(data)[:1000])
                disk.call()
                return super().write(bytes(data)[1000:])

        return File(handle, mode)


def test_a_disk_that_is_full_at_any_moment_leaves_the_old_file_alone(folder: Path) -> None:
    prepared(folder)
    before, after = both(folder)
    refused = written = 0
    for point in count(1):
        with pytest.MonkeyPatch.context() as patched:
            disk = Disk(patched, point)
            said = said_of(folder)
        left = files_of(folder)
        if said:
            refused += 1
            assert "磁盘已满" in said
            assert left == before
        else:
            written += 1
            assert left.items() <= after.items()
            assert {"报告.docx", "报告.docx.bak"} <= left.keys()
        put_back(folder, before)
        if not disk.was_full:
            break
    assert refused >= 8
    assert written >= 4  # where there is no room for the history, or no link can be made, the report is complete


def test_a_folder_that_takes_no_new_file_keeps_the_old_one(folder: Path) -> None:
    prepared(folder)
    before = files_of(folder)
    folder.chmod(0o555)
    code = (
        "import os\nfrom pathlib import Path\nfrom tests.pipeline import test_crashing as t\n"
        "replace_kept = t.updating.replace_kept\n"
        "def as_nobody(*given, **more):\n"
        "    if os.getuid() == 0:\n        os.setuid(65534)\n"  # rights do not bind root
        "    return replace_kept(*given, **more)\n"
        "t.updating.replace_kept = as_nobody\n"
        "print(t.said_of(Path()))\n"
    )
    there = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=there, capture_output=True, text=True, encoding="utf-8", check=False
    )
    folder.chmod(0o755)
    assert done.returncode == 0, done.stderr
    assert "没有写入权限，或文件正被 Word、WPS 打开" in done.stdout
    assert files_of(folder) == before
