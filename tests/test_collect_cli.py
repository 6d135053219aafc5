"""``fazhi collect`` as a user types it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.hands import filled_in, handed_out

Run = Callable[..., "subprocess.CompletedProcess[str]"]
COLLECT = ("collect", "收回", "--from", "主表.xlsx", "-o", "汇总.xlsx")


@pytest.fixture
def files(folder: Path) -> dict[str, Path]:
    """The hand-outs, and one of them that has come back."""
    files = handed_out(folder, indicators=TWO, entries="部分 | 栏目 | 小标题 | 正文")
    filled_in(files["刑侦支队"], folder / "收回" / "a.xlsx", {"刑事立案": 593})
    return files


TWO = """
引用名 | 指标名称 | 单位 | 本年 | 上年 | 填报部门
刑事立案 | 刑事案件立案数 | 起 | | 540 | 刑侦支队
治安案件 | 治安案件数 | 起 | | 90 | 治安支队
"""


@pytest.mark.usefixtures("files")
def test_who_has_answered_is_told_on_stderr_and_the_path_on_stdout(run: Run) -> None:
    done = run(*COLLECT)
    assert (done.returncode, done.stdout) == (0, "汇总.xlsx\n")
    assert [line.split() for line in done.stderr.splitlines()] == [
        ["部门", "状态", "指标", "正文", "文件", "请部门补"],
        ["刑侦支队", "已交", "1/1", "a.xlsx", "封面没有写填报人"],
        ["治安支队", "未交", "0/1"],
        ["写了", "1", "格。"],
    ]
    again = run("collect", "收回", "-o", "汇总.xlsx")
    assert again.returncode == 0
    assert again.stderr.splitlines()[-1] == "无变化：没有新的内容，没有写文件，也没有留备份。"


def test_conflicts_exit_1_and_are_told_with_place_and_who_said_what(run: Run, folder: Path, files: dict[str, Path]) -> None:
    filled_in(files["刑侦支队"], folder / "收回" / "b.xlsx", {"刑事立案": 600})
    done = run(*COLLECT)
    assert (done.returncode, done.stdout) == (1, "汇总.xlsx\n")
    assert done.stderr.splitlines()[3:5] == [
        "要定下来的（1 处，都在“汇总核对”里）：",
        "  指标!D2 刑事立案.本年 刑侦支队的几个文件填得不一样（刑侦支队：593；刑侦支队：600）；"
        "请在“处理”里选，或在汇总表的这一格里填上定下来的",
    ]


def test_what_departments_have_added_is_named_once(run: Run, folder: Path, files: dict[str, Path]) -> None:
    own = [{"引用名": "反诈宣传", "指标名称": "反诈宣传场次", "单位": "场", "本年": 12}]
    filled_in(files["治安支队"], folder / "收回" / "b.xlsx", {"治安案件": 95}, own=own)
    told = run(*COLLECT).stderr.splitlines()
    assert told[3:5] == ["部门新加的 1 行，已经写进去，请过目：", "  指标 第4行 治安支队：反诈宣传"]
    assert "部门新加的" not in run("collect", "收回", "-o", "汇总.xlsx").stderr


@pytest.mark.usefixtures("files")
def test_a_file_that_can_not_be_read_exits_2_and_the_others_are_collected(run: Run, folder: Path) -> None:
    (folder / "收回" / "坏.xlsx").write_bytes(b"")
    done = run(*COLLECT)
    assert (done.returncode, done.stdout) == (2, "汇总.xlsx\n")
    assert "  坏.xlsx 读不了；文件是空的；请重新复制一份" in done.stderr.splitlines()
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("files")
def test_folders_in_the_folder_and_files_that_are_gone_are_told(run: Run, folder: Path) -> None:
    (folder / "收回" / "治安").mkdir()
    (folder / "收回" / ".隐藏").mkdir()
    inner = "没有读的文件夹：治安/；里面有部门交回的文件的，请移出来，再汇总一次"
    first = run(*COLLECT).stderr.splitlines()
    assert inner in first
    assert not any("现在不在文件夹里" in line for line in first)
    (folder / "收回" / "a.xlsx").rename(folder / "收回" / "治安" / "a.xlsx")
    shutil.copy(folder / "分发" / "02 治安支队.xlsx", folder / "收回" / "b.xlsx")
    done = run(*COLLECT).stderr.splitlines()
    assert {inner, "上次收来、现在不在文件夹里的：a.xlsx；仍按上次的算"} <= set(done)


def test_a_hand_out_is_no_workbook_to_collect_from_or_into(run: Run, folder: Path, files: dict[str, Path]) -> None:
    form = files["治安支队"].relative_to(folder)
    before = (folder / form).read_bytes()
    for arguments in (("--from", form, "-o", "汇总.xlsx"), ("--from", "主表.xlsx", "-o", form)):
        done = run("collect", "收回", *map(str, arguments))
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"{form}：这是分发给治安支队的表，不是分发时用的工作簿，没有汇总；")
    assert (folder / form).read_bytes() == before
    assert not (folder / "汇总.xlsx").exists()


@pytest.mark.usefixtures("files")
def test_without_a_change_no_file_is_written_and_without_an_answer_what_to_do_is_said(run: Run, folder: Path) -> None:
    run(*COLLECT)
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert run(*COLLECT).stderr.splitlines()[-1].startswith("无变化：")
    (folder / "收回" / "a.xlsx").unlink()
    done = run(*COLLECT)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("收回：文件夹是空的，没有汇总；请把部门填好发回的表（.xlsx，由 fazhi split 分发的那种）")
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


@pytest.mark.usefixtures("files")
def test_where_it_goes_must_be_said(run: Run) -> None:
    done = run("collect", "收回")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "汇总到哪个文件？请用 -o 写明，例如 -o 汇总.xlsx\n")


@pytest.mark.usefixtures("files")
def test_reminders_follow_on_stdout(run: Run) -> None:
    done = run(*COLLECT, "--remind")
    assert done.stdout == (
        "汇总.xlsx\n\n刑侦支队：\n填报表已收到，封面上没有写填报人；请尽快把填报人和联系电话告诉我们。谢谢支持！\n"
        "\n治安支队：\n法治政府建设年度报告的填报表还没有收到（指标 1 项），请尽快填好发回。谢谢支持！\n"
    )


def test_check_and_build_warn_of_what_is_open_and_who_is_late_until_it_is_settled(run: Run, folder: Path, files: dict[str, Path]) -> None:
    filled_in(files["刑侦支队"], folder / "收回" / "b.xlsx", {"刑事立案": 600})
    run(*COLLECT)
    opened = "警告 指标!D2：刑事立案.本年 刑侦支队的几个文件填得不一样（刑侦支队：593；刑侦支队：600），还没有定下来；"
    late = "警告 汇总核对：有 1 个部门没有交齐（未交：治安支队）；"
    done = run("check", "汇总.xlsx")
    assert done.returncode == 1
    assert [line for line in done.stdout.splitlines() if line.startswith((opened, late))].__len__() == 2
    built = run("build", "汇总.xlsx", "--draft", "-o", "报告.docx")
    assert built.returncode == 0
    assert opened in built.stderr
    assert late in built.stderr
    assert "还没有定下来" not in run("check", "主表.xlsx").stdout
    assert "没有交齐" not in run("check", "主表.xlsx").stdout
    from openpyxl import load_workbook

    book = load_workbook(folder / "汇总.xlsx")
    book["指标"]["D2"] = 600
    book.save(folder / "汇总.xlsx")
    assert "还没有定下来" not in run("check", "汇总.xlsx").stdout


@pytest.mark.usefixtures("files")
def test_build_of_two_workbooks_of_one_unit_and_year_stops_and_names_collect(run: Run, folder: Path) -> None:
    run(*COLLECT)
    done = run("build", "主表.xlsx", "汇总.xlsx", "-o", "报告/")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "主表.xlsx、汇总.xlsx：都是甲市公安局2022年的，一份报告只由一份工作簿生成；请先用 fazhi collect 汇总成一份，再生成\n"
    )
    assert not (folder / "报告").exists()


@pytest.mark.usefixtures("files")
def test_trace_names_the_file_of_a_collected_figure(run: Run, folder: Path) -> None:
    from openpyxl import load_workbook

    run(*COLLECT)
    book = load_workbook(folder / "汇总.xlsx")
    book["报告内容"].append(["工作", None, None, "立案{{ 刑事立案 }}。"])
    book.save(folder / "汇总.xlsx")
    run("build", "汇总.xlsx", "--draft", "-o", "报告.docx")
    [line] = [line for line in run("trace", "报告.docx", "立案593起").stdout.splitlines() if "593起" in line and "指标!D2" in line]
    assert line.split() == ["593起", "指标!D2", "刑事立案", "刑侦支队", "来自", "a.xlsx", "指标!D2"]
    assert run("trace", "报告.docx", "立案593起", "--table", "表.xlsx").returncode == 0
    sheet = load_workbook(folder / "表.xlsx")["溯源表"]
    assert [sheet["H3"].value, sheet["H4"].value] == ["来自文件", "a.xlsx 指标!D2"]
