"""A case: one harmed file among sound ones, and the commands that read it, run in a process with little memory and time."""

from __future__ import annotations

import contextlib
import io
import os
import resource
import shutil
import signal
import sys
import traceback
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple
from xml.parsers import expat

from generator.cli import main
from tests.fuzz.mutating import mutated
from tests.fuzz.seeds import DATA

SECONDS, MEMORY = 40, 2 * 2**30
READERS = ("workbook", "template", "report")
_OUT = "out"


class Case(NamedTuple):
    """A harmed file: which reader it is for, from which seed it was drawn, under which name it stands in, and its bytes."""

    reader: str
    seed: int
    place: str
    data: bytes


def drawn(reader: str, seed: int, sound: Path) -> Case:
    """The case of a seed, drawn from the sound files."""
    random = Random(f"{reader} {seed}")
    place = random.choice(_PLACES[reader])
    origin = random.choice(_ORIGINS.get(place, [place]))
    return Case(reader, seed, place, mutated((sound / origin).read_bytes(), random))


_PLACES = {
    "workbook": ["甲.xlsx"],
    "template": ["模板.docx"] * 2 + ["templates/小/report.docx"] * 3 + ["templates/小/template.toml", "templates/小/sections/part.md.j2"],
    "report": ["报告.docx"],
}
_ORIGINS = {
    "甲.xlsx": ["共享.xlsx", "共享.xlsx", "改.xlsx", "改.xlsx", "错.xlsx", "标准.xlsx"],
    "报告.docx": ["手改.docx", "已更新.docx"],
}
_COMMANDS: dict[str, tuple[str, ...]] = {
    "workbook": (
        "check 甲.xlsx --annotate out/核对.xlsx",
        "build 甲.xlsx -o out/甲.docx",
        "build 甲.xlsx -o out/草稿.docx --draft --edition 公开",
        "new --last 甲.xlsx -o out/新.xlsx",
        "diff 共享.xlsx 甲.xlsx --html out/比较.html",
        "update 手改.docx 甲.xlsx --dry-run",
    ),
    "template": (
        "template check 小 --annotate out/批注.docx",
        "template show 小",
        "build 共享.xlsx -o out/甲.docx",
        "render",
    ),
    "report": (
        "trace 报告.docx",
        "trace 报告.docx --json --table out/表.xlsx",
        "diff 手改.docx 报告.docx --html out/比较.html",
        "update out/报告.docx 改.xlsx",
        "update out/报告.docx 再改.xlsx --accept",
        "build 再改.xlsx -o out/重做.docx",
    ),
}


def tried(case: Case, sound: Path, folder: Path) -> str:
    """What went wrong with a case, empty where nothing did. ``folder`` is made for it and taken away again."""
    shutil.copytree(sound, folder)
    (folder / _OUT).mkdir()
    try:
        return _tried(case, folder)
    finally:
        shutil.rmtree(folder)


def _tried(case: Case, folder: Path) -> str:
    path = folder / case.place
    path.write_bytes(case.data)
    if case.reader == "report":
        for copy in ("报告.docx", "重做.docx"):
            (folder / _OUT / copy).write_bytes(case.data)
    if case.reader == "workbook":
        shutil.copy(folder / "手改.docx", folder / _OUT)
    before = _outside(folder)
    said = folder.with_name(f"{folder.name}.said")
    said.write_text("", encoding="utf-8")
    child = os.fork()
    if not child:
        with contextlib.suppress(BaseException):
            _run(case, folder, said)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    complaint = said.read_text(encoding="utf-8", errors="replace")
    said.unlink()
    if os.WIFSIGNALED(status):
        return f"killed by signal {os.WTERMSIG(status)} in: {complaint}"
    if complaint:
        return complaint
    changed = {name for name in before.items() ^ _outside(folder).items() for name in [name[0]]}
    if changed:
        return f"changed outside of the output folder: {sorted(changed)}"
    return _unsound(case, folder / _OUT)


def _outside(folder: Path) -> dict[str, bytes]:
    """Every file of the case that is none of its outputs; the folder above it is looked at too."""
    files = [path for path in folder.rglob("*") if path.is_file() and _OUT not in path.relative_to(folder).parts]
    beside = {str(path): b"" for path in folder.parent.iterdir() if not path.name.endswith(".said")}
    return {str(path): path.read_bytes() for path in files} | beside


def _unsound(case: Case, out: Path) -> str:
    """Which output is no whole file, or has a part that is no XML though it was, or was not there, in what came in."""
    for path in sorted(out.rglob("*")):
        if path.name.endswith(".tmp"):
            return f"left behind: {path.name}"
        if path.suffix in (".docx", ".xlsx") and path.read_bytes() != case.data:
            try:
                with zipfile.ZipFile(path) as archive:
                    broken = [name for name in archive.namelist() if name.endswith(".xml") and not _is_xml(archive.read(name))]
            except (zipfile.BadZipFile, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
                return f"{path.name} is no zip: {error}"
            if broken and not set(broken) <= _broken(case.data):
                return f"{path.name} has parts that are no XML: {broken}"
    return ""


def _broken(data: bytes) -> set[str]:
    """The parts of the case that are no sound XML themselves."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name for name in archive.namelist() if not _is_xml(archive.read(name))}
    except Exception:  # what is no zip has no parts
        return set()


def _is_xml(content: bytes) -> bool:
    try:
        expat.ParserCreate().Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):
        return False
    return True


def _run(case: Case, folder: Path, said: Path) -> None:
    """Run the commands one after the other, and write down which one is at work, at last what went wrong with one."""
    os.chdir(folder)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.alarm(10 * SECONDS)  # what waits for ever uses no time of the processor
    for command in _COMMANDS[case.reader]:
        said.write_text(command, encoding="utf-8")
        fault = _fault(_render if command == "render" else lambda command=command: main(command.split()))  # type: ignore[misc]
        if fault:
            said.write_text(f"{command}: {fault}", encoding="utf-8", errors="replace")
            return
    said.write_text("", encoding="utf-8")


def _fault(call: Callable[[], object]) -> str:
    """What went wrong with one command: an exception that is none of ours, a traceback, a status or a silence that means nothing."""
    streams = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    sys.stdout, sys.stderr = streams
    status: object = 0
    try:
        call()
    except SystemExit as done:
        status = done.code
    except BaseException:
        return traceback.format_exc()
    told = ""
    for stream in streams:
        stream.flush()
        told += stream.buffer.getvalue().decode("utf-8", "replace")  # type: ignore[attr-defined]
    if status not in (0, 1, 2, None):
        return f"status {status}: {told}"
    if "Traceback" in told or (status and not any("一" <= letter <= "鿿" for letter in told)):
        return f"status {status} and no message for a person: {told[:2000]}"
    return ""


def _render() -> None:
    from generator import render_docx
    from generator.errors import FazhiError

    with contextlib.suppress(FazhiError):
        render_docx("模板.docx", DATA, "out/结果.docx")


def commands(reader: str) -> Sequence[str]:
    """The command lines that a reader is tried with."""
    return _COMMANDS[reader]
