"""同比 in the workbook says what the report will print."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from generator.model.report import ReportData
from generator.model.template import IndicatorSpec, Options
from generator.templating.changes import change_in, change_text
from generator.workbook.filling import Filling, IndicatorRow
from generator.workbook.formulas import change_formula
from generator.workbook.writing import write_workbook
from tests.support.office import resaved
from tests.support.readings import SPEC, read

AT = {"单位": "C", "本年": "D", "上年": "E", "同比（手填）": "G", "为零时写作": "I"}
OPTIONS = {
    "defaults": Options(),
    "own words": Options(
        precision=1,
        rise="增加",
        fall="减少",
        rate_rise="上升",
        amount_rise='增"长',
        flat="不变",
        small_base=0,
        no_base="上年没有",
        no_last="没有统计",
    ),
    "numbers": Options(precision=0, small_base=30, small_rise="多", small_fall="少", zero_base_difference=True),
    "precise": Options(precision=4, small_base=1),
}


def made(seed: int) -> list[IndicatorRow]:
    """Rows of every kind: each unit with many pairs of years, halves in the last place among them."""
    draw = random.Random(seed)
    pairs = [(this, last) for this in ("0", "3", "12", "801", "95.5", "") for last in ("0", "5", "800", "92.3", "", "不适用")]
    pairs += [(f"{draw.randint(0, 99999)}", f"{draw.randint(1, 2000)}") for _ in range(40)]
    pairs += [(f"{draw.randint(0, 9999) / 100}", f"{draw.randint(1, 9999) / 100}") for _ in range(40)]
    rows = []
    for unit in ("起", "%", "万元", "元", "万人次", "亿次"):
        for n, (this, last) in enumerate(pairs):
            if unit != "%" or all(float(text) <= 100 for text in (this, last) if text and text != "不适用"):
                spec = IndicatorSpec(f"甲{len(rows)}", "甲", unit, zero="没有" if n % 5 == 0 else "")
                rows.append(IndicatorRow(spec, {"本年": this, "上年": last, "同比（手填）": "-12.345" if n % 3 == 0 else ""}))
    return rows


def wanted(data: ReportData, options: Options) -> list[str]:
    """What the report would print in the place of each 同比, without the word 同比."""
    said = []
    for indicator in data.indicators.values():
        change = change_in(indicator, options)
        instead = (options.no_base or "上年为0") if indicator.last.number == 0 else "" if indicator.last else options.no_last
        said.append("" if not indicator.this else change_text(change, replace(options, change="")) if change else instead)
    return said


@pytest.mark.office
@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
def test_a_spreadsheet_program_shows_the_change_that_the_report_prints(tmp_path: Path, options: Options) -> None:
    rows = made(precision := options.precision)
    path = tmp_path / "甲.xlsx"
    path.write_bytes(write_workbook(replace(SPEC, options=options), Filling({"年度": "2022"}, tuple(rows), ())))
    data, _ = read(path)
    sheet = load_workbook(resaved(path, tmp_path / "算过"), data_only=True)["指标"]
    shown = [sheet[f"F{row}"].value or "" for row in range(2, 2 + len(rows))]
    assert len(rows) > 500, precision
    differing = [(row.typed, row.spec.unit, a, b) for row, a, b in zip(rows, shown, wanted(data, options), strict=True) if a != b]
    assert differing == []


@pytest.mark.office
def test_a_rate_in_a_cell_formatted_as_percentage_is_taken_as_shown(tmp_path: Path) -> None:
    path = tmp_path / "甲.xlsx"
    spec = IndicatorSpec("合格率", "合格率", "%")
    path.write_bytes(write_workbook(SPEC, Filling({"年度": "2022"}, (IndicatorRow(spec, {"上年": "92.3"}),), ())))
    book = load_workbook(path)
    book["指标"]["D2"].value, book["指标"]["D2"].number_format = 0.955, "0.00%"
    book.save(path)
    assert load_workbook(resaved(path, tmp_path / "算过"), data_only=True)["指标"]["F2"].value == "提高3.2个百分点"


def test_the_words_of_a_template_can_not_break_out_of_the_formula() -> None:
    formula = change_formula(2, AT, Options(rise='"&A1&"', no_base="=" * 300))
    assert '"""&A1&"""' in formula
    assert max(len(part) for part in formula.split('"')) <= 255
    assert len(formula) < 8192
