from __future__ import annotations

from pathlib import Path

import pytest

import generator
from tests.support.workbooks import make_workbook

HEAD = "引用名 | 指标名称 | 单位 | 本年 | 上年\n刑事立案 | 立案 | 起 | 593 | 540\n"


def said(folder: Path, code: str, *, indicators: str = HEAD, text: str = "甲。") -> list[str]:
    entries = f"部分 | 栏目 | 小标题 | 正文\n工作 | | | {text}\n安排 | | | 乙。"
    workbook = make_workbook(folder / "甲.xlsx", indicators=indicators, entries=entries)
    return [str(found) for found in generator.check(workbook) if found.code == code]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("立案{{ 刑事立案 }}起。", "起"),
        ("立案{{刑事立案 ｜ 万}}起。", "起"),
        ("同比{{ 刑事立案.同比 }}。", "同比"),
        ("占比{{ 刑事立案 ｜ 占(刑事立案) }}。", "占比"),
        ("立案｛｛ 刑事立案 ｝｝起。", "起"),
    ],
)
def test_what_would_be_printed_twice_is_told(folder: Path, text: str, word: str) -> None:
    [found] = said(folder, "printed-twice", text=text)
    assert found.startswith("报告内容!D2：“")
    assert found.endswith(f"自己会印出“{word}”，旁边又写了一个；请删去花括号外面的“{word}”")


@pytest.mark.parametrize(("typed", "before"), [("约500", "约"), ("500余", "约"), ("近500", "超过")])
def test_a_rounded_figure_with_a_word_of_rounding_before_it_is_told(folder: Path, typed: str, before: str) -> None:
    rounded = HEAD + f"宣传 | 宣传 | 场 | {typed} | "
    [found] = said(folder, "printed-twice", indicators=rounded, text=f"开展{before}{{{{ 宣传 }}}}。")
    assert f"印的已是概数“{typed}”，前面又写了“{before}”" in found


def test_a_rounded_figure_with_its_unit_behind_it_is_told(folder: Path) -> None:
    rounded = HEAD + "宣传 | 宣传 | 场 | 500余 | "
    assert len(said(folder, "printed-twice", indicators=rounded, text="开展{{ 宣传 }}场。")) == 1


def test_tags_close_to_each_other_are_each_looked_at(folder: Path) -> None:
    two = HEAD + "刑事破案 | 破案 | 起 | 480 | 400"
    assert len(said(folder, "printed-twice", indicators=two, text="{{ 刑事立案 }}、{{ 刑事破案 }}起，{{ 刑事立案 }}起。")) == 2


@pytest.mark.parametrize(
    "text", ["立案{{ 刑事立案 }}。", "立案{{ 刑事立案.数 }}起。", "同比看，{{ 刑事立案.同比 }}。", "其中{{ 刑事立案 }}起诉到法院。"]
)
def test_sound_texts_are_not_doubted(folder: Path, text: str) -> None:
    assert said(folder, "printed-twice", text=text) == []
