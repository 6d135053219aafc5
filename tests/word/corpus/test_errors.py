"""What is wrong in a template is told all at once: where, what was found, what to do; and nothing is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.diagnostics import Diagnostic
from tests.support.word import Block, footnote, p, text_box
from tests.support.word_rendering import refusals, rendered

DATA = {"名称": "甲市", "数": 593, "列": ["丙", "丁"], "字典": {"甲": 1}, "真": True, "假": False}
CHINESE = re.compile("[一-鿿]")

# What stands in the second paragraph, and what the message must hold.
ONE: dict[str, tuple[str, str]] = {
    "an unclosed value": ("前{{ 名称", "}}"),
    "an unclosed value with one brace": ("前{{ 名称 }后", "}}"),
    "an unclosed tag": ("前{% if 真 后", "%}"),
    "an unclosed comment": ("前{# 注释", "#}"),
    "nothing in the braces": ("前{{ }}后", ""),
    "a condition without end": ("{% if 真 %}甲", "endif"),
    "a loop without end": ("{% for x in 列 %}甲", "endfor"),
    "an end without beginning": ("甲{% endif %}", "endif"),
    "the wrong end": ("{% for x in 列 %}甲{% endif %}", "end"),
    "else without condition": ("甲{% else %}乙", "else"),
    "an unknown tag": ("{% wenn 真 %}", "wenn"),
    "a mistyped tag": ("{% fi 真 %}甲{% endif %}", "fi"),
    "a value of two words": ("{{ 名称 数 }}", "数"),
    "an open bracket": ("{{ (数 + 1 }}", ""),
    "an open literal": ("{{ '甲 }}", ""),
    "an unknown filter": ("{{ 名称|uper }}", "upper"),
    "an unknown test": ("{% if 数 is ood %}甲{% endif %}", "odd"),
    "a paragraph tag beside words": ("甲{%p if 真 %}", "{%p if 真 %}"),
    "a paragraph tag before words": ("{%p if 真 %}乙", "{%p if 真 %}"),
    "a paragraph value beside words": ("甲{{p 名称 }}", "{{p 名称 }}"),
    "a row tag outside of a table": ("{%tr for x in 列 %}", "tr"),
    "a column tag outside of a table": ("{%tc for x in 列 %}", "tc"),
    "a merge outside of a table": ("{% vm %}甲", "vm"),
    "a span outside of a table": ("{% colspan 2 %}甲", "colspan"),
    "an include": ("{% include 'x' %}", "include"),
    "a file": ("{% extends '../x' %}", "extends"),
    "an import": ("{% import 'x' as y %}", "import"),
    "autoescape": ("{% autoescape false %}{{ 名称 }}{% endautoescape %}", "autoescape"),
    "a name that is not there": ("{{ 名秤 }}", "名称"),
    "a name that is not there, in a condition": ("{% if 名秤 %}甲{% endif %}", "名秤"),
    "a name that is not there, in a loop": ("{% for x in 名秤 %}甲{% endfor %}", "名秤"),
    "a name that is not there, in a filter": ("{{ 列|join(名秤) }}", "名秤"),
    "an attribute that is not there": ("{{ 字典.乙 }}", "乙"),
    "a key that is not there": ("{{ 字典['乙'] }}", "乙"),
    "a place that is not there": ("{{ 列[9] }}", ""),
    "a call of what can't be called": ("{{ 名称() }}", "名称"),
    "a division by nothing": ("{{ 数 / 0 }}", "0"),
    "words minus words": ("{{ 名称 - 1 }}", ""),
    "a loop over a number": ("{% for x in 数 %}甲{% endfor %}", ""),
    "a filter with the wrong argument": ("{{ 数|round('甲') }}", ""),
    "too few arguments": ("{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}", "a"),
}


def stands(error: Diagnostic, paragraph: int) -> None:
    """The finding is Chinese and tells file, paragraph and passage."""
    assert CHINESE.search(error.message)
    assert CHINESE.search(error.hint)
    assert error.place.paragraph == paragraph
    assert (error.place.file or "").endswith("模板.docx")
    assert error.place.text
    assert error.code


@pytest.mark.parametrize(("text", "said"), ONE.values(), ids=ONE)
def test_one_mistake_is_told_with_its_paragraph(tmp_path: Path, text: str, said: str) -> None:
    errors = refusals(tmp_path, "没有标记", text, "末", data=DATA)
    for error in errors:
        stands(error, 2)
    assert any(said in str(error) + (error.place.text or "") for error in errors), [str(error) for error in errors]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    body: list[Block] = [text for text, _ in ONE.values()]
    errors = refusals(tmp_path, *body, "{% endif %}", data=DATA)
    found = {error.place.paragraph for error in errors}
    alone = {n for n, name in enumerate(ONE, start=1) if not name.startswith(("a condition without", "a loop without", "an end without"))}
    syntax = {n for n in alone if _is_syntax(list(ONE)[n - 1])}
    assert syntax <= found


def _is_syntax(name: str) -> bool:
    return name in (
        "nothing in the braces",
        "an unknown tag",
        "a value of two words",
        "an open bracket",
        "an unknown filter",
        "an unknown test",
        "a paragraph tag beside words",
        "an include",
    )


def test_all_names_are_told_at_once_with_suggestions(tmp_path: Path) -> None:
    errors = refusals(
        tmp_path,
        "{{ 名秤 }}和{{ 数字 }}",
        "{% if 假 %}{{ 不到 }}{% endif %}{{ 另一个 }}",
        [["{%tr for x in 列 %}"], ["{{ x }}{{ 表里 }}"], ["{%tr endfor %}"]],
        headers={"default": "{{ 眉里 }}"},
        footnotes=["{{ 注里 }}"],
        data=DATA,
    )
    told = [error.message for error in errors]
    for name in ("名秤", "数字", "另一个", "表里", "眉里", "注里"):
        assert sum(name in line for line in told) == 1, told
    assert len(errors) == 6
    assert "名称" in next(error.hint for error in errors if "名秤" in error.message)


def test_a_name_that_a_loop_meets_often_is_told_once(tmp_path: Path) -> None:
    assert len(refusals(tmp_path, "{% for x in 列 %}{{ 名秤 }}{% endfor %}", data=DATA)) == 1


@pytest.mark.parametrize(
    "body",
    [
        ([["{% if 真 %}甲", ("乙", [["{% endif %}"]])]],),
        ("{% if 真 %}", [["甲{% endif %}"]]),
        ([["{%tr for x in 列 %}"], [("甲", "{%p endfor %}")], ["乙"]],),
        ("{%p for x in 列 %}", [["甲"], ["{%tr endfor %}"]], "{%p endfor %}"),
        ([["{%tc for x in 列 %}", "甲"], ["乙", "{%tc endfor %}"]],),
        ("{%p if 真 %}", [[("甲", "{%p endif %}")]]),
        (text_box("{%p if 真 %}", "甲"), "{%p endif %}"),
        (p("{% if 真 %}", footnote()), [["{% endif %}"]]),
    ],
)
def test_a_tag_that_ends_in_another_cell_or_table_is_told(tmp_path: Path, body: tuple[Block, ...]) -> None:
    errors = refusals(tmp_path, *body, footnotes=["注"], data=DATA)
    assert errors
    for error in errors:
        assert CHINESE.search(error.message)
        assert "if" in str(error) + (error.place.text or "") or "for" in str(error) + (error.place.text or "")


def test_the_place_in_a_table_is_said_by_row_and_column(tmp_path: Path) -> None:
    (error,) = refusals(tmp_path, "首", [["a", "b"], ["c", "{{ 名秤 }}"]], data=DATA)
    assert error.place.paragraph == 5
    assert re.search("第 ?2 ?行", str(error))
    assert re.search("第 ?2 ?列", str(error))


def test_the_heading_above_is_said(tmp_path: Path) -> None:
    (error,) = refusals(tmp_path, p("一、主要工作", style="1"), "前言", "{{ 名秤 }}", data=DATA)
    assert "主要工作" in str(error)


def test_the_passage_marks_the_tag_in_its_paragraph(tmp_path: Path) -> None:
    (error,) = refusals(tmp_path, "全市共立案{{ 名¦秤 }}起，比上年上升。", data=DATA)
    assert "全市共立案" in (error.place.text or "")
    assert "名秤" in (error.place.text or "")
    assert error.place.offset == 5


def test_words_beside_a_row_tag_are_told(tmp_path: Path) -> None:
    errors = refusals(tmp_path, [["{%tr for x in 列 %}", "会丢的文字"], ["{{ x }}", ""], ["{%tr endfor %}", ""]], data=DATA)
    assert len(errors) == 1
    assert "会丢的文字" in str(errors[0]) + (errors[0].place.text or "")


def test_words_beside_a_column_tag_are_told(tmp_path: Path) -> None:
    assert len(refusals(tmp_path, [["甲{%tc for x in 列 %}", "{{ x }}", "{%tc endfor %}"]], data=DATA)) == 1


def test_a_mistake_in_a_header_says_so(tmp_path: Path) -> None:
    (error,) = refusals(tmp_path, "正文", headers={"default": "{{ 名秤 }}"}, data=DATA)
    assert "页眉" in str(error)


def test_a_mistake_in_a_footnote_says_so(tmp_path: Path) -> None:
    (error,) = refusals(tmp_path, p("正文", footnote()), footnotes=["{{ 名秤 }}"], data=DATA)
    assert "脚注" in str(error)


def test_a_mistake_in_a_text_box_is_told_once(tmp_path: Path) -> None:
    assert len(refusals(tmp_path, text_box("{{ 名秤 }}"), data=DATA)) == 1
    assert len(refusals(tmp_path, text_box("{{ 名称"), data=DATA)) == 1


def test_a_mistake_in_a_property_says_so(tmp_path: Path) -> None:
    (error,) = refusals(tmp_path, "正文", properties={"title": "{{ 名秤 }}"}, data=DATA)
    assert "属性" in str(error)


def test_defined_and_default_ask_without_complaint(tmp_path: Path) -> None:
    text = "{% if 没有 is defined %}有{% else %}无{% endif %}{{ 没有|default('缺') }}{{ 字典.乙|default('缺') }}"
    assert rendered(tmp_path, text, data=DATA) == "无缺缺"


def test_a_raw_that_does_not_end_is_told_at_its_tag(tmp_path: Path) -> None:
    (error,) = refusals(tmp_path, "一", "前{% raw %}{{ 甲 }}", "后")
    assert (error.place.paragraph, error.place.text) == (2, "前【{% raw %}】{{ 甲 }}")
