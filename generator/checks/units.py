"""One unit per indicator: the template's, and the same wherever the indicator is named."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from generator.checks.registry import Subject, rule
from generator.diagnostics import Diagnostic
from generator.model.report import Indicator


@rule
def unit_as_in_template(subject: Subject) -> Iterator[Diagnostic]:
    """An indicator of the template keeps its unit: wording and sums rely on it."""
    for spec in subject.template.indicators:
        indicator = subject.data.indicators.get(spec.name)
        if indicator is not None and indicator.unit and indicator.unit != normalize("NFKC", spec.unit):
            yield Diagnostic(
                "unit-changed",
                "warning",
                f"“{spec.name}”的单位填的是“{indicator.unit}”，模板要求“{spec.unit}”",
                f"请按“{spec.unit}”填报；确需改单位，请另设一个指标",
                subject.place(indicator.cells["单位"]),
            )


@rule
def one_unit(subject: Subject) -> Iterator[Diagnostic]:
    """Two rows that are called the same have the same unit; their 引用名 tell them apart, readers can't."""
    first: dict[str, Indicator] = {}
    for indicator in subject.data.indicators.values():
        other = first.setdefault(indicator.label, indicator)
        if indicator.unit and other.unit and indicator.unit != other.unit:
            yield Diagnostic(
                "unit-varies",
                "warning",
                f"“{indicator.label}”这里的单位是“{indicator.unit}”，{other.cells['单位']} 是“{other.unit}”",
                "同一个指标请用一个单位；不是同一个指标的，请把指标名称写得有区别",
                subject.place(indicator.cells["单位"]),
            )
