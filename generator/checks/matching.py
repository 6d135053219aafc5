"""Which indicator a figure of the text is: by its value, its unit and what it is said of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from generator.model.amounts import round_half_up
from generator.model.report import Indicator, ReportData
from generator.prose.nouns import Noun, likeness, noun, same_kind_of_unit
from generator.prose.quantities import Quantity
from generator.templating.wording import split_unit

ALIKE = Decimal("0.5")
_TELLING = 1000  # two equal numbers of this size and unit are rarely equal by chance
_LAST_YEAR = "上年"


class Known(NamedTuple):
    """A value of an indicator in its unit without 万 and 亿."""

    indicator: Indicator
    heading: str
    value: Decimal
    unit: str
    nouns: tuple[Noun, ...]

    def likeness(self, other: Noun) -> Decimal:
        """How like the noun is to what the indicator is called, 0 to 1."""
        return max(likeness(own, other) for own in self.nouns)


class Indicators:
    """The exact figures of a workbook, to be found by value and by what they are of."""

    def __init__(self, data: ReportData) -> None:
        self._year = data.year
        self._this: list[Known] = []
        self._by_value: defaultdict[Decimal, list[Known]] = defaultdict(list)
        self._by_pair: defaultdict[str, list[Known]] = defaultdict(list)
        for known in _knowns(data):
            self._by_value[known.value].append(known)
            if known.heading != _LAST_YEAR:
                self._this.append(known)
                for pair in {pair for own in known.nouns for pair in own.pairs}:
                    self._by_pair[pair].append(known)

    def equal(self, quantity: Quantity, own: Noun) -> Known | None:
        """The value that a figure is, None when it is none of them or can be equal by chance."""
        if quantity.rounded:
            return None
        equal = self._by_value.get(quantity.value, [])
        if quantity.step > 1:
            equal = [*equal, *(known for known in self._this if _rounds_to(known.value, quantity))]
        earlier = _LAST_YEAR in own.stages or (self._year is not None and f"{self._year - 1}年" in quantity.noun)
        own = own._replace(stages=own.stages - {_LAST_YEAR})
        fitting = [k for k in equal if same_kind_of_unit(k.unit, quantity.unit) and (k.heading == _LAST_YEAR) == earlier]
        if not fitting:
            return None
        best = max(fitting, key=lambda known: known.likeness(own))
        if best.likeness(own) >= ALIKE:
            return best
        telling = quantity.value >= _TELLING and quantity.value % 100 != 0 and not quantity.is_share and len(fitting) == 1
        return best if telling and best.unit == quantity.unit else None

    def alike(self, quantity: Quantity, own: Noun) -> list[Known]:
        """Values of 本年 of like things in a unit of the same kind, in the order of the rows."""
        if _LAST_YEAR in own.stages:
            return []
        found = {known.indicator.name for pair in own.pairs for known in self._by_pair.get(pair, ())}
        return [
            known
            for known in self._this
            if known.indicator.name in found and same_kind_of_unit(known.unit, quantity.unit) and known.likeness(own) >= ALIKE
        ]


def _knowns(data: ReportData) -> Iterator[Known]:
    for indicator in data.indicators.values():
        scale, unit = split_unit(indicator.unit)
        nouns = tuple(dict.fromkeys((noun(indicator.label), noun(indicator.name))))
        for heading, amount in (("本年", indicator.this), (_LAST_YEAR, indicator.last)):
            if amount.kind == "exact" and amount.number:
                yield Known(indicator, heading, amount.number * scale, unit, nouns)


def _rounds_to(value: Decimal, quantity: Quantity) -> bool:
    """Whether the value is printed as the text has it: 35712 as 3.57万."""
    return round_half_up(value / quantity.step, 0) * quantity.step == quantity.value
