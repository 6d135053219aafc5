"""Words for a time that only tell it on the day they are written: 今年, 去年同期, 明年, 截至目前."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.patterns import pattern
from generator.prose.quoted import veiled

# 项目前期, 科目前三, 说明年度, 当今年代, 过去年份: other words that hold these letters
_WORDS = pattern(
    "(?P<this>(?<![如当现至])今年(?:以来|全年|内)?(?![代龄轻]))"
    "|(?P<last>(?<!过)去年(?:同期)?)"
    "|(?P<next>(?<![说证声表标阐文透清注写载])明年(?![份度月]))"
    "|(?P<now>截[至止]到?(?:目前|今[日天])|到目前为止|目前为止|(?<![项科栏条题数])目前(?![期后置])|(?<!以)(?:至今|迄今)(?![年天日]))"
)
_LETTERS = ("今年", "去年", "明年", "目前", "至今", "迄今", "到今")
_UNTIL = pattern(r"截止(?=到?(?:\s*\d|目前|年底|月底|今年|去年|本月|[一二三四五六七八九十]{1,2}月))")
_REACH = 100
_DIGIT = pattern(r"\d")


class Moment(NamedTuple):
    """A word for a time and what to write instead; ``meant`` is empty where that is a day that only people know."""

    start: int
    end: int
    word: str
    meant: str


def relative_times(text: str, year: int) -> Iterator[Moment]:
    """The relative times of an even text, outside of quotation marks and titles.

    目前 and 至今 count only where a figure stands in their sentence: what is so in general needs no day.
    """
    if not any(letters in text for letters in _LETTERS):
        return
    words = veiled(text)
    for found in _WORDS.finditer(words):
        kind = found.lastgroup
        if kind == "now":
            if found[0].startswith("截") or _DIGIT.search(_sentence(words, found.start())):
                yield Moment(found.start(), found.end(), found[0], "")
            continue
        word = found[0]
        meant = f"{year + {'this': 0, 'last': -1, 'next': 1}[kind or 'this']}年"
        yield Moment(found.start(), found.end(), word, meant + ("同期" if word.endswith("同期") else ""))


def miswritten_until(text: str) -> Iterator[re.Match[str]]:
    """截止 before a time, where 截至 is the word: 截止 is the end itself (截止日期)."""
    if "截止" in text:
        yield from _UNTIL.finditer(veiled(text))


def _sentence(text: str, at: int) -> str:
    end = text.find("。", at, at + _REACH)
    return text[max(text.rfind("。", 0, at) + 1, at - _REACH) : end if end >= 0 else at + _REACH]
