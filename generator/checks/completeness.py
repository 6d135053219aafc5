"""Whether everything is there that the template asks for."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

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
def typed_change(subject: Subject) -> Iterator[Diagnostic]:
    """A 同比 typed by hand serves where the two years don't give one, and can't be checked then: say so."""
    for indicator in subject.data.indicators.values():
        if indicator.change_typed is None:
            continue
        place = subject.place(indicator.cells["同比（手填）"])
        if indicator.this.kind == indicator.last.kind == "exact":
            yield Diagnostic(
                "change-ignored", "advice", f"“{indicator.name}”填了上年数，手填的同比没有采用", "请清空“同比（手填）”，或删去上年数", place
            )
        elif indicator.last.kind == "missing":
            yield Diagnostic(
                "change-not-verified",
                "advice",
                f"“{indicator.name}”的同比是手填的，没有上年数可以核对",
                "有上年数请填“上年”，同比由工具计算",
                place,
            )
        else:
            yield Diagnostic(
                "change-not-verified",
                "advice",
                f"“{indicator.name}”的同比是手填的，本年或上年不是准确的数，不能核对",
                "有准确的数请改填准确的数，同比由工具计算",
                place,
            )
