from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.support.layouts import slot
from tests.support.reports import built, edited
from tests.support.word import Xml, p

Run = Callable[..., "subprocess.CompletedProcess[str]"]
BODY = Xml(slot("正文"))
KEYS = [
    "text",
    "paragraph",
    "offset",
    "name",
    "workbook",
    "sheet",
    "cell",
    "cells",
    "department",
    "period",
    "handed_in",
    "decided",
    "others",
]
ENTRIES = "部分 | 栏目 | 小标题 | 正文 | 公开\n工作 | | | 加强执法 | 是\n安排 | | | 加强培训 | 是"


def report(folder: Path) -> Path:
    return built(folder, p("办理{{ 刑事立案 }}，{{ 刑事立案.同比 }}。"), p("破案{{ 刑事破案 }}"), BODY, entries=ENTRIES)


def test_values_are_listed_in_columns_below_their_paragraph(run: Run, folder: Path) -> None:
    report(folder)
    done = run("trace", "报告.docx")
    assert done.returncode == 0
    assert done.stdout.startswith(
        "第1段“办理593起，同比上升9.81%。”\n"
        "  593起          指标!D2      刑事立案  刑侦支队  统计时段 1至11月\n"
        "  同比上升9.81%  指标!D2、E2  刑事立案  刑侦支队  统计时段 1至11月\n"
        "第2段“破案480起”\n"
        "  480起          指标!D3      刑事破案  刑侦支队\n"
    )
    assert done.stderr.startswith("共 ")
    assert done.stderr.endswith("处，来自 甲.xlsx。\n")


def test_with_a_text_only_its_paragraphs_are_listed(run: Run, folder: Path) -> None:
    report(folder)
    done = run("trace", "报告.docx", "破案")
    assert (done.returncode, done.stderr) == (0, "共 1 处，来自 甲.xlsx。\n")
    assert done.stdout == "第2段“破案480起”\n  480起  指标!D3  刑事破案  刑侦支队\n"


def test_a_text_that_is_nowhere_or_without_values_is_said_and_no_failure(run: Run, folder: Path) -> None:
    report(folder)
    done = run("trace", "报告.docx", "没有写过")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "报告里没有“没有写过”这段文字。\n")
    done = run("trace", "报告.docx", "没有写过", "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, {"values": []})
    (folder / "报告.docx").unlink()
    built(folder, p("平安"), p("{{ 刑事立案 }}"), BODY, entries=ENTRIES)
    done = run("trace", "报告.docx", "平安")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "含有“平安”的 1 段里没有由工作簿印出的数。\n")


def test_json_has_the_promised_keys_and_nothing_else_on_stdout(run: Run, folder: Path) -> None:
    report(folder)
    done = run("trace", "报告.docx", "办理", "--json")
    told = json.loads(done.stdout)
    assert list(told) == ["values"]
    assert [list(value) for value in told["values"]] == [KEYS, KEYS]
    assert told["values"][1] == {
        "text": "同比上升9.81%",
        "paragraph": 1,
        "offset": 7,
        "name": "刑事立案",
        "workbook": "甲.xlsx",
        "sheet": "指标",
        "cell": "D2",
        "cells": ["指标!D2", "指标!E2"],
        "department": "刑侦支队",
        "period": "1至11月",
        "handed_in": [],
        "decided": None,
        "others": [],
    }


def test_changed_and_lost_values_are_told(run: Run, folder: Path) -> None:
    def change(markup: str) -> str:
        return markup.replace("593起", "601起", 1).replace("破案", "侦破").replace('w:name="_fz2"', 'w:name="别的"')

    name = edited(report(folder), change).name
    done = run("trace", name)
    assert done.returncode == 0
    assert "  601起（生成时为593起）  指标!D2" in done.stdout
    assert "其中 1 处后来改过，已注明生成时的数。" in done.stderr
    assert "另有 1 处在稿中找不到了，可能已删去或重写：480起（指标!D3）。" in done.stderr


def test_names_from_a_file_can_not_command_the_terminal(run: Run, folder: Path) -> None:
    built(folder, p("{{ 单位简称 }}"), BODY, entries=ENTRIES, items={"单位简称": "市局\x9b31m\u202e"})
    done = run("trace", "报告.docx")
    assert not {"\x9b", "\u202e", "\x1b"} & set(done.stdout)


def test_a_table_is_written_and_its_path_printed(run: Run, folder: Path) -> None:
    report(folder)
    for name in ("溯源表.docx", "溯源表.xlsx"):
        done = run("trace", "报告.docx", "--table", name)
        assert (done.returncode, done.stdout) == (0, f"{name}\n")
        assert (folder / name).is_file()
        again = run("trace", "报告.docx", "--table", name)
        assert (again.returncode, again.stdout) == (2, "")
        assert "已经有这个文件，没有覆盖" in again.stderr
    done = run("trace", "报告.docx", "--table", "另.xlsx", "--json")
    assert json.loads(done.stdout)["values"]
    assert "另.xlsx\n" in done.stderr
    done = run("trace", "报告.docx", "没有写过", "--table", "空.xlsx")
    assert (done.returncode, done.stdout) == (0, "")
    assert "没有可列的数，没有写 空.xlsx" in done.stderr
    assert not (folder / "空.xlsx").exists()


def test_what_can_not_be_traced_exits_2_with_what_to_do(run: Run, folder: Path) -> None:
    built(folder, edition="公开")
    for arguments, said in (
        (("报告.docx",), "报告.docx：是本工具生成的，里面却没有生成时的记录"),
        (("没有.docx",), "没有.docx：没有这个文件"),
        (("甲.xlsx",), "甲.xlsx：里面没有 Word 的正文"),
        (("templates/小/report.docx",), "不是本工具生成的报告"),
        (("报告.docx", "--table", "表.pdf"), "文件名应以 .docx 或 .xlsx 结尾"),
        (("报告.docx", " "), "要找的文字是空的"),
        ((), "缺少参数 报告.docx"),
    ):
        done = run("trace", *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
        assert "Traceback" not in done.stderr
