from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.support.documents import outline_of
from tests.support.templates import make_template

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_the_group_alone_shows_its_help_in_chinese(run: Run) -> None:
    done = run("template")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("用法：fazhi template [选项] 命令 [参数]...\n")
    assert [line.split()[0] for line in done.stdout.partition("命令:\n")[2].splitlines()] == ["list", "show", "new", "check"]
    assert done.stdout == run("template", "--help").stdout


@pytest.mark.parametrize("command", ["list", "show", "new", "check"])
def test_help_of_each_command_is_chinese(run: Run, command: str) -> None:
    done = run("template", command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"用法：fazhi template {command} [选项]")
    assert not any(word in done.stdout for word in ("Usage", "Options", "Show", "required", "default"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lst"], "没有命令 lst；是不是想写 list？"),
        (["show"], "缺少参数 模板名|路径\n用 fazhi template show --help 看用法。"),
        (["show", "某"], "没有“某”这个模板；"),
        (["check", "某/"], "某/：这个文件夹里没有 template.toml，不是模板"),
        (["new", "甲/乙"], "模板名“甲/乙”里有“/”，模板名不能是路径；放到别的文件夹请用 -o"),
        (["new", "甲", "--extends", "某"], "没有“某”这个模板；"),
        (["check", "小", "--jsn"], "没有选项 --jsn；是不是想写 --json？"),
    ],
)
def test_wrong_use_exits_2(run: Run, folder: Path, arguments: list[str], said: str) -> None:
    done = run("template", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(said)
    assert {path.name for path in folder.iterdir()} == {"templates"}


def test_list_prints_a_line_for_each_and_says_what_is_broken(run: Run, folder: Path) -> None:
    make_template(folder, "title = 1", name="坏")
    done = run("template", "list")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:2] == [
        "坏\t不能用：坏/template.toml 第1行：“title”填的是 1，应是文字（加引号）\t当前文件夹的 templates",
        "小\t小模板\t不继承\t当前文件夹的 templates",
    ]
    assert "standard\t法治政府建设年度报告（标准模板）\t不继承\t自带" in done.stdout.splitlines()


def test_show_prints_the_description(run: Run, folder: Path) -> None:
    done = run("template", "show", "小")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"小\n标题：小模板［小］\n版本：1［小］\n继承：小\n文件夹：{folder / 'templates' / '小'}\n")
    assert done.stdout == run("template", "show", "templates/小").stdout


def test_a_new_template_gives_a_workbook_and_a_report_at_once(run: Run, folder: Path) -> None:
    done = run("template", "new", "柳州")
    assert (done.returncode, done.stdout) == (0, f"{folder / 'templates' / '柳州'}\n")
    assert done.stderr == (
        "模板已建好：template.toml、sections/achievements.md.j2。请按里面的注释修改，再运行 fazhi template check 柳州。\n"
    )
    assert run("template", "check", "柳州").returncode == 0
    assert run("new", "-t", "柳州", "--unit", "柳州市公安局", "--year", "2025", "-o", "柳州.xlsx").returncode == 0
    done = run("build", "柳州.xlsx", "--draft")
    assert (done.returncode, done.stdout) == (0, "柳州（上报版草稿）.docx\n")
    assert "Heading 1: 一、2025年推进法治政府建设的主要举措和成效" in outline_of(folder / "柳州（上报版草稿）.docx")


def test_a_new_template_with_its_own_word_file_builds_too(run: Run, folder: Path) -> None:
    run("template", "new", "柳州", "--word", "-o", "模板")
    assert (folder / "模板" / "柳州" / "report.docx").is_file()
    assert run("new", "-t", "模板/柳州", "--year", "2025", "-o", "柳州.xlsx").returncode == 0
    assert run("build", "柳州.xlsx", "-t", "模板/柳州", "--draft").returncode == 0


def test_new_outside_of_templates_says_how_to_use_it(run: Run) -> None:
    done = run("template", "new", "柳州", "-o", "模板")
    assert (done.returncode, done.stdout) == (0, "模板/柳州\n")
    assert done.stderr.splitlines()[1:] == ["用的时候写明路径：fazhi new -t 模板/柳州"]


def test_new_says_that_it_hides_an_installed_one(run: Run) -> None:
    done = run("template", "new", "standard")
    assert done.returncode == 0
    assert done.stderr.splitlines()[1:] == ["“standard”与自带的模板同名，在这里会代替自带的。"]


def test_new_does_not_overwrite(run: Run, folder: Path) -> None:
    done = run("template", "new", "小")
    assert (done.returncode, done.stdout) == (2, "")
    assert "已经有这个文件夹，没有覆盖" in done.stderr


def test_check_of_a_sound_template_exits_0(run: Run, folder: Path) -> None:
    done = run("template", "check", "小")
    assert done.returncode == 0
    assert done.stdout.startswith("提示 小/template.toml：模板的文字没有用到 2 个指标：刑事立案、刑事破案；")
    assert done.stderr == "1 处提示\n"


def test_check_lists_every_problem_and_exits_1(run: Run, folder: Path) -> None:
    lead = folder / "templates" / "小" / "sections" / "lead.md.j2"
    lead.write_text("{% if 年度 > 3000 %}{{ 刑事案 }}{% endif %}\n{{ 刑事立案 }}{{ 刑事破案 }}", encoding="utf-8")
    done = run("template", "check", "小")
    assert (done.returncode, done.stderr) == (1, "1 处错误，1 处警告\n")
    first, second = done.stdout.splitlines()
    assert first == "错误 小/sections/lead.md.j2 第1行：没有“刑事案”这个名称；是不是想写“刑事立案”或“刑事破案”？"
    assert second.startswith("警告 小/sections/lead.md.j2 第2行：“刑事破案”填“不适用”时，这里印不出来")


def test_check_prints_the_object_that_json_promises(run: Run, folder: Path) -> None:
    (folder / "templates" / "小" / "sections" / "lead.md.j2").write_text(
        "好\n{{ 没有 }}{{ 刑事立案 }}{% if 刑事破案 %}{{ 刑事破案 }}{% endif %}", encoding="utf-8"
    )
    done = run("template", "check", "小", "--json")
    assert (done.returncode, done.stderr) == (1, "")
    assert json.loads(done.stdout) == {
        "findings": [
            {
                "code": "unknown-name",
                "severity": "error",
                "message": "没有“没有”这个名称",
                "hint": "请检查引用名，或在“指标”表里加上",
                "file": "小/sections/lead.md.j2",
                "sheet": None,
                "cell": None,
                "paragraph": 2,
                "offset": None,
                "text": None,
            }
        ],
        "summary": {"errors": 1, "warnings": 0, "advice": 0},
    }


def test_a_template_that_can_not_be_read_exits_2(run: Run, folder: Path) -> None:
    (folder / "templates" / "小" / "template.toml").write_bytes(b"#" * 1_000_001)
    done = run("template", "check", "小")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "小/template.toml：超过 1000 KB，不像是模板的设置\n"


def test_annotate_writes_the_problems_as_comments(run: Run, folder: Path) -> None:
    (folder / "templates" / "小" / "sections" / "lead.md.j2").write_text("{{ 没有 }}{{ 刑事立案 }}", encoding="utf-8")
    done = run("template", "check", "小", "--annotate", "批注.docx")
    assert (done.returncode, done.stderr) == (1, "1 处错误，1 处提示\n批注已写进 批注.docx。\n")
    [comment] = docx.Document(str(folder / "批注.docx")).comments
    assert (comment.author, comment.text) == ("模板检查", "\n".join(["其他地方的问题：", *done.stdout.splitlines()]))


def test_annotate_of_a_template_without_problems_writes_nothing(run: Run, folder: Path) -> None:
    (folder / "templates" / "小" / "sections" / "lead.md.j2").write_text("{{ 刑事立案 }}{{ 刑事破案.名称 }}", encoding="utf-8")
    settings = folder / "templates" / "小" / "template.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('unit = "起"', 'unit = "起"\nrequired = true'), encoding="utf-8")
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("required = true\nrequired = true", "required = true"), encoding="utf-8"
    )
    done = run("template", "check", "小", "--annotate", "批注.docx")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "没有发现问题\n没有问题，没有写 批注.docx。\n")
    assert not (folder / "批注.docx").exists()


def test_annotate_of_a_template_whose_settings_are_wrong_says_so(run: Run, folder: Path) -> None:
    (folder / "templates" / "小" / "template.toml").write_text("title = 1", encoding="utf-8")
    done = run("template", "check", "小", "--annotate", "批注.docx")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "模板的设置有错，没有写 批注.docx；请先改正 template.toml。"
    assert not (folder / "批注.docx").exists()


def test_annotate_overwrites_nothing(run: Run, folder: Path) -> None:
    (folder / "批注.docx").write_bytes(b"mine")
    done = run("template", "check", "小", "--annotate", "批注.docx")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "批注.docx：已经有这个文件，没有覆盖；请换一个文件名，或先把它移走\n"
    assert (folder / "批注.docx").read_bytes() == b"mine"
