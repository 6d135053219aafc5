"""Totals and their parts: 10208人，其中甲地445人、乙地351人; 甲3件、乙5件，共计8件."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from generator.patterns import pattern
from generator.prose.quantities import Quantity
from generator.prose.sentences import between, sentence_end

_OF_WHICH = pattern("(?<!参与)(?<!投入)(?<!融入)其中：?|(?<![不未还也])包括：?")
_TOGETHER = pattern("[，、](?:合计|共计|总计|共)$")
_END = pattern("[。；！？：\n]")
_GAP, _NEAR = 16, 60  # letters between a total and 其中, and between its own beginning and 其中
_VERBS = pattern(
    "(?:共|已|全年|全市|累计|另)?(?:破获|侦破|侦办|抓获|打掉|捣毁|端掉|摧毁|查处|查获|缴获|查扣|追回|挽回|移送|起诉|逮捕|刑拘|刑事拘留|办理|受理|"
    "审核|开展|组织|举办|召开|发放|制发|印发|发现|整改|培训|检查|清查|盘查|收集|推送|下发|发布|依托|调解|化解|排查|通过|处理|打击)"
)


class Total(NamedTuple):
    """A quantity and its parts, in the same unit.

    ``listed`` tells that the parts are joined by 、 alone, so that no other statement can have begun between them.
    ``closed`` tells that the parts are meant to be all (合计, 共计).
    """

    whole: Quantity
    parts: tuple[Quantity, ...]
    listed: bool
    closed: bool


def totals(text: str, quantities: Sequence[Quantity]) -> Iterator[Total]:
    """The totals that an even text says with their parts, in their order."""
    for word in _OF_WHICH.finditer(text):
        before = between(quantities, word.start() - _NEAR, word.start())
        if not before:
            continue
        whole = before[-1]
        if len(before) > 1 and _joint(text, before[-2], whole):
            continue  # 建议18件、提案25件，其中主办16件: of both together
        gap = text[whole.end : word.start()]
        if whole.is_share or _END.search(gap) or len(gap) > _GAP or gap.count("，") > 1:
            continue
        end = sentence_end(text, word.end(), "。；！？：\n")
        if parts := _parts(text, whole, between(quantities, word.end(), end), word.end()):
            listed = all("，" not in text[left.end : right.start] for left, right in pairwise(parts))
            yield Total(whole, parts, listed, closed=False)
    yield from _summed(text, quantities)


def _joint(text: str, one: Quantity, whole: Quantity) -> bool:
    """Whether another total of the same unit stands beside the one before 其中."""
    return one.unit == whole.unit and _END.search(text, one.end, whole.start) is None


def _parts(text: str, whole: Quantity, behind: Sequence[Quantity], start: int) -> tuple[Quantity, ...]:
    """The quantities behind 其中 as long as they go on with the list: same unit, and no statement of their own."""
    parts: list[Quantity] = []
    first_acts = enumerated = False
    for quantity in behind:
        gap = text[parts[-1].end if parts else start : quantity.start]
        if quantity.unit != whole.unit or (parts and not re.match("[^，、]{0,8}[，、]", gap)):
            break
        acts = bool(_VERBS.match(gap[max(gap.rfind("，"), gap.rfind("、")) + 1 :]))
        if not parts:
            first_acts = acts
            if "，" in gap:
                break
        elif "，" in gap:
            # Behind a list with 、 a comma begins something else; so does a deed behind parts that are no deeds.
            if enumerated or gap.count("，") > 1 or (acts and not first_acts):
                break
        else:
            enumerated = True
        parts.append(quantity)
    return tuple(parts)


def _summed(text: str, quantities: Sequence[Quantity]) -> Iterator[Total]:
    """Lists that end with 共计 and their sum."""
    for at, whole in enumerate(quantities):
        if whole.is_share or not _TOGETHER.search(text, max(0, whole.start - 8), whole.start):
            continue
        parts: list[Quantity] = []
        for quantity in reversed(quantities[:at]):
            gap = text[quantity.end : parts[-1].start if parts else whole.start]
            if quantity.unit != whole.unit or _END.search(gap) or (parts and not re.match("[^，、]{0,8}、", gap)):
                break
            parts.append(quantity)
        if len(parts) > 1:
            yield Total(whole, tuple(reversed(parts)), listed=True, closed=True)
