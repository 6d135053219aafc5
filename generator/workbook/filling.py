"""What a new workbook already holds: rows as texts, the way a person would type them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.model.template import IndicatorSpec, TemplateSpec


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A row of 指标: ``spec`` says what is asked, ``typed`` holds cells by column heading."""

    spec: IndicatorSpec
    typed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filling:
    """Everything that stands in a workbook when it is written."""

    items: Mapping[str, str]
    indicators: tuple[IndicatorRow, ...]
    entries: tuple[Mapping[str, str], ...]


def blank_filling(template: TemplateSpec, items: Mapping[str, str]) -> Filling:
    """A workbook to fill in: every indicator of the template, and rows for every part and 栏目."""
    entries = []
    for part in template.parts:
        for section in part.sections or ("",):
            entries += [{"部分": part.name, "栏目": section}] * 3
    return Filling(items, tuple(IndicatorRow(spec) for spec in template.indicators), tuple(entries))
