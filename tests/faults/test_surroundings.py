"""Commands in odd surroundings: encodings, names, clocks, no home, closed and full streams, folders that are gone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.confined import ROOT, fazhi, in_confinement, is_chinese
from tests.support.reports import ENTRIES, INDICATORS, built, edited, replaced
from tests.support.word import text_of
from tests.support.workbooks import make_workbook

COMMANDS = {
    "check": "check 甲.xlsx",
    "build": "build 甲.xlsx -o 新.docx",
    "new": "new --unit 甲市公安局 --year 2025",
    "trace": "trace 报告.docx",
    "diff": "diff 甲.xlsx 改.xlsx",
    "update": "update 手改.docx 改.xlsx",
    "template new": "template new 丁",
    "template check": "template check 小",
}
ALL = pytest.mark.parametrize("command", [words.split() for words in COMMANDS.values()], ids=list(COMMANDS))


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("surroundings")
    edited(built(folder), replaced("走访群众", "走访慰问群众")).rename(folder / "手改.docx")
    make_workbook(folder / "改.xlsx", indicators=INDICATORS.replace("593", "600"), entries=ENTRIES)
    return folder


@pytest.fixture
def folder(prepared: Path, tmp_path: Path) -> Path:
    return shutil.copytree(prepared, tmp_path / "work")


def names(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*")}


@pytest.fixture(scope="module")
def gbk(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str | None]:
    """The surroundings of a system in GBK; where it can't be made, at least the streams are."""
    home = tmp_path_factory.mktemp("locale")
    if shutil.which("localedef"):
        subprocess.run(["localedef", "-i", "zh_CN", "-f", "GBK", str(home / "zh_CN.GBK")], capture_output=True, check=False)
    if (home / "zh_CN.GBK").exists():
        return {"LOCPATH": str(home), "LC_ALL": "zh_CN.GBK", "PYTHONUTF8": "0", "PYTHONIOENCODING": None}
    return {"PYTHONIOENCODING": "gbk"}


@ALL
def test_without_a_home_and_in_the_c_locale_everything_works(folder: Path, command: list[str]) -> None:
    other = shutil.copytree(folder, folder.parent / "other")
    usual = fazhi(other, *command)
    surroundings = {"HOME": None, "XDG_CACHE_HOME": None, "LC_ALL": "C", "LANG": None}
    done = fazhi(folder, *command, environment=surroundings)
    assert done.returncode == usual.returncode in (0, 1)
    assert done.stdout.replace(str(folder), "") == usual.stdout.replace(str(other), "")
    assert done.stderr.replace(str(folder), "") == usual.stderr.replace(str(other), "")
    assert names(folder) == names(other)


@ALL
def test_a_system_without_unicode_gets_a_message_and_no_traceback(folder: Path, command: list[str]) -> None:
    surroundings = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": None}
    done = fazhi(folder, *command, environment=surroundings)
    first = next(word for word in command if not word.isascii())
    said = f"“{first}”：这里面有系统的编码（ascii）读不出的字；请给文件改名，或在 UTF-8 的环境里运行（LANG=C.UTF-8）\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_a_system_in_gbk_says_which_name_it_can_not_read_and_works_on_others(folder: Path, gbk: dict[str, str | None]) -> None:
    shutil.copy(folder / "甲.xlsx", folder / "a.xlsx")
    usual = fazhi(folder, "check", "a.xlsx", "-t", "standard")
    done = fazhi(folder, "check", "a.xlsx", "-t", "standard", environment=gbk, encoding="gbk")
    assert (done.returncode, done.stdout, done.stderr) == (usual.returncode, usual.stdout, usual.stderr)
    assert is_chinese(done.stdout)
    named = fazhi(folder, "check", "甲.xlsx", environment=gbk, encoding="gbk")
    if "LOCPATH" in gbk:
        assert (named.returncode, named.stdout) == (2, "")
        assert named.stderr.startswith("“甲.xlsx”：这里面有系统的编码（gbk）读不出的字")
    else:  # names are UTF-8, only the streams are GBK
        usual = fazhi(folder, "check", "甲.xlsx")
        assert (named.returncode, named.stdout) == (usual.returncode, usual.stdout)


def test_a_name_out_of_an_old_zip_is_told_as_its_writer_meant_it(folder: Path) -> None:
    name = os.fsdecode("报告.xlsx".encode("gbk"))
    shutil.copy(folder / "甲.xlsx", folder / name)
    for command in (
        ["build", name],
        ["check", name],
        ["trace", name],
        ["template", "new", name],
        ["new", "--unit", name, "--year", "2025"],
    ):
        done = fazhi(folder, *command)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("“报告.xlsx”：这里面有系统的编码（utf-8）读不出的字")


def test_a_long_path_with_blanks_and_chinese_is_like_any_other(prepared: Path, tmp_path: Path) -> None:
    deep = tmp_path / "2025 年度 报告（上报）" / ("很长的文件夹名" * 11) / "第 2 层"
    shutil.copytree(prepared, deep)
    name = "甲" * 70 + " 市.xlsx"
    (deep / "甲.xlsx").rename(deep / name)
    assert len(str(deep / name)) > 200
    assert len(str(deep / name).encode()) > 500
    assert fazhi(tmp_path, "build", str(deep / name), "-o", str(deep / "报 告.docx")).returncode == 0
    assert (deep / "报 告.docx").exists()
    assert fazhi(deep, "build", name).returncode == 0


@ALL
def test_files_of_1970_and_a_clock_in_the_past_are_no_matter(folder: Path, command: list[str]) -> None:
    for path in folder.rglob("*"):
        os.utime(path, (0, 0))
    past = (
        "import datetime, time\nimport generator.cli, generator.update_cli\n"
        "time.time = lambda: 0.0\nthen = lambda: datetime.datetime(1970, 1, 1)\n"
        "generator.cli.now = generator.update_cli.now = then\n"
    )
    assert fazhi(folder, *command, before=past).returncode in (0, 1)


@ALL
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_traceback(folder: Path, command: list[str], closed: str) -> None:
    line = f'"$@" {closed}'
    done = in_confinement(["sh", "-c", line, "sh", sys.executable, "-m", "generator", *command], folder)
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr


@ALL
def test_a_full_output_is_one_line_in_chinese(folder: Path, command: list[str]) -> None:
    done = in_confinement(["sh", "-c", '"$@" > /dev/full', "sh", sys.executable, "-m", "generator", *command], folder)
    assert done.returncode in (0, 1, 2)
    assert "Traceback" not in done.stderr
    assert done.returncode != 2 or "结果写不出去" in done.stderr


@ALL
def test_a_current_folder_that_is_gone_is_no_traceback(folder: Path, tmp_path: Path, command: list[str]) -> None:
    there = [str(folder / word) if (folder / word).exists() else word for word in command]
    line = 'mkdir gone; cd gone; rmdir ../gone; "$@"'
    done = in_confinement(["sh", "-c", line, "sh", sys.executable, "-P", "-m", "generator", *there], tmp_path, {"PYTHONPATH": str(ROOT)})
    assert done.returncode in (0, 1, 2)
    assert "Traceback" not in done.stderr
    assert done.returncode != 2 or is_chinese(done.stderr)


def test_what_is_built_in_the_past_is_what_is_built_now(folder: Path) -> None:
    fazhi(folder, "build", "甲.xlsx", "-o", "一.docx")
    os.utime(folder / "甲.xlsx", (0, 0))
    fazhi(folder, "build", "甲.xlsx", "-o", "二.docx", environment={"TZ": "Asia/Shanghai"})
    assert (folder / "一.docx").read_bytes() == (folder / "二.docx").read_bytes()
    assert "刑事立案593起" in text_of(folder / "一.docx")
