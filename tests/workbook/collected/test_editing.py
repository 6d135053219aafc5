from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from generator.archive import unzipped
from generator.diagnostics import Findings
from generator.errors import UnusableFile
from generator.model.provenance import Cell
from generator.workbook.collected.editing import collected
from generator.workbook.collected.edits import Edit, Listing
from generator.workbook.collected.matters import Matter, Standing
from generator.workbook.collected.record import Answer, KeptCell, KeptMatter, KeptRow, KeptStanding, Record, read_record, record_rows
from generator.workbook.collected.rulings import DONE, KEEP, TAKE, Ruling
from generator.workbook.sheets import read_sheets
from tests.support.validity import faults_of
from tests.support.workbooks import make_workbook

NOTHING = Listing((), (), None)
ANSWER = Answer("刑侦支队", "593", Cell("甲 #1.xlsx", "指标", "D5"))
FULL = Listing(
    (Standing("刑侦支队", "有空缺", (1, 2), (0, 0), ("刑事破案",), ("甲 #1.xlsx",), "张某", "123", ""),),
    (
        Matter("两边都改了", "刑事立案.本年", "指标", "D2", "=1+1", (ANSWER, ANSWER._replace(text="@x")), "请比较"),
        Matter("待放置", "一段", is_conflict=False),
    ),
    "%E6%94%B6/",
)


def written(path: Path, edits: list[Edit], listing: Listing = NOTHING, record: Record = Record()) -> Path:  # noqa: B008
    made = path.with_name(f"后{path.name}")
    made.write_bytes(collected(path.name, path.read_bytes(), edits, listing, record))
    return made


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make_workbook(tmp_path / "甲.xlsx")


def test_the_workbook_stays_sound_and_other_parts_the_same_bytes(book: Path) -> None:
    made = written(book, [Edit("指标", "D2", "5", True), Edit("报告内容", "D30", "新的", False)], FULL)
    assert faults_of(made) == []
    before, after = unzipped(book.read_bytes()), unzipped(made.read_bytes())
    touched = {name for name, part in before.items() if after[name] != part}
    assert touched <= {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", *_sheets(book)}
    assert len(touched & set(_sheets(book))) < len(_sheets(book))


def _sheets(path: Path) -> list[str]:
    return [name for name in zipfile.ZipFile(path).namelist() if name.startswith("xl/worksheets/sheet")]


@pytest.mark.parametrize(
    ("text", "is_figure", "value", "kind"),
    [
        ("593", True, 593, "n"),
        ("-1.5", True, -1.5, "n"),
        ("593", False, "593", "s"),
        ("近2亿", True, "近2亿", "s"),
        ("1234567890123456", True, "1234567890123456", "s"),
        ("007", True, "007", "s"),
        ("=1+1", False, "=1+1", "s"),
        ("一行\n两行", False, "一行\n两行", "s"),
        ("", False, None, "n"),
    ],
)
def test_a_cell_gets_a_number_or_a_text_never_a_formula(book: Path, text: str, is_figure: bool, value: object, kind: str) -> None:
    cell = load_workbook(written(book, [Edit("指标", "D2", text, is_figure)]))["指标"]["D2"]
    assert (cell.value, cell.data_type) == (value, kind)


def test_what_looks_like_an_escape_is_read_back_as_it_was(book: Path) -> None:
    table = read_sheets(written(book, [Edit("报告内容", "D2", "甲_x0041_", False)]), Findings()).tables["报告内容"]
    assert table.rows[0]["正文"].text == "甲_x0041_"


def test_a_row_is_high_enough_for_its_new_text_unless_its_height_is_fixed(book: Path) -> None:
    own = load_workbook(book)
    own["报告内容"].column_dimensions["D"].width = 40
    own["报告内容"].row_dimensions[3].height = 30
    own.save(book)
    made = load_workbook(written(book, [Edit("报告内容", cell, "很长的一段话。" * 30, False) for cell in ("D2", "D3")]))["报告内容"]
    assert made.row_dimensions[2].height > 100
    assert made.row_dimensions[3].height == 30


def test_the_sheets_of_the_last_time_are_replaced_and_a_sheet_of_that_name_of_the_drafters_stays(book: Path) -> None:
    own = load_workbook(book)
    own.create_sheet("汇总核对")["A1"] = "我自己的"
    own.save(book)
    again = written(written(book, [], FULL), [], FULL)
    names = load_workbook(again).sheetnames
    assert names == ["汇总核对2", "填写说明", "基本信息", "指标", "报告内容", "汇总核对", "汇总记录"]
    assert load_workbook(again)["汇总核对"]["A1"].value == "我自己的"


def test_the_list_links_to_cells_and_files_and_its_texts_are_no_formulas(book: Path) -> None:
    sheet = load_workbook(written(book, [], FULL))["汇总核对"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    links = [(cell.hyperlink.target, cell.hyperlink.location) for cell in cells if cell.hyperlink]
    assert links == [(None, "'指标'!D2"), *[("%E6%94%B6/%E7%94%B2%20%231.xlsx", "'指标'!D5")] * 2]
    assert not any(cell.data_type == "f" for cell in cells)
    assert {cell.value for cell in cells} >= {"=1+1", "@x", "刑事破案", "1 / 2", "张某", "123"}
    without = load_workbook(written(book, [], FULL._replace(folder=None)))["汇总核对"]
    assert [cell.hyperlink.location for row in without.iter_rows() for cell in row if cell.hyperlink] == ["'指标'!D2"]


def test_a_record_is_read_back_as_it_was_written() -> None:
    record = Record(
        "摘要",
        (
            KeptRow("I甲", "指标", ("n/I2", "新/x"), {"引用名": "甲", "备注": "=1"}, ("本年",)),
            KeptRow("E1", "报告内容", (), {"正文": "a\nb"}),
        ),
        (KeptCell("I甲", "本年", "", "未决", (ANSWER, ANSWER._replace(text=""))), KeptCell("E1", "正文", "a", "选定", ())),
        (
            KeptMatter("0123456789ab", "填法不对", "甲.本年", "I甲", "本年", "请改", (KEEP, DONE), True, None, (ANSWER,)),
            KeptMatter("ba9876543210", "读不了", "坏.xlsx", "", "", "", (DONE,), False, Ruling(TAKE, "abcdef")),
        ),
        (KeptStanding("刑侦支队", "有空缺", "张某", "123", "封面没有写填报人"), KeptStanding("治安支队", "未交")),
    )
    plain = [{column: text for column, text in enumerate(row, start=1) if text} for row in record_rows(record)]
    assert read_record(plain) == record
    assert read_record([]) is None
    assert read_record([{1: "别的"}]) is None


def test_a_workbook_with_macros_is_refused(book: Path) -> None:
    parts = unzipped(book.read_bytes())
    kinds = parts["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    from generator.archive import zipped

    with pytest.raises(UnusableFile, match="不做汇总"):
        collected("甲.xlsm", zipped({**parts, "[Content_Types].xml": kinds}), [], NOTHING, Record())
