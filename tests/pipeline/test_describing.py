from __future__ import annotations

from pathlib import Path

import docx

from generator.pipeline.describing import describe_template
from tests.support.templates import make_template

CHILD = """
extends = "小"
title = "市里的"
outline = ["安排", "工作"]
[options]
precision = 1
[editions."公开"]
imprint = true
[fonts]
"仿宋_GB2312" = "仿宋"
[[items]]
name = "单位简称"
default = "市局"
[[items]]
name = "审核人"
[[items]]
name = "附件"
drop = true
[[parts]]
name = "工作"
lists = "inline"
headings = ["own-line", "run-in", "run-in", "run-in"]
[[indicators]]
name = "刑事立案"
unit = "宗"
required = false
[[indicators]]
name = "刑事破案"
drop = true
[[indicators]]
name = "抓获数"
label = "抓获人数"
unit = "人"
group = "打击"
"""


def shown(folder: Path, settings: str = CHILD, **sections: str) -> list[str]:
    """The description of a child of the small template, without indents."""
    make_template(folder)
    make_template(folder, settings, name="市", sections={f"{name}.md.j2": text for name, text in sections.items()})
    (folder / "templates" / "市" / "report.docx").unlink()
    return [line.strip() for line in describe_template("市", folder)]


def test_the_ancestry_and_the_title_stand_first(tmp_path: Path) -> None:
    assert shown(tmp_path)[:5] == [
        "市",
        "标题：市里的［市］",
        "版本：1［小］",
        "继承：市 → 小",
        f"文件夹：{tmp_path / 'templates' / '市'}",
    ]


def test_every_setting_of_a_row_names_the_template_that_states_it(tmp_path: Path) -> None:
    lines = shown(tmp_path)
    assert "单位简称：文字，空着写“市局”［小；default：市］" in lines
    assert "单位全称：文字，必填［小］" in lines
    assert "审核人：文字［市］" in lines
    assert "刑事立案：刑事案件立案数，宗，选填，一个部门负责［小；unit、required：市］" in lines
    assert "打击（1 个）" in lines
    assert "抓获数：抓获人数，人，选填，一个部门负责［市］" in lines


def test_what_was_taken_out_is_said(tmp_path: Path) -> None:
    lines = shown(tmp_path)
    assert "去掉的：附件［市］" in lines
    assert "去掉的：刑事破案［市］" in lines
    assert not any(line.startswith(("附件：", "刑事破案：")) for line in lines)


def test_a_row_that_was_taken_out_and_added_again_belongs_to_who_added_it(tmp_path: Path) -> None:
    make_template(tmp_path)
    for name, settings in (
        ("中", 'extends = "小"\n[[indicators]]\nname = "刑事破案"\ndrop = true'),
        ("下", 'extends = "中"\n[[indicators]]\nname = "刑事破案"\nlabel = "破案"\nunit = "起"'),
    ):
        (tmp_path / "templates" / name).mkdir()
        (tmp_path / "templates" / name / "template.toml").write_text(settings, encoding="utf-8")
    lines = [line.strip() for line in describe_template("下", tmp_path)]
    assert "刑事破案：破案，起，选填，一个部门负责［下］" in lines
    assert not any(line.startswith("去掉的") for line in lines)


def test_parts_say_their_order_form_and_text(tmp_path: Path) -> None:
    lines = shown(tmp_path)
    at = lines.index("报告的部分（2 个）")
    assert lines[at + 1 : at + 12] == [
        "顺序：安排、工作［outline：市］",
        "1. 安排［小］",
        "标题“{{ 年度 + 1 }}年安排”；法定内容第 4、5 项；必写",
        "一至四级标题：独占一行、独占一行、独占一行、独占一行；序号 一、 （一） 1. （1）",
        "同一标题下的几行：连写，用“一是”",
        "文字：sections/part.md.j2",
        "2. 工作［小；lists、headings：市］",
        "标题“{{ 年度 }}年工作”；法定内容第 1、2、3 项；必写",
        "一至四级标题：独占一行、接排、接排、接排；序号 一、 （一） 1. （1）",
        "同一标题下的几行：连写，用“一是”",
        "栏目：执法、监督",
    ]


def test_options_editions_and_fonts_that_differ_are_listed(tmp_path: Path) -> None:
    lines = shown(tmp_path)
    assert lines[lines.index("与默认值不同的用词和精度") + 1] == "precision = 1［市］"
    assert "公开版：标题用“标题（公开版）”，版记、署名（不盖章）" in lines
    assert "imprint = true［市］" in lines
    assert "仿宋_GB2312 换成 仿宋［市］" in lines


def test_texts_say_what_they_go_on_from_and_who_states_each_block(tmp_path: Path) -> None:
    lines = shown(tmp_path, lead="{% extends 上级 %}", part="{% extends 上级 %}{% block 引言 %}好{% endblock %}")
    assert "lead.md.j2（导语）：市/lead.md.j2 → 小/lead.md.j2" in lines
    at = lines.index("part.md.j2（安排、工作）：市/part.md.j2 → 小/part.md.j2")
    assert "引言［市/part.md.j2］" in lines[at + 1]
    assert "标题［小/part.md.j2］" in lines[at + 1]


def test_the_word_file_is_that_of_the_nearest_ancestor_with_its_tags(tmp_path: Path) -> None:
    lines = shown(tmp_path)
    assert lines[lines.index("Word 版式") + 1 :] == [
        "版面 gbt9704",
        "report.docx［小］",
        "放内容的地方：{{p 版头 }}　{{p 文首 }}　{{p 正文 }}　{{p 文尾 }}　{{p 附表 }}　{{p 版记 }}",
    ]


def test_other_tags_of_the_word_file_are_listed_once_with_their_part(tmp_path: Path) -> None:
    path = make_template(tmp_path) / "report.docx"
    document = docx.Document(str(path))
    document.paragraphs[0].insert_paragraph_before("立案{{ 刑事立案 }}，{% if 刑事破案 %}破案{{ 刑事破案 }}{% endif %}，{{ 刑事立案 }}")
    document.sections[-1].footer.paragraphs[0].add_run("{{ 单位简称 }}")
    document.save(str(path))
    [line] = [line.strip() for line in describe_template("小", tmp_path) if line.strip().startswith("标记：")]
    assert line == "标记：{{ 刑事立案 }}　{% if 刑事破案 %}　{{ 刑事破案 }}　{% endif %}　页脚{{ 单位简称 }}"


def test_a_word_file_that_can_not_be_read_is_said(tmp_path: Path) -> None:
    (make_template(tmp_path) / "report.docx").write_bytes(b"mine")
    assert list(describe_template("小", tmp_path))[-1].strip().startswith("不能用：小/report.docx：不是能用的 Word 文件（.docx）")


def test_a_template_without_a_word_file_says_so(tmp_path: Path) -> None:
    (make_template(tmp_path) / "report.docx").unlink()
    assert list(describe_template("小", tmp_path))[-1] == "  没有 report.docx"


def test_a_template_that_hides_another_of_its_name_is_told_from_it(tmp_path: Path) -> None:
    (tmp_path / "templates" / "standard").mkdir(parents=True)
    (tmp_path / "templates" / "standard" / "template.toml").write_text('extends = "standard"\ntitle = "我们的"', encoding="utf-8")
    lines = list(describe_template("standard", tmp_path))
    assert lines[1] == "标题：我们的［standard］"
    assert lines[3] == "继承：standard → standard（自带）"
    assert "  单位全称：文字，必填［standard（自带）］" in lines


def test_cross_checks_are_listed_with_those_that_have_nothing_left_to_check(tmp_path: Path) -> None:
    make_template(tmp_path)
    parent = tmp_path / "templates" / "小" / "template.toml"
    rows = '[[checks]]\nname = "甲"\nrule = "刑事破案 <= 刑事立案"\n[[checks]]\nname = "乙"\nrule = "刑事立案 > 0"\nseverity = "warning"\n'
    parent.write_text(parent.read_text(encoding="utf-8") + rows, encoding="utf-8")
    make_template(tmp_path, 'extends = "小"\n[[indicators]]\nname = "刑事破案"\ndrop = true', name="市")
    lines = [line.strip() for line in describe_template("市", tmp_path)]
    at = lines.index("勾稽关系（1 条）")
    assert lines[at + 1 : at + 3] == ["乙：刑事立案 > 0，只提醒［小］", "去掉了其中的指标、不核对的：甲"]


def test_a_rate_says_what_it_is_worked_out_of_and_an_edition_its_deadline() -> None:
    lines = [line.strip() for line in describe_template("standard")]
    assert any(line.startswith("案卷合格率：") and "等于案卷合格 ÷ 案卷评查" in line for line in lines)
    assert any(line.startswith("公开版：") and line.endswith("期限是次年 4月1日") for line in lines)
