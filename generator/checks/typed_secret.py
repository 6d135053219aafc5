"""Figures typed in rows that are to be published, equal to an indicator that is not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from generator.checks.registry import Subject, text_rule
from generator.diagnostics import Diagnostic
from generator.model.report import Indicator
from generator.templating.wording import split_unit


@text_rule
def withheld_figures_typed(subject: Subject) -> Iterator[Diagnostic]:
    """The same number of the same unit: in a row marked 是 it would be published though the indicator is marked 否."""
    withheld = _withheld(subject)
    if not withheld:
        return
    for passage in subject.passages:
        if passage.entry.public is not True:
            continue
        for quantity in passage.quantities:
            known = withheld.get((quantity.value, quantity.unit))
            if known is None or quantity.rounded or passage.source(quantity.start, quantity.end) is not None:
                continue
            said = passage.text[quantity.start : quantity.end]
            message = f"公开的内容里手写的“{said}”和不公开的指标“{known.name}”（{known.cells['公开']} 填的是否）数值相同"
            hint = "是同一个数的，请改写这句话，或把这一行的“公开”改为“否”"
            yield Diagnostic("typed-secret", "warning", message, hint, subject.at(passage, said))


def _withheld(subject: Subject) -> dict[tuple[Decimal, str], Indicator]:
    """Withheld indicators by value, without a scale, and unit, the first one of equal ones."""
    found: dict[tuple[Decimal, str], list[Indicator]] = defaultdict(list)
    for indicator in subject.data.indicators.values():
        scale, unit = split_unit(indicator.unit)
        for amount in (indicator.this, indicator.last) if indicator.public is False else ():
            if amount.kind == "exact" and amount.number:
                found[amount.number * scale, unit].append(indicator)
    return {key: several[0] for key, several in found.items()}
