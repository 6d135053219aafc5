from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.documents import outline_of
from tests.support.terminal import hear_interrupts
from tests.support.workbooks import INDICATORS, make_workbook
from tests.test_cli import add_a_sentence

Run = Callable[..., "subprocess.CompletedProcess[str]"]
COMMAND = [sys.executable, "-m", "generator", "build"]


def four(folder: Path) -> list[str]:
    """Four workbooks, two of them bad."""
    entries = "部分 | 栏目 | 小标题 | 正文\n工作 | | | 一句话。\n安排 | | | 一句话。\n别的部分 | | | 一句话。"
    make_workbook(folder / "甲市.xlsx", items={"主送机关": "", "年度": "去年"})
    make_workbook(folder / "乙市.xlsx")
    (folder / "丙市.xlsx").write_text("not a workbook")
    make_workbook(folder / "丁市.xlsx", items={"单位全称": "丁市公安局"}, entries=entries)
    return ["甲市.xlsx", "乙市.xlsx", "丙市.xlsx", "丁市.xlsx"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_paths_come_in_the_order_of_the_workbooks_and_a_summary_at_the_end(run: Run, folder: Path, jobs: str) -> None:
    done = run("build", *four(folder), "-o", "报告", "-j", jobs, "--draft")
    assert (done.returncode, done.stdout) == (2, "报告/乙市（上报版草稿）.docx\n报告/丁市（上报版草稿）.docx\n")
    lines = done.stderr.splitlines()
    assert lines[0].split() == ["生成", "2", "份", "其中有警告的", "1", "份"]
    assert lines[1].split() == ["没有生成", "2", "份"]
    assert lines[2:4] == ["没有生成的：", "  甲市.xlsx：基本信息!B3：填的是“去年”，应填四位年份；例如 2022"]
    assert lines[4].startswith("  丙市.xlsx：这不是 Excel 工作簿（.xlsx）")
    assert lines[5:] == ["每份的详细情况请用 fazhi check 看。"]


def test_a_failed_workbook_says_its_first_error_and_how_many_there_are(run: Run, folder: Path) -> None:
    done = run("build", *four(folder), "-o", "报告")
    assert "  甲市.xlsx：基本信息!B3：填的是“去年”，应填四位年份；例如 2022 等 2 处" in done.stderr.splitlines()


def test_few_workbooks_have_their_findings_listed_and_are_counted(run: Run, folder: Path) -> None:
    done = run("build", *four(folder)[:3])
    assert done.returncode == 2
    lines = done.stderr.splitlines()
    assert [line.split("：")[0] for line in lines[:4]] == ["错误 基本信息!B3", "错误 基本信息!B4", "甲市.xlsx", "丙市.xlsx"]
    assert [line.split() for line in lines[4:]] == [["生成", "1", "份"], ["没有生成", "2", "份"]]


def test_one_workbook_is_not_counted(run: Run, folder: Path) -> None:
    four(folder)
    assert run("build", "乙市.xlsx", "-j", "2").stderr == ""


@pytest.mark.parametrize("home", ["", "gone"])
def test_many_processes_write_what_one_writes_also_without_a_home(folder: Path, home: str) -> None:
    names = [f"{n}.xlsx" for n in range(6)]
    for n, name in enumerate(names):
        make_workbook(folder / name, items={"单位全称": f"{n}市公安局"})
    there = {**os.environ, "HOME": home, "XDG_CACHE_HOME": home, "TMPDIR": str(folder / "tmp")}
    (folder / "tmp").mkdir()
    for jobs in ("1", "3"):
        command = [*COMMAND, *names, "-o", f"{jobs}/", "-j", jobs]
        done = subprocess.run(command, cwd=folder, env=there, capture_output=True, text=True, encoding="utf-8", check=True)
        assert done.stdout.splitlines() == [f"{jobs}/{n}（上报版）.docx" for n in range(6)]
    for report in (folder / "1").glob("*.docx"):
        assert (folder / "3" / report.name).read_bytes() == report.read_bytes()
    assert list((folder / "tmp").iterdir()) == []


@pytest.mark.parametrize("jobs", ["1", "4"])
def test_the_second_workbook_for_a_report_is_refused(run: Run, folder: Path, jobs: str) -> None:
    for name in "一二三四":
        (folder / name).mkdir()
        make_workbook(folder / name / ("乙.xlsx" if name == "三" else "甲.xlsx"), items={"单位全称": f"{name}市公安局"})
    done = run("build", "一/甲.xlsx", "二/甲.xlsx", "三/乙.xlsx", "四/甲.xlsx", "-o", "报告", "-t", "templates/小", "-j", jobs)
    assert (done.returncode, done.stdout) == (2, "报告/甲（上报版）.docx\n报告/乙（上报版）.docx\n")
    assert done.stderr.count("这一次已经写过同名的报告，没有覆盖") == 2
    assert "署名: 一市公安局" in outline_of(folder / "报告" / "甲（上报版）.docx")


def test_edited_reports_are_updated_by_the_processes_too(run: Run, folder: Path) -> None:
    names = [f"{n}.xlsx" for n in range(4)]
    for name in names:
        make_workbook(folder / name, items={"单位全称": f"{name}市公安局"})
    run("build", *names)
    add_a_sentence(folder / "2（上报版）.docx")
    make_workbook(folder / "2.xlsx", items={"单位全称": "2.xlsx市公安局"}, indicators=INDICATORS.replace("593", "600"))
    done = run("build", *names, "-j", "2")
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 4)
    assert [line.split() for line in done.stderr.splitlines()] == [["生成", "3", "份"], ["更新", "1", "份"]]
    assert (folder / "2（上报版）.docx.bak").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-j", "0"], "-j 0：应是 1 以上的整数，例如 -j 4"),
        (["-j", "多"], "选项 -j/--jobs 的值“多”不对，应是 整数"),
        (["-j", "2", "--scheduler", "tcp://127.0.0.1:1"], "-j 和 --scheduler 不能同时用"),
    ],
)
def test_wrong_use(run: Run, folder: Path, arguments: list[str], said: str) -> None:
    make_workbook(folder / "甲.xlsx")
    done = run("build", "甲.xlsx", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_pdfs_are_asked_for_one_after_the_other(folder: Path) -> None:
    names = four(folder)
    command = [*COMMAND, *names, "--pdf", "-j", "2", "--draft"]
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "PATH": ""}, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    assert done.stderr.count("没有找到 LibreOffice，没有生成 PDF") == 2


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_batch_that_is_stopped_leaves_whole_files_and_no_process(folder: Path, number: signal.Signals, status: int, jobs: str) -> None:
    names = [f"{n}.xlsx" for n in range(60)]
    for name in names:
        make_workbook(folder / name, items={"单位全称": f"{name}市公安局"})
    command = [*COMMAND, *names, "-o", "报告", "-j", jobs]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=folder, stdout=pipe, stderr=pipe, text=True, encoding="utf-8", start_new_session=True, preexec_fn=hear_interrupts
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        os.killpg(process.pid, number)
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said.strip()) == (status, "已中止。" if number == signal.SIGINT else "")
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
    left = [path for path in (folder / "报告").rglob("*") if path.is_file()]
    assert 0 < len([path for path in left if path.suffix == ".docx"]) < 60
    assert not [path for path in left if path.suffix not in (".docx", ".store")]
    assert all(zipfile.ZipFile(path).testzip() is None for path in left if path.suffix == ".docx")


SIGNALLED_WHILE_CLEARING_AWAY = """
import os, signal, sys, time, weakref
from generator import cli
class Thing: pass
def run(arguments):
    thing = Thing()
    kept = weakref.ref(thing, lambda _: (os.kill(os.getpid(), getattr(signal, sys.argv[1])), [None for _ in range(9)]))
    del thing
    try:
        time.sleep(20)
    except KeyboardInterrupt:
        return 130
    return 0
cli._run = run
cli.main([])
"""


@pytest.mark.parametrize(("name", "status"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_a_signal_that_comes_while_something_is_cleared_away_is_not_lost(folder: Path, name: str, status: int) -> None:
    command = [sys.executable, "-c", SIGNALLED_WHILE_CLEARING_AWAY, name]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False, preexec_fn=hear_interrupts
    )
    assert (done.returncode, done.stderr) == (status, "")


def seen(folder: Path, *arguments: str) -> str:
    """What a terminal gets."""
    ours, theirs = pty.openpty()
    with subprocess.Popen([*COMMAND, *arguments], cwd=folder, stdout=subprocess.DEVNULL, stderr=theirs) as process:
        os.close(theirs)
        out = b""
        while select.select([ours], [], [], 60)[0]:
            try:
                out += os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
        process.wait(60)
    os.close(ours)
    return out.decode()


def test_a_terminal_shows_how_far_it_is(folder: Path) -> None:
    names = four(folder)
    shown = seen(folder, *names, "-o", "报告", "--draft")
    assert f"[{'-' * 30}] 0/4" in shown
    assert f"[{'#' * 30}] 4/4，没有生成 2" in shown
    assert shown.rpartition("\r")[2] or shown.endswith("\n")
    assert "4/4" not in seen(folder, *names[:2])
