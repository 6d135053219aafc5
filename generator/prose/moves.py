"""From one figure to another: 警情由8600起降至7200起，下降16.28%; and days that no calendar has."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from generator.patterns import pattern
from generator.prose.quantities import Quantity

_UP, _DOWN = "上升|增加|提高|增长|提升|扩大|延长|升|增", "下降|减少|降低|压减|缩短|缩减|回落|降|减"
_TO = pattern(rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:到|至|为)")
_FROM = pattern("(?:由|从)[^由从]{0,12}$")
_SIZE = pattern(rf"，(?:同比)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))了?(?P<number>\d+(?:[.．]\d+)?)(?P<unit>个百分点|%|％)(?!左右|以上)")
_DATE = pattern(r"(?<![\d.．])(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?(?![\d])")
_LEAP_YEAR = 2000


class Move(NamedTuple):
    """Two figures that a text moves between: ``up`` as it says; ``size`` (per cent, or points) where it says one, and how it is written."""

    old: Quantity
    new: Quantity
    up: bool
    size: Decimal | None
    size_up: bool
    points: bool
    places: int
    text: str


def moves(text: str, quantities: Sequence[Quantity]) -> Iterator[Move]:
    """The moves of an even text, of figures in the same unit."""
    for old, new in pairwise(quantities):
        to = _TO.fullmatch(text, old.end, new.start)
        if to is None or old.unit != new.unit or _FROM.search(old.noun) is None:
            continue
        size = _SIZE.match(text, new.end)
        number = Decimal(size["number"].replace("．", ".")) if size else None
        places = max(0, -int(number.as_tuple().exponent)) if number is not None else 0
        end = size.end() if size else new.end
        yield Move(
            old,
            new,
            to["up"] is not None,
            number,
            size is not None and size["up"] is not None,
            size is not None and size["unit"] == "个百分点",
            places,
            text[old.start : end],
        )


def impossible_days(text: str) -> Iterator[re.Match[str]]:
    """Months and days that are in no calendar: 2月30日, 13月."""
    for found in _DATE.finditer(text):
        month, day = int(found["month"]), int(found["day"] or 1)
        if not 1 <= month <= 12 or not 1 <= day <= monthrange(int(found["year"] or _LEAP_YEAR), month)[1]:
            yield found
