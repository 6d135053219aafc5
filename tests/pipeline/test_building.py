from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from generator.diagnostics import Findings
from generator.errors import OverwriteRefused, UnwritableFile
from generator.pipeline.building import build, compose
from generator.pipeline.history import FOLDER
from generator.word.generation import read_generation
from generator.word.manuscript import read_lines
from tests.support.documents import outline_of
from tests.support.reports import DOCUMENT, ENTRIES, INDICATORS, built, edited, parts_of, replaced, store_of
from tests.support.templates import SETTINGS, make_template
from tests.support.workbooks import make_workbook


def test_a_workbook_becomes_the_report(folder: Path) -> None:
    built = build(make_workbook(folder / "甲市.xlsx"))
    assert built.path == folder / "甲市（上报版）.docx"
    assert outline_of(built.path) == [
        "发文机关标志: 甲市公安局文件",
        "发文字号: 　　〔2023〕　号\t签发人：　　　",
        "Title: 甲市公安局关于2022年\n法治政府建设情况的报告",
        "主送机关: 市委、市人民政府：",
        "公文正文: 现将我局有关情况报告如下：",
        "Heading 1: 一、2022年工作",
        "Heading 2: （一）执法",
        "Heading 3: 1.打击犯罪",
        "公文正文: 全年刑事立案593起，同比上升9.81%。",
        "Heading 1: 二、2023年安排",
        "公文正文: 一是加强培训；二是加强监督。",
        "署名: 甲市公安局",
        "成文日期: 2023年2月20日",
    ]


def test_the_same_workbook_gives_the_same_bytes(folder: Path) -> None:
    workbook = make_workbook(folder / "甲市.xlsx")
    first = build(workbook, folder / "一.docx").path.read_bytes()
    assert build(workbook, folder / "二.docx").path.read_bytes() == first


def test_every_printed_value_keeps_its_cell_in_the_document(folder: Path) -> None:
    entries = "部分 | 栏目 | 小标题 | 正文\n工作 | | | 立案{{ 刑事立案 }}，{{ 刑事立案.同比 }}，查处12家。\n安排 | | | 加强监督"
    document, _ = compose(make_workbook(folder / "甲市.xlsx", entries=entries), Findings())
    values = [
        (words.text, words.source.kind, words.source.name, [str(cell) for cell in words.source.cells])
        for paragraph in document.paragraphs()
        for words in paragraph.words
        if words.source
    ]
    assert ("593起", "figure", "刑事立案", ["指标!D2"]) in values
    assert ("同比上升9.81%", "figure", "刑事立案", ["指标!D2", "指标!E2"]) in values
    assert ("12", "typed", None, ["报告内容!D2"]) in values
    assert ("2023年2月20日", "item", "成文日期", ["基本信息!B5"]) in values


def test_every_word_of_a_cell_keeps_the_cell_in_the_document(folder: Path) -> None:
    document, _ = compose(make_workbook(folder / "甲市.xlsx"), Findings())
    origins = {
        str(words.origin.cells[0]): "".join(w.text for w in paragraph.words if w.origin == words.origin)
        for paragraph in document.paragraphs()
        for words in paragraph.words
        if words.origin
    }
    assert origins == {
        "报告内容!D2": "全年刑事立案593起，同比上升9.81%。",
        "报告内容!D3": "加强培训",
        "报告内容!D4": "加强监督",
    }


def test_the_options_of_a_template_turn_the_appendix_on(tmp_path: Path) -> None:
    make_template(tmp_path, "[options]\nappendix = true\n" + SETTINGS.lstrip().replace('title = "小模板"\nversion = "1"\n', ""))
    lines = outline_of(build(make_workbook(tmp_path / "甲市.xlsx")).path)
    assert "附件说明: 附件：主要指标一览表" in lines
    assert [line for line in lines if line.startswith("|")] == [
        "| 指标 | 单位 | 本年 | 上年 | 同比 |",
        "| 刑事案件立案数 | 起 | 593 | 540 | 9.81% |",
        "| 刑事案件破案数 | 起 | 480 | 400 | 20% |",
    ]


def test_a_day_later_the_bytes_are_the_same(folder: Path) -> None:
    workbook = make_workbook(folder / "甲市.xlsx")
    today = build(workbook, folder / "今天.docx").path.read_bytes()
    code = (
        "import time, datetime, sys\n"
        "real = time.time\n"
        "time.time = lambda: real() + 100_000\n"
        "from generator.cli import main\n"
        "main(['build', '甲市.xlsx', '-o', '明天.docx'])\n"
    )
    environment = {**os.environ, "TZ": "Asia/Shanghai", "PYTHONHASHSEED": "7"}
    subprocess.run([sys.executable, "-c", code], cwd=folder, env=environment, check=True, capture_output=True)
    assert (folder / "明天.docx").read_bytes() == today


# ── where people have edited what is there ──

HUMAN = replaced("走访群众", "走访慰问群众")


def edited_in_place(folder: Path, **options: Any) -> Path:
    """The report under its name as people have edited it, and the workbook corrected since."""
    report = built(folder, **options)
    edited(report, HUMAN).replace(report)
    make_workbook(folder / "甲.xlsx", indicators=INDICATORS.replace("593", "600"), entries=ENTRIES)
    return report


def again(folder: Path, when: datetime | None = datetime(2023, 2, 20), **options: Any) -> Any:
    return build(folder / "甲.xlsx", folder / "报告.docx", when=when, **options)


def test_an_edited_report_is_updated(folder: Path) -> None:
    report = edited_in_place(folder)
    before = report.read_bytes()
    made = again(folder)
    assert made.path == report
    assert made.updated.outcome == "revised"
    lines = [line.text for line in read_lines(parts_of(report)[DOCUMENT].content())]
    assert "全年刑事立案600起，同比上升11.11%；走访慰问群众3200户。" in lines
    assert made.updated.backup.read_bytes() == before


def test_an_edited_draft_may_become_the_report(folder: Path) -> None:
    report = edited_in_place(folder, draft=True)
    assert again(folder).updated.outcome == "revised"
    assert not store_of(report).making.draft
    assert again(folder).updated.outcome == "unchanged"


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ({}, {"draft": True}, "它生成时没有用 --draft，与这次不同"),
        ({}, {"letterhead": False}, "它生成时没有用 --no-letterhead，与这次不同"),
        ({"letterhead": False}, {}, "它生成时用了 --no-letterhead，与这次不同"),
        ({}, {"when": None}, "请用 -o 换一个文件名，再把修改合并过去"),
        ({}, {"edition": "公开"}, "公开版请用 fazhi publish 由改好的上报版生成，或用 -o 换一个文件名"),
        ({"edition": "公开"}, {"edition": "公开"}, "公开版请用 fazhi publish 由改好的上报版生成，或用 -o 换一个文件名"),
        ({"edition": "公开"}, {}, "生成时的记录也找不到了，不能更新；请用 -o 换一个文件名"),
    ],
)
def test_an_edited_report_is_not_built_over(folder: Path, before: dict[str, Any], now: dict[str, Any], said: str) -> None:
    report = edited_in_place(folder, **before)
    content = report.read_bytes()
    with pytest.raises(OverwriteRefused) as stop:
        again(folder, **now)
    assert str(stop.value).startswith(f"{report}：这份报告生成以后有人改过，没有覆盖；") or "找不到了" in said
    assert said in str(stop.value)
    assert report.read_bytes() == content
    assert not report.with_name("报告.docx.bak").exists()


def test_an_edited_report_that_is_open_is_not_updated(folder: Path) -> None:
    report = edited_in_place(folder)
    (folder / ".~lock.报告.docx#").write_bytes(b"")
    before = report.read_bytes()
    with pytest.raises(UnwritableFile, match="请先保存并关闭，再更新"):
        again(folder)
    assert report.read_bytes() == before


# ── history ──


def test_the_store_of_an_upward_report_is_kept_beside_it(folder: Path) -> None:
    report = built(folder)
    first = (folder / FOLDER).iterdir().__next__()
    assert first.stem == read_generation(parts_of(report))
    built(folder)
    assert list((folder / FOLDER).iterdir()) == [first]


def test_of_a_published_edition_nothing_is_kept(folder: Path) -> None:
    built(folder, edition="公开")
    assert not (folder / FOLDER).exists()


def test_where_no_history_can_be_kept_the_report_is_whole(folder: Path) -> None:
    with_history = built(folder).read_bytes()
    shutil.rmtree(folder / FOLDER)
    (folder / FOLDER).write_bytes(b"a file")
    assert built(folder).read_bytes() == with_history
