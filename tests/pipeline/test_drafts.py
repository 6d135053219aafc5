from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from generator.pipeline.drafts import Draft, left_out, read_draft
from generator.templating.loading import load_template

DEPARTMENTS = ["治安支队", "刑侦支队"]
PART = "一、2025年推进法治政府建设的主要举措和成效"


def draft(folder: Path, lines: Sequence[str], name: str = "稿.docx", *, centred: int = 0, style: str | None = None) -> Draft:
    """A Word file of these lines as it is read, the first ones centred, or the first in a style."""
    document = Document()
    for at, line in enumerate(lines):
        paragraph = document.add_paragraph(line, style=style if at == 0 else None)
        if at < centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.save(str(folder / name))
    return read_draft(folder / name, load_template("standard").spec, DEPARTMENTS)


def texts(read: Draft) -> list[str]:
    return [row["正文"].text for row in read.rows]


def left(read: Draft) -> list[tuple[str, str, str]]:
    return [(each.what, each.answer.text, each.answer.at.sheet) for each in read.left]


def test_the_lines_round_a_text_are_no_rows_and_are_all_kept_with_their_place(tmp_path: Path) -> None:
    lines = [
        "2025年法治政府建设工作总结（初稿）",
        "填报部门：治安支队    联系人：张三",
        "局法制支队：",
        PART,
        "推进有力。",
        "甲市公安局治安支队",
        "2025年12月30日",
        "联系电话：3821234",
    ]
    read = draft(tmp_path, lines)
    assert texts(read) == ["推进有力。"]
    assert left(read) == [
        ("标题", lines[0], "第1段"),
        ("填报信息", lines[1], "第2段"),
        ("称呼", lines[2], "第3段"),
        ("落款", lines[5], "第6段"),
        ("落款", lines[6], "第7段"),
        ("填报信息", lines[7], "第8段"),
    ]


def test_a_title_is_told_by_its_style_by_its_place_in_the_middle_and_by_its_words(tmp_path: Path) -> None:
    assert left(draft(tmp_path, ["法治建设二三事", "一句话。"], style="Title")) == [("标题", "法治建设二三事", "第1段")]
    both = draft(tmp_path, ["治安支队", "法治建设二三事", "一句话。"], centred=2)
    assert left(both) == [("落款", "治安支队", "第1段"), ("标题", "法治建设二三事", "第2段")]
    assert left(draft(tmp_path, ["关于报送法治建设情况的报告", "一句话。"])) == [("标题", "关于报送法治建设情况的报告", "第1段")]


@pytest.mark.parametrize(
    "line",
    [
        "不知道放在哪里的一句话。",
        "今年以来，我支队主要做了以下工作：",
        "负责人：张三同志牵头，组织学习三次。",
        "法治宣传",
        "时间紧、任务重，我支队完成了总结",
    ],
)
def test_a_line_of_the_text_at_its_beginning_stays_a_row(tmp_path: Path, line: str) -> None:
    read = draft(tmp_path, [line, "还有一句。"])
    assert texts(read) == [line, "还有一句。"]


def test_titles_and_names_inside_of_the_text_are_text(tmp_path: Path) -> None:
    lines = [PART, "推进有力。", "全年工作总结", "治安支队", "2025年12月30日", "又一句。"]
    assert texts(draft(tmp_path, lines, centred=1)) == lines[1:]


def test_the_department_is_told_by_the_file_s_name_else_by_the_line_that_names_it(tmp_path: Path) -> None:
    lines = ["填报部门（盖章）：刑侦支队", "一句话。"]
    assert draft(tmp_path, lines, "治安支队.docx").department == "治安支队"
    named = draft(tmp_path, lines, "最终稿.docx")
    assert named.department == "刑侦支队"
    assert named.rows[0]["填报部门"].text == "刑侦支队"
    assert draft(tmp_path, ["填报部门：办公室", "一句话。"], "最终稿.docx").department == ""
    assert draft(tmp_path, ["一句话。", "甲市公安局治安支队", "2025年12月30日"], "最终稿.docx").department == "治安支队"


def test_a_text_of_which_nobody_knows_whose_it_is_is_asked_about(tmp_path: Path) -> None:
    [matter] = left_out(draft(tmp_path, ["一句话。"], "最终稿.docx"))
    assert (matter.kind, matter.name, matter.is_open) == ("认不出是哪个部门的", "最终稿.docx", True)
    assert "请在文件名里写上部门" in matter.advice
    assert list(left_out(draft(tmp_path, ["一句话。"], "治安支队.docx"))) == []


def test_a_heading_beside_a_part_that_the_report_does_not_have_ends_the_part(tmp_path: Path) -> None:
    read = draft(tmp_path, [PART, "推进有力。", "（一）整治行动", "打了。", "二、其他工作", "还有培训。"])
    told = [(row["部分"].text, row["小标题"].text, row["正文"].text) for row in read.rows]
    assert told == [("主要举措和成效", "", "推进有力。"), ("主要举措和成效", "整治行动", "打了。"), ("待放置", "其他工作", "还有培训。")]


def test_headings_of_the_template_with_a_year_in_them_are_found(tmp_path: Path) -> None:
    read = draft(tmp_path, ["一件事。", PART, "推进有力。", "四、2026年推进法治政府建设的主要安排", "明年再来。"])
    assert [row["部分"].text for row in read.rows] == ["待放置", "主要举措和成效", "下一年度主要安排"]


def test_words_and_figures_in_a_table_are_no_rows_but_texts_in_a_form_are(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph(PART)
    cells = document.add_table(3, 2)
    for row, (left_one, right_one) in enumerate([("项目", "数"), ("场次", "30"), ("做法", "（一）整治行动")]):
        cells.cell(row, 0).text, cells.cell(row, 1).text = left_one, right_one
    cells.cell(2, 1).add_paragraph("打了。")
    document.save(str(tmp_path / "稿.docx"))
    read = read_draft(tmp_path / "稿.docx", load_template("standard").spec, DEPARTMENTS)
    assert [(row["小标题"].text, row["正文"].text) for row in read.rows] == [("整治行动", "打了。")]
    assert [(what, text) for what, text, _ in left(read)] == [("表格里的字", text) for text in ("项目", "数", "场次", "30", "做法")]
    assert [[answer.text for answer in matter.answers] for matter in left_out(read)][1:] == [["项目｜数｜场次｜30｜做法"]]


def test_headings_without_a_text_are_kept(tmp_path: Path) -> None:
    read = draft(tmp_path, [PART, "（一）整治行动", "1. 扫黄", "打了。", "2. 禁赌"])
    assert [(row["小标题"].text, row["正文"].text) for row in read.rows] == [("扫黄", "打了。")]
    assert left(read) == [("下面没有文字的标题", "（一）整治行动", "第2段"), ("下面没有文字的标题", "2. 禁赌", "第5段")]
