"""Each kind of broken workbook, as a user meets it: what is said, where, the exit status, and that nothing is written."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.support.packages import change, sheet_part
from tests.support.workbooks import ENTRIES, INDICATORS, make_workbook

Run = Callable[..., "subprocess.CompletedProcess[str]"]
HEAD = "引用名 | 指标名称 | 单位 | 本年 | 上年\n"


def text(body: str) -> str:
    return ENTRIES.replace("加强培训", body)


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and "templates" not in path.parts)


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"indicators": INDICATORS.replace("593", "大约三百")}, "错误 指标!D2：填的是“大约三百”，应填数字；请改为 300 或“约300”"),
        ({"indicators": INDICATORS.replace("593", "-593")}, "错误 指标!D2：填的是“-593”，应填不小于 0 的数；"),
        ({"indicators": INDICATORS.replace("| 起 | 480", "| % | 480")}, "错误 指标!D3：填的是“480”，比率应在 0 到 100 之间；"),
        ({"indicators": INDICATORS.replace("593", "=1+1")}, "错误 指标!D2：这是公式，但文件里没有它的计算结果；请在 Excel 或 WPS 里打开"),
        ({"indicators": INDICATORS.replace("593", "#DIV/0!")}, "错误 指标!D2：单元格是错误值 #DIV/0!，应填数字或文字；"),
        ({"indicators": INDICATORS + "刑事立案 | 又一行 | 起 | 1 | 1 | 是"}, "错误 指标!A4：引用名“刑事立案”与 指标!A2 重复；"),
        ({"indicators": INDICATORS + "1号案 | 甲 | 起 | 1 | 1 | 是"}, "错误 指标!A4：引用名“1号案”不能用；"),
        ({"indicators": INDICATORS + "if | 甲 | 起 | 1 | 1 | 是"}, "错误 指标!A4：引用名“if”"),
        ({"indicators": INDICATORS.replace("593 | 540 | 是", "593 | 540 | 也许")}, "错误 指标!F2：填的是“也许”，应填“是”或“否”；"),
        ({"indicators": INDICATORS.replace("593", "")}, "错误 指标!D2：必填指标“刑事立案”的本年是空的，应填数字；"),
        ({"indicators": None}, "错误 指标：缺少工作表“指标”；"),
        ({"indicators": INDICATORS.replace("本年", "今年")}, "错误 指标：缺少列 “本年”"),
        ({"entries": text("{{ 刑事立按 }}")}, "错误 报告内容!D3：“{{ 刑事立按 }}”：没有“刑事立按”这个引用名；是不是想写“刑事立案”"),
        ({"entries": text("{{ 刑事立案")}, "错误 报告内容!D3：“{{ 刑事立案”缺少结尾的 }}；"),
        ({"entries": text("{% if 1 %}甲{% endif %}")}, "错误 报告内容!D3：这里有“{%”，文字里不能写代码；"),
        ({"entries": text("{{ ''.__class__ }}")}, "错误 报告内容!D3："),
        ({"entries": None}, "错误 报告内容：缺少工作表“报告内容”；"),
        ({"items": {"主送机关": ""}}, "错误 基本信息!B4：“主送机关”是空的，应填写"),
        ({"items": {"主送机关": None}}, "错误 基本信息：没有“主送机关”这一行；"),
        ({"items": {"年度": "22年"}}, "错误 基本信息!B3：填的是“22年”，应填四位年份；"),
        ({"items": {"成文日期": "2023年2月30日"}}, "错误 基本信息!B5：填的是“2023年2月30日”，应填日期；"),
    ],
    ids=lambda value: value.split("：")[0] if isinstance(value, str) else "",
)
def test_a_mistake_is_said_with_its_cell_and_nothing_is_written(run: Run, folder: Path, tables: dict[str, object], said: str) -> None:
    make_workbook(folder / "甲.xlsx", **tables)  # type: ignore[arg-type]
    built = run("build", "甲.xlsx", "-o", "报告/")
    assert (built.returncode, built.stdout) == (1, "")
    assert any(line.startswith(said) for line in built.stderr.splitlines()), built.stderr
    checked = run("check", "甲.xlsx")
    assert checked.returncode == 1
    assert any(line.startswith(said) for line in checked.stdout.splitlines())
    assert left(folder) == ["甲.xlsx"]


def test_a_date_where_a_number_belongs_is_said(run: Run, folder: Path) -> None:
    path = make_workbook(folder / "甲.xlsx")
    book = openpyxl.load_workbook(path)
    book["指标"]["D2"].value = 44977
    book["指标"]["D2"].number_format = "yyyy-mm-dd"
    book.save(path)
    done = run("build", "甲.xlsx")
    assert done.returncode == 1
    assert done.stderr.startswith("错误 指标!D2：填的是“2023年2月20日”，应填数字；单元格里是日期")
    assert left(folder) == ["甲.xlsx"]


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/worksheets/sheet1.xml", "w") as part:
        for _ in range(201):
            part.write(bytes(2**20))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda path: path.write_bytes(b""), "文件是空的"),
        (lambda path: path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096)), "这是旧格式（.xls 或 .et）"),
        (lambda path: path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")), "设了打开密码"),
        (lambda path: path.write_text("单位,年度\n甲,2022\n", encoding="utf-8"), "这不是 Excel 工作簿"),
        (lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]), "文件不完整或已损坏"),
        (bomb, "解压后超过 200 MB 的上限"),
        (lambda path: path.unlink(), "没有这个文件"),
        (lambda path: (path.unlink(), path.mkdir()), "这是文件夹"),
        (lambda path: change(path, sheet_part("指标"), b"<worksheet", b"<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet"), "XML 实体声明"),
    ],
    ids=["empty", "xls", "locked", "text", "half", "bomb", "missing", "folder", "entity"],
)
def test_what_is_no_workbook_is_one_line(run: Run, folder: Path, spoil: Callable[[Path], object], said: str) -> None:
    path = make_workbook(folder / "甲.xlsx")
    spoil(path)
    before = left(folder)
    for command in (("build", "甲.xlsx", "-o", "报告/"), ("check", "甲.xlsx"), ("new", "--last", "甲.xlsx", "-o", "新.xlsx")):
        done = run(*command)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
        assert done.stderr.startswith("甲.xlsx：")
        assert said in done.stderr
    assert left(folder) == before
