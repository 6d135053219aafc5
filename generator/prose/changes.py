"""Changes that are said of quantities: 破案565起、刑拘1097人，同比分别上升74%、72%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from generator.prose.quantities import Quantity
from generator.prose.sentences import between, sentence_start

_RISES = "上升|增长|增加|提高|上涨|提升|攀升"
_FALLS = "下降|减少|降低|下跌|回落|缩减"
_THAN = r"(?:与|同|较|比)(?:去年|上年|前一年|\d{4}年)(?:同期|全年)?(?:相比|同比|比较)?"
_LEAD = re.compile(rf"(?:{_THAN}|同比)，?(?P<each>分别|均|各)?(?=上|增|提|攀|下|减|降|回|缩|持平)")
_WORD = re.compile(rf"(?P<rise>{_RISES})|(?P<fall>{_FALLS})|(?P<flat>持平)")
_SIZE = re.compile(r"(?P<about>约|近|逾|超过|超|达|了)?(?P<number>\d+(?:[.．]\d+)?)(?P<unit>%|％|个?百分点|倍)")
_NEXT = re.compile("、|和|及|以及|，")
_FALL_BY = rf"(?:{_FALLS})(?:了|达|约|近)?"
_OVER_100 = r"(?:\d{4,}|[2-9]\d\d|1(?:0[1-9]|[1-9]\d))(?:[.．]\d+)?(?:%|％)"
_MULTIPLE_FALL = re.compile(rf"{_FALL_BY}(?:\d+(?:[.．]\d+)?倍|{_OVER_100})")
_ASIDE = re.compile("（[^（）]*）")
_NO_END = 10**15
_GAP = 24  # so many letters may stand between a quantity and what is said of it


class Change(NamedTuple):
    """A change that a text says of a quantity.

    ``size`` is signed, in per cent or points; ``places`` its decimals as written; ``points`` tells percentage points.
    ``quantity`` is None where it can't be told for certain what changed. ``text`` is the change as it is written.
    """

    quantity: Quantity | None
    size: Decimal
    places: int
    points: bool
    times: bool
    rounded: bool
    start: int
    text: str


class Pairing(NamedTuple):
    """A list of changes with 分别 and how many quantities stand before it, joined like a list."""

    text: str
    quantities: int
    changes: int


def changes(text: str, quantities: Sequence[Quantity]) -> Iterator[Change | Pairing]:
    """The changes that an even text says, each with the quantity that it is said of."""
    for lead in _LEAD.finditer(text):
        said = list(_sizes(text, lead))
        if not said:
            continue
        start = sentence_start(text, lead.start())
        asides = [found.span() for found in _ASIDE.finditer(text, start, lead.start())]
        before = [q for q in between(quantities, start, lead.start()) if not _duration(q) and not _within(q, asides)]
        if lead["each"] == "分别" and (run := _run(text, before, lead.start())) != len(said) and run > 1:
            yield Pairing(text[lead.start() : said[-1].start + len(said[-1].text)], run, len(said))
            continue
        several = lead["each"] is not None
        subjects = before[-len(said) :] if len(before) >= len(said) and _near(text, before, lead, several=several) else [None] * len(said)
        for quantity, change in zip(subjects, said, strict=True):
            yield change._replace(quantity=quantity)


def impossible_falls(text: str) -> Iterator[re.Match[str]]:
    """Falls by a multiple, or by more than 100 per cent: nothing falls that far."""
    return _MULTIPLE_FALL.finditer(text)


def _sizes(text: str, lead: re.Match[str]) -> Iterator[Change]:
    """上升9.78%和20%; 上升9.81%、下降5%: each with the word that holds for it."""
    at, sign = lead.end(), Decimal(0)
    while True:
        begin = at
        if word := _WORD.match(text, at):
            sign = Decimal(0) if word["flat"] else Decimal(1 if word["rise"] else -1)
            at = word.end()
            if word["flat"]:
                yield Change(None, sign, 0, False, False, False, begin, text[begin:at])
        if not sign or (size := _SIZE.match(text, at)) is None:
            if not (word and word["flat"]):
                return
        else:
            at = size.end()
            number = Decimal(size["number"].replace("．", "."))
            places = max(0, -int(number.as_tuple().exponent))
            about = size["about"] not in (None, "达", "了") or text.startswith(("左右", "以上", "多"), at)
            points, times = size["unit"].endswith("点"), size["unit"] == "倍"
            yield Change(None, sign * number, places, points, times, about, begin, text[begin:at])
        follows = _NEXT.match(text, at)
        if follows is None or not (_SIZE.match(text, follows.end()) or _WORD.match(text, follows.end())):
            return
        if follows[0] == "，" and _WORD.match(text, follows.end()) is None:
            return
        at = follows.end()


def _run(text: str, before: list[Quantity], end: int) -> int:
    """How many quantities stand right before, joined by 、 like a list; 0 when something else stands between."""
    if not before or len(text[before[-1].end : end].strip("，")) > 0:
        return 0
    count = 1
    for left, right in zip(reversed(before[:-1]), reversed(before), strict=False):
        if not re.match("[^，。；：]{0,6}(?:、|和|及)", text[left.end : right.start]):
            break
        count += 1
    return count


def _near(text: str, before: list[Quantity], lead: re.Match[str], *, several: bool) -> bool:
    """Whether it is certain that the change is said of the last quantity: nothing else can be meant between them."""
    last = before[-1]
    if "其中" in last.noun or "其中" in text[before[-2].end if len(before) > 1 else 0 : last.start]:
        return False  # of the part, or of the whole that stands before it?
    between = _ASIDE.sub("", text[last.end : lead.start()])
    clauses = between.split("，")
    if len(between) > _GAP or "：" in between or "一是" in between:
        return False
    own = clauses[-1] if len(clauses) > 1 else ""  # 未按时立案问题与去年同比: the clause names what changed
    if not own:
        return several or len(clauses) <= 2
    return any(own[n : n + 2] in last.noun for n in range(len(own) - 1))


def _within(quantity: Quantity, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= quantity.start < end for start, end in spans)


def _duration(quantity: Quantity) -> bool:
    return quantity.unit in ("天", "个月", "小时", "个小时", "工作日", "个工作日", "分钟", "岁", "倍")


def possible_bases(value: Decimal, change: Decimal, places: int, *, cut_off: bool = False) -> tuple[int, int]:
    """The least and the greatest whole base from which ``value`` changes by ``change`` per cent as printed.

    Rounded half up to ``places`` decimals (with ``cut_off`` cut off there). There is none when the least is greater.
    """
    half = Decimal(1).scaleb(-places) / 2
    size = abs(change)
    low, high = (size, size + 2 * half) if cut_off else (size - half, size + half)
    low = max(low, Decimal(0))
    if change >= 0:  # value / base - 1 in [low, high)
        least, greatest = value * 100 / (100 + high), value * 100 / (100 + low)
        first = int(least.to_integral_value(ROUND_FLOOR)) + 1  # the upper end of the change does not belong to it
        return max(first, 1), int(greatest.to_integral_value(ROUND_FLOOR))
    first = int((value * 100 / (100 - low)).to_integral_value(ROUND_CEILING)) if low < 100 else _NO_END
    last = int((value * 100 / (100 - high)).to_integral_value(ROUND_CEILING)) - 1 if high < 100 else _NO_END
    return max(first, 1), last
