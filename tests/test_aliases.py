"""The commands by their Chinese names."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.workbooks import make_workbook

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def listed(help_text: str) -> dict[str, str]:
    lines = help_text.partition("命令:\n")[2].splitlines()
    return {line.split()[0]: line.split()[1] for line in lines}


def test_help_shows_both_names_of_the_commands_that_there_are(run: Run) -> None:
    names = listed(run("--help").stdout)
    known = {"new": "新建", "check": "核对", "build": "生成", "trace": "溯源", "diff": "比较", "template": "模板"}
    assert names.items() >= known.items()
    later = {"split": "分发", "collect": "汇总", "update": "更新", "publish": "公开版"}
    assert names.items() <= (known | later).items()
    assert listed(run("模板", "--help").stdout) == {"list": "列出", "show": "查看", "new": "新建", "check": "检查"}


def test_help_has_its_columns_one_below_the_other_where_chinese_is_two_columns_wide(run: Run) -> None:
    lines = run("--help").stdout.partition("命令:\n")[2].splitlines()
    starts = {
        len(line[: line.index(line.split()[2])].encode("gbk")) for line in lines
    }  # GBK has two bytes where a terminal has two columns
    assert len(starts) == 1


def test_a_report_is_made_and_traced_by_chinese_names(run: Run, folder: Path) -> None:
    made = run("新建", "--unit", "甲市公安局", "-o", "空.xlsx")
    assert (made.returncode, Path(made.stdout.strip()).name) == (0, "空.xlsx")
    make_workbook(folder / "甲市.xlsx")
    assert run("核对", "甲市.xlsx").stderr == "没有发现问题\n"
    assert run("生成", "甲市.xlsx").stdout == "甲市（上报版）.docx\n"
    for chinese, english, arguments in (
        ("溯源", "trace", ["甲市（上报版）.docx"]),
        ("比较", "diff", ["甲市.xlsx", "甲市.xlsx"]),
        ("模板", "template", ["列出"]),
    ):
        done = run(chinese, *arguments)
        assert done.returncode == 0
        assert done.stdout == run(english, *(argument.replace("列出", "list") for argument in arguments)).stdout
    assert run("模板", "检查", "小").stdout == run("template", "check", "小").stdout


def test_help_of_a_command_is_found_by_its_chinese_name(run: Run) -> None:
    done = run("生成", "--help")
    assert done.stdout.startswith("用法：fazhi 生成 [选项] 工作簿.xlsx...\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["生城", "甲市.xlsx"], "没有命令 生城；是不是想写 生成？"),
        (["新键"], "没有命令 新键；是不是想写 新建？"),
        (["打印"], "没有命令 打印；现有的命令：新建、"),
        (["help"], "没有命令 help；现有的命令：new、"),
        (["模板", "列初"], "没有命令 列初；是不是想写 列出？"),
        (["模板", "核实"], "没有命令 核实；现有的命令：列出、查看、新建、检查"),
        (["生成"], "缺少参数 工作簿.xlsx...\n用 fazhi 生成 --help 看用法。"),
    ],
)
def test_a_wrong_name_is_answered_in_its_own_language(run: Run, arguments: list[str], said: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(said)


def test_names_of_commands_that_are_not_there_are_not_known() -> None:
    import click

    from generator.shell import ChineseGroup

    group = ChineseGroup(commands=[click.Command("new")], aliases={"new": "新建", "split": "分发"})
    context = click.Context(group)
    assert group.get_command(context, "新建") is group.commands["new"]
    assert group.get_command(context, "分发") is None
    assert group.list_commands(context) == ["new"]
