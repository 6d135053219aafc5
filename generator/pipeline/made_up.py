"""Made-up data for trying out a template: what a workbook could say, from everything filled in to hardly anything.

Every figure is a number of its own, so that one that is printed can be recognised.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from generator.model.amounts import MISSING, NOT_APPLICABLE, Amount, exact
from generator.model.provenance import Cell
from generator.model.report import Entry, Indicator, Item, ReportData
from generator.model.template import IndicatorSpec, ItemSpec, PartSpec, TemplateSpec

YEAR, FILE = 2024, "试排数据"
_DAY = date(YEAR + 1, 2, 18)
_HEADINGS = ("指标名称", "单位", "本年", "上年", "同比（手填）", "统计时段", "为零时写作", "公开")
Figures = Literal["risen", "fallen", "zero", "without_last", "not_applicable", "blank"]
_TEXT_UNIT = "文本"


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to fill in a workbook.

    ``figures`` says what stands in 指标: for ``not_applicable`` only those that need not be filled in. ``sparse``
    leaves out every item and part that need not be there; ``withheld`` marks what need not be filled in, and every
    second row of text, as 否 in 公开.
    """

    figures: Figures = "risen"
    sparse: bool = False
    withheld: bool = False


def made_up_data(spec: TemplateSpec, variant: Variant) -> ReportData:
    """A workbook of that template, filled in that way."""
    items = {item.name: Item(item.name, _item(item, variant), _cell("基本信息", "B", n)) for n, item in enumerate(spec.items, 2)}
    indicators = {row.name: _indicator(row, n, variant) for n, row in enumerate(spec.indicators)}
    return ReportData(FILE, spec.name, items, indicators, tuple(_entries(spec, variant)))


def figure_digits(spec: TemplateSpec) -> Mapping[str, str]:
    """The digits of every made-up number, with the 引用名 of the indicator that it stands in."""
    return {f"{number:f}": row.name for n, row in enumerate(spec.indicators) for number in _numbers(row, n)}


def _cell(sheet: str, column: str, row: int) -> Cell:
    return Cell(FILE, sheet, f"{column}{row}")


def _item(spec: ItemSpec, variant: Variant) -> str | int | date | None:
    if variant.sparse and not spec.required:
        return None
    if spec.kind == "year":
        return YEAR
    if spec.kind == "date":
        return _DAY
    return spec.choices[0] if spec.choices else f"（{spec.name}）"


def _numbers(spec: IndicatorSpec, n: int) -> tuple[Decimal, Decimal]:
    """Two numbers that no other indicator has, the larger one first."""
    if spec.unit == "%":
        return Decimal(9900 - 7 * n % 4000) / 100, Decimal(5501 - 3 * n % 1500) / 100
    return Decimal(71_003 + 137 * n), Decimal(50_021 + 131 * n)


def _indicator(spec: IndicatorSpec, n: int, variant: Variant) -> Indicator:
    this, last = _amounts(spec, n, variant)
    public = not (variant.withheld and not spec.required)
    cells = {heading: _cell("指标", chr(ord("B") + at), n + 2) for at, heading in enumerate(_HEADINGS)}
    return Indicator(
        spec.name,
        spec.label,
        spec.unit,
        this,
        last,
        cells,
        period="1至11月",
        zero=spec.zero,
        public=public,
        department=spec.department or "填报部门",
    )


def _amounts(spec: IndicatorSpec, n: int, variant: Variant) -> tuple[Amount, Amount]:
    larger, smaller = map(exact, _numbers(spec, n))
    if variant.figures == "not_applicable" and not spec.required:
        return NOT_APPLICABLE, NOT_APPLICABLE
    if variant.figures == "blank":
        return MISSING, MISSING
    if spec.unit == _TEXT_UNIT:
        words = Amount("words", shown=f"（{spec.label}）")
        return words, MISSING if variant.figures == "without_last" else words
    by_kind: Mapping[Figures, tuple[Amount, Amount]] = {
        "fallen": (smaller, larger),
        "zero": (exact(0), exact(0)),
        "without_last": (larger, MISSING),
    }
    return by_kind.get(variant.figures, (larger, smaller))


def _entries(spec: TemplateSpec, variant: Variant) -> Iterator[Entry]:
    row = 2
    for part in spec.parts:
        for section, heading in _places(part, variant):
            cells = {
                name: _cell("报告内容", column, row)
                for name, column in zip(("部分", "栏目", "小标题", "正文", "公开"), "ABCDE", strict=True)
            }
            public = not (variant.withheld and row % 2)
            yield Entry(part.name, section, heading, f"这是“{part.name}”的一行正文。", cells, public, "填报部门")
            row += 1


def _places(part: PartSpec, variant: Variant) -> Iterator[tuple[str, str]]:
    """栏目 and 小标题 of the part's rows: without 栏目, then in each of them without and with 小标题."""
    if variant.sparse:
        yield from [("", "")] * part.required
        return
    for section in ("", *part.sections):
        yield section, ""
        yield section, "小标题一"
        yield section, "小标题一"
        yield section, "小标题二"
