"""Every command that writes, where it can't: one line in Chinese, the old files whole, nothing left behind."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.confined import ROOT, fazhi, in_confinement, is_chinese
from tests.support.reports import ENTRIES, INDICATORS, built, edited, replaced
from tests.support.workbooks import make_workbook

# Commands by what they write, each in a folder of prepared files.
WRITERS = {
    "build": ["build", "甲.xlsx", "-o", "新报告.docx"],
    "build over a report": ["build", "改.xlsx", "-o", "报告.docx"],
    "build into a folder": ["build", "甲.xlsx", "-o", "新/"],
    "new": ["new", "--unit", "甲市公安局", "--year", "2025"],
    "annotated": ["check", "错.xlsx", "--annotate", "核对.xlsx"],
    "a table of sources": ["trace", "报告.docx", "--table", "溯源.xlsx"],
    "an annex of sources": ["trace", "报告.docx", "--table", "溯源.docx"],
    "a page": ["diff", "甲.xlsx", "改.xlsx", "--html", "比较.html"],
    "template new": ["template", "new", "丁"],
    "comments": ["template", "check", "小", "--annotate", "批注.docx"],
    "update": ["update", "手改.docx", "改.xlsx"],
}
FULL = (
    "import errno, os, pathlib\n"
    "def full(*_):\n    raise OSError(errno.ENOSPC, 'No space left on device')\n"
    "os.fsync = full\npathlib.Path.write_bytes = full\n"
)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("faults")
    edited(built(folder), replaced("走访群众", "走访慰问群众")).rename(folder / "手改.docx")
    make_workbook(folder / "改.xlsx", indicators=INDICATORS.replace("593", "600"), entries=ENTRIES)
    make_workbook(folder / "错.xlsx", items={"主送机关": ""})
    text = folder / "templates" / "小" / "sections" / "part.md.j2"
    text.write_text("{{ 没有 }}\n" + text.read_text(encoding="utf-8"), encoding="utf-8")
    shutil.copytree(folder / "templates" / "小", folder / "templates" / "丙")
    text.write_text(text.read_text(encoding="utf-8").removeprefix("{{ 没有 }}\n"), encoding="utf-8")
    return folder


@pytest.fixture
def folder(prepared: Path, tmp_path: Path) -> Path:
    return shutil.copytree(prepared, tmp_path / "work")


def files(folder: Path) -> dict[str, bytes]:
    """Every file by its path, but for the history of reports."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file() and ".fazhi" not in path.parts}


def with_a_fault(command: list[str]) -> list[str]:
    """The template with a mistake, where there must be something to write."""
    return ["丙" if word == "小" else word for word in command]


@pytest.mark.parametrize("command", WRITERS.values(), ids=WRITERS)
def test_a_full_disk_is_one_line_and_leaves_everything_as_it_was(folder: Path, command: list[str]) -> None:
    before = files(folder)
    done = fazhi(folder, *with_a_fault(command), before=FULL, environment={"XDG_CACHE_HOME": None, "HOME": None})
    assert done.returncode == 2
    assert "磁盘已满" in done.stderr.splitlines()[-1]
    assert files(folder) == before


@pytest.mark.parametrize("command", WRITERS.values(), ids=WRITERS)
def test_a_read_only_folder_is_one_line(folder: Path, command: list[str]) -> None:
    before = files(folder)
    for place in (folder, folder / "templates", folder / ".fazhi"):
        place.chmod(0o555)
    done = fazhi(folder, *with_a_fault(command))
    for place in (folder, folder / "templates", folder / ".fazhi"):
        place.chmod(0o755)
    assert done.returncode == 2
    assert "没有写入权限" in done.stderr.splitlines()[-1]
    assert files(folder) == before


@pytest.mark.parametrize("command", WRITERS.values(), ids=WRITERS)
def test_where_nothing_is_wrong_each_of_them_writes(folder: Path, command: list[str]) -> None:
    before = files(folder)
    done = fazhi(folder, *with_a_fault(command))
    assert done.returncode in (0, 1)
    assert files(folder) != before
    assert not list(folder.rglob("*.tmp"))


@pytest.mark.parametrize(
    ("locked", "command"),
    [
        ("甲.xlsx", ["build", "甲.xlsx"]),
        ("甲.xlsx", ["check", "甲.xlsx"]),
        ("甲.xlsx", ["new", "--last", "甲.xlsx", "-o", "新.xlsx"]),
        ("甲.xlsx", ["update", "手改.docx", "甲.xlsx"]),
        ("手改.docx", ["update", "手改.docx", "甲.xlsx"]),
        ("报告.docx", ["trace", "报告.docx"]),
        ("报告.docx", ["diff", "报告.docx", "手改.docx"]),
        ("报告.docx", ["build", "甲.xlsx", "-o", "报告.docx"]),
        ("templates/小/report.docx", ["build", "甲.xlsx", "-o", "新.docx"]),
        ("templates/小/template.toml", ["build", "甲.xlsx", "-o", "新.docx"]),
        ("templates/小/sections/part.md.j2", ["build", "甲.xlsx", "-o", "新.docx"]),
        ("templates/小/report.docx", ["template", "check", "小"]),
    ],
)
def test_an_input_that_may_not_be_read_is_said_with_its_name(folder: Path, locked: str, command: list[str]) -> None:
    before = files(folder)
    (folder / locked).chmod(0)
    done = fazhi(folder, *command)
    (folder / locked).chmod(0o644)
    assert done.returncode in (1, 2)
    said = done.stdout + done.stderr
    assert Path(locked).name in said
    assert is_chinese(said)
    assert files(folder) == before


@pytest.mark.parametrize("size", [1, 500, 5_000, 9_000])
def test_a_build_that_is_killed_half_way_leaves_the_old_report_whole(folder: Path, size: int) -> None:
    before = (folder / "报告.docx").read_bytes()
    code = (
        "import resource, signal, sys\nfrom generator.cli import main\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_DFL)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))\nmain(sys.argv[1:])"
    )
    done = in_confinement(
        [sys.executable, "-c", code, "build", "改.xlsx", "-o", "报告.docx"], folder, {"HOME": None, "XDG_CACHE_HOME": None}
    )
    assert done.returncode < 0
    assert (folder / "报告.docx").read_bytes() == before
    assert fazhi(folder, "build", "改.xlsx", "-o", "报告.docx").returncode == 0


@pytest.mark.parametrize(("command", "name"), [("update", "手改.docx"), ("build", "手改.docx")])
@pytest.mark.parametrize("lock", ["~$手改.docx", ".~手改.docx", ".~lock.手改.docx#"])
def test_a_report_that_is_open_elsewhere_is_left_alone(folder: Path, command: str, name: str, lock: str) -> None:
    (folder / lock).write_bytes(b"")
    before = files(folder)
    arguments: dict[str, Callable[[], list[str]]] = {
        "update": lambda: ["update", name, "改.xlsx"],
        "build": lambda: ["build", "改.xlsx", "-o", name],
    }
    done = fazhi(folder, *arguments[command]())
    assert done.returncode == 2
    assert f"打开（有 {lock}）" in done.stderr
    assert files(folder) == before


def test_the_folder_of_the_code_is_never_written(folder: Path) -> None:
    before = {path for path in (ROOT / "templates").rglob("*") if "__pycache__" not in path.parts}
    for command in WRITERS.values():
        fazhi(folder, *with_a_fault(command))
    assert {path for path in (ROOT / "templates").rglob("*") if "__pycache__" not in path.parts} == before
