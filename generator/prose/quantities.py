"""Quantities in running text: how much, of what unit, of what, and where in the text.

Only what can be told for certain counts as a quantity: digits that a measure word follows, or %, 个百分点. Half-width
punctuation beside Chinese words is read like full-width; positions are those of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from generator.patterns import pattern
from generator.prose.figures import figures_in

SCALES = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
MONEY = ("元", "美元", "港元", "欧元")
PERCENT, POINTS = "%", "个百分点"
# Measure words that count: what they count comes in whole numbers.
_COUNTED = (
    "人次 场次 件次 家次 户次 车次 架次 台次 班次 处次 条次 起 件 人 名 位 次 个 条 项 份 宗 家 处 台 套 期 场 辆 户 笔 证 副 本 枚 对 支 "
    "篇 批 所 间 只 部 幅 块 册 张 卷 段 轮 例 单 桩 艘 架 头 株 棵 把 瓶 箱 包 袋 座 栋 幢 节 堂 款 类 种 队 组"
)
_MEASURED = "公里 千米 平方公里 平方米 立方米 公顷 亩 吨 公斤 千克 克 毫克 升 毫升 米 小时 分钟 天 倍 岁 个月 个工作日 工作日 个小时"
COUNTED = frozenset(_COUNTED.split())
UNITS = frozenset({*COUNTED, *_MEASURED.split(), *MONEY, PERCENT, POINTS})
_UNIT = pattern(rf" ?[大小]?({'|'.join(sorted(UNITS - {PERCENT, POINTS}, key=lambda unit: (-len(unit), unit)))})")
_FIGURE = pattern(
    r"(?P<digits>(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:[.．]\d+)?)(?P<more>[余多]?)(?P<scale>[十百千万亿]{0,3})(?P<more2>[余多]?)(?P<share>%|％|‰|个百分点)?"
)
_BEFORE = pattern("(?:大约|(?<![节签违预制契公])约|(?<![最附靠])近|逾|超过|超|超出|不到|不足|至少|不少于|不低于|高达|将近|接近)$")
_AFTER = pattern("左右|上下|以上|以下|以内|余|多(?!次)")
_DIGIT = pattern(r"\d")
_STOPS = "，。；：！？、\n"
_HALF_WIDTH = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}
_PUNCTUATION = pattern(r"[;!?()]|(?<!\d)[,:]|[,:](?!\d)")


class Quantity(NamedTuple):
    """A quantity of a text.

    ``text[start:end]`` is the digits with scale and unit. ``value`` is in ``unit`` without a scale (3.57万人次 → 35700 人次),
    ``scale`` the one that is written (10000 for 万), ``step`` what one more in the last digit would add. ``rounded`` tells
    近, 约, 余, 多 and their kin. ``noun`` is what stands before it in the clause, ``after`` what follows.
    """

    start: int
    end: int
    value: Decimal
    scale: int
    step: Decimal
    unit: str
    rounded: bool
    noun: str
    after: str

    @property
    def counted(self) -> bool:
        """Whether the unit comes in whole numbers and the digits tell them all."""
        return self.unit in COUNTED and not self.rounded and self.step == 1

    @property
    def is_share(self) -> bool:
        """Whether this is a per cent or percentage points, no amount."""
        return self.unit in (PERCENT, POINTS)


def even(text: str) -> str:
    """The text, as long as it was, with full-width marks where half-width ones stand beside words."""
    if text.isascii():
        return text
    return _PUNCTUATION.sub(lambda found: _HALF_WIDTH[found[0]], text)


def quantities(text: str) -> list[Quantity]:
    """The quantities of an :func:`even` text, in their order."""
    return list(_read(text)) if _DIGIT.search(text) else []


def _read(text: str) -> Iterator[Quantity]:
    before = 0
    for found in figures_in(text):
        parts = _FIGURE.match(text, found.start())
        if parts is None or len(parts["digits"]) > 18:
            continue
        unit, end = _unit(text, parts)
        if not unit:
            continue
        approximate = bool(_BEFORE.search(text, max(before, found.start() - 4), found.start()))
        approximate = approximate or bool(parts["more"] or parts["more2"] or _AFTER.match(text, end))
        scale = 1
        for letter in parts["scale"]:
            scale *= SCALES[letter]
        number = Decimal(parts["digits"].replace(",", "").replace("．", "."))
        exponent = number.as_tuple().exponent
        step = Decimal(1).scaleb(int(exponent)) * scale
        yield Quantity(
            found.start(),
            end,
            number * scale,
            scale,
            step,
            unit,
            approximate,
            _noun(text, before, found.start()),
            _following(text, end),
        )
        before = end


def _unit(text: str, figure: re.Match[str]) -> tuple[str, int]:
    """The unit behind a figure and where it ends; none where what follows is no unit."""
    if share := figure["share"]:
        return (POINTS if share == POINTS else PERCENT), figure.end()
    found = _UNIT.match(text, figure.end())
    if found is None:
        return "", figure.end()
    return found[1], found.end()


def _noun(text: str, start: int, end: int) -> str:
    """The words of the clause before a figure."""
    words = text[start:end]
    return words[max((words.rfind(stop) for stop in _STOPS), default=-1) + 1 :].strip()


def _following(text: str, start: int) -> str:
    """The words of the clause behind a figure, up to the next figure."""
    out = []
    for char in text[start : start + 20]:
        if char in "，。；：！？、（）()\n" or char.isdigit():
            break
        out.append(char)
    return "".join(out)
