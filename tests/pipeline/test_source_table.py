"""``trace --table``: the sources of a report's values as a table for the file of the review, in Word or Excel."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest

from generator.archive import unzipped
from generator.errors import OverwriteRefused, WrongUse
from generator.pipeline.source_table import HEAD, write_table
from generator.pipeline.tracing import trace
from tests.support.layouts import slot
from tests.support.reports import built, edited
from tests.support.validity import faults_of
from tests.support.word import Xml, p

BODY = Xml(slot("正文"))
LONG = "为了看清长句怎样截取，前面先写上一段话，再写办理{{ 刑事立案 }}，后面还要再写上一段同样长的话。"
AROUND = "第1段：…面先写上一段话，再写办理【593起】，后面还要再写上一段同样…"


def made(folder: Path, name: str, *body: Xml, **more: object) -> Path:
    report = built(folder, *body, **more)
    write_table(trace(report), report.name, folder / name)
    return folder / name


def sheet_of(path: Path) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(path).active


def rows_of(path: Path) -> list[tuple[object, ...]]:
    return [tuple(cell if cell is not None else "" for cell in row) for row in sheet_of(path).iter_rows(min_row=3, values_only=True)]


def test_the_sheet_lists_value_passage_name_cells_department_and_period(tmp_path: Path) -> None:
    rows = rows_of(made(tmp_path, "溯源表.xlsx", p(LONG), BODY))
    assert rows[0] == HEAD
    assert rows[1] == (1, "593起", AROUND, "刑事立案", "指标!D2", "刑侦支队", "1至11月")
    assert [row[0] for row in rows[1:]] == list(range(1, len(rows)))
    assert ("3200", "正文里手写的数", "报告内容!D2", "法制支队") in [(row[1], *row[3:6]) for row in rows]


def test_the_sheet_says_of_which_report_and_workbook_it_is_and_prints_well(tmp_path: Path) -> None:
    path = made(tmp_path, "溯源表.xlsx")
    sheet = sheet_of(path)
    assert (sheet["A1"].value, sheet.title) == ("溯源表", "溯源表")
    assert str(sheet["A2"].value).startswith("报告：报告.docx　　工作簿：甲.xlsx　　共 ")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.print_title_rows) == ("landscape", 9, "$3:$3")
    assert sheet.freeze_panes == "A4"
    assert faults_of(path) == []


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    report = edited(built(tmp_path, p("{{ 刑事立案 }}"), BODY), lambda markup: markup.replace("593起", "=1+1", 1))
    path = tmp_path / "溯源表.xlsx"
    write_table(trace(report), report.name, path)
    cell = sheet_of(path)["B4"]
    assert (cell.value, cell.data_type) == ("=1+1（生成时为593起）", "s")
    assert cell.quotePrefix
    assert b"<f>" not in unzipped(path.read_bytes())["xl/worksheets/sheet1.xml"]


def test_the_document_is_an_annex_on_its_side_whose_head_every_page_repeats(tmp_path: Path) -> None:
    path = made(tmp_path, "溯源表.docx", p(LONG), BODY)
    document = docx.Document(str(path))
    assert document.paragraphs[0].text == "溯源表"
    assert document.paragraphs[1].text.startswith("报告：报告.docx　　工作簿：甲.xlsx")
    (table,) = document.tables
    rows = [tuple(cell.text for cell in row.cells) for row in table.rows]
    assert rows[0] == HEAD
    assert rows[1] == ("1", "593起", AROUND, "刑事立案", "指标!D2", "刑侦支队", "1至11月")
    section = document.sections[-1]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((297, 210), abs=0.2)  # type: ignore[union-attr]
    markup = unzipped(path.read_bytes())["word/document.xml"].decode()
    assert markup.count("<w:tblHeader/>") == 1
    assert "{{" not in markup
    assert faults_of(path) == []


def test_a_changed_value_is_told_with_what_was_printed(tmp_path: Path) -> None:
    report = edited(built(tmp_path, p("办理{{ 刑事立案 }}。"), BODY), lambda markup: markup.replace("593起", "601起", 1))
    write_table(trace(report), report.name, tmp_path / "溯源表.xlsx")
    assert rows_of(tmp_path / "溯源表.xlsx")[1][1:3] == ("601起（生成时为593起）", "第1段：办理【601起】。")


@pytest.mark.parametrize("name", ["溯源表.docx", "溯源表.xlsx"])
def test_the_same_report_gives_the_same_bytes_and_nothing_is_overwritten(tmp_path: Path, name: str) -> None:
    path = made(tmp_path, name)
    first = path.read_bytes()
    with pytest.raises(OverwriteRefused, match="已经有这个文件，没有覆盖"):
        made(tmp_path, name)
    assert path.read_bytes() == first
    path.unlink()
    assert made(tmp_path, name).read_bytes() == first


def test_another_kind_of_file_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"文件名应以 \.docx 或 \.xlsx 结尾"):
        made(tmp_path, "溯源表.pdf")


def test_the_table_is_no_report_of_ours_to_be_replaced(tmp_path: Path) -> None:
    from generator.word.package import is_untouched

    assert is_untouched(made(tmp_path, "溯源表.docx")) is None
