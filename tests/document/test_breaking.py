from __future__ import annotations

import pytest

from generator.document.blocks import Words
from generator.document.breaking import balanced, broken
from generator.document.widths import width
from tests.support.marked import source


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("甲市公安局2022年法治政府建设年度报告", ["甲市公安局2022年法治政府建设年度报告"]),
        ("甲市公安局关于2022年法治政府建设情况的报告", ["甲市公安局关于2022年", "法治政府建设情况的报告"]),
        ("甲乙市公安局关于2022年法治政府建设情况的报告", ["甲乙市公安局关于", "2022年法治政府建设情况的报告"]),
        (
            "某某壮族自治区某某市高新技术产业开发区公安分局关于2022年法治政府建设情况的报告",
            ["某某壮族自治区某某市高新技术产业开发区", "公安分局关于2022年法治政府建设情况的报告"],
        ),
    ],
)
def test_titles_break_between_words(title: str, lines: list[str]) -> None:
    assert balanced(title, 20) == lines


@pytest.mark.parametrize(
    "title",
    [
        "某某市公安局关于2022年度推进法治政府建设工作主要举措和成效以及存在问题和下一步工作安排情况的综合报告",
        "某某壮族自治区某某市高新技术产业开发区公安分局治安管理支队大队关于2022年法治政府建设情况的报告",
        "关于印发《某某市公安机关贯彻落实重大行政决策程序暂行条例实施细则（2022年修订版）》的通知",
        "甲" * 75,
    ],
)
def test_no_line_is_too_long_and_the_shape_is_no_hourglass(title: str) -> None:
    found = balanced(title, 20)
    widths = [width(line) for line in found]
    assert "".join(found) == title
    assert max(widths) <= 20
    assert len(found) <= 4
    for n, here in enumerate(widths[1:-1], start=1):
        assert here >= min(max(widths[:n]), max(widths[n + 1 :]))


def test_words_without_known_joints_are_not_broken_inside_numbers_or_before_marks() -> None:
    for line in balanced("某某某某某某某某某某某某某某某某某2022年某某某某（某某某某某某某某某）某某", 20)[1:]:
        assert line[0] not in "0123456789年）"


def test_what_four_lines_cannot_hold_is_left_to_the_word_processor() -> None:
    assert balanced("甲" * 200, 20) == ["甲" * 200]


def test_breaks_of_the_author_are_kept() -> None:
    words = (Words("甲市公安局关于2022年法治政府建设\n情况的报告", None, source()),)
    assert broken(words, 20) == words


def test_a_break_inside_words_keeps_style_and_source() -> None:
    words = (Words("甲市公安局", None, source("B2")), Words("关于2022年法治政府建设情况的报告", "x", source("B3")))
    assert broken(words, 20) == (words[0], Words("关于2022年\n法治政府建设情况的报告", "x", source("B3")))


def test_a_rectangle_is_taken_where_no_other_joint_is_known() -> None:
    assert balanced("甲乙丙丁戊己庚辛壬癸工作甲乙丙丁戊己庚辛壬癸子丑", 20) == ["甲乙丙丁戊己庚辛壬癸工作", "甲乙丙丁戊己庚辛壬癸子丑"]
