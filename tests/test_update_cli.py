from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.documents import text_of
from tests.support.layouts import slot
from tests.support.reports import DOCUMENT, INDICATORS, built, edited, parts_of, replaced
from tests.support.word import Xml, p
from tests.support.workbooks import make_workbook

Run = Callable[..., "subprocess.CompletedProcess[str]"]
ENTRIES = "部分 | 栏目 | 小标题 | 正文 | 公开\n工作 | | | 加强执法 | 是\n安排 | | | 加强培训 | 是"


HUMAN = replaced("局长", "张局长")


def report(folder: Path, change: Callable[[str], str] = HUMAN) -> str:
    """A report that people edited, under the name ``改0.docx``, and its workbook corrected since."""
    body = p("{{ 单位全称 }}局长讲话"), p("办理{{ 刑事立案 }}，破案{{ 刑事破案 }}。"), Xml(slot("正文"))
    name = edited(built(folder, *body, entries=ENTRIES), change).name
    corrected(folder)
    return name


def corrected(folder: Path, **more: Any) -> None:
    indicators = INDICATORS.replace("593", "600").replace("480", "481")
    make_workbook(folder / "甲.xlsx", **{"indicators": indicators, "entries": ENTRIES, **more})


def test_the_path_is_printed_and_the_summary_said(run: Run, folder: Path) -> None:
    name = report(folder)
    done = run("update", name, "甲.xlsx")
    assert (done.returncode, done.stdout) == (0, "改0.docx\n")
    assert done.stderr == "更正 2 处；保留人工修改 1 处。改之前的文件留作 改0.docx.bak。\n"
    done = run("update", name, "甲.xlsx")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "更正 0 处；保留人工修改 1 处。没有要写的，文件没有改动。\n"


def test_a_report_that_nobody_touched_is_replaced_without_a_copy(run: Run, folder: Path) -> None:
    report(folder)
    done = run("update", "报告.docx", "甲.xlsx")
    assert (done.returncode, done.stdout, done.stderr) == (0, "报告.docx\n", "更正 2 处。\n")
    assert not (folder / "报告.docx.bak").exists()


def test_a_dry_run_lists_what_would_change_and_writes_nothing(run: Run, folder: Path) -> None:
    name = report(folder)
    before = (folder / name).read_bytes()
    done = run("update", name, "甲.xlsx", "--dry-run")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "第2段“办理593起，破案480起。”：“593起” → “600起”（指标!D2）",
        "第2段“办理593起，破案480起。”：“480起” → “481起”（指标!D3）",
    ]
    assert done.stderr == "更正 2 处；保留人工修改 1 处。这是试运行，没有写文件。\n"
    assert (folder / name).read_bytes() == before


def test_a_conflict_is_told_with_its_place_and_cell_and_exits_1(run: Run, folder: Path) -> None:
    name = report(folder, replaced("593起", "601起"))
    done = run("update", name, "甲.xlsx")
    assert (done.returncode, done.stdout) == (1, "改0.docx\n")
    conflict, summary = done.stderr.splitlines()
    assert conflict == "冲突 第2段“办理601起，破案480起。”：“593起” → “600起”（指标!D2），稿中现为“601起”，没有改；请决定"
    assert summary.startswith("更正 1 处，冲突 1 处")
    done = run("update", name, "甲.xlsx")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1].endswith("没有要写的，文件没有改动。")


def test_what_people_took_out_is_told_and_no_failure(run: Run, folder: Path) -> None:
    def change(markup: str) -> str:
        begin = markup.index("，破案")
        return f"{markup[:begin]}。</w:t></w:r>{markup[markup.index('</w:p>', begin) :]}"

    name = report(folder, change)
    done = run("update", name, "甲.xlsx")
    assert (done.returncode, done.stdout) == (0, "改0.docx\n")
    assert "被删 “480起” → “481起”（指标!D3），稿中已删去，没有恢复" in done.stderr.splitlines()
    assert "更正 1 处，被删 1 处" in done.stderr


def test_what_can_not_be_placed_is_told_beside_its_passage_and_exits_1(run: Run, folder: Path) -> None:
    def change(markup: str) -> str:
        bare = re.sub("<w:bookmark(Start|End)[^>]*>", "", markup)
        return bare.replace("办理", "共办理办结").replace("，破案", "和593起以及593起，另破案")

    name = report(folder, change)
    before = text_of(folder / name)
    done = run("update", name, "甲.xlsx")
    assert (done.returncode, done.stdout) == (1, "改0.docx\n")
    where = "第2段“共办理办结593起和593起以及593起，另破案480起。”"
    assert done.stderr.splitlines() == [
        f"拿不准 {where}：“593起” → “600起”（指标!D2），稿中找不到原处；请自行核对",
        f"拿不准 {where}：“480起” → “481起”（指标!D3），稿中找不到原处；请自行核对",
        "更正 0 处，拿不准 2 处；保留人工修改 2 处。改之前的文件留作 改0.docx.bak。",
    ]
    assert text_of(folder / name) == before
    assert parts_of(folder / name)["word/comments.xml"].content().decode().count("稿中对不上原处") == 2


def test_a_corrected_figure_that_stands_elsewhere_too_is_told_and_no_failure(run: Run, folder: Path) -> None:
    name = report(folder, replaced("局长", "局长说过593起，"))
    done = run("update", name, "甲.xlsx")
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        "旧数 第1段“甲市公安局局长说过593起，讲话”：这里的“593起”没有改，别处已更正为“600起”；请核对",
        "更正 2 处；保留人工修改 1 处。改之前的文件留作 改0.docx.bak。",
    ]


def test_what_people_have_corrected_themselves_is_counted_alone(run: Run, folder: Path) -> None:
    name = report(folder, replaced("593起", "600起"))
    done = run("update", name, "甲.xlsx")
    assert done.returncode == 0
    assert done.stderr.startswith("更正 1 处，已经改好 1 处")


def test_findings_of_the_workbook_come_first(run: Run, folder: Path) -> None:
    name = report(folder)
    corrected(folder, items={"单位全称": "乙市公安局"})
    first, *_ = run("update", name, "甲.xlsx").stderr.splitlines()
    assert first.startswith("警告 基本信息!B2：填的是“乙市公安局”，报告是“甲市公安局”的")


def test_errors_of_the_workbook_exit_1_and_nothing_is_written(run: Run, folder: Path) -> None:
    name = report(folder)
    before = (folder / name).read_bytes()
    corrected(folder, items={"主送机关": ""})
    done = run("update", name, "甲.xlsx")
    assert (done.returncode, done.stdout) == (1, "")
    assert "错误 基本信息!B4：“主送机关”是空的" in done.stderr
    assert (folder / name).read_bytes() == before


@pytest.mark.parametrize(("day", "written"), [("2023-02-20", "2023-02-20T00:00:00"), ("2023-02-20T09:30:01", "2023-02-20T09:30:01")])
def test_changes_bear_the_date_that_is_given(run: Run, folder: Path, day: str, written: str) -> None:
    name = report(folder)
    assert run("update", name, "甲.xlsx", "--date", day).returncode == 0
    assert f'w:date="{written}' in parts_of(folder / name)[DOCUMENT].content().decode()


def test_accepted_changes_are_not_tracked(run: Run, folder: Path) -> None:
    name = report(folder)
    assert run("update", name, "甲.xlsx", "--accept").returncode == 0
    markup = parts_of(folder / name)[DOCUMENT].content()
    assert b"<w:del " not in markup
    assert "600起".encode() in markup


def test_what_can_not_be_updated_exits_2_with_what_to_do(run: Run, folder: Path) -> None:
    name = report(folder)
    (folder / "~$改0.docx").write_bytes(b"")
    before = (folder / name).read_bytes()
    for arguments, said in (
        ((name, "甲.xlsx"), "改0.docx：正被 Word、WPS 或 LibreOffice 打开（有 ~$改0.docx）；请先保存并关闭"),
        (("甲.xlsx", "报告.docx"), "先写报告，后写工作簿：fazhi update 报告.docx 甲.xlsx"),
        (("没有.docx", "甲.xlsx"), "没有.docx：没有这个文件"),
        (("报告.docx", "没有.xlsx"), "没有.xlsx：没有这个文件"),
        (("templates/小/report.docx", "甲.xlsx"), "report.docx：不是本工具生成的报告"),
        (("报告.docx", "甲.xlsx", "--date", "昨天"), "选项 --date 的值“昨天”不对，应是 年-月-日[T时:分:秒]"),
        (("报告.docx",), "缺少参数 工作簿.xlsx"),
    ):
        done = run("update", *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
        assert "Traceback" not in done.stderr
    assert (folder / name).read_bytes() == before


def test_words_of_a_file_can_not_command_the_terminal(run: Run, folder: Path) -> None:
    name = report(folder, replaced("593起", "6\x9b31m\u202e01起"))
    done = run("update", name, "甲.xlsx", "--dry-run")
    assert not {"\x9b", "\u202e", "\x1b"} & set(done.stdout + done.stderr)


def test_help_of_the_command_imports_no_heavy_library() -> None:
    code = (
        "import sys\nfrom generator.cli import main\n"
        "try:\n    main(['update', '--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'openpyxl', 'docx', 'lxml', 'jinja2'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
