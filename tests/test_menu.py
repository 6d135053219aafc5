"""The menu as people meet it: in a real terminal, question by question."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.support.documents import text_of
from tests.support.hands import figures, filled_in, master
from tests.support.terminal import END, INTERRUPT, terminal
from tests.support.workbooks import INDICATORS, make_workbook

MENU, GO_ON = "请输入编号：", "按回车键继续"
FILE, NUMBER = "输入路径（直接回车：1）：", "请输入编号（直接回车：1）："
WRITE = "要写入吗？ y 是，n 否（直接回车：n）："
TEMPLATE = "请输入编号（直接回车：4）："  # standard stands behind the folder's own and those of two cities


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"templates", ".fazhi"}


def test_a_year_is_reported_without_a_command(folder: Path) -> None:
    workbook = folder / "甲市公安局2025年法治政府建设年度报告工作簿.xlsx"
    with terminal(folder, PATH="") as screen:
        screen.answer((MENU, "1"), (TEMPLATE, "小"), ("单位全称", "甲市公安局"), ("报告的年度", "二〇二五"))
        assert "年度应是四位数字，例如 2025。" in screen.answer(("报告的年度", "2025年"))
        assert f"{workbook}\n工作簿已建好，请用 Excel 或 WPS 打开填写。\n做完了：工作簿就是" in screen.answer((GO_ON, ""))
        assert screen.until(MENU).count("新建") == 2
        screen.type("核对")
        assert f"1  {workbook.name}  20" in screen.answer((FILE, ""), (NUMBER, ""))
        shown = screen.answer((GO_ON, ""))
        assert "错误 基本信息!B" in shown
        assert shown.endswith(f"处错误\n核对完了：问题列在上面，请在工作簿里改好、保存，再选“核对”。\n{GO_ON}")
        workbook.unlink()
        make_workbook(workbook)
        screen.answer((MENU, "check"), (FILE, workbook.name), (NUMBER, "2"))
        assert "没有发现问题\n没有问题，没有写 " in screen.answer((GO_ON, ""))
        screen.answer((MENU, "生成"), (FILE, ""), (NUMBER, ""))
        report = workbook.with_name(f"{workbook.stem}（上报版）.docx")
        assert f"{report}\n做完了：报告就是上面写的那个文件" in screen.answer((GO_ON, ""))
        assert "全年刑事立案593起" in text_of(report)
        screen.answer((MENU, "溯源"), (FILE, ""), (NUMBER, "2"), ("哪段文字", "刑事立案"))
        assert "指标!D2" in screen.answer((GO_ON, ""))
        screen.answer((MENU, "溯源"), (FILE, ""), (NUMBER, "3"), (GO_ON, ""), (MENU, "0"))
        assert screen.rest() == ("0\n再见。\n", 0)
    assert names(folder) == {workbook.name, report.name, f"{report.stem}溯源表.xlsx"}


def test_an_update_is_shown_before_it_is_written(folder: Path, run: Callable[..., object]) -> None:
    workbook, report = make_workbook(folder / "甲市.xlsx"), folder / "甲市（上报版）.docx"
    run("build", "甲市.xlsx")
    before = report.read_bytes()
    make_workbook(workbook, indicators=INDICATORS.replace("593", "600"))
    with terminal(folder) as screen:
        screen.answer((MENU, "更新"), (FILE, ""), (FILE, ""))
        assert "“593起” → “600起”（指标!D2）" in screen.answer((WRITE, ""))
        assert "没有写入，报告没有改动。" in screen.answer((GO_ON, ""))
        assert report.read_bytes() == before
        screen.answer((MENU, "更新"), (FILE, ""), (FILE, ""), (WRITE, "y"))
        assert f"{report}\n" in screen.answer((GO_ON, ""))
    assert report.read_bytes() != before


def test_a_workbook_is_handed_out_and_collected_without_a_command_being_typed_or_shown(folder: Path) -> None:
    master(folder)
    with terminal(folder) as screen:
        screen.answer((MENU, "分发"), (FILE, ""), ("放到哪个文件夹（直接回车：主表分发）：", "2999-01-10"))
        assert "“2999-01-10”是日期，这里问的是文件夹的名称；" in screen.answer(("放到哪个文件夹", ""))
        screen.answer(("什么时候交回", "２９９９年1月１0日"), ("有问题找谁", "法制支队 3821234"))
        shown = screen.answer((GO_ON, ""))
        assert "已分给 2 个部门，一个部门一个文件" in shown
        assert "fazhi" not in shown
        (folder / "交回").mkdir()
        filled_in(folder / "主表分发" / "01 刑侦支队.xlsx", folder / "交回" / "我们的.xlsx", {"刑事立案": 593})
        os.utime(folder / "交回", (1000, 1000))  # not the newest
        shown = screen.answer((MENU, "汇总"), (FILE, ""))
        assert re.search("1  交回  .*  1 份填过的表\n  2  主表分发  .*  2 份没有填过的表\n", shown)
        assert "主表.xlsx：已经有这个文件，而且不是汇总出来的工作簿" in screen.answer(("哪份工作簿", "主表.xlsx"), ("哪份工作簿（", "汇总"))
        shown = screen.answer(("由程序自己找", ""), (GO_ON, ""))
        assert f"{folder / '汇总.xlsx'}\n" in shown
        assert "做完了：汇总在上面写的那个工作簿里" in shown
        assert figures(folder / "汇总.xlsx")["刑事立案"] == 593
        assert "“汇总.xlsx”是以前汇总的" in screen.answer((MENU, "汇总"), (FILE, ""), ("哪份工作簿（", "汇总"), (GO_ON, ""))
        assert "里只有 2 份没有填过的表，仍要汇总吗？" in screen.answer((MENU, "汇总"), (FILE, "2"), ("（直接回车：n）：", "0"))
    cover = load_workbook(folder / "主表分发" / "01 刑侦支队.xlsx")["封面"]
    assert {"2999年1月10日", "法制支队 3821234"} <= {cell.value for cell in cover["B"]}


def test_a_wrong_number_is_asked_for_again_and_names_what_there_is(folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx")
    (folder / "说明.txt").write_text("x")
    with terminal(folder) as screen:
        assert "没有“99”这一项；请输入 0—" in screen.answer((MENU, "99"), (MENU, "check"))
        assert "没有编号 7；请输入 1—1 的编号，或输入路径。" in screen.answer((FILE, "7"), (FILE, "说明.txt"))
        shown = screen.answer((FILE, "乙市.xlsx"), (FILE, "'甲市.xlsx'"), (NUMBER, "3"))
        assert "说明.txt：不是工作簿（.xlsx）；请另选一个。" in shown
        assert "乙市.xlsx：没有这个文件或文件夹；" in shown
        assert "请输入 0—2 的编号。" in screen.answer((NUMBER, "１、"))
        assert "没有发现问题\n核对完了，没有错误和警告。\n" in screen.answer((GO_ON, ""))


def test_a_command_that_fails_says_why_and_the_menu_goes_on(folder: Path) -> None:
    (folder / "坏.xlsx").write_bytes(b"no workbook")
    with terminal(folder, PATH="") as screen:
        screen.answer((MENU, "生成"), (FILE, ""), (NUMBER, ""))
        shown = screen.answer((GO_ON, ""), (MENU, "0"))
        assert "坏.xlsx：" in shown
        assert "没有做成，原因见上面。" in shown
        assert screen.rest()[1] == 0


def test_an_empty_folder_has_nothing_to_pick_and_leads_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    (tmp_path / "那 边").mkdir()
    make_workbook(tmp_path / "那 边" / "甲市.xlsx")
    with terminal(tmp_path / "空") as screen:
        assert "这里没有工作簿（.xlsx）。" in screen.answer((MENU, "核对"), ("输入路径：", ""))
        assert "没有编号 1；请把工作簿（.xlsx）拖进来" in screen.answer(("输入路径：", "1"), ("输入路径：", r"../那\ 边"))
        assert "1  甲市.xlsx" in screen.answer((FILE, "0"), (MENU, "0"))
        assert screen.rest()[1] == 0
    assert names(tmp_path / "空") == set()


@pytest.mark.parametrize("key", [INTERRUPT, END])
def test_a_key_goes_back_from_a_question_and_leaves_from_the_menu(folder: Path, key: str) -> None:
    with terminal(folder) as screen:
        screen.answer((MENU, "新建"), (TEMPLATE, ""))
        screen.until("单位全称")
        screen.press(key)
        screen.until(MENU)
        screen.press(key)
        shown, status = screen.rest()
        assert shown.endswith("\n再见。\n")
        assert status == 0
    assert names(folder) == set()


def test_a_terminal_that_is_hung_up_ends_the_menu(folder: Path) -> None:
    with terminal(folder) as screen:
        screen.until(MENU)
        screen.process.terminate()
        assert screen.rest()[1] == 143


def test_half_a_letter_is_asked_for_again(folder: Path) -> None:
    with terminal(folder) as screen:
        screen.until(MENU)
        screen.press("核".encode()[:2] + b"\n")
        assert "刚才的输入里有认不出的字，请重新输入。" in screen.answer((MENU, "0"))
        assert screen.rest()[1] == 0


@pytest.mark.parametrize(("encoding", "locale"), [("gbk", "C.UTF-8"), ("utf-8", "C"), ("utf-8", "POSIX")])
def test_consoles_of_other_encodings_take_and_show_chinese(folder: Path, encoding: str, locale: str) -> None:
    gbk = {"PYTHONIOENCODING": "gbk"} if encoding == "gbk" else {}
    with terminal(folder, encoding=encoding, LC_ALL=locale, **gbk) as screen:
        screen.answer((MENU, "新建"), (TEMPLATE, ""), ("单位全称", "甲市公安局"), ("报告的年度", "2025"), (GO_ON, ""), (MENU, "退出"))
        assert screen.rest()[1] == 0
    assert names(folder) == {"甲市公安局2025年法治政府建设年度报告工作簿.xlsx"}


def test_where_python_is_kept_from_utf_8_the_menu_goes_on(folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx")
    with terminal(folder, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0") as screen:
        assert "1  甲市.xlsx  20" in screen.answer((MENU, "核对"), (FILE, "甲市.xlsx"), (NUMBER, ""))
        assert "甲市.xlsx”：这里面有系统的编码（ascii）读不出的字；" in screen.answer((GO_ON, ""), (MENU, "0"))
        assert screen.rest()[1] == 0
    assert b"Traceback" not in screen.read


def test_colours_are_left_out_where_they_are_not_wanted(folder: Path) -> None:
    for environment, coloured in (({}, True), ({"NO_COLOR": "1"}, False)):
        with terminal(folder, **environment) as screen:
            screen.until("法治政府建设年度报告")
            screen.type("0")
            assert screen.rest()[1] == 0
        assert (b"\x1b[1m" in screen.read) is coloured


@pytest.mark.parametrize("closed", ["< /dev/null", "| cat"])
def test_without_a_terminal_the_help_is_shown(folder: Path, closed: str) -> None:
    command = f"{sys.executable} -m generator {closed}"
    done = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.startswith("用法：fazhi [选项] 命令 [参数]...\n")
    assert MENU not in done.stdout
