"""Changes that are said of quantities: 破案565起、刑拘1097人，同比分别上升74%、72%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from generator.patterns import pattern
from generator.prose.quantities import Quantity
from generator.prose.sentences import between, sentence_start

_RISES = "上升|增长|增加|提高|上涨|提升|攀升"
_FALLS = "下降|减少|降低|下跌|回落|缩减"
_THAN = r"(?:与|同|较|比)(?:去年|上年|前一年|(?P<year>\d{4})年)(?:同期|全年)?(?:相比|同比|比较)?"
_LEAD = pattern(rf"(?:{_THAN}|同比)，?(?P<each>分别|均|各)?(?=上|增|提|攀|下|减|降|回|缩|持平)")
_WORD = pattern(rf"(?P<rise>{_RISES})|(?P<fall>{_FALLS})|(?P<flat>持平)")
_SIZE = pattern(r"(?P<about>约|近|逾|超过|超|达|了)?(?P<number>\d+(?:[.．]\d+)?)(?P<unit>%|％|个?百分点|倍)")
_NEXT = pattern("、|和|及|以及|，")
_FALL_BY = rf"(?:{_FALLS})(?:了|达|约|近)?"
_OVER_100 = r"(?:100[.．]0*[1-9]\d*(?=%|％)|\d{4,}|[2-9]\d\d|1(?:0[1-9]|[1-9]\d))(?:[.．]\d+)?(?:%|％)"
_MULTIPLE_FALL = pattern(rf"{_FALL_BY}(?:\d+(?:[.．]\d+)?倍(?![至到])|{_OVER_100})")
_CHANGED = pattern(rf"同比|环比|{_RISES}|{_FALLS}|增幅|降幅|升幅|相比")
_RATE_NAME = 2
_DIFFERENCE = pattern(rf"(?:{_RISES}|{_FALLS}|多|少|净增|压减|增|减)了?$")
_EARLIER = pattern("上年|去年|前一年|同期|原来|此前")
_YEAR = pattern(r"(?:19|20)\d\d(?=年)")
_ASIDE = pattern("（[^（）]*）")
_NO_END = 10**15
_GAP = 24  # so many letters may stand between a quantity and what is said of it


class Change(NamedTuple):
    """A change that a text says of a quantity.

    ``size`` is signed, in per cent or points; ``places`` its decimals as written; ``points`` tells percentage points.
    ``quantity`` is None where it can't be told for certain what changed. ``text`` is the change as it is written, ``base``
    last year's figure where the text says it too.
    """

    quantity: Quantity | None
    size: Decimal
    places: int
    points: bool
    times: bool
    rounded: bool
    start: int
    text: str
    base: Quantity | None = None


class Pairing(NamedTuple):
    """A list of changes with 分别 and how many quantities stand before it, joined like a list."""

    text: str
    quantities: int
    changes: int


def changes(text: str, quantities: Sequence[Quantity], year: int | None = None) -> Iterator[Change | Pairing]:
    """The changes that an even text says, each with the quantity that it is said of; ``year`` is the report's."""
    for lead in _LEAD.finditer(text):
        said = list(_sizes(text, lead))
        if not said:
            continue
        if lead["year"] and year is not None and int(lead["year"]) != year - 1:
            continue  # 较2019年: of another year than the workbook has
        start = sentence_start(text, lead.start())
        asides = [found.span() for found in _ASIDE.finditer(text, start, lead.start())]
        before = [q for q in between(quantities, start, lead.start()) if not (_duration(q) or _is_change(q) or _within(q, asides))]
        if lead["each"] == "分别" and (run := _run(text, before, lead.start())) != len(said) and run > 1:
            yield Pairing(text[lead.start() : said[-1].start + len(said[-1].text)], run, len(said))
            continue
        if before and (_is_difference(before[-1]) or "较" in text[before[-1].end : lead.start()]):
            continue
        if before and _is_earlier(before[-1], year):
            if len(said) == 1 and len(before) > 1 and _both_years(text, before, lead):
                yield said[0]._replace(quantity=before[-2], base=before[-1])
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
    """Whether it is certain that the change is said of the last quantity: it stands right before, and nothing else is meant.

    With 其中, or beside another figure of its unit, it may be of both together.
    """
    last = before[-1]
    if _ASIDE.sub("", text[last.end : lead.start()]) not in ("", "，"):
        return False
    if any("其中" in q.noun for q in before):
        return False
    return several or len(before) < 2 or before[-2].unit != last.unit


def _is_change(quantity: Quantity) -> bool:
    """Whether a per cent is a change itself, no rate that changed."""
    return quantity.is_share and (_CHANGED.search(quantity.noun) is not None or len(quantity.noun) < _RATE_NAME)


def _is_difference(quantity: Quantity) -> bool:
    """Whether the figure is what was added or taken away: 减少84起."""
    return _DIFFERENCE.search(quantity.noun) is not None


def _is_earlier(quantity: Quantity, year: int | None) -> bool:
    """Whether the figure is an earlier year's: 上年169件, 2022年立案54起."""
    named = [int(found) for found in _YEAR.findall(quantity.noun)]
    return _EARLIER.search(quantity.noun) is not None or (year is not None and any(each < year for each in named))


def _both_years(text: str, before: Sequence[Quantity], lead: re.Match[str]) -> bool:
    """Whether the two figures before are this year's and last year's of one matter, side by side."""
    this, last = before[-2], before[-1]
    gap, behind = text[this.end : last.start], text[last.end : lead.start()]
    return this.unit == last.unit and gap.count("，") + gap.count("、") == 1 and behind in ("", "，") and len(gap) <= _GAP


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
