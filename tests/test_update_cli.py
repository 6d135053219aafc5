from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.layouts import slot
from tests.support.publishing import paragraph
from tests.support.reports import DOCUMENT, INDICATORS, built, edited, parts_of, replaced
from tests.support.word import Xml, p
from tests.support.workbooks import make_workbook

Run = Callable[..., "subprocess.CompletedProcess[str]"]
ENTRIES = "部分 | 栏目 | 小标题 | 正文 | 公开\n工作 | | | 加强执法 | 是\n安排 | | | 加强培训 | 是"


HUMAN = replaced("局长", "张局长")
WRITTEN = ["第2段“办理593起，破案480起。”：“593起” → “600起”（指标!D2）", "第2段“办理593起，破案480起。”：“480起” → “481起”（指标!D3）"]
LISTED = [f"更正 {line}" for line in WRITTEN]


def report(folder: Path, change: Callable[[str], str] = HUMAN) -> str:
    """A report that people edited, under the name ``改0.docx``, and its workbook corrected since."""
    body = p("{{ 单位全称 }}局长讲话"), p("办理{{ 刑事立案 }}，破案{{ 刑事破案 }}。"), Xml(slot("正文"))
    name = edited(built(folder, *body, entries=ENTRIES), change).name
    corrected(folder)
    return name


def corrected(folder: Path, **more: Any) -> None:
    indicators = INDICATORS.replace("593", "600").replace("480", "481")
    make_workbook(folder / "甲.xlsx", **{"indicators": indicators, "entries": ENTRIES, **more})


def test_the_path_is_printed_and_what_was_corrected_is_said_with_the_summary(run: Run, folder: Path) -> None:
    name = report(folder)
    done = run("update", name, "甲.xlsx")
    assert (done.returncode, done.stdout) == (0, "改0.docx\n")
    assert done.stderr.splitlines() == [*LISTED, "更正 2 处；保留人工修改 1 处。改之前的文件留作 改0.docx.bak。"]
    done = run("update", name, "甲.xlsx")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "更正 0 处；保留人工修改 1 处。没有要写的，文件没有改动。\n"


def test_a_report_that_nobody_touched_is_replaced_without_a_copy(run: Run, folder: Path) -> None:
    report(folder)
    done = run("update", "报告.docx", "甲.xlsx")
    assert (done.returncode, done.stdout, done.stderr.splitlines()) == (0, "报告.docx\n", [*LISTED, "更正 2 处。"])
    assert not (folder / "报告.docx.bak").exists()


def test_a_dry_run_lists_what_would_change_and_writes_nothing(run: Run, folder: Path) -> None:
    name = report(folder)
    before = (folder / name).read_bytes()
    done = run("update", name, "甲.xlsx", "--dry-run")
    assert done.returncode == 0
    assert done.stdout.splitlines() == WRITTEN
    assert done.stderr == "更正 2 处；保留人工修改 1 处。这是试运行，没有写文件。\n"
    assert (folder / name).read_bytes() == before


ITEMS = [
    "民警自觉性不强，重要性认识不足",
    "执法监督难以全面覆盖，监督力度有待加大，问题整改不够及时，责任追究不够严格",
    "知识更新跟不上，执法培训需要加强",
    "基层力量薄弱",
]


def listed(*items: str) -> str:
    """The rows of a workbook: the items stand in one paragraph."""
    return "部分 | 栏目 | 小标题 | 正文 | 公开\n工作 | | | 加强执法 | 是\n" + "\n".join(f"安排 | | | {item} | 是" for item in items)


def test_a_long_passage_that_both_changed_is_told_by_what_differs(run: Run, folder: Path) -> None:
    name = edited(built(folder, Xml(slot("正文")), entries=listed(*ITEMS)), replaced("跟不上", "滞后")).name
    corrected(folder, entries=listed(ITEMS[0], ITEMS[3]))
    [told] = [line for line in run("update", name, "甲.xlsx").stderr.splitlines() if line.startswith("冲突")]
    assert "，稿中已改（“跟不上” → “滞后”），没有改；" in told
    assert "：删去“执法监督难以全面覆盖，" in told
    assert len(told) < 250


def test_a_conflict_is_told_with_its_place_and_cell_and_exits_1(run: Run, folder: Path) -> None:
    name = report(folder, replaced("593起", "601起"))
    done = run("update", name, "甲.xlsx")
    assert (done.returncode, done.stdout) == (1, "改0.docx\n")
    _, conflict, summary = done.stderr.splitlines()
    told, hint = conflict.split("，没有改；")
    assert told == "冲突 第2段“办理601起，破案480起。”：“593起” → “600起”（指标!D2），稿中现为“601起”"
    assert hint == "用稿中的，请把工作簿也改成一样，用工作簿的，请改稿中"
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


def test_what_can_not_be_placed_is_told_and_exits_1(run: Run, folder: Path) -> None:
    def change(markup: str) -> str:
        bare = re.sub("<w:bookmark(Start|End)[^>]*>", "", markup)
        return bare.replace("办理", "共办理办结").replace("，破案", "和593起以及593起，另破案")

    name = report(folder, change)
    done = run("update", name, "甲.xlsx")
    assert (done.returncode, done.stdout) == (1, "改0.docx\n")
    where = "第2段“共办理办结593起和593起以及593起，另破案480起。”"
    hint = "稿中找不到原处，没有改；请在稿中改好，或把工作簿改成与稿中一样"
    assert done.stderr.splitlines()[:-1] == [
        f"拿不准 {where}：“593起” → “600起”（指标!D2），{hint}",
        f"拿不准 {where}：“480起” → “481起”（指标!D3），{hint}",
    ]
    assert done.stderr.splitlines()[-1].startswith("更正 0 处，拿不准 2 处；保留人工修改 2 处。")
    before = (folder / name).read_bytes()
    done = run("update", name, "甲.xlsx")
    assert (done.returncode, done.stdout, (folder / name).read_bytes()) == (1, "", before)


def test_a_corrected_figure_that_stands_elsewhere_too_is_told_and_no_failure(run: Run, folder: Path) -> None:
    name = report(folder, replaced("局长", "局长说过593起，"))
    done = run("update", name, "甲.xlsx")
    assert done.returncode == 0
    assert done.stderr.splitlines()[2:] == [
        "旧数 第1段“甲市公安局局长说过593起，讲话”：这里的“593起”没有改，别处已更正为“600起”；请核对",
        "更正 2 处；保留人工修改 1 处。改之前的文件留作 改0.docx.bak。",
    ]


def test_what_people_have_corrected_themselves_is_counted_alone(run: Run, folder: Path) -> None:
    name = report(folder, replaced("593起", "600起"))
    done = run("update", name, "甲.xlsx")
    assert done.returncode == 0
    assert done.stderr.splitlines()[1].startswith("更正 1 处，已经改好 1 处")


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


@pytest.mark.parametrize("options", [(), ("--draft",)], ids=["report", "draft"])
def test_building_over_an_edited_report_says_what_an_update_says(run: Run, folder: Path, options: tuple[str, ...]) -> None:
    body = p("{{ 单位全称 }}局长讲话"), p("办理{{ 刑事立案 }}，破案{{ 刑事破案 }}。"), Xml(slot("正文"))
    name = edited(built(folder, *body, entries=ENTRIES, draft=bool(options)), HUMAN).name
    corrected(folder)
    shutil.copy(folder / name, folder / "同.docx")
    by_update, by_build = run("update", name, "甲.xlsx"), run("build", "甲.xlsx", "-o", "同.docx", *options)
    assert (by_build.returncode, by_build.stdout) == (0, "同.docx\n")
    assert by_build.stderr == by_update.stderr.replace(name, "同.docx")
    assert by_build.stderr.splitlines()[:2] == LISTED


def test_headings_that_people_moved_are_warnings_and_no_failure(run: Run, folder: Path) -> None:
    def change(markup: str) -> str:
        one, other = (paragraph(text)(markup) for text in ("一、2022年工作", "二、2023年安排"))
        return markup.replace(one, "").replace(other, other + one)

    name = report(folder, change)
    done = run("update", name, "甲.xlsx")
    warnings = [line for line in done.stderr.splitlines() if line.startswith("警告 ")]
    hint = "请在稿中改好序号，或把段落移回原处；稿中的序号由人定，没有改动"
    assert [line.partition("“")[2] for line in warnings] == [
        f"二、2023年安排”：标题序号是“二、”，按先后应是“一、”；{hint}",
        f"一、2022年工作”：标题序号是“一、”，按先后应是“二、”；{hint}",
    ]
    assert done.returncode == 0


def test_a_heading_that_stays_for_an_edited_paragraph_is_told_with_what_to_do(run: Run, folder: Path) -> None:
    entries = ENTRIES.replace("工作 | | |", "工作 | 执法 | 打击犯罪 | 打击犯罪成效明显 | 是\n工作 | | |")
    name = edited(built(folder, entries=entries), replaced("打击犯罪成效", "打击各类犯罪成效")).name
    corrected(folder)
    done = run("update", name, "甲.xlsx")
    told = [line.split("：", 1)[1] for line in done.stderr.splitlines() if line.startswith("冲突 ")]
    stays = "下面还有稿中改过或加上的段落，标题没有删；要留，请在工作簿里恢复，不留，请连同下面的段落从稿中删去"
    assert [line.split("，", 1)[1] for line in told] == [
        stays,
        stays,
        "稿中现为“打击各类犯罪成效明显”，没有删；要留，请在工作簿里恢复这一行，不留，请从稿中删去",
    ]
    assert done.returncode == 1
