from __future__ import annotations

from pathlib import Path

from generator.model.marks import Marks, plain
from generator.model.template import Options
from generator.templating.session import Edition
from generator.templating.tabulated import tabulate
from tests.support.readings import read
from tests.support.renderings import FIGURES
from tests.support.workbooks import make_workbook


def table(folder: Path, indicators: str = FIGURES, edition: Edition = "上报", options: Options | None = None) -> list[str]:
    data, _ = read(make_workbook(folder / "甲.xlsx", indicators=indicators))
    rows = tabulate(data, options or Options(), edition, Marks())
    return [" | ".join(plain(text) for text in row) for row in rows]


def test_every_indicator_with_a_value_is_a_row(tmp_path: Path) -> None:
    assert table(tmp_path) == [
        "刑事案件立案数 | 起 | 593 | 540 | 9.81%",
        "刑事案件破案数 | 起 | 480 | 400 | 20%",
        "治安案件数 | 起 | 95 | 100 | -5%",
        "持平数 | 起 | 100 | 100 | 持平",
        "抓获人数 | 人 | 170 |  | ",
        "刑事拘留人数 | 人 | 106 | 130 | -18.46%",
        "参训人次 | 人次 | 35700 | 30000 | 19%",
        "追赃挽损 | 万元 | 74800 | 20000 | 274%",
        "经费 | 元 | 1250000.5 |  | ",
        "群众满意率 | % | 95.5 | 92.3 | 3.2个百分点",
        "行政诉讼案件数 | 件 | 0 | 3 | -3件",
        "行政复议案件数 | 件 | 0 | 0 | ",
        "新增案件 | 件 | 7 | 0 | ",
        "浏览量 | 次 | 近2亿 | 1000余 | ",
        "走访 | 户 | 约300 | 280 | 5%",
        "大数 | 人次 | 3.57万 | 3万 | 19%",
        "评比结果 |  | 全国第一 |  | ",
        "手填同比 | 起 | 30 |  | -12.5%",
        "人均补助 | 元 | 13万～17万 | 约12万 | ",
    ]


def test_what_is_withheld_is_not_in_the_published_table(tmp_path: Path) -> None:
    rows = "引用名 | 指标名称 | 单位 | 本年 | 上年 | 公开\n甲 | 甲 | 起 | 1 | 1 | 否\n乙 | 乙 | 起 | 20 | 10 | 是"
    assert table(tmp_path, rows, "公开") == ["乙 | 起 | 20 | 10 | 100%"]
    assert len(table(tmp_path, rows)) == 2


def test_numbers_are_grouped_and_rounded_as_everywhere(tmp_path: Path) -> None:
    rows = "引用名 | 指标名称 | 单位 | 本年 | 上年\n甲 | 甲 | 元 | 1234567.891 | 1"
    assert table(tmp_path, rows, options=Options(precision=1, grouping=True)) == ["甲 | 元 | 1,234,567.9 | 1 | 123,456,689.1%"]


def test_each_cell_of_the_table_keeps_its_source(tmp_path: Path) -> None:
    data, _ = read(make_workbook(tmp_path / "甲.xlsx", indicators=FIGURES))
    marks = Marks()
    row = next(tabulate(data, Options(), "上报", marks))
    cells = [[str(cell) for piece in marks.pieces(text) if piece.source for cell in piece.source.cells] for text in row]
    assert cells == [["指标!B2"], ["指标!C2"], ["指标!D2"], ["指标!E2"], ["指标!D2", "指标!E2"]]
