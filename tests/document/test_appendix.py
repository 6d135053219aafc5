from __future__ import annotations

from generator.document.appendix import Row, appendix
from generator.document.blocks import Paragraph, Table
from generator.model.marks import Marks
from tests.support.marked import lines, source

ROWS = [Row("刑事立案", "起", "593", "540", "9.81%"), Row("接处警", "起", "近2万", "", "")]


def table_of(blocks: list[Paragraph | Table]) -> Table:
    (table,) = (block for block in blocks if isinstance(block, Table))
    return table


def test_label_title_on_the_third_line_and_a_table_with_a_head() -> None:
    assert lines(appendix("主要指标一览表", "附件2", ROWS, Marks(), last=False)) == [
        "附件标识: 附件2",
        "空行: ",
        "附件标题: 主要指标一览表",
        "空行: ",
        "| 指标 | 单位 | 本年 | 上年 | 同比 |",
        "| 刑事立案 | 起 | 593 | 540 | 9.81% |",
        "| 接处警 | 起 | 近2万 |  |  |",
    ]


def test_every_column_has_its_style() -> None:
    table = table_of(appendix("表", "附件", ROWS, Marks(), last=True))
    assert {p.style for p in table.head} == {"表头"}
    assert [[p.style for p in row] for row in table.rows] == [["表格文字", "表格单位", "表格数字", "表格数字", "表格数字"]] * 2
    assert round(sum(table.widths), 9) == 1


def test_cells_keep_their_sources() -> None:
    marks = Marks()
    row = Row("刑事立案", "起", marks.value("593", source("D2")), marks.value("540", source("E2")), "")
    (cells,) = table_of(appendix("表", "附件", [row], marks, last=True)).rows
    assert [w.source for cell in cells for w in cell.words] == [None, None, source("D2"), source("E2")]


def test_a_table_at_the_end_is_followed_by_a_tiny_paragraph() -> None:
    blocks = appendix("表", "附件", ROWS, Marks(), last=True)
    assert lines(blocks)[-1] == "文末: "
    assert not any(cell.keep_next for row in table_of(blocks).rows for cell in row)


def test_the_last_row_stays_with_the_imprint() -> None:
    table = table_of(appendix("表", "附件", ROWS, Marks(), last=False))
    assert [[cell.keep_next for cell in row] for row in table.rows] == [[False] * 5, [True] * 5]


def test_without_figures_the_table_is_its_head() -> None:
    table = table_of(appendix("表", "附件", [], Marks(), last=False))
    assert (len(table.head), table.rows) == (5, ())
