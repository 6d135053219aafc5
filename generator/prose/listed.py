"""Lists whose announcement says how many there are: 制定3份指引：《》《》《》, “三项措施：一是…；二是…；三是…”, “一升四降”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.model.numerals import numeral_value
from generator.patterns import pattern

_COUNT = r"(?<![\d.．〇零一二三四五六七八九十百千万第余多几数两前后每约近])(?P<count>\d{1,2}|[一二三四五六七八九十两]{1,3})"
_DOCUMENTS = tuple(
    "文件 指引 制度 办法 规定 方案 意见 规范 细则 条例 预案 清单 法规 规章 指南 标准 手册 机制 规划 要点 措施 作品 专栏 栏目 课程 节目 "
    "品牌 系统 平台 行动 活动".split()
)
_TITLE = r"《[^《》\n]{1,80}》(?:（[^（）\n]{1,15}）)?"
_WORDS = r"“[^“”\n]{1,40}”"
_JOIN = r"[ 　]*(?:、|，|和|及|与|以及|并)?[ 　]*"
_RUN = pattern(rf"(?P<titles>{_TITLE}(?:{_JOIN}{_TITLE})*)|{_WORDS}(?:{_JOIN}{_WORDS})+")
_ITEM = pattern(r"《[^《》]+》|“[^“”]+”")
# What stands behind a run: “等6份指引”; or that it is over: a mark that no further item follows.
_BEHIND = pattern(rf"(?P<more>等)?(?:共计?|这|上述)?{_COUNT}(?P<measure>[份个项部件种本篇套])(?P<noun>[一-龥]{{1,10}})")
_OVER = pattern(r"[ 　]*(?:[。；）\n]|$|，(?!并|以及|还|同时|另))")
_NOUN = pattern("|".join(_DOCUMENTS))
# What stands before it, up to 45 letters: “6份指引”, “三项措施：”, “三项指标分别达到”.
_REACH = 45
_DIRECT = pattern(rf"{_COUNT}(?P<measure>[份个项部件种本篇套类])[一-龥]{{0,12}}$")
_COLON = pattern(rf"{_COUNT}(?P<measure>[份个项部件种本篇套类大条])[一-龥]{{0,12}}(?:：|，?(?:分别是|分别为|即))$")
_EACH = pattern(rf"{_COUNT}(?P<measure>[项个类种])[一-龥]{{0,8}}?分别[^，。；：“”《》\n]{{0,20}}$")
_RISE_AND_FALL = pattern(r"(?P<rise>[一二两三四五六七八九])升(?P<fall>[一二两三四五六七八九])降”?[^，。；：\n]{0,10}：(?P<list>[^。\n]+)")
_RISES, _FALLS = pattern("上升|提升|增长|提高|增加"), pattern("下降|减少|降低|回落")

_MEASURES = "个方面|大方面|方面|个|大|条|项|点|种|类|份|招|步"
_ANNOUNCED = rf"{_COUNT}(?P<measure>{_MEASURES})(?P<noun>[一-龥]{{0,12}})"
_NUMERAL = "[一二三四五六七八九十]{1,3}"
# How the items of a list are numbered; the group is the number.
_STYLES = tuple(
    (pattern(rf"\s*{first}"), pattern(every))
    for first, every in (
        ("一是", rf"(?:^|[，。；：、\n])[^\S\n]*({_NUMERAL})是"),
        ("（一）", rf"(?:^|[。；：\n])[^\S\n]*（({_NUMERAL})）"),
        ("一、", rf"(?:^|\n)[^\S\n]*({_NUMERAL})、"),
        (r"1[.．](?!\d)", r"(?:^|[。；：\n])[^\S\n]*(\d{1,2})[.．](?!\d)"),
        ("（1）", r"(?:^|[。；：\n])[^\S\n]*（(\d{1,2})）"),
        ("第一，", rf"(?:^|[。；：\n])[^\S\n]*第({_NUMERAL})，"),
    )
)
_FIRST = r"(?:一是|（一）|一、|1[.．](?!\d)|（1）|第一，)"
_LIST = pattern(rf"：(?=\s*{_FIRST})|[。，；](?=[ 　]*{_FIRST})")
_SAID = pattern(rf"{_ANNOUNCED}$")
_OF_ITSELF = pattern("方面|措施|举措|不足|短板")  # said without a colon, other nouns may only be counted
_OPEN = pattern(rf"{_ANNOUNCED}：\s*$")


class Miscounted(NamedTuple):
    """An announcement that its list contradicts: ``text[start:end]`` is the count with its measure word."""

    start: int
    end: int
    announced: int
    told: int
    listed: str


class Announcement(NamedTuple):
    """A text that ends by saying how many items follow."""

    start: int
    end: int
    announced: int


def miscounted(text: str) -> Iterator[Miscounted]:
    """The announcements of an even text whose list has another count. A text may hold several paragraphs.

    等 behind the items allows more than are listed, never fewer. A number of copies (《告知书》106份) announces nothing.
    """
    told: set[int] = set()
    for found in _all(text):
        if found.start not in told:
            told.add(found.start)
            yield found


def announcement(text: str) -> Announcement | None:
    """What an even text that ends with a colon announces, None when it says no number."""
    found = _OPEN.search(text[-40:]) if text.rstrip().endswith("：") else None
    count = _value(found["count"]) if found else None
    if found is None or count is None:
        return None
    before = max(0, len(text) - 40)
    return Announcement(before + found.start("count"), before + found.end("measure"), count)


def begins_list(text: str) -> bool:
    """Whether an even text begins with the number of a first item: 一是, （一）, 1."""
    return any(first.match(text) for first, _ in _STYLES)


def _all(text: str) -> Iterator[Miscounted]:
    if "》" in text or "”" in text:
        yield from _titles(text)
    if "升" in text and "降" in text:
        yield from _rises_and_falls(text)
    for mark in _LIST.finditer(text):
        start = max(0, mark.start() - 20)
        found = _SAID.search(text[start : mark.start()])
        if found is None or (mark[0] != "：" and not _OF_ITSELF.search(found["measure"] + found["noun"])):
            continue
        count, items = _value(found["count"]), _numbered(text, mark.end())
        if count and len(items) > 1 and len(items) != count:
            yield Miscounted(start + found.start("count"), start + found.end("measure"), count, len(items), "、".join(items))


def _titles(text: str) -> Iterator[Miscounted]:
    for run in _RUN.finditer(text):
        items = _ITEM.findall(run[0])
        start = max(0, run.start() - _REACH)
        behind = _BEHIND.match(text, run.end()) if run["titles"] else None
        if behind is not None:
            found, start = behind, 0
            certain = bool(behind["more"]) or (len(items) > 1 and bool(_NOUN.search(behind["noun"])))
        else:
            before = _before(text[start : run.start()], bool(run["titles"]))
            if before is None:
                continue
            found, certain = before, bool(_OVER.match(text, run.end()))
        count = _value(found["count"])
        if count is None or len(items) == count or (len(items) < count and (not certain or (behind and behind["more"]))):
            continue
        if len(items) > count and behind and not certain:
            continue
        listed = "".join(items) if len(items) < 5 else f"{items[0]}……{items[-1]}"
        yield Miscounted(start + found.start("count"), start + found.end("measure"), count, len(items), listed)


def _before(words: str, titles: bool) -> re.Match[str] | None:
    """The announcement that a run of items follows at once."""
    if words.endswith(("：", "是", "为", "即")):
        return _COLON.search(words)
    if "分别" in words and not titles:
        return _EACH.search(words)
    return _DIRECT.search(words) if titles and words.endswith(_DOCUMENTS) else None


def _rises_and_falls(text: str) -> Iterator[Miscounted]:
    for found in _RISE_AND_FALL.finditer(text):
        said = [_value(found["rise"]) or 0, _value(found["fall"]) or 0]
        told = [len(_RISES.findall(found["list"])), len(_FALLS.findall(found["list"]))]
        if sum(told) >= sum(said) and told != said:
            yield Miscounted(found.start("rise"), found.end("fall") + 1, sum(said), sum(told), f"{told[0]}升{told[1]}降")


def _numbered(text: str, at: int) -> list[str]:
    """The numbers of the list that begins at ``at``; none where a list inside it makes the count uncertain."""
    every = next((every for first, every in _STYLES if first.match(text, at)), None)
    if every is None:
        return []
    items: list[str] = []
    last = end = 0
    for found in every.finditer(text, at - 1):
        number = _value(found[1])
        if number is None:
            continue
        if number <= last:
            return items if "\n" in text[end : found.end()] else []
        items.append(found[1])
        last, end = number, found.end()
    return items


def _value(text: str) -> int | None:
    return int(text) if text.isascii() else numeral_value(text)
