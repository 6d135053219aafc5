from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.support.publishing import home
from tests.support.reports import edited, replaced

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_the_path_is_printed_and_what_was_left_out_is_said(run: Run, folder: Path) -> None:
    home(folder)
    done = run("publish", "报告.docx", "甲.xlsx")
    assert (done.returncode, done.stdout) == (0, "甲（公开版）.docx\n")
    assert done.stderr.splitlines()[-6:] == [
        "略去 报告内容!C3（报告第18段）：“2.专项部署”",
        "略去 报告内容!D3（报告第19段）：“组织“清源”秘密专项行动，投入警力486…”",
        "略去 报告内容!C5（报告第23段）：“1.内部督察”",
        "略去 报告内容!D5（报告第24段）：“对重点岗位开展不打招呼的内部督察，发现问…”",
        "略去 报告内容!D8（报告第28段）：“建设秘密情报研判专班；三是”",
        "略去 5 处（不公开）。",
    ]
    assert (folder / "甲（公开版）.docx").exists()


def test_findings_are_listed_and_nothing_is_written(run: Run, folder: Path) -> None:
    edited(home(folder), replaced("群众满意率逐年提高", "投入警力4867人次"))
    done = run("publish", "改0.docx", "甲.xlsx", "-o", "公开.docx")
    assert (done.returncode, done.stdout) == (1, "")
    assert "错误 改0.docx 第21段“办案中心全部建成" in done.stderr
    assert done.stderr.endswith("改0.docx：有 1 处要先处理，没有写文件\n")
    assert not (folder / "公开.docx").exists()


def test_a_clean_copy_is_written_beside_the_report(run: Run, folder: Path) -> None:
    home(folder)
    done = run("publish", "报告.docx", "甲.xlsx", "--clean")
    assert (done.returncode, done.stdout) == (0, "报告（报送）.docx\n")
    assert done.stderr.endswith("已写好报送用的文件：文字没有改动，不带记录、作者和修订。\n")


def test_a_file_that_remembers_nothing_is_wrong_use(run: Run, folder: Path) -> None:
    home(folder)
    run("build", "甲.xlsx", "--edition", "公开", "-o", "公开.docx")
    done = run("publish", "公开.docx", "甲.xlsx")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("公开.docx：里面没有生成时的记录")
    assert run("publish", "没有.docx", "甲.xlsx").returncode == 2
