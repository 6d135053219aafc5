"""Which indicator a figure of the text is: by its value, its unit and what it is said of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from generator.model.amounts import round_half_up
from generator.model.report import Indicator, ReportData
from generator.prose.nouns import Noun, likeness, noun, same_kind_of_unit
from generator.prose.quantities import Quantity
from generator.templating.wording import split_unit

ALIKE = Decimal("0.5")
_TELLING = 1000  # two equal numbers of this size and unit are rarely equal by chance
_COMMON = 200  # indicators; a pair of letters that more of them share tells nothing
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
    """The exact figures of a workbook, to be found by value and by what they are of; laid out when first asked for."""

    def __init__(self, data: ReportData) -> None:
        self._data = data

    @cached_property
    def _knowns(self) -> list[Known]:
        return list(_knowns(self._data))

    @cached_property
    def _this(self) -> list[Known]:
        return [known for known in self._knowns if known.heading != _LAST_YEAR]

    @cached_property
    def _by_value(self) -> Mapping[Decimal, list[Known]]:
        found = defaultdict(list)
        for known in self._knowns:
            found[known.value].append(known)
        return found

    @cached_property
    def _by_pair(self) -> Mapping[str, list[Known]]:
        found = defaultdict(list)
        for known in self._this:
            for pair in {pair for own in known.nouns for pair in own.pairs}:
                found[pair].append(known)
        return found

    def equal(self, quantity: Quantity, own: Noun) -> Known | None:
        """The value that a figure is, None when it is none of them or can be equal by chance."""
        if quantity.rounded:
            return None
        equal = self._by_value.get(quantity.value, [])
        if quantity.step > 1:
            equal = [*equal, *(known for known in self._this if _rounds_to(known.value, quantity))]
        earlier = _LAST_YEAR in own.stages or (self._data.year is not None and f"{self._data.year - 1}年" in quantity.noun)
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
        shared = (there for pair in own.pairs if len(there := self._by_pair.get(pair, ())) <= _COMMON)
        found = {known.indicator.name for there in shared for known in there}
        if not found:
            return []
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
