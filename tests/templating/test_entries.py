from __future__ import annotations

from pathlib import Path

import pytest

from generator.model.marks import plain
from tests.support.renderings import render, section
from tests.support.templates import SETTINGS

HEAD = "部分 | 栏目 | 小标题 | 正文\n"
LAST = "\n安排 | | | 继续"


def paragraphs(folder: Path, rows: str) -> list[str]:
    rendering = render(folder, entries=HEAD + rows + LAST)
    assert rendering.errors == []
    return rendering.paragraphs[:-1]


def test_rows_are_printed_in_their_order_under_their_headings(tmp_path: Path) -> None:
    rows = "工作 | 执法 | 打击 | 甲\n | | 防范 | 乙\n | 监督 | | 丙"
    assert paragraphs(tmp_path, rows) == ["## 执法", "### 打击", "甲", "### 防范", "乙", "## 监督", "丙"]


def test_rows_of_a_section_come_together_where_it_began(tmp_path: Path) -> None:
    rows = "工作 | 执法 | | 甲\n工作 | 监督 | | 乙\n工作 | 执法 | | 丙"
    assert paragraphs(tmp_path, rows) == ["## 执法", "甲", "丙", "## 监督", "乙"]


def test_a_heading_that_is_repeated_in_every_row_is_printed_once(tmp_path: Path) -> None:
    rows = "工作 | 执法 | 打击 | 甲\n工作 | 执法 | 打击 | 乙\n工作 | 执法 | | 丙\n工作 | 执法 | 防范 | 丁\n工作 | 执法 | 打击 | 戊"
    assert paragraphs(tmp_path, rows) == ["## 执法", "### 打击", "甲", "乙", "丙", "### 防范", "丁", "### 打击", "戊"]


def test_headings_without_a_section_are_one_level_higher(tmp_path: Path) -> None:
    assert paragraphs(tmp_path, "工作 | | 打击 | 甲\n工作 | | | 乙") == ["## 打击", "甲", "乙"]


@pytest.mark.parametrize("heading", ["# 号工程", "{{ 刑事立案 }}", "{% if %}", "《条例》 & <规定>", "1. 打击"])
def test_headings_are_words_and_never_code(tmp_path: Path, heading: str) -> None:
    rows = f"工作 | {heading} | {heading}二 | 甲\n{heading} | | | 乙"
    rendering = render(tmp_path, entries=HEAD + rows + LAST)
    assert rendering.errors == []
    assert rendering.paragraphs[:2] == [f"## {heading}", f"### {heading}二"]
    assert plain(rendering.report.parts[-1].text).startswith(f"# {heading}\n乙")


def test_headings_keep_their_cells(tmp_path: Path) -> None:
    rendering = render(tmp_path, entries=HEAD + "工作 | 执法 | 打击 | 甲\n新部分 | | | 乙" + LAST)
    assert rendering.cells("执法") == ["报告内容!B2"]
    assert rendering.cells("打击") == ["报告内容!C2"]
    assert rendering.cells("新部分") == ["报告内容!A3"]


def test_a_section_text_sees_the_words_of_a_row(tmp_path: Path) -> None:
    rendering = section(
        tmp_path,
        "{% for 行 in 条目 %}\n{{ 行.部分 }}/{{ 行.栏目 }}/{{ 行.小标题 }}/{{ 行.正文 }}\n{% endfor %}",
        entries=HEAD + "工作 | 执法 | 打击 | 甲{{ 刑事立案 }}" + LAST,
    )
    assert rendering.errors == []
    assert rendering.paragraphs[:2] == ["工作/执法/打击/甲593起", "安排///继续"]
    assert rendering.cells("593起") == ["指标!D2"]


def test_a_section_text_may_ask_for_the_words_of_a_row(tmp_path: Path) -> None:
    text = (
        "{% for 栏目 in 部分.栏目 if 栏目.标题 == '执法' %}{% for 组 in 栏目.组 if 组.标题.startswith('打') %}"
        "{% for 行 in 组.条目 if '593' in 行.正文 and 行.部分 == '工作' %}有{% endfor %}{% endfor %}{% endfor %}"
        "{{ 部分.名称 }}{% if 部分.标题 == '2022年工作' %}相同{% endif %}"
    )
    rendering = section(tmp_path, text, entries=HEAD + "工作 | 执法 | 打击 | 甲{{ 刑事立案 }}" + LAST)
    assert rendering.errors == []
    assert rendering.paragraphs[0] == "有工作相同"


def test_all_forms_of_lists(tmp_path: Path) -> None:
    rows = HEAD + "工作 | | | 甲\n安排 | | | 加强培训\n安排 | | | 一是加强监督。"
    for form, printed in {
        "paragraphs": ["加强培训", "一是加强监督。"],
        "inline": ["一是加强培训；二是加强监督。"],
        "items": ["一是加强培训。", "二是加强监督。"],
    }.items():
        settings = SETTINGS.replace('lists = "inline"', f'lists = "{form}"')
        assert render(tmp_path, entries=rows, settings=settings).paragraphs[1:] == printed


def test_a_section_is_found_by_its_name(tmp_path: Path) -> None:
    rows = HEAD + "工作 | 执法 | | 甲\n工作 | 监督 | | 乙\n工作 | 执法 | | 丙" + LAST
    text = "{{ 部分['执法'].标题 }}：{{ 部分['执法'].条目 | 列举 }}\n{{ 部分['没有填的'].标题 }}：{{ 部分['没有填的'].条目 | 列举 }}"
    rendering = section(tmp_path, text, entries=rows)
    assert rendering.errors == []
    assert rendering.paragraphs[:2] == ["执法：一是甲；二是丙。", "没有填的："]


def test_a_section_is_not_found_by_number(tmp_path: Path) -> None:
    rendering = section(tmp_path, "{{ 部分[0] }}", entries=HEAD + "工作 | 执法 | | 甲" + LAST)
    assert len(rendering.errors) == 1
