"""Whether everything is there that the template asks for."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.registry import Subject, rule
from generator.diagnostics import Diagnostic, Place, Severity


@rule
def required_items(subject: Subject) -> Iterator[Diagnostic]:
    """Required items of 基本信息 must be filled; in a draft a blank is only mentioned."""
    if not subject.data.items:
        return
    for spec in subject.template.items:
        item = subject.data.items.get(spec.name)
        if not spec.required or (item is not None and (item.value is not None or subject.reported(item.cell))):
            continue
        severity: Severity = "warning" if subject.draft and spec.name != "年度" else "error"
        hint = f"请填写{'：' + spec.help if spec.help else ''}"
        if item is None:
            place = Place(file=subject.data.file, sheet="基本信息")
            yield Diagnostic("item-missing", severity, f"没有“{spec.name}”这一行", f"请在“项目”列补上“{spec.name}”并填写", place)
        else:
            yield Diagnostic("item-missing", severity, f"“{spec.name}”是空的，应填写", hint, subject.place(item.cell))


@rule
def required_indicators(subject: Subject) -> Iterator[Diagnostic]:
    """Required indicators need a value, 0 or 不适用 in 本年."""
    if not subject.data.indicators:
        return
    severity: Severity = "warning" if subject.draft else "error"
    for spec in subject.template.indicators:
        if not spec.required:
            continue
        indicator = subject.data.indicators.get(spec.name)
        if indicator is None:
            place = Place(file=subject.data.file, sheet="指标")
            yield Diagnostic(
                "indicator-missing",
                severity,
                f"没有必填指标“{spec.name}”（{spec.label}）这一行",
                "请补上这一行，或用 fazhi new 新建工作簿",
                place,
            )
        elif indicator.this.kind == "missing" and not subject.reported(indicator.cells["本年"]):
            yield Diagnostic(
                "indicator-missing",
                severity,
                f"必填指标“{spec.name}”的本年是空的，应填数字",
                "确实为零填 0，不涉及填“不适用”",
                subject.place(indicator.cells["本年"]),
            )
