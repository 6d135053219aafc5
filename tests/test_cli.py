from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.word.manuscript import read_lines
from tests.support.documents import outline_of, text_of
from tests.support.reports import DOCUMENT, parts_of
from tests.support.workbooks import INDICATORS, make_workbook

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"templates", ".fazhi"}


def test_help_is_chinese_and_names_only_commands_that_are_built(run: Run) -> None:
    done = run("--help")
    assert done.returncode == 0
    assert done.stderr == ""
    assert "用法：fazhi [选项] 命令 [参数]..." in done.stdout
    commands = [line.split()[0] for line in done.stdout.partition("命令:\n")[2].splitlines()]
    assert commands == ["new", "check", "build", "update", "publish", "trace", "diff", "template"]
    assert not any(word in done.stdout for word in ("Usage", "Options", "Commands", "Show"))


@pytest.mark.parametrize("command", ["new", "check", "build", "update", "trace", "diff"])
def test_help_of_each_command_is_chinese(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(f"用法：fazhi {command} [选项]")
    assert not any(word in done.stdout for word in ("Usage", "Options", "Show", "required", "default"))


def test_help_imports_none_of_the_heavy_libraries() -> None:
    code = (
        "import sys\nfrom generator.cli import main\n"
        "try:\n    main(['build', '--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'openpyxl', 'docx', 'lxml', 'jinja2'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_once_the_template_is_kept_building_needs_neither_python_docx_nor_lxml(folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx")
    code = "import sys\nsys.modules.update(docx=None, lxml=None)\nfrom generator.cli import main\nmain(['build', '甲市.xlsx'])"
    there = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    for command in ([sys.executable, "-m", "generator", "build", "甲市.xlsx"], [sys.executable, "-c", code]):
        done = subprocess.run(command, cwd=folder, env=there, capture_output=True, text=True, encoding="utf-8", check=False)
        assert (done.returncode, done.stdout) == (0, "甲市（上报版）.docx\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["biuld"], "没有命令 biuld；是不是想写 build？"),
        (["help"], "没有命令 help；现有的命令：new、check、build、update、publish、trace、diff、template"),
        (["build", "甲市.xlsx", "-o", "报告.pdf"], "文件名应以 .docx 结尾，例如 报告.docx"),
        (["build"], "缺少参数 工作簿.xlsx"),
        (["build", "甲市.xlsx", "--edtion", "公开"], "没有选项 --edtion；是不是想写 --edition？"),
        (["build", "甲市.xlsx", "--edition", "内部"], "选项 --edition 的值“内部”不对，应是 上报|公开"),
        (["new", "--year", "二〇二五"], "选项 --year 的值“二〇二五”不对，应是 整数"),
        (["new", "--year", "25"], "--year 25：应是四位年份"),
        (["build", "甲市.xlsx", "-o"], "-o"),
    ],
)
def test_wrong_use_is_said_in_chinese_and_exits_2(run: Run, folder: Path, arguments: list[str], said: str) -> None:
    make_workbook(folder / "甲市.xlsx")
    done = run(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""
    assert files(folder) == {"甲市.xlsx"}


def test_new_writes_a_workbook_named_after_unit_and_year(run: Run, folder: Path) -> None:
    done = run("new", "--unit", "甲市公安局", "--year", "2025")
    assert done.returncode == 0
    assert files(folder) == {"甲市公安局2025年法治政府建设年度报告工作簿.xlsx"}
    assert Path(done.stdout.strip()).name == "甲市公安局2025年法治政府建设年度报告工作簿.xlsx"


def test_new_never_overwrites(run: Run, folder: Path) -> None:
    (folder / "甲.xlsx").write_bytes(b"mine")
    done = run("new", "-o", "甲.xlsx")
    assert (done.returncode, done.stdout) == (2, "")
    assert "已经有这个文件，没有覆盖" in done.stderr
    assert (folder / "甲.xlsx").read_bytes() == b"mine"
    assert files(folder) == {"甲.xlsx"}


def test_build_prints_the_path_on_stdout_and_nothing_else(run: Run, folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx")
    done = run("build", "甲市.xlsx")
    assert (done.returncode, done.stdout, done.stderr) == (0, "甲市（上报版）.docx\n", "")
    assert files(folder) == {"甲市.xlsx", "甲市（上报版）.docx"}


def test_build_with_errors_lists_them_all_and_writes_nothing(run: Run, folder: Path) -> None:
    make_workbook(
        folder / "甲市.xlsx",
        indicators="引用名 | 指标名称 | 单位 | 本年 | 上年\n刑事立案 | 立案 | 起 | 大约三百 | 540\n刑事破案 | 破案 | 起 | -1 | 2",
    )
    done = run("build", "甲市.xlsx")
    assert (done.returncode, done.stdout) == (1, "")
    lines = done.stderr.splitlines()
    assert lines[0].startswith("错误 指标!D2：填的是“大约三百”，应填数字；")
    assert lines[1].startswith("错误 指标!D3：填的是“-1”，应填不小于 0 的数；")
    assert lines[-1].endswith("没有生成报告")
    assert files(folder) == {"甲市.xlsx"}


def test_build_into_a_folder_that_is_made(run: Run, folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx")
    done = run("build", "甲市.xlsx", "-o", "报告/")
    assert done.returncode == 0
    assert files(folder / "报告") == {"甲市（上报版）.docx"}


def test_build_replaces_a_report_that_nobody_touched(run: Run, folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx")
    run("build", "甲市.xlsx")
    make_workbook(folder / "甲市.xlsx", items={"单位全称": "乙市公安局"})
    assert run("build", "甲市.xlsx").returncode == 0
    assert "署名: 乙市公安局" in outline_of(folder / "甲市（上报版）.docx")


def add_a_sentence(report: Path) -> None:
    import docx

    document = docx.Document(str(report))
    document.add_paragraph("局长加的一句话。")
    document.save(str(report))


def test_build_updates_an_edited_report(run: Run, folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx")
    run("build", "甲市.xlsx")
    report = folder / "甲市（上报版）.docx"
    add_a_sentence(report)
    before = report.read_bytes()
    done = run("build", "甲市.xlsx")
    assert (done.returncode, done.stdout) == (0, "甲市（上报版）.docx\n")
    assert done.stderr == "更正 0 处；保留人工修改 1 处。没有要写的，文件没有改动。\n"
    assert report.read_bytes() == before
    make_workbook(folder / "甲市.xlsx", indicators=INDICATORS.replace("593", "600"))
    done = run("build", "甲市.xlsx")
    assert (done.returncode, done.stdout) == (0, "甲市（上报版）.docx\n")
    assert done.stderr.endswith("；保留人工修改 1 处。改之前的文件留作 甲市（上报版）.docx.bak。\n")
    assert (folder / "甲市（上报版）.docx.bak").read_bytes() == before
    lines = [line.text for line in read_lines(parts_of(report)[DOCUMENT].content())]
    assert {"全年刑事立案600起，同比上升11.11%。", "局长加的一句话。"} <= set(lines)


def test_build_does_not_replace_an_edited_public_report(run: Run, folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx")
    run("build", "甲市.xlsx", "--edition", "公开")
    report = folder / "甲市（公开版）.docx"
    add_a_sentence(report)
    before = report.read_bytes()
    done = run("build", "甲市.xlsx", "--edition", "公开")
    assert (done.returncode, done.stdout) == (2, "")
    assert "有人改过，没有覆盖；公开版请用 fazhi publish" in done.stderr
    assert report.read_bytes() == before


def test_build_does_not_replace_a_foreign_file(run: Run, folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx")
    (folder / "报告.docx").write_bytes(b"mine")
    done = run("build", "甲市.xlsx", "-o", "报告.docx")
    assert done.returncode == 2
    assert "不是本工具生成的报告，没有覆盖" in done.stderr
    assert (folder / "报告.docx").read_bytes() == b"mine"


def test_several_workbooks_go_into_one_folder_and_a_bad_one_stops_no_other(run: Run, folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx")
    make_workbook(folder / "乙市.xlsx", items={"年度": None})
    make_workbook(folder / "丙市.xlsx")
    (folder / "丁市.xlsx").write_text("not a workbook")
    done = run("build", "甲市.xlsx", "乙市.xlsx", "丁市.xlsx", "丙市.xlsx", "-o", "报告")
    assert done.returncode == 2
    assert files(folder / "报告") == {"甲市（上报版）.docx", "丙市（上报版）.docx"}


@pytest.mark.parametrize("name", ["空.xlsx", "文字.xlsx", "旧.xlsx", "没有.xlsx"])
def test_what_is_no_workbook_gets_one_line_and_exit_2(run: Run, folder: Path, name: str) -> None:
    (folder / "空.xlsx").write_bytes(b"")
    (folder / "文字.xlsx").write_text("单位,年度\n甲市,2022\n", encoding="utf-8")
    (folder / "旧.xlsx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1000))
    before = files(folder)
    for command in ("check", "build"):
        done = run(command, name)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()[:1]) == 1
        assert done.stderr.startswith(name)
        assert "Traceback" not in done.stderr
    assert files(folder) == before


def test_check_of_a_sound_workbook_exits_0(run: Run, folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx")
    done = run("check", "甲市.xlsx")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "没有发现问题\n")


def test_check_with_a_warning_alone_exits_1(run: Run, folder: Path) -> None:
    entries = "部分 | 栏目 | 小标题 | 正文\n工作 | | | 一句话。\n安排 | | | 一句话。\n别的部分 | | | 一句话。"
    make_workbook(folder / "甲市.xlsx", entries=entries)
    done = run("check", "甲市.xlsx")
    assert done.returncode == 1
    assert done.stdout.startswith("报告内容：1 处警告\n警告 报告内容!A4：模板里没有“别的部分”这个部分")


def test_json_has_the_promised_keys(run: Run, folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx", items={"主送机关": ""})
    done = run("check", "甲市.xlsx", "--json")
    assert done.returncode == 1
    data = json.loads(done.stdout)
    assert data["summary"] == {"errors": 1, "warnings": 0, "advice": 0}
    assert data["findings"] == [
        {
            "code": "item-missing",
            "severity": "error",
            "message": "“主送机关”是空的，应填写",
            "hint": "请填写",
            "file": "甲市.xlsx",
            "sheet": "基本信息",
            "cell": "B4",
            "paragraph": None,
            "offset": None,
            "text": None,
        }
    ]


def test_a_draft_prints_marks_for_what_is_missing(run: Run, folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx", indicators="引用名 | 指标名称 | 单位 | 本年 | 上年\n刑事立案 | 立案 | 起 | | ")
    assert run("build", "甲市.xlsx").returncode == 1
    done = run("build", "甲市.xlsx", "--draft")
    assert done.returncode == 0
    assert done.stdout == "甲市（上报版草稿）.docx\n"
    assert "全年刑事立案【待补：刑事立案】，【待补：刑事立案】。" in text_of(folder / "甲市（上报版草稿）.docx")


def test_the_published_edition_has_no_letterhead_addressee_or_imprint(run: Run, folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx", items={"抄送机关": "市委依法治市办", "印发机关": "甲市公安局办公室", "签发人": "某某"})
    done = run("build", "甲市.xlsx", "--edition", "公开")
    assert (done.returncode, done.stdout) == (0, "甲市（公开版）.docx\n")
    styles = {line.partition(": ")[0] for line in outline_of(folder / "甲市（公开版）.docx")}
    assert styles == {"Title", "公文正文", "Heading 1", "Heading 2", "Heading 3", "署名", "成文日期"}


def test_a_console_that_is_not_utf8_gets_no_traceback(folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx", items={"主送机关": ""})
    for encoding in ("ascii", "gbk"):
        done = subprocess.run(
            [sys.executable, "-m", "generator", "check", "甲市.xlsx"],
            cwd=folder,
            capture_output=True,
            env={"PYTHONIOENCODING": encoding, "PATH": "", "LC_ALL": "C.UTF-8"},
            check=False,
        )
        assert done.returncode == 1
        assert b"Traceback" not in done.stderr


def test_a_folder_is_not_made_for_a_report_that_is_not_written(run: Run, folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx", items={"主送机关": ""})
    assert run("build", "甲市.xlsx", "-o", "报告/").returncode == 1
    assert files(folder) == {"甲市.xlsx"}


def test_a_file_that_can_not_be_checked_is_not_called_sound(run: Run, folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx")
    alone = run("check", "没有.xlsx")
    assert (alone.returncode, alone.stdout) == (2, "")
    assert alone.stderr == "没有.xlsx：没有这个文件；请检查文件名和所在文件夹\n"
    both = run("check", "甲市.xlsx", "没有.xlsx")
    assert both.returncode == 2
    assert both.stderr.endswith("没有发现问题\n1 个文件没能核对\n")


def test_findings_come_sheet_by_sheet_down_the_rows(run: Run, folder: Path) -> None:
    entries = "部分 | 栏目 | 小标题 | 正文\n工作 | | | {{ 没有甲 }}\n安排 | | | {{ 刑事立案.同比 }}{{ 没有乙 }}"
    indicators = "引用名 | 指标名称 | 单位 | 本年 | 上年\n刑事立案 | 立案 | 起 | 593 | 0\n刑事破案 | 破案 | 起 | 甲 | 2"
    make_workbook(folder / "甲市.xlsx", items={"主送机关": ""}, indicators=indicators, entries=entries)
    done = run("check", "甲市.xlsx")
    assert [line.split("：")[0] for line in done.stdout.splitlines()] == [
        "基本信息",
        "错误 基本信息!B4",
        "",
        "指标",
        "错误 指标!E2",
        "错误 指标!D3",
        "",
        "报告内容",
        "错误 报告内容!D2",
        "错误 报告内容!D3",
    ]
    assert done.stderr == "5 处错误\n"


def test_several_workbooks_have_a_heading_each_the_sound_one_too(run: Run, folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx", items={"主送机关": ""})
    make_workbook(folder / "乙市.xlsx")
    done = run("check", "甲市.xlsx", "乙市.xlsx", "没有.xlsx")
    assert (done.returncode, done.stdout.splitlines()) == (
        2,
        [
            "甲市.xlsx：1 处错误",
            "",
            "基本信息：1 处错误",
            "错误 基本信息!B4：“主送机关”是空的，应填写；请填写",
            "",
            "乙市.xlsx：没有发现问题",
        ],
    )
    assert done.stderr.splitlines()[1:] == ["1 处错误", "1 个文件没能核对"]


def test_workbooks_of_one_name_are_told_apart_by_their_folders(run: Run, folder: Path) -> None:
    for name in ("一", "二"):
        (folder / name).mkdir()
        make_workbook(folder / name / "甲.xlsx", items={"主送机关": ""})
    done = run("check", "一/甲.xlsx", "二/甲.xlsx", "-t", "templates/小", "--json")
    data = json.loads(done.stdout)
    assert [found["file"] for found in data["findings"]] == ["一/甲.xlsx", "二/甲.xlsx"]
    assert data["summary"]["errors"] == 2


def test_a_finding_names_the_passage_that_is_meant(run: Run, folder: Path) -> None:
    text = "共{{ 没有甲 }}，{{ 刑事立案 }}起，{刑事破案}，}} 与 {{ 刑事破案"
    make_workbook(folder / "甲市.xlsx", entries=f"部分 | 栏目 | 小标题 | 正文\n工作 | | | {text}\n安排 | | | 一句话。")
    data = json.loads(run("check", "甲市.xlsx", "--json").stdout)
    assert {found["code"]: found["text"] for found in data["findings"] if found["sheet"] == "报告内容"} == {
        "unknown-name": "{{ 没有甲 }}",
        "printed-twice": "{{ 刑事立案 }}",
        "single-brace": "{刑事破案}",
        "tag-not-opened": "起，{刑事破案}，}}",
        "tag-not-closed": "{{ 刑事破案",
    }
    assert all(found["file"] for found in data["findings"])


def test_annotate_writes_a_copy_and_says_where_to_look(run: Run, folder: Path) -> None:
    before = make_workbook(folder / "甲市.xlsx", items={"主送机关": ""}).read_bytes()
    done = run("check", "甲市.xlsx", "--annotate", "核对.xlsx")
    assert (done.returncode, done.stderr) == (1, "1 处错误\n已写进 核对.xlsx：打开后先看“核对结果”。\n")
    assert files(folder) == {"甲市.xlsx", "核对.xlsx"}
    assert (folder / "甲市.xlsx").read_bytes() == before
    assert run("check", "核对.xlsx").stdout == done.stdout
    as_json = run("check", "甲市.xlsx", "--json", "--annotate", "核对2.xlsx")
    assert (as_json.returncode, json.loads(as_json.stdout)["summary"]["errors"]) == (1, 1)
    assert (folder / "核对2.xlsx").read_bytes() == (folder / "核对.xlsx").read_bytes()


def test_annotate_of_a_sound_workbook_writes_nothing_unless_it_was_marked_before(run: Run, folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx")
    done = run("check", "甲市.xlsx", "--annotate", "核对.xlsx")
    assert (done.returncode, done.stderr) == (0, "没有发现问题\n没有问题，没有写 核对.xlsx。\n")
    assert files(folder) == {"甲市.xlsx"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["甲市.xlsx", "乙市.xlsx", "--annotate", "核对.xlsx"], "--annotate 一次只写一份工作簿的副本；请一份一份核对"),
        (["甲市.xlsx", "--annotate", "核对.docx"], "--annotate 核对.docx：批注写在 Excel 文件里，文件名应以 .xlsx 结尾，例如 核对.xlsx"),
        (["甲市.xlsx", "--annotate", "乙市.xlsx"], "乙市.xlsx：已经有这个文件，没有覆盖；请换一个文件名，或先把它移走"),
        (["甲市.xlsx", "--annotate", "甲市.xlsx"], "甲市.xlsx：已经有这个文件，没有覆盖；请换一个文件名，或先把它移走"),
        (["没有.xlsx", "--annotate", "核对.xlsx"], "没有.xlsx：没有这个文件；请检查文件名和所在文件夹"),
    ],
)
def test_where_no_copy_is_written(run: Run, folder: Path, arguments: list[str], said: str) -> None:
    for name in ("甲市", "乙市"):
        make_workbook(folder / f"{name}.xlsx", items={"主送机关": ""})
    before = (folder / "乙市.xlsx").read_bytes()
    done = run("check", *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{said}\n")
    assert files(folder) == {"甲市.xlsx", "乙市.xlsx"}
    assert (folder / "乙市.xlsx").read_bytes() == before


def test_a_copy_under_a_name_that_no_file_can_have_is_one_line(run: Run, folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx", items={"主送机关": ""})
    done = run("check", "甲市.xlsx", "--annotate", "核" * 120 + ".xlsx")
    assert done.returncode == 2
    assert "文件名太长" in done.stderr
    assert "Traceback" not in done.stderr
    assert files(folder) == {"甲市.xlsx"}


def test_a_check_needs_lxml_only_for_a_copy_once_the_template_is_kept(folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx", items={"主送机关": ""})
    code = "import sys\nsys.modules.update(openpyxl=None, lxml=None)\nfrom generator.cli import main\nmain(['check', '甲市.xlsx'])"
    there = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    for command in ([sys.executable, "-m", "generator", "check", "甲市.xlsx"], [sys.executable, "-c", code]):
        done = subprocess.run(command, cwd=folder, env=there, capture_output=True, text=True, encoding="utf-8", check=False)
        assert (done.returncode, done.stderr) == (1, "1 处错误\n")


def test_two_workbooks_of_one_name_do_not_overwrite_each_other(run: Run, folder: Path) -> None:
    for name in ("一", "二"):
        (folder / name).mkdir()
        make_workbook(folder / name / "甲.xlsx", items={"单位全称": f"{name}市公安局"})
    done = run("build", "一/甲.xlsx", "二/甲.xlsx", "-o", "报告/", "-t", "templates/小")
    assert done.returncode == 2
    assert "这一次已经写过同名的报告，没有覆盖" in done.stderr
    assert "署名: 一市公安局" in outline_of(folder / "报告" / "甲（上报版）.docx")


@pytest.mark.parametrize("redirection", [">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_output_is_no_traceback(folder: Path, redirection: str) -> None:
    make_workbook(folder / "甲市.xlsx")
    command = f"{sys.executable} -m generator build 甲市.xlsx {redirection}"
    done = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert (folder / "甲市（上报版）.docx").exists()


def test_a_full_output_is_one_line(folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx", items={"主送机关": ""})
    command = f"{sys.executable} -m generator check 甲市.xlsx > /dev/full"
    done = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.splitlines()) == (2, ["结果写不出去（系统错误 28）；请检查输出重定向的位置。"])


def test_a_folder_that_is_gone_is_one_line(folder: Path) -> None:
    command = f"mkdir gone; cd gone; rmdir ../gone; {sys.executable} -P -m generator new"
    done = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, "当前文件夹已经不在了；请换到别的文件夹再运行。")


def test_a_pipe_in_the_way_is_not_waited_for(run: Run, folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx")
    os.mkfifo(folder / "报告.docx")
    assert run("build", "甲市.xlsx", "-o", "报告.docx").returncode == 2


def test_a_name_that_is_too_long_is_one_line(run: Run, folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx")
    done = run("build", "甲市.xlsx", "-o", "字" * 250 + ".docx")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_a_link_as_output_leads_to_the_report(run: Run, folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx")
    run("build", "甲市.xlsx", "-o", "一.docx")
    (folder / "二.docx").symlink_to("一.docx")
    make_workbook(folder / "甲市.xlsx", items={"单位全称": "乙市公安局"})
    assert run("build", "甲市.xlsx", "-o", "二.docx").returncode == 0
    assert (folder / "二.docx").is_symlink()
    assert "署名: 乙市公安局" in outline_of(folder / "一.docx")


def test_json_of_a_file_that_is_not_there_holds_the_failure(run: Run) -> None:
    done = run("check", "没有.xlsx", "--json")
    assert done.returncode == 2
    assert [found["code"] for found in json.loads(done.stdout)["findings"]] == ["file-unusable"]


def test_json_on_a_console_that_is_not_utf8_can_be_read_back(folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx", items={"主送机关": ""})
    environment = {**os.environ, "PYTHONIOENCODING": "gbk"}
    command = [sys.executable, "-m", "generator", "check", "--json", "甲市.xlsx"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    assert json.loads(done.stdout.decode("gbk"))["summary"]["errors"] == 1
