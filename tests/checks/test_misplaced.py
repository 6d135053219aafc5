from __future__ import annotations

from pathlib import Path

import pytest

import generator
from tests.support.workbooks import ENTRIES, INDICATORS, make_workbook


def said(workbook: Path) -> list[str]:
    return [str(found) for found in generator.check(workbook) if found.code == "tag-misplaced"]


def test_a_tag_in_an_item_is_told(folder: Path) -> None:
    [found] = said(make_workbook(folder / "甲.xlsx", items={"主送机关": "{{ 单位全称 }}"}))
    assert found == "基本信息!B4：“{{ 单位全称 }}”里的花括号会照样印出来，{{ }} 只能写在“报告内容”的正文里；请直接写要印的字"


@pytest.mark.parametrize(("old", "cell"), [("打击犯罪", "报告内容!C2"), ("执法", "报告内容!B2")])
def test_a_tag_in_a_heading_is_told(folder: Path, old: str, cell: str) -> None:
    entries = ENTRIES.replace(f"| {old} |", "| {{ 刑事立案 }} |", 1)
    [found] = said(make_workbook(folder / "甲.xlsx", entries=entries))
    assert found.startswith(f"{cell}：")


def test_a_tag_in_a_text_is_where_it_belongs(folder: Path) -> None:
    assert said(make_workbook(folder / "甲.xlsx", indicators=INDICATORS)) == []
