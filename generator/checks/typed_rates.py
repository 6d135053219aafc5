"""Rates in the text beside the two figures that they are made of: 排查2298起，化解1741起，化解率75.76%."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.checks.passages import Passage
from generator.checks.registry import Subject, text_rule
from generator.diagnostics import Diagnostic
from generator.model.amounts import print_number, round_half_up
from generator.patterns import pattern
from generator.prose.quantities import PERCENT, Quantity

_RATE = pattern("(?P<of>[^，。；：！？、率]{2,6})率(?:均|都)?(?:达到|达|为|是|高达)?$")
# What can't be more than everything there is.
_PART_OF_ALL = pattern(
    "(?:占比|覆盖率|合格率|通过率|满意率|满意度|参考率|参训率|到课率|出庭率|应诉率|公开率|化解率|成功率|办结率|答复率|整改率)(?:均|都)?(?:达到|达|为|是|高达)?$"
)
_OF_THOSE_DUE = pattern("按期|按时|限期|及时|当期")  # 按时办结率 is of those due, not of all
_SENTENCE = pattern("[。；！？\n]")
_APART = Decimal(10)  # a rate further off is one of other figures


@text_rule
def typed_rates(subject: Subject) -> Iterator[Diagnostic]:
    """A rate is at most 100 %, and what the two figures before it give."""
    for passage in subject.passages:
        for at, rate in enumerate(passage.quantities):
            if rate.unit != PERCENT or rate.rounded or passage.source(rate.start, rate.end) is not None:
                continue
            said = passage.text[rate.start : rate.end]
            if rate.value > 100 and _PART_OF_ALL.search(rate.noun):
                message = f"“{rate.noun[-8:]}{said}”超过 100%"
                yield Diagnostic("rate-impossible", "warning", message, "请核对；表示增长请写明是增幅", subject.at(passage, said))
            elif at > 1 and (found := _RATE.search(rate.noun)) and not _OF_THOSE_DUE.search(rate.noun):
                yield from _quotient(subject, passage, rate, found["of"], *passage.quantities[at - 2 : at])


def _quotient(subject: Subject, passage: Passage, rate: Quantity, of: str, whole: Quantity, part: Quantity) -> Iterator[Diagnostic]:
    """The part is what the rate is named for, and both stand in its sentence, in the same unit."""
    if whole.unit != part.unit or whole.rounded or part.rounded or whole.is_share or not whole.value or part.value > whole.value:
        return
    if of[-2:] not in part.noun + part.after[:4] or of[-2:] in whole.noun[-4:] or _SENTENCE.search(passage.even, whole.end, rate.start):
        return
    exact = part.value * 100 / whole.value
    places = max(0, -int(rate.step.as_tuple().exponent))
    if round_half_up(exact, places) == rate.value or abs(exact - rate.value) > _APART:
        return
    said = passage.text[rate.start : rate.end]
    sign = f"{print_number(part.value, 4)} ÷ {print_number(whole.value, 4)} = {print_number(exact, max(places, 2))}%"
    hint = "请核对；分母不是前面这个数的，请写明"
    yield Diagnostic("rate-disagrees", "warning", f"“{of}率{said}”与前面的数不一致：{sign}", hint, subject.at(passage, said))
