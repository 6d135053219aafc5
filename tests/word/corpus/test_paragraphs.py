"""Paragraph, row and column tags in one another, joined paragraphs, macros, and what a paragraph carries besides words."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from tests.support.word import PAGE_BREAK, SECTION_BREAK, Block, W, bold, control, p
from tests.support.word_rendering import rendered

DATA = {
    "真": True,
    "假": False,
    "数": 3,
    "列": ["丙", "丁"],
    "无": [],
    "部": [{"名": "一", "条": ["甲", "乙"]}, {"名": "二", "条": []}, {"名": "三", "条": ["丙"]}],
}
CASES: dict[str, tuple[tuple[Block, ...], str]] = {
    "a condition": (("前", "{%p if 真 %}", "中", "{%p endif %}", "后"), "前 中 后"),
    "a condition that fails": (("前", "{%p if 假 %}", "中", "{%p endif %}", "后"), "前 后"),
    "else": (("{%p if 假 %}", "一", "{%p elif 数 == 3 %}", "二", "{%p else %}", "三", "{%p endif %}"), "二"),
    "loops in one another": (
        (
            "{%p for 部分 in 部 %}",
            "{{ 部分.名 }}",
            "{%p for 条 in 部分.条 %}",
            "{{ loop.index }}{{ 条 }}",
            "{%p endfor %}",
            "{%p endfor %}",
            "末",
        ),
        "一 1甲 2乙 二 三 1丙 末",
    ),
    "a loop with else": (("{%p for x in 无 %}", "{{ x }}", "{%p else %}", "没有", "{%p endfor %}"), "没有"),
    "tags next to each other": (("{%p if 真 %}", "{%p if 假 %}", "一", "{%p endif %}", "{%p endif %}", "末"), "末"),
    "blank paragraphs are kept": (("", "{%p if 真 %}", "", "甲", "", "{%p endif %}", ""), "␀ ␀ 甲 ␀ ␀"),
    "a table in a condition": (("{%p if 真 %}", [["甲"]], "{%p endif %}", "{%p if 假 %}", [["乙"]], "{%p endif %}", "末"), "|甲| 末"),
    "a table in a loop": (("{%p for 部分 in 部 %}", [["{{ 部分.名 }}"]], "{%p endfor %}", "末"), "|一| |二| |三| 末"),
    "a page break in a loop": (("{%p for x in 列 %}", p("{{ x }}", PAGE_BREAK), "{%p endfor %}"), "丙⇟ 丁⇟"),
    "a page break between turns": (
        ("{%p for x in 列 %}", p("{{ x }}{% if not loop.last %}", PAGE_BREAK, "{% endif %}"), "{%p endfor %}"),
        "丙⇟ 丁",
    ),
    "a content control in a loop": (("{%p for x in 列 %}", control("{{ x }}"), "{%p endfor %}"), "丙 丁"),
    "a loop in a content control": ((control("头", "{%p for x in 列 %}", "{{ x }}", "{%p endfor %}"), "末"), "头 丙 丁 末"),
    "tag paragraphs each in a control": ((control("{%p if 真 %}", number=1), "中", control("{%p endif %}", number=2), "末"), "中 末"),
    "a condition that ends in the next paragraph": (("甲{% if 真 %}乙", "丙{% endif %}丁"), "甲乙 丙丁"),
    "a condition that fails and joins": (("甲{% if 假 %}乙", "丙{% endif %}丁"), "甲丁"),
    "a condition over a table": (("甲{% if 真 %}", [["乙"]], "{% endif %}丁"), "甲 |乙| 丁"),
    "a loop that ends in the next paragraph": (("甲{% for x in 列 %}{{ x }}", "乙{% endfor %}丙"), "甲丙 乙丁 乙丙"),
    "joined with the paragraph before": (("甲", "{%- if 真 %}乙", "丙{% endif %}"), "甲乙 丙"),
    "joined with the paragraph after": (("甲{% if 真 -%}", "乙{% endif %}", "丙"), "甲乙 丙"),
    "all joined": (("甲{% if 真 -%}", "乙", "{%- else -%}", "丙", "{%- endif -%}", "丁"), "甲乙丁"),
    "words before a joining tag are kept": (("甲", "乙{%- if 真 %}丙{% endif %}"), "甲 乙丙"),
    "words after a joining tag are kept": (("{% if 真 -%}甲{% endif %}", "乙"), "甲 乙"),
    "a macro": (("{%p macro 写(x) %}", "写{{ x }}", "{%p endmacro %}", "{{p 写('甲') }}", "{{p 写(数) }}"), "写甲 写3"),
    "a macro within a line": (("{% macro 起(n) %}{{ n }}起{% endmacro %}共{{ 起(数) }}，{{ 起(5) }}。",), "共3起，5起。"),
    "a macro from the line before": (("{% macro 起(n) %}{{ n }}起{% endmacro %}", [["{{ 起(数) }}"]]), "␀ |3起|"),
    "set": (("{%p set x = 数 * 2 %}", "{{ x }}", "{% set y = x + 1 %}{{ y }}", "{{ y }}"), "6 7 7"),
    "set in a loop stays there": (("{%p set x = 1 %}", "{%p for y in 列 %}", "{%p set x = 2 %}", "{%p endfor %}", "{{ x }}"), "1"),
    "a namespace leaves the loop": (
        ("{%p set ns = namespace(n=0) %}", "{%p for y in 列 %}", "{%p set ns.n = ns.n + 1 %}", "{%p endfor %}", "{{ ns.n }}"),
        "2",
    ),
    "comments": (("甲", "{#p 注释 #}", "{#p {{ 没有 }} #}", "乙{# 注 #}丙", "{# 只有注释 #}"), "甲 乙丙 ␀"),
    "a run taken away": ((p("甲", bold("{%r if 假 %}"), "乙", bold("{%r endif %}"), "丙"),), "甲丙"),
    "runs in a loop": ((p("{%r for x in 列 %}", bold("{{ x }}"), "、", "{%r endfor %}", "末"),), "丙、丁、末"),
    "lines as paragraphs": (("{{p '一\\n二' }}", "末"), "一 二 末"),
    "nothing as paragraphs": (("首", "{{p '' }}", "末"), "首 末"),
}


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES)
def test_paragraphs_come_out_as_the_tags_say(tmp_path: Path, body: tuple[Block, ...], expected: str) -> None:
    lines = rendered(tmp_path, *body, data=DATA).split("\n")
    assert [line.replace(" ", "") or "␀" for line in lines] == expected.split(" ")


def test_a_section_that_ends_in_a_tag_stays(tmp_path: Path) -> None:
    body = ("{%p if 真 %}", "横", p("{%p endif %}", properties=SECTION_BREAK), "竖")
    assert orientations(tmp_path, *body) == ["landscape", None]


def test_a_section_goes_with_the_paragraphs_around_it(tmp_path: Path) -> None:
    body = ("{%p if 假 %}", p("横", properties=SECTION_BREAK), "{%p endif %}", "竖")
    assert orientations(tmp_path, *body) == [None]


def test_a_section_in_a_loop_comes_with_every_turn(tmp_path: Path) -> None:
    body = ("{%p for x in 列 %}", p("{{ x }}", properties=SECTION_BREAK), "{%p endfor %}", "竖")
    assert orientations(tmp_path, *body) == ["landscape", "landscape", None]


def orientations(folder: Path, *body: Block) -> list[str | None]:
    rendered(folder, *body, data=DATA)
    sizes = docx.Document(str(folder / "结果.docx")).element.iter(f"{W}pgSz")
    return [size.get(f"{W}orient") for size in sizes]
