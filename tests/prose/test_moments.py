from __future__ import annotations

import pytest

from generator.prose.moments import miswritten_until, relative_times
from generator.prose.quantities import even


def said(text: str) -> list[tuple[str, str]]:
    return [(found.word, found.meant) for found in relative_times(even(text), 2022)]


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("今年，我局开展培训", "今年", "2022年"),
        ("今年以来，共破案20起", "今年以来", "2022年"),
        ("与去年同期相比上升9%", "去年同期", "2021年同期"),
        ("问题与去年同比下降9%", "去年", "2021年"),
        ("明年将继续推进", "明年", "2023年"),
        ("截至目前，全部取得资格", "截至目前", ""),
        ("截止目前,全部取得资格", "截止目前", ""),
        ("目前，9个问题已经整改", "目前", ""),
        ("2020年至今，承办议案18件", "至今", ""),
    ],
)
def test_a_word_for_a_time_is_told_with_what_to_write(text: str, word: str, meant: str) -> None:
    assert said(text) == [(word, meant)]


@pytest.mark.parametrize(
    "text",
    [
        "项目前期工作和科目前三名",
        "目前仍有差距。全年破案20起。",
        "说明年度任务，注明年份，声明年内有效",
        "推出“今年不忘去年案”主题宣传",
        "印发《关于做好今年工作的通知》",
        "是上年的2倍，当年立案当年侦破",
        "近年来、年内、全年和历年",
        "如今年轻民警增多，当今年代",
    ],
)
def test_other_words_and_words_of_others_are_left_alone(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize("text", ["截止11月，共寄递969副", "截止2022年底", "截止到12月21日", "截止年底全部办结", "截止目前"])
def test_until_is_written_with_the_other_word(text: str) -> None:
    assert [found[0] for found in miswritten_until(text)] == ["截止"]


@pytest.mark.parametrize("text", ["报名截止日期为12月1日", "12月1日截止", "截止时间另行通知", "截至11月", "《截止11月情况》"])
def test_the_end_itself_is_no_slip(text: str) -> None:
    assert list(miswritten_until(text)) == []
