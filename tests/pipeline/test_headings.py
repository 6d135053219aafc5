"""Headings of a report that people have edited: those that stay for what stands under them, those out of order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from generator.diagnostics import Findings
from generator.pipeline.headings import levels, out_of_order
from generator.pipeline.updating import Updated, update
from generator.word.manuscript import read_lines
from generator.word.opening import open_word
from tests.support.office import resaved
from tests.support.publishing import markup, paragraph, published
from tests.support.reports import DOCUMENT, INDICATORS, built, edited, parts_of, replaced
from tests.support.validity import faults_of
from tests.support.workbooks import make_workbook

WHEN = datetime(2023, 2, 20, 9, 30)
ROWS = """
部分 | 栏目 | 小标题 | 正文 | 公开 | 填报部门
工作 | 执法 | 打击犯罪 | 全年刑事立案{{ 刑事立案 }}。 | 是 | 法制支队
工作 | 监督 | 内部督察 | 对重点岗位开展督察。 | 是 | 督察支队
工作 | 监督 | 接受监督 | 主动向人大报告工作。 | 是 | 督察支队
安排 | | | 加强培训 | 是
"""
FEWER = "\n".join(line for line in ROWS.splitlines() if "督察支队" not in line)


def report(folder: Path, change: Callable[[str], str]) -> Path:
    return edited(built(folder, entries=ROWS), change)


def updated(report: Path, entries: str = ROWS) -> Updated:
    make_workbook(report.parent / "甲.xlsx", indicators=INDICATORS, entries=entries)
    return update(report, report.parent / "甲.xlsx", when=WHEN)


def text(report: Path) -> list[str]:
    """The paragraphs under the title as they are when every change is accepted, without empty ones."""
    lines = [line.text for line in read_lines(parts_of(report)[DOCUMENT].content()) if line.text]
    return lines[lines.index("一、2022年工作") :]


def exchanged(report: Path, first: str, second: str) -> Callable[[str], str]:
    """A change: a passage from one heading to another goes behind the one that ends the section of the latter."""
    one, other = (paragraph(words)(markup(report)) for words in (first, second))

    def change(document: str) -> str:
        begin, middle = document.index(one), document.index(other)
        end = document.index(paragraph("安排")(document[middle:]))
        return document[:begin] + document[middle:end] + document[begin:middle] + document[end:]

    return change


def order(updated: Updated) -> list[str]:
    return [str(found).partition(".docx ")[2].partition("；")[0] for found in updated.findings if found.code == "heading-out-of-order"]


def test_headings_stay_while_a_paragraph_that_people_edited_stands_under_them(folder: Path) -> None:
    path = report(folder, replaced("对重点岗位开展督察", "对重点岗位、重点环节开展督察"))
    done = updated(path, FEWER)
    assert text(path)[4:8] == ["（二）监督", "1.内部督察", "对重点岗位、重点环节开展督察。", "二、2023年安排"]
    told = [("（二）监督", True), ("1.内部督察", True), ("对重点岗位开展督察。", False)]
    assert [(c.old, c.heads) for c in done.fated("conflict")] == told
    assert faults_of(path) == []
    before = path.read_bytes()
    assert updated(path, FEWER).outcome == "unchanged"
    assert path.read_bytes() == before


def test_headings_go_when_nothing_of_people_stands_under_them(folder: Path) -> None:
    path = report(folder, replaced("全年刑事立案", "全年共刑事立案"))
    done = updated(path, FEWER)
    assert text(path)[1:5] == ["（一）执法", "1.打击犯罪", "全年共刑事立案593起。", "二、2023年安排"]
    assert done.is_settled


@pytest.mark.office
def test_headings_are_known_when_libreoffice_has_saved_the_report(folder: Path) -> None:
    path = built(folder, entries=ROWS)
    saved = resaved(path, folder / "office", "docx")
    before, after = (levels(open_word(each.read_bytes(), each.name)) for each in (path, saved))
    assert list(after.values()) == list(before.values())
    assert len(before) == 8  # the title among them


def test_headings_that_changed_places_are_told_and_keep_their_numbers(folder: Path) -> None:
    first = built(folder, entries=ROWS)
    path = edited(first, exchanged(first, "（一）执法", "（二）监督"))
    before = path.read_bytes()
    done = updated(path)
    told = ["标题序号是“（二）”，按先后应是“（一）”", "标题序号是“（一）”，按先后应是“（二）”"]
    assert [line.partition("：")[2] for line in order(done)] == told
    assert order(done)[0].endswith("段“（二）监督”：" + told[0])
    assert (done.is_settled, path.read_bytes()) == (True, before)


def test_headings_in_their_order_are_not_told(folder: Path) -> None:
    assert order(updated(report(folder, replaced("主动向人大", "主动向市人大")))) == []


def test_numbers_that_an_update_corrects_are_told_as_they_are_then(folder: Path) -> None:
    path = report(folder, replaced("对重点岗位开展督察", "对重点岗位、重点环节开展督察"))
    only = "\n".join(line for line in ROWS.splitlines() if "内部督察" not in line)
    done = updated(path, only)
    assert text(path)[5:9] == ["1.内部督察", "对重点岗位、重点环节开展督察。", "1.接受监督", "主动向人大报告工作。"]
    assert [line.partition("“")[2] for line in order(done)] == ["1.接受监督”：标题序号是“1.”，按先后应是“2.”"]


def test_a_template_that_counts_in_its_own_way_is_left_alone(folder: Path) -> None:
    first = built(folder, entries=ROWS)
    moved = edited(first, exchanged(first, "（一）执法", "（二）监督"))
    file = open_word(moved.read_bytes(), moved.name)
    assert list(out_of_order(file, file)) == []
    assert len(list(out_of_order(file, open_word(first.read_bytes(), first.name)))) == 2


def test_publishing_tells_of_headings_out_of_order_too(folder: Path) -> None:
    first = built(folder, entries=ROWS)
    path = edited(first, exchanged(first, "（一）执法", "（二）监督"))
    for clean in (False, True):
        findings: Findings = published(path, clean=clean).findings
        assert [found.code for found in findings].count("heading-out-of-order") == 2
