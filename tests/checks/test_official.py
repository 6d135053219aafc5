from __future__ import annotations

from pathlib import Path

import pytest

import generator
from tests.support.workbooks import make_workbook


def said(folder: Path, code: str, **items: str) -> list[str]:
    return [str(found) for found in generator.check(make_workbook(folder / "甲.xlsx", items=items)) if found.code == code]


@pytest.mark.parametrize(
    ("number", "mended"),
    [
        ("甲公[2023]5号", "甲公〔2023〕5号"),
        ("甲公（2023）第5号", "甲公〔2023〕5号"),
        ("甲公〔2023〕005号", "甲公〔2023〕5号"),
        ("甲公【2023】 第 12 号", ""),
        ("甲公发5号", ""),
    ],
)
def test_a_document_number_that_the_standard_writes_otherwise_is_told(folder: Path, number: str, mended: str) -> None:
    [found] = said(folder, "document-number", 发文字号=number)
    assert found.startswith(f"基本信息!B6：发文字号填的是“{number}”，不合 GB/T 9704 的写法；")
    assert found.endswith(f"请改为 {mended}" if mended else "不编虚位")


@pytest.mark.parametrize("number", ["甲公〔2023〕5号", "甲公发〔2023〕120号", ""])
def test_a_sound_or_blank_document_number_is_not_told(folder: Path, number: str) -> None:
    assert said(folder, "document-number", 发文字号=number) == []


@pytest.mark.parametrize(
    ("day", "doubtful"), [("2022年2月20日", True), ("2025年1月1日", True), ("2023年2月20日", False), ("2022年12月13日", False)]
)
def test_a_date_that_does_not_fit_the_year_is_doubted(folder: Path, day: str, doubtful: bool) -> None:
    found = said(folder, "date-doubtful", 成文日期=day)
    assert bool(found) is doubtful
    assert all(line.startswith(f"基本信息!B5：成文日期是 {day}，报告的年度是 2022年") for line in found)
