from __future__ import annotations

import pytest

from generator.document import styles
from generator.document.blocks import Paragraph, Words
from generator.document.outline import PartText, inlines, outline, paragraphs, without_final_mark, without_own_number
from generator.model.marks import Marks
from generator.model.template import HeadingForm
from tests.support.marked import lines, source

PATTERNS = ("一、", "（一）", "1.", "（1）")
OWN: tuple[HeadingForm, ...] = ("own-line",) * 4
RUN_IN: tuple[HeadingForm, ...] = ("run-in",) * 4


def outlined(text: str, forms: tuple[HeadingForm, ...] = OWN, marks: Marks | None = None) -> list[Paragraph]:
    return outline([PartText(text, forms)], marks or Marks(), PATTERNS)


def test_headings_on_their_own_line_at_every_level() -> None:
    assert lines(outlined("# 工作\n## 执法\n### 打击犯罪\n#### 盗窃\n破案480起。")) == [
        "heading 1: 一、工作",
        "heading 2: （一）执法",
        "heading 3: 1.打击犯罪",
        "heading 4: （1）盗窃",
        "公文正文: 破案480起。",
    ]


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_a_run_in_heading_and_its_text_are_one_paragraph(level: int) -> None:
    (found,) = outlined(f"{'#' * level} 打击犯罪\n破案480起。", RUN_IN)
    number = ("一、", "（一）", "1.", "（1）")[level - 1]
    assert found.style == f"接排标题 {level}"
    assert [(w.text, w.style) for w in found.words] == [
        (number, f"标题 {level} 字"),
        ("打击犯罪。", f"标题 {level} 字"),
        ("破案480起。", None),
    ]


def test_each_level_has_its_own_form() -> None:
    forms: tuple[HeadingForm, ...] = ("own-line", "own-line", "run-in", "run-in")
    assert lines(outlined("# 工作\n## 执法\n### 打击\n破案。\n又一段。", forms)) == [
        "heading 1: 一、工作",
        "heading 2: （一）执法",
        "接排标题 3: 1.打击。破案。",
        "公文正文: 又一段。",
    ]


def test_run_in_headings_without_text_of_their_own_stand_alone() -> None:
    assert lines(outlined("# 工作\n## 执法\n### 打击\n破案。\n## 监督", RUN_IN)) == [
        "接排标题 1: 一、工作。",
        "接排标题 2: （一）执法。",
        "接排标题 3: 1.打击。破案。",
        "接排标题 2: （二）监督。",
    ]


def test_the_next_part_does_not_run_into_a_heading() -> None:
    found = outline([PartText("# 工作", RUN_IN), PartText("概况。", OWN)], Marks(), PATTERNS)
    assert lines(found) == ["接排标题 1: 一、工作。", "公文正文: 概况。"]


def test_numbers_run_on_from_part_to_part() -> None:
    found = outline([PartText("# 工作\n## 执法\n文。", OWN), PartText("# 安排\n## 培训\n文。", OWN)], Marks(), PATTERNS)
    assert [p.text for p in found if p.style.startswith("heading")] == ["一、工作", "（一）执法", "二、安排", "（一）培训"]


def test_a_part_may_have_numbers_of_its_own() -> None:
    own = ("第一部分　", "一、", "（一）", "1.")
    found = outline(
        [PartText("# 前言", OWN, ("", "", "", "")), PartText("# 工作\n## 执法", OWN, own), PartText("# 安排", OWN)], Marks(), PATTERNS
    )
    assert [p.text for p in found] == ["前言", "第一部分　工作", "一、执法", "二、安排"]


@pytest.mark.parametrize("mark", ["。", "；", "：", "，", "、", "。。", ";"])
def test_a_heading_on_its_own_line_loses_its_final_mark(mark: str) -> None:
    assert lines(outlined(f"# 工作{mark}")) == ["heading 1: 一、工作"]
    assert lines(outlined(f"# 工作{mark}", RUN_IN)) == ["接排标题 1: 一、工作。"]


@pytest.mark.parametrize("mark", ["？", "！"])
def test_a_question_keeps_its_mark(mark: str) -> None:
    assert lines(outlined(f"# 为何{mark}")) == [f"heading 1: 一、为何{mark}"]
    assert lines(outlined(f"# 为何{mark}", RUN_IN)) == [f"接排标题 1: 一、为何{mark}"]


@pytest.mark.parametrize(
    ("typed", "number"),
    [("一、", 1), ("（一）", 1), ("(二)", 2), ("1.", 1), ("1．", 1), ("3、", 3), ("（12）", 12), ("十二、", 12), ("1. ", 1)],
)
def test_a_number_that_the_author_typed_is_not_printed_twice(typed: str, number: int) -> None:
    marks = Marks()
    heading = marks.value(f"{typed}打击犯罪", source(kind="text"))
    before = "### 别的\n" * (number - 1)
    assert lines(outlined(f"{before}### {heading}", marks=marks))[-1] == f"heading 3: {number}.打击犯罪"
    assert without_own_number(f"{typed}打击犯罪", number) == "打击犯罪"


@pytest.mark.parametrize(
    "heading", ["一、二审衔接", "三、四级网格联动", "2、3类案件整治", "十、百、千工程", "（三）会一课", "（一）", "1.", "1、"]
)
def test_a_numeral_that_belongs_to_the_heading_stays(heading: str) -> None:
    assert lines(outlined(f"### {heading}"))[0].startswith(f"heading 3: 1.{heading.rstrip('、')}")


def test_a_heading_of_nothing_but_a_stop_stays() -> None:
    assert lines(outlined("### 。")) == ["heading 3: 1.。"]


@pytest.mark.parametrize("heading", ["2022年工作", "110接处警", "12·4宪法日", "1.5倍增长", "一体推进", "（试行）办法"])
def test_a_figure_at_the_start_of_a_heading_is_no_number(heading: str) -> None:
    assert lines(outlined(f"# {heading}")) == [f"heading 1: 一、{heading}"]


def test_without_a_pattern_the_typed_number_stays() -> None:
    assert lines(outline([PartText("# 第一部分\n## 一、执法", OWN)], Marks(), ("", "", "", ""))) == [
        "heading 1: 第一部分",
        "heading 2: 一、执法",
    ]


def test_headings_and_lines_without_words_are_left_out() -> None:
    marks = Marks()
    empty = marks.passage("", source(kind="text"))
    text = f"#\n#  \n# {empty}\n{empty}\n　\n# 工作\n文。"
    assert lines(outlined(text, marks=marks)) == ["heading 1: 一、工作", "公文正文: 文。"]
    assert lines(outlined(text, RUN_IN, marks=marks)) == ["接排标题 1: 一、工作。文。"]


def test_words_of_a_cell_are_never_markup() -> None:
    marks = Marks()
    typed = marks.passage("# 不是标题", source(kind="text"))
    assert lines(outlined(typed, marks=marks)) == ["公文正文: # 不是标题"]


def test_more_than_four_marks_are_no_heading() -> None:
    assert lines(outlined("##### 五级")) == ["公文正文: ##### 五级"]


def test_values_keep_their_source_and_words_their_cell() -> None:
    marks = Marks()
    figure, cell = source("D2"), source("D9", "text", None)
    line = marks.passage(f"立案{marks.value('593起', figure)}。", cell)
    (found,) = paragraphs(line, marks)
    assert found.words == (Words("立案", None, None, cell), Words("593起", None, figure, cell), Words("。", None, None, cell))


def test_a_final_mark_behind_a_value_goes_and_the_source_stays() -> None:
    marks = Marks()
    text = marks.value("打击犯罪。", source(kind="text"))
    (found,) = outlined(f"# {text}", marks=marks)
    assert found.words == (Words("一、"), Words("打击犯罪", None, source(kind="text")))
    assert without_final_mark(f"见{text}") == f"见{marks.value('打击犯罪', source(kind='text'))}"


def test_a_missing_figure_takes_the_style_that_shows_it() -> None:
    marks = Marks()
    missing = source(kind="missing")
    words = inlines(f"立案{marks.value('【待补：刑事立案】', missing)}。", marks)
    assert [(w.text, w.style) for w in words] == [("立案", None), ("【待补：刑事立案】", styles.MISSING), ("。", None)]


def test_a_missing_figure_shows_in_a_run_in_heading_too() -> None:
    marks = Marks()
    (found,) = outlined(f"# 立案{marks.value('【待补】', source(kind='missing'))}", RUN_IN, marks)
    assert [(w.text, w.style) for w in found.words] == [
        ("一、", "标题 1 字"),
        ("立案", "标题 1 字"),
        ("【待补】", styles.MISSING),
        ("。", "标题 1 字"),
    ]


def test_line_breaks_inside_a_value_stay_inside_its_paragraph() -> None:
    marks = Marks()
    (found,) = paragraphs(marks.value("第一行\n第二行", source()), marks)
    assert found.text == "第一行\n第二行"
