"""What was left over in a text that was never finished: ** ×× 待补 ____ “　年　月” 此处填写."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from generator.patterns import pattern
from generator.prose.quoted import veiled
from generator.prose.surnames import SURNAMES


class Leftover(NamedTuple):
    """A stretch that was left over.

    ``certain`` tells that no finished text holds it. ``gap`` tells that something is missing there, which may also be
    what a tag did not print.
    """

    start: int
    end: int
    certain: bool
    gap: bool = False


class _Kind(NamedTuple):
    """A kind of leftover: letters of which one is in every match, the pattern, whether it is certain."""

    needles: tuple[str, ...]
    pattern: re.Pattern[str]
    certain: bool
    gap: bool = False


_COUNTER = "[件起人名次项家条份场期台处笔万亿%％]|个(?!人)"
_COUNTED = pattern(rf"{_COUNTER}|[年月日](?!均)|(?:[市县区省州旗镇])?(?:公安|人民政府|政府|市委|县委|区委)|[支大]队|[分县市]局")
_DATED = pattern(rf"{_COUNTER}|[年月日](?!均)")
_ONE = pattern("[年月日](?!均)|[件起次名项条份场](?!数)|[一-龥]{1,4}〔|[市县区省州]")
_CLOSING = r"(?=[，。；、：！）\s]|$)"
# 亟待, 有待, 对待, 善待, 虐待: no 待 of this kind
_NOT_YET = "(?<![有尚亟仍还正等急期久留对看善优接款招虐交])"
_DIGITAL = pattern(r"[\d.．]")
_PLACEHOLDER = pattern(r"[*＊]{2,}|[×✕╳]+|(?<![A-Za-z0-9./@:_-])[XxＸｘ]{2,}(?![A-Za-z0-9./@:_-])")
_PLACEHOLDERS: Final = tuple("*＊×✕╳XxＸｘ")

_KINDS = (
    _Kind(
        ("待", "请"),
        pattern(
            r"[（(【\[〔［]\s*(?:待(?:补充?|定|核实?|填写?|完善|确认)|请(?:填写?|补充|核[实对]|确认))[。！]?\s*[）)】\]〕］]"
            r"|[【\[][^【】\[\]\n。]{0,10}?(?:(?<![有尚亟仍还])待(?:补|定|核|填)|(?<!邀)请(?:填|补充|核[实对]|确认))[^【】\[\]\n。]{0,10}[】\]]"
            r"|[【\[][^【】\[\]\n]{0,10}待(?:完善|更新|确认|续|写)[^【】\[\]\n]{0,6}[】\]]"
        ),
        certain=True,
    ),
    _Kind(("待补", "待填"), pattern(rf"{_NOT_YET}(?:待填{_CLOSING}|待[补填](?=[件起人名次项家条份场%％]))"), certain=True),
    _Kind(("待补",), pattern(rf"{_NOT_YET}待补{_CLOSING}"), certain=False),
    _Kind(("待定", "待核", "待补充", "待确认"), pattern(rf"{_NOT_YET}待(?:定|核实?|补充|确认)(?:{_CLOSING}|(?=[件起]))"), certain=False),
    _Kind(("[", "［", "【", "〔"), pattern(r"\[[\s_]*\]|［\s*］|【\s*】|〔\s*〕|〔\d{4}〕\s*号"), certain=True),
    _Kind(("（", "(", "《", "“"), pattern(r"（\s*）|\(\s*\)|《\s*》|“\s*”"), certain=True, gap=True),
    _Kind(("__", "＿＿"), pattern(r"(?<![A-Za-z0-9])[_＿]{2,}(?![A-Za-z0-9_])"), certain=True),
    _Kind(("年 ", "年　", "月 ", "月　"), pattern(r"年[ 　]+月(?![均度底初末])|月[ 　]+日(?![均常])"), certain=True, gap=True),
    _Kind(
        ("%", "％"),
        pattern(r"(?:上升|下降|增长|减少|提高|降低|占比|达到?|[为率占])[约近 　]*[%％]"),
        certain=True,
        gap=True,
    ),
    _Kind(("  ", "　　", " 　"), pattern(r"(?<=[一-龥])[ 　]{2,}[件起人名次项个家条份场台](?=[，。；、])"), certain=False, gap=True),
    _Kind(("略",), pattern(r"(?<![件表图])[（(【\[]\s*略\s*[）)】\]]"), certain=False),
    _Kind(("？？", "（？", "??"), pattern(rf"(?<![？?])[？?]{{2,}}(?:{_DATED.pattern})"), certain=True),
    _Kind(("某某",), pattern(rf"(?<![{SURNAMES}])某某(?:[市县区省州]?公安|[年月日])"), certain=True),
    _Kind(("某某",), pattern(rf"(?<![{SURNAMES}])某某[市县区省州](?!公安)|(?<![{SURNAMES}])某某(?=局|[支大]队|同志|部门)"), certain=False),
    _Kind(("此处", "击或"), pattern("此处应?(?:填|插入|输入|补充|添加)|单击或点击"), certain=True),
    _Kind(
        ("TODO", "TBD", "FIXME", "ipsum", "#"),
        pattern(r"(?<![A-Za-z])(?:TODO|TBD|FIXME)(?![A-Za-z])|(?i:lorem ipsum)|#(?:N/A|(?:REF|VALUE|DIV/0|NAME|NUM|NULL)[!！?？])"),
        certain=True,
    ),
    _Kind(("同上", "略", "同前"), pattern(r"(?m:^)[ 　]*[（(]?(?:同上|同前|略)[）)]?[。.]?[ 　]*(?m:$)"), certain=True),
    _Kind(("同上",), pattern(rf"(?<=[\u4e00-\u9fff，：])同上{_CLOSING}"), certain=False),
    _Kind(
        ("N", "X", "Ｎ", "Ｘ"),
        pattern("(?<![A-Za-z0-9+第跑走来])[NXＮＸ](?=[件起名次条份场期台])"),
        certain=False,
    ),
)
# Said to somebody else these are no leftovers: they are looked for outside of quotation marks.
_SPOKEN = (
    _Kind(("请填", "请补填", "请在此"), pattern("请(?:填[写入]|补填|在此)"), certain=False),
    _Kind(("？？", "（？", "??"), pattern(rf"(?<![？?])[？?]{{2,}}+(?!{_DATED.pattern})|（\s*[？?]+\s*）"), certain=False),
)


def leftovers(text: str) -> Iterator[Leftover]:
    """What was left over in an even text, kind by kind.

    Anonymous names (韦某, 韦××, 韦**), masked numbers (138****1234) and products (7×24) are none.
    """
    if any(needle in text for needle in _PLACEHOLDERS):
        yield from _placeholders(text)
    yield from _of(_KINDS, text, lambda: text)
    yield from _of(_SPOKEN, text, lambda: veiled(text))


def _of(kinds: tuple[_Kind, ...], text: str, read: Callable[[], str]) -> Iterator[Leftover]:
    for kind in kinds:
        if any(needle in text for needle in kind.needles):
            for found in kind.pattern.finditer(read()):
                yield Leftover(found.start(), found.end(), kind.certain, kind.gap)


def _placeholders(text: str) -> Iterator[Leftover]:
    """** ×× XX and a single × before what is counted."""
    whole = text.strip()
    for found in _PLACEHOLDER.finditer(text):
        before, start, end = text[: found.start()][-1:], found.start(), found.end()
        counted = _COUNTED.match(text, end)
        if _DIGITAL.match(before) and (_DIGITAL.match(text, end) or len(found[0]) == 1):
            continue
        masked = (before.isascii() and before.isalnum()) or _DIGITAL.match(text, end)
        if not counted and (masked or (before and before in SURNAMES)):
            continue
        if len(found[0]) > 1:
            yield Leftover(start, end, bool(counted) or found[0] == whole or found[0][0] in "*＊")
        elif following := _ONE.match(text, end):
            yield Leftover(start, end + 1, certain=following[0] in "年月日")
