"""The indicators that cross-checks and rates of a template name: all there, or taken out further down.

A row that names an indicator which the template never had is a mistake. One that is inherited and names an indicator
that a nearer template has dropped has nothing to check there: it is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.diagnostics import Diagnostic
from generator.model.template import CheckSpec, IndicatorSpec, TemplateSpec
from generator.templating.crosschecks import BadRule, read_rule, unit_problem
from generator.templating.session import did_you_mean
from generator.templating.settings import Layer


def unknown_references(layer: Layer, indicators: Mapping[str, IndicatorSpec], code: str) -> Iterator[Diagnostic]:
    """Mistakes in what the layer's own cross-checks and rates name; ``indicators`` are those that it has."""
    for key in ("checks", "indicators"):
        rows = layer.settings.get(key, [])
        for n, row in enumerate(rows if isinstance(rows, list) else []):
            if not isinstance(row, dict) or "drop" in row:
                continue
            label = f"[[{key}]] {row.get('name', '')}".strip()
            for setting, name in _references(key, row):
                if name not in indicators:
                    hint = did_you_mean(name, list(indicators)) or "请写本模板有的引用名"
                    yield layer.complaint((key, n, setting), f"{label}：“{setting}”里的“{name}”没有这个指标", hint, code=code)
            spec = indicators.get(str(row.get("name"))) if key == "indicators" else None
            if spec and {"numerator", "denominator"} & row.keys() and bool(spec.numerator) != bool(spec.denominator):
                yield layer.complaint((key, n), f"{label}：numerator（分子）和 denominator（分母）要一起写", code=code)


def _references(key: str, row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The settings of a row that name indicators, with each name; what has the wrong type is complained of elsewhere."""
    if key == "checks":
        yield from (("rule", name) for name in _names(row.get("rule")))
        return
    for setting in ("numerator", "denominator"):
        given = row.get(setting, [])
        names = [given] if isinstance(given, str) else given if isinstance(given, list) else []
        yield from ((setting, name) for name in names if isinstance(name, str))


def _names(rule: object) -> Collection[str]:
    try:
        return read_rule(rule).names if isinstance(rule, str) else ()
    except BadRule:
        return ()


def complete_checks(checks: Iterable[CheckSpec], indicators: Collection[str]) -> tuple[CheckSpec, ...]:
    """The cross-checks whose indicators are all there."""
    return tuple(check for check in checks if set(_names(check.rule)) <= set(indicators))


def complete_rates(indicators: Mapping[str, IndicatorSpec]) -> tuple[IndicatorSpec, ...]:
    """The indicators; a rate that lacks a part of its numerator or denominator is one that is typed only."""
    return tuple(
        spec if indicators.keys() >= {*spec.numerator, *spec.denominator} else replace(spec, numerator=(), denominator=())
        for spec in indicators.values()
    )


def uncomputable(spec: TemplateSpec) -> Iterator[tuple[str, str, str, str, str]]:
    """Cross-checks and rates whose units don't go together: the table, its row and key, what is wrong, what to do."""
    units = {indicator.name: indicator.unit for indicator in spec.indicators}
    for check in spec.checks:
        if problem := unit_problem(read_rule(check.rule), units):
            yield "checks", check.name, "rule", problem, "请只比较同一单位的指标；确要比较的，写成 参训人次.数 这样只取数"
    for rate in spec.indicators:
        if not rate.numerator:
            continue
        if rate.unit != "%":
            yield "indicators", rate.name, "numerator", f"单位是“{rate.unit}”，只有比率（单位 %）有分子、分母", "请改单位，或删去分子、分母"
        if len(several := dict.fromkeys(units[name] for name in (*rate.numerator, *rate.denominator))) > 1:
            told = "、".join(f"“{unit}”" for unit in several)
            yield "indicators", rate.name, "numerator", f"分子、分母的单位不同：{told}", "请改用同一单位的指标"
