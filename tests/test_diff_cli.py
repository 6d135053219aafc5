"""``fazhi diff`` as a user types it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.workbooks import ENTRIES, INDICATORS, make_workbook

Run = Callable[..., "subprocess.CompletedProcess[str]"]
CORRECTED = INDICATORS.replace("593", "600")


@pytest.fixture
def books(folder: Path) -> Path:
    """旧.xlsx and 新.xlsx, in which a figure is corrected."""
    make_workbook(folder / "旧.xlsx")
    make_workbook(folder / "新.xlsx", indicators=CORRECTED)
    return folder


@pytest.mark.usefixtures("books")
def test_workbooks_that_differ_exit_1_with_the_changes_on_stdout(run: Run) -> None:
    done = run("diff", "旧.xlsx", "新.xlsx")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "【指标】",
        "刑事立案",
        "  本年 D2：593 → 600",
        "  同比：同比上升9.81% → 同比上升11.11%",
        "    → 报告内容!D2（报告第17段）：全年刑事立案【593起→600起】，同比上升【9.81%→11.11%】。",
    ]
    assert done.stderr == "2 处不同：改 1 格，算出来的数变了 1 个\n"


@pytest.mark.usefixtures("books")
def test_the_same_workbook_twice_exits_0_and_says_so(run: Run) -> None:
    done = run("diff", "旧.xlsx", "旧.xlsx")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "没有不同\n")


def test_reports_are_compared_paragraph_by_paragraph(run: Run, books: Path) -> None:
    for name in ("旧", "新"):
        assert run("build", f"{name}.xlsx", "-o", f"{name}.docx").returncode == 0
    done = run("diff", "旧.docx", "新.docx")
    assert done.returncode == 1
    assert done.stdout.splitlines() == ["【正文】", "第17段 改", "  全年刑事立案【593起→600起】，同比上升【9.81%→11.11%】。"]
    assert done.stderr == "1 处不同：改 1 段\n"


@pytest.mark.usefixtures("books")
def test_json_is_one_object_with_the_promised_keys(run: Run) -> None:
    done = run("diff", "旧.xlsx", "新.xlsx", "--json")
    assert done.returncode == 1
    sentence = {
        "old": "全年刑事立案593起，同比上升9.81%。",
        "new": "全年刑事立案600起，同比上升11.11%。",
        "sheet": "报告内容",
        "cell": "D2",
        "paragraph": 17,
    }
    figure = {"sheet": "指标", "cell": "D2", "name": "刑事立案", "paragraph": None, "old": "593", "new": "600", "sentences": [sentence]}
    change = {**figure, "cell": None, "name": "刑事立案.同比", "old": "同比上升9.81%", "new": "同比上升11.11%"}
    assert json.loads(done.stdout) == {"changes": [figure, change]}


@pytest.mark.usefixtures("books")
def test_json_without_a_difference_is_an_empty_list(run: Run) -> None:
    done = run("diff", "旧.xlsx", "旧.xlsx", "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, {"changes": []})


def test_a_page_is_written_and_named_on_stdout(run: Run, books: Path) -> None:
    done = run("diff", "旧.xlsx", "新.xlsx", "--html", "比较.html")
    assert (done.returncode, done.stdout) == (1, "比较.html\n")
    assert (books / "比较.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>\n<html")


def test_a_page_beside_json_leaves_stdout_to_the_json(run: Run, books: Path) -> None:
    done = run("diff", "旧.xlsx", "新.xlsx", "--json", "--html", "比较.html")
    assert len(json.loads(done.stdout)["changes"]) == 2
    assert done.stderr.splitlines()[0] == "比较.html"
    assert (books / "比较.html").exists()


def test_nothing_is_overwritten(run: Run, books: Path) -> None:
    (books / "比较.html").write_text("mine", encoding="utf-8")
    done = run("diff", "旧.xlsx", "新.xlsx", "--html", "比较.html")
    assert (done.returncode, done.stdout) == (2, "")
    assert "比较.html：已经有这个文件，没有覆盖" in done.stderr
    assert (books / "比较.html").read_text(encoding="utf-8") == "mine"


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["旧.xlsx"], "缺少参数 新"),
        (["旧.xlsx", "报告.docx"], "旧.xlsx 和 报告.docx：只能比较两份工作簿（.xlsx），或两份报告（.docx）"),
        (["旧.xlsx", "没有.xlsx"], "没有.xlsx：没有这个文件"),
        (["旧.xlsx", "新.xlsx", "--html", "比较.docx"], "--html 比较.docx：写的是网页，文件名应以 .html 结尾，例如 比较.html"),
        (["旧.xlsx", "新.xlsx", "--html"], "选项 --html 后面要写一个值"),
        (["旧.xlsx", "新.xlsx", "--html", "没有/比较.html"], "这个文件夹"),
        (["旧.xlsx", "新.xlsx", "-t", "没有这个"], "没有这个"),
    ],
)
def test_wrong_use_and_unusable_files_exit_2(run: Run, arguments: list[str], said: str) -> None:
    done = run("diff", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_workbooks_with_errors_are_compared_and_the_errors_are_counted(run: Run, books: Path) -> None:
    make_workbook(
        books / "错.xlsx", entries=ENTRIES.replace("{{ 刑事立案.同比 }}", "{{ 刑事立按 }}"), indicators=CORRECTED.replace("400", "约四百")
    )
    done = run("diff", "旧.xlsx", "错.xlsx")
    assert done.returncode == 1
    assert "上年 E3：400 → 约四百" in done.stdout
    assert done.stderr.startswith("错.xlsx：有 1 处错误，能读的都比较了；请用 fazhi check 查看\n")


def test_a_template_whose_settings_are_wrong_is_no_difference(run: Run, books: Path) -> None:
    (books / "templates" / "小" / "template.toml").write_text("title = ", encoding="utf-8")
    done = run("diff", "旧.xlsx", "新.xlsx")
    assert (done.returncode, done.stdout) == (2, "")
    assert "template.toml" in done.stderr
