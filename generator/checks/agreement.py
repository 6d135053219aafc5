"""Figures typed in the text beside the indicators of the workbook: equal, nearly equal, or of the same matter and different."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from generator.checks.passages import Passage
from generator.checks.registry import Subject, text_rule
from generator.diagnostics import Diagnostic
from generator.model.amounts import print_number, round_half_up
from generator.model.report import Indicator
from generator.prose.nouns import Noun, is_particular, likeness, nearly_equal, noun, nouns_of, period_of, same_kind_of_unit, within_scope
from generator.prose.quantities import POINTS, Quantity
from generator.templating.wording import split_unit

_ALIKE, _SAME = Decimal("0.5"), Decimal("0.8")
_TELLING = 1000  # two equal numbers of this size and unit are rarely equal by chance
_CHANGING = ("同比", "上升", "下降", "增长", "提高", "降低", "减少", "增加", "持平", "相比", "占")
_ROUND_TO = 4


class _Known(NamedTuple):
    """A value of an indicator in its unit without 万 and 亿."""

    indicator: Indicator
    heading: str
    value: Decimal
    unit: str
    nouns: tuple[Noun, ...]

    def likeness(self, other: Noun) -> Decimal:
        """How like the noun is to what the indicator is called."""
        return max(likeness(own, other) for own in self.nouns)


@text_rule
def typed_figures(subject: Subject) -> Iterator[Diagnostic]:
    """A typed figure that an indicator has is better printed by a tag; one that an indicator contradicts is told with both."""
    knowns = list(_knowns(subject))
    if not knowns:
        return
    this_year = [known for known in knowns if known.heading == "本年"]
    by_value: defaultdict[Decimal, list[_Known]] = defaultdict(list)
    by_pair: defaultdict[str, list[_Known]] = defaultdict(list)
    for known in knowns:
        by_value[known.value].append(known)
    for known in this_year:
        for pair in sorted({pair for own in known.nouns for pair in own.pairs}):
            by_pair[pair].append(known)
    for passage in subject.passages:
        typed = [q for q in passage.quantities if passage.source(q.start, q.end) is None]
        if not typed:
            continue
        nouns = dict(zip(passage.quantities, nouns_of(passage.quantities, passage.even), strict=True))
        for quantity in typed:
            if quantity.is_share and (quantity.unit == POINTS or any(word in quantity.noun for word in _CHANGING) or not quantity.noun):
                continue
            own = nouns[quantity]
            equal = by_value.get(quantity.value, [])
            if quantity.step > 1:
                equal = [*equal, *(known for known in this_year if _rounds_to(known.value, quantity))]
            if (same := _best_equal(quantity, own, equal, subject.data.year)) is not None:
                yield _offer(subject, passage, quantity, same)
                continue
            alike = {known.indicator.name: known for pair in sorted(own.pairs) for known in by_pair.get(pair, ())}
            yield from _against(subject, passage, quantity, own, list(alike.values()))


def _knowns(subject: Subject) -> Iterator[_Known]:
    for indicator in subject.data.indicators.values():
        scale, unit = split_unit(indicator.unit)
        nouns = tuple(dict.fromkeys((noun(indicator.label), noun(indicator.name))))
        for heading, amount in (("本年", indicator.this), ("上年", indicator.last)):
            if amount.kind == "exact" and amount.number:
                yield _Known(indicator, heading, amount.number * scale, unit, nouns)


def _rounds_to(value: Decimal, quantity: Quantity) -> bool:
    """Whether the value is printed as the text has it: 35712 as 3.57万."""
    return round_half_up(value / quantity.step, 0) * quantity.step == quantity.value


def _best_equal(quantity: Quantity, own: Noun, equal: list[_Known], year: int | None) -> _Known | None:
    """The indicator that a figure is, None when it can be equal by chance."""
    earlier = "上年" in own.stages or (year is not None and f"{year - 1}年" in quantity.noun)
    own = own._replace(stages=own.stages - {"上年"})
    fitting = [k for k in equal if same_kind_of_unit(k.unit, quantity.unit) and (k.heading == "上年") == earlier]
    if not fitting or quantity.rounded:
        return None
    best = max(fitting, key=lambda known: known.likeness(own))
    if best.likeness(own) >= _ALIKE:
        return best
    telling = quantity.value >= _TELLING and quantity.value % 100 != 0 and not quantity.is_share and len(fitting) == 1
    return best if telling and best.unit == quantity.unit else None


def _offer(subject: Subject, passage: Passage, quantity: Quantity, known: _Known) -> Diagnostic:
    said, name = passage.text[quantity.start : quantity.end], known.indicator.name
    tag = f"{{{{ {name}.上年 }}}}" if known.heading == "上年" else f"{{{{ {name} }}}}"
    if quantity.step > 1:
        tag = f"{{{{ {name} | {'亿' if '亿' in said else '万'} }}}}"
    unit = "" if known.unit == quantity.unit else f"，单位却写作“{quantity.unit}”（指标里是“{known.indicator.unit}”）"
    message = f"手写的“{said}”就是指标“{name}”的{known.heading}（{known.indicator.cells[known.heading]}）{unit}"
    return Diagnostic("figure-typed", "advice", message, f"写成 {tag}，更正数据时会跟着变", subject.at(passage, said))


def _against(subject: Subject, passage: Passage, quantity: Quantity, own: Noun, alike: list[_Known]) -> Iterator[Diagnostic]:
    """What an indicator of the same matter says else: a slip when it is nearly the same number, a contradiction when the nouns agree."""
    if quantity.rounded or "上年" in own.stages or not alike:
        return
    fitting = [k for k in alike if same_kind_of_unit(k.unit, quantity.unit)]
    near = [k for k in fitting if nearly_equal(k.value, quantity.value) and k.likeness(own) >= _ALIKE]
    period = period_of(passage.even, quantity.start, subject.data.year)
    far = [k for k in fitting if k.likeness(own) >= _SAME and is_particular(own)]
    if within_scope(passage.even, quantity.start):
        far = []
    found = [k for k in (*near, *far) if period in ("", _plain_period(k.indicator.period, subject.data.year))]
    if not found:
        return
    best = max(found, key=lambda known: known.likeness(own))
    said, indicator = passage.text[quantity.start : quantity.end], best.indicator
    is_near = best in near
    value = f"{print_number(indicator.this.number or Decimal(0), _ROUND_TO)}{indicator.unit}"
    message = f"手写的“{quantity.noun[-12:]}{said}”与指标“{indicator.name}”（{indicator.cells['本年']}）的 {value} " + (
        "只差一点，是不是同一个数？" if is_near else "不一致"
    )
    hint = f"是同一个数请写成 {{{{ {indicator.name} }}}}；不是的请把口径写清楚"
    yield Diagnostic("figure-nearly" if is_near else "figure-contradicts", "warning", message, hint, subject.at(passage, said))


def _plain_period(period: str, year: int | None) -> str:
    return period.replace(f"{year}年", "") if year is not None else period
