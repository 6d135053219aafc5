"""``fazhi split`` as a user types it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.support.hands import ENTRIES, INDICATORS, master

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_the_files_are_on_stdout_and_what_comes_next_on_stderr(run: Run, folder: Path) -> None:
    master(folder, indicators=INDICATORS + "无主 | 无主的数 | 起 | 3\n", entries=ENTRIES)
    done = run("split", "主表.xlsx", "-o", "分发", "--due", "2026-01-10")
    assert done.returncode == 0
    assert done.stdout.splitlines() == ["分发/01 刑侦支队.xlsx", "分发/02 治安支队.xlsx"]
    assert done.stderr.splitlines() == [
        "这些行没有填报部门，没有分给任何部门：",
        "  指标!A10 无主",
        "  报告内容!D4 工作 / 监督",
        "已分给 2 个部门，一个部门一个文件，都在 分发 里。",
        "收回的文件放进另一个文件夹，再汇总：fazhi collect 收回/ --from 主表.xlsx -o 汇总.xlsx",
    ]


def test_a_name_with_blanks_stands_in_quotes_in_the_command_that_comes_next(run: Run, folder: Path) -> None:
    master(folder, name="主 表.xlsx")
    assert run("split", "主 表.xlsx", "-o", "分发").stderr.endswith('--from "主 表.xlsx" -o 汇总.xlsx\n')


def test_whom_to_ask_is_printed_on_the_cover(run: Run, folder: Path) -> None:
    master(folder)
    assert run("split", "主表.xlsx", "-o", "分发", "--contact", "法制支队 3821234").returncode == 0
    cover = load_workbook(folder / "分发" / "01 刑侦支队.xlsx")["封面"]
    assert "法制支队 3821234" in [cell.value for cell in cover["B"]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["主表.xlsx", "-o", "出", "--due", "明天"], "--due 明天：应是日期，例如 2026-01-10\n"),
        (["主表.xlsx"], "分发到哪个文件夹？请用 -o 写明，例如 -o 分发/\n"),
        (["没有.xlsx", "-o", "出"], "没有.xlsx：没有这个文件；请检查文件名和所在文件夹\n"),
        (["主表.xlsx", "-o", "主表.xlsx"], "主表.xlsx：这是一个文件，-o 这里要写文件夹；请换一个名称\n"),
    ],
)
def test_wrong_use_is_one_line_and_exit_2(run: Run, folder: Path, arguments: list[str], said: str) -> None:
    master(folder)
    done = run("split", *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)
    assert not (folder / "出").exists()


def test_errors_in_the_workbook_are_listed_and_exit_1(run: Run, folder: Path) -> None:
    master(folder, items={"年度": None})
    done = run("split", "主表.xlsx", "-o", "出")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        "错误 基本信息：“年度”还没有填，分发的表上要写明；请填好再分发",
        "主表.xlsx：有 1 处错误，没有分发；请改正后再分发",
    ]
