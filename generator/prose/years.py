"""Years in running text that can't be those meant: last year's text copied, next year's plans with this year's number.

Years of comparisons (与2021年相比), of ranges and plans (2021—2025年), of titles and document numbers, of awards,
foundings and editions (2020年版) are no matter of the report's own year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from generator.patterns import pattern
from generator.prose.quoted import veiled

_YEAR = r"(?<![\d.．—–~～〔\[（(至、-])(?P<year>(?:19|20)\d\d)年(?!\s*[至—–~～-]\s*\d|版|、)"
# A clause that begins with a year, behind a mark or a number of a list.
_NUMBERED = r"[ 　]{0,4}(?:(?:[一二三四五六七八九十]{1,3}是|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.．、])[ 　]{0,4})?"
_OPENING = rf"(?:^|[。；！？，：\n]){_NUMBERED}"
_SENTENCE = rf"(?:^|[。；！？\n]){_NUMBERED}"
_SPEAKS = pattern(rf"{_SENTENCE}{_YEAR}(?:，|(?=我局|全局|全[市区县省州]|[上下]半年|将|继续))")
_WHOLE = pattern(rf"{_OPENING}{_YEAR}(?:全年|年内|1月1日|1?月?[至—–~～-]1[0-2]月|1月[至—–~～-]1[0-2]月)")
_UNTIL = pattern(r"截[至止]到?(?P<year>(?:19|20)\d\d)年")
_MATTER = pattern(
    rf"{_YEAR}度?(?:全[市局区县省]|我[市局])?(?:推进)?(?:法治(?:政府)?建设|依法治[市县区省]|依法行政)(?:各项|年度|重点)?(?:工作|任务|重点|要点|情况)"
)
_REPORTS = pattern("我局|全局|全[市区县省州]|市局|[本各]局|公安局|分局|公安机关|共|累计|先后")
_COUNTS = pattern(r"(?:共|累计|先后)[^，。；]{0,20}?\d")
_COMPARES = pattern(
    r"相比|同期|较(?:20|上年|去年)|比(?:20|上年|去年)|以来|至今|成立|组建|荣获|被评|获评|授予|命名|评为|表彰|提高到|增加到|上年|次年"
)
_BEGINS = pattern("印发|出台|颁布|施行|获得|建成|修订|修正|实施|启用|上线|开始|试点|启动")
_AHEAD = pattern("将(?:继续|进一步|持续|以|紧|深|坚持|全面|着力|重点|按照|围绕)|拟|计划|打算|力争|要(?:继续|进一步|坚持)|预计")
_TO_COME = pattern("将|继续|进一步|加强|举办")  # what plans say, and what reports of work may say too
_DUE = pattern(rf"{_YEAR}(?:底|末|上半年|\d{{1,2}}月底?)?前")
_PLANNED = pattern(rf"{_YEAR}度?[^，。；：、]{{0,12}}?(?:打算|思路|计划|安排|目标任务|工作要点)")
_REACH: Final = 300
_TYPED: Final = pattern(r"(?<!\d)(?:19|20)\d\d(?=年|[-./]\d)")


class OddYear(NamedTuple):
    """A year that is likely to be wrong, where it stands, and the one that is likely to be meant."""

    start: int
    end: int
    year: int
    meant: int


def odd_years(text: str, year: int, *, plans: bool, mixed: bool = False) -> Iterator[OddYear]:
    """The years of an even text that are likely to be wrong in the report of ``year``.

    ``plans`` says that the text belongs to next year's plans, ``mixed`` that it may.
    """
    if not any(f"{other}年" in text for other in range(year - 4, year + 2) if plans or other != year):
        return
    words, told = veiled(text), set()
    for found in _odd_in_plans(words, year) if plans else _odd_in_work(words, year, mixed):
        if found.start not in told:
            told.add(found.start)
            yield found


def years_in(text: str) -> set[int]:
    """The years that are written out in a title or a period: 2022年, 2022-01-01."""
    return {int(found[0]) for found in _TYPED.finditer(text)}


def _odd_in_work(text: str, year: int, mixed: bool) -> Iterator[OddYear]:
    for found in _SPEAKS.finditer(text):
        sentence = _sentence(text, found.start("year"))
        if _is_other(found, year) and not (mixed and int(found["year"]) > year) and _likely(sentence, year):
            yield _odd(found, year)
    for each in (_WHOLE, _UNTIL, _MATTER):
        for found in each.finditer(text):
            sentence = _sentence(text, found.start("year"))
            if _is_other(found, year) and int(found["year"]) < year and not _COMPARES.search(sentence) and f"{year}年" not in sentence:
                yield _odd(found, year)


def _odd_in_plans(text: str, year: int) -> Iterator[OddYear]:
    for found in _SPEAKS.finditer(text):
        sentence = _sentence(text, found.start("year"))
        if int(found["year"]) <= year and (_AHEAD.search(sentence) or (_TO_COME.search(sentence) and not _COUNTS.search(sentence))):
            yield _odd(found, year + 1)
    for each in (_PLANNED, _DUE):
        for found in each.finditer(text):
            if year - 3 <= int(found["year"]) <= year:
                yield _odd(found, year + 1)


def _is_other(found: re.Match[str], year: int) -> bool:
    """Whether it is a year near the report's that is not the report's."""
    return year - 4 <= int(found["year"]) <= year + 1 and int(found["year"]) != year


def _likely(sentence: str, year: int) -> bool:
    """Whether a sentence that begins with another year speaks of the work of the report's year."""
    if _COMPARES.search(sentence) or f"{year}年" in sentence or _AHEAD.search(sentence) or not _REPORTS.search(sentence):
        return False
    return bool(_COUNTS.search(sentence)) or not _BEGINS.search(sentence)


def _sentence(text: str, at: int) -> str:
    """The sentence around a place, as far as it may say something of a year."""
    end = text.find("。", at, at + _REACH)
    return text[max(text.rfind("。", 0, at) + 1, at - _REACH) : end if end >= 0 else at + _REACH]


def _odd(found: re.Match[str], meant: int) -> OddYear:
    return OddYear(found.start("year"), found.end("year") + 1, int(found["year"]), meant)
