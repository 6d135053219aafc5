from __future__ import annotations

from datetime import date

import pytest

from generator.model.provenance import Cell
from generator.model.report import Item, ReportData, missing_indicator
from tests.support.readings import SPEC

CELL = Cell("甲.xlsx", "基本信息", "B2")
DATA = ReportData(
    "甲.xlsx",
    "小",
    {
        "单位全称": Item("单位全称", "甲市公安局", CELL),
        "年度": Item("年度", 2022, CELL),
        "成文日期": Item("成文日期", date(2023, 2, 20), CELL),
        "签发人": Item("签发人", None, CELL),
    },
)


@pytest.mark.parametrize(
    ("name", "text", "day"),
    [
        ("单位全称", "甲市公安局", None),
        ("年度", "2022", None),
        ("成文日期", "2023-02-20", date(2023, 2, 20)),
        ("签发人", "", None),
        ("没有的", "", None),
    ],
)
def test_an_item_can_be_asked_for_as_text_and_as_date(name: str, text: str, day: date | None) -> None:
    assert (DATA.text(name), DATA.date(name)) == (text, day)


def test_the_year_is_a_number_or_none() -> None:
    assert (DATA.year, ReportData("甲.xlsx", "小").year) == (2022, None)


def test_a_cell_is_written_as_a_clerk_writes_it() -> None:
    assert str(CELL) == "基本信息!B2"


def test_a_missing_indicator_has_nothing_to_print_and_no_cells() -> None:
    missing = missing_indicator("刑事立案", "立案数", "起")
    assert (bool(missing.this), bool(missing.last), missing.cells, missing.is_rate) == (False, False, {}, False)
    assert missing_indicator("率", "率", "%").is_rate


def test_a_template_finds_its_items_and_parts_by_name() -> None:
    year, part = SPEC.item("年度"), SPEC.part("工作")
    assert (year is SPEC.items[1], part is SPEC.parts[0]) == (True, True)
    assert (SPEC.item("没有的"), SPEC.part("没有的")) == (None, None)
