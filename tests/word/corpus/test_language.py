"""The little language that the other tests of this folder speak: what it writes is valid, what it reads is what was written."""

from __future__ import annotations

from pathlib import Path

from tests.support.validity import faults_of
from tests.support.word import (
    LINE_BREAK,
    PAGE_BREAK,
    PROOF,
    PROOF_END,
    SECTION_BREAK,
    TAB,
    bold,
    bookmark,
    cell,
    control,
    deleted,
    endnote,
    field,
    footnote,
    inline_control,
    inserted,
    link,
    make_docx,
    p,
    table,
    text_box,
    text_of,
)


def everything(folder: Path) -> Path:
    return make_docx(
        folder / "全.docx",
        "甲¦乙¦丙",
        "",
        p("一", bold("二"), bold("三"), LINE_BREAK, "四", TAB, "五", PAGE_BREAK),
        p(
            PROOF,
            "前",
            PROOF_END,
            inserted("插入"),
            deleted("删去"),
            bookmark("书签", "中"),
            inline_control("控"),
            link("链"),
            field("PAGE", "1"),
        ),
        p("编号", numbered=1, style="1"),
        p("节末", properties=SECTION_BREAK),
        [["a", "b"], ["c", ("d", [["e", "f"], ["g", "h"]])]],
        table([cell("高", merge="restart"), cell("宽", span=2)], [cell(merge="continue"), cell("x"), cell("y")]),
        control("块", [["表"]]),
        text_box("框一", "框二"),
        p("注", footnote(1), "尾", endnote(1)),
        headers={"default": "页眉", "first": "首页", "even": ("双¦页", "第二段")},
        footers={"default": [["页脚"]]},
        footnotes=["脚注¦一", ("脚注二", "又一段")],
        endnotes=["尾注"],
        properties={"title": "题<名>", "keywords": "词"},
    )


def test_a_file_of_the_language_is_valid(tmp_path: Path) -> None:
    assert faults_of(everything(tmp_path)) == []


def test_a_file_is_read_as_text(tmp_path: Path) -> None:
    assert text_of(everything(tmp_path), formats=True).splitlines() == [
        "甲乙丙",
        "",
        "一*二三*↵四⇥五⇟",
        "前插入中控链1",
        "编号",
        "节末",
        "| a | b |",
        "| c | d¶[e, f; g, h] |",
        "| 高 | <2>宽 |",
        "| ^ | x | y |",
        "块",
        "| 表 |",
        "⟦框一¶框二⟧",
        "注[^1]尾[^1]",
        "header: 页眉",
        "header-first: 首页",
        "header-even: 双页",
        "header-even: 第二段",
        "footer: | 页脚 |",
        "footnote 1: 脚注一",
        "footnote 2: 脚注二",
        "footnote 2: 又一段",
        "endnote 1: 尾注",
        "property title: 题<名>",
        "property keywords: 词",
    ]


def test_drawings_with_the_same_number_are_a_fault(tmp_path: Path) -> None:
    assert faults_of(make_docx(tmp_path / "a.docx", text_box("一", number=3), text_box("二", number=3))) == ["docPr 3 is used 2 times"]
