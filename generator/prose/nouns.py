"""Whether two figures are of the same thing: their nouns compared, and the periods that they are of."""

from __future__ import annotations

import math
import re
from collections.abc import Hashable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from generator.patterns import pattern
from generator.prose.quantities import Quantity
from generator.prose.sentences import sentence_start

# What is done with a case or a person tells figures apart that share every other word.
_STAGES = (
    ("上年", "上年|去年|前一年"),
    ("行政拘留", "行政拘留"),
    ("刑拘", "刑事拘留|刑拘"),
    ("取保", "取保候审|取保"),
    ("破案", "破获|侦破|破案|侦办"),
    ("立案", "立案|(?:^|(?<=[共新已内年局市]))立(?![功足法场即项])"),
    ("抓获", "抓获|到案"),
    ("逮捕", "逮捕|批捕"),
    ("起诉", "起诉"),
    ("查处", "查处|查获"),
    ("打掉", "打掉|捣毁|端掉|摧毁"),
    ("排查", "排查"),
    ("化解", "化解"),
    ("成功", "成功"),
    ("调解", "调解|调处"),
    ("主办", "主办"),
    ("会办", "会办|协办"),
    ("办结", "办结|办毕|答复"),
    ("许可", "许可"),
    ("处罚", "处罚"),
    ("强制", "强制"),
    ("复议", "复议"),
    ("应诉", "诉讼|应诉"),
    ("出庭", "出庭"),
    ("公开", "公开|公示"),
    ("审核", "审核|审查"),
    ("抽查", "抽查"),
    ("检查", "检查"),
    ("整改", "整改"),
    ("培训", "培训|参训|轮训"),
    ("网上", "网上|线上"),
)
_STAGE = pattern("|".join(f"(?P<s{n}>{words})" for n, (_, words) in enumerate(_STAGES)))
# What may stand in a noun and tells nothing of what is counted.
_FILLING = pattern(
    r"其中|(?:19|20)\d\d年度?|全市公安机关|公安机关|各级|全市|全局|全省|全区|市局|我局|我市|各地|各类|各种|各项|全年|年内|今年|本年|共计|累计|总共|合计|一共|先后|"
    r"通过|完成|开展|组织|举办|举行|召开|印发|制定|出台|制发|发放|推动|办理|受理|实施|进行|采取|配备|建成|建立|新增|参与|参加|参会|涉及|共有|达到|高达|超过|"
    r"[共已有为达约近逾的了等对将把被由在从向各]|全(?=[市局年省])|总数量|数量|总数|总量|总额|金额|次数|人次|人数|件数|起数|场次|场数|条数|份数|家数|户数|期数|数$|"
    r"情况|工作|活动|[“”‘’《》（）()\s，、]"
)
_DAY = r"\d{1,2}月(?:\d{1,2}日)?"
_PERIOD = pattern(
    r"(?:截[至止]|自|从|至|到)?(?:(?:19|20)\d\d年)?"
    rf"(?:第[一二三四]季度|上半年|下半年|\d{{1,2}}[日月]?(?:至|—|-|～|、){_DAY}|{_DAY}(?:至(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?)?)"
    r"(?:份|底|末|初|以来|起|期间)?|(?:19|20)\d\d年(?:以来|至今|起)?"
)
_STEP = 0.0102  # of logarithms: two figures that are 1 % apart are less than that
_CLOSE = 20  # a wrong digit that changes a figure by more than a twentieth is seen by its writer
_SENTENCE = pattern("[。；！？\n]")
_SAME_UNITS = (
    {"起", "件", "宗", "例", "案", "桩"},
    {"人", "名", "位"},
    {"份", "件", "部", "篇"},
    {"个", "家", "处", "所", "户"},
    {"件", "条", "项"},
    {"场", "次", "场次"},
)


class Noun(NamedTuple):
    """What a figure is of: the words that tell, in pairs of letters, and what is done."""

    words: str
    pairs: frozenset[str]
    stages: frozenset[str]


@lru_cache(maxsize=4096)
def noun(text: str) -> Noun:
    """The noun of a label or of the words beside a figure."""
    stages = frozenset(_STAGES[int(found.lastgroup[1:])][0] for found in _STAGE.finditer(text) if found.lastgroup)
    words = _FILLING.sub("", _STAGE.sub("", text))
    return Noun(words, frozenset(words[n : n + 2] for n in range(len(words) - 1)), stages)


def nouns_of(quantities: Sequence[Quantity], text: str) -> list[Noun]:
    """The noun of each quantity of an even text; one that has none of its own goes on with the one before it in the sentence."""
    found: list[Noun] = []
    before: Quantity | None = None
    subject = noun("")
    for quantity in quantities:
        own = noun(quantity.noun)
        if len(own.words) < 2:
            behind = noun(quantity.after)
            if len(behind.words) >= 2:
                own = behind._replace(stages=own.stages | behind.stages)
            elif before is not None and not _SENTENCE.search(text, before.end, quantity.start):
                own = subject._replace(stages=own.stages or subject.stages)
        found.append(own)
        if not quantity.is_share:
            before, subject = quantity, own
    return found


def likeness(one: Noun, other: Noun) -> Decimal:
    """How much of both nouns is the same, 0 to 1; 0 where different things are done."""
    if not one.pairs or not other.pairs or one.stages != other.stages:
        return Decimal(0)
    return Decimal(2 * len(one.pairs & other.pairs)) / (len(one.pairs) + len(other.pairs))


def same_kind_of_unit(one: str, other: str) -> bool:
    """Whether two units may count the same things: 件 and 宗, 人 and 名."""
    return one == other or {one, other} == {"场", "次"} or any({one, other} <= units for units in _SAME_UNITS)


def period_of(text: str, start: int, year: int | None) -> str:
    """The period that the sentence names before a figure, without the report's own year; empty when it names none."""
    begin = sentence_start(text, start)
    named = [found[0].replace("截止", "截至") for found in _PERIOD.finditer(text, begin, start)]
    if year is not None:
        named = [re.sub(f"^(截至|自|从)?{year}年(?=.)", r"\1", each) for each in named]
        named = [each for each in named if each != f"{year}年"]
    return "，".join(named)


def nearly_equal(one: Decimal, other: Decimal) -> bool:
    """Whether a slip of the pen can have made one of the other: a digit wrong and 5 % apart at most, two exchanged, or 1 % apart.

    Small numbers are alike by chance, so they never are.
    """
    if one == other or min(one, other) < 100:
        return False
    if abs(one - other) * 100 <= max(one, other):
        return True
    left, right = _written(one), _written(other)
    if len(left) != len(right) or len(left) < 3:
        return False
    differ = [n for n, (a, b) in enumerate(zip(left, right, strict=True)) if a != b]
    exchanged = (
        len(differ) == 2 and differ[1] == differ[0] + 1 and left[differ[0]] == right[differ[1]] and left[differ[1]] == right[differ[0]]
    )
    return exchanged or (len(differ) == 1 and abs(one - other) * _CLOSE <= max(one, other))


def slips(value: Decimal) -> Iterator[Hashable]:
    """What it has in common with every number that is :func:`nearly_equal` to it, so that those can be looked up."""
    digits = _written(value)
    yield from (digits[:n] + "?" + digits[n + 1 :] for n in range(len(digits)))
    yield from (digits[:n] + "".join(sorted(digits[n : n + 2])) + digits[n + 2 :] + "~" + str(n) for n in range(len(digits) - 1))
    step = int(math.log(value) / _STEP)
    yield from (step - 1, step, step + 1)


def _written(value: Decimal) -> str:
    return f"{value:f}".rstrip("0").rstrip(".")


_GENERAL = pattern("犯罪嫌疑人|违法犯罪|嫌疑人|犯罪|人员|刑事案件|行政案件|案件|民警|群众|单位|问题|业务|项目|文件")
_SCOPE = pattern("专项|行动|战役|期间|其中|分局|派出所|大队|本级|试点|联合|“[^“”]*”")


def is_particular(one: Noun) -> bool:
    """Whether the words name a matter of their own, not only 犯罪嫌疑人 or 案件, which every campaign has."""
    return len(_GENERAL.sub("", one.words)) >= 2


def within_scope(text: str, start: int) -> bool:
    """Whether the sentence before a figure narrows what it counts: a campaign, an office, 其中."""
    begin = sentence_start(text, start)
    return _SCOPE.search(text, begin, start) is not None
