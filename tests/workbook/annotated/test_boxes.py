from __future__ import annotations

import re
from pathlib import Path

import openpyxl
from lxml import etree
from openpyxl.comments import Comment

from tests.support.annotations import copy_of, found
from tests.support.packages import parts_of
from tests.support.workbooks import make_workbook

EXCEL = "{urn:schemas-microsoft-com:office:excel}"


def heights_of(path: Path) -> dict[int, float]:
    """The height in points of the box of each row."""
    heights = {}
    for part, data in parts_of(path).items():
        if part.endswith(".vml"):
            for shape in etree.fromstring(data).iter("{urn:schemas-microsoft-com:vml}shape"):
                [row] = shape.iter(f"{EXCEL}Row")
                found = re.search(r"height:([0-9.]+)(pt|px)", shape.get("style", ""))
                assert found
                heights[int(row.text or "") + 1] = float(found[1]) * (1 if found[2] == "pt" else 0.75)
    return heights


def anchors_of(path: Path) -> list[list[int]]:
    data = b"".join(data for part, data in parts_of(path).items() if part.endswith(".vml"))
    return [[int(number) for number in each.split(b",")] for each in re.findall(rb"Anchor>([^<]+)<", data)]


def test_a_box_is_as_high_as_its_text_and_stands_right_of_its_cell(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "甲市.xlsx")
    copy = copy_of(path, found("D2", message="短", hint=""), found("D30", message="长" * 200, hint=""))
    heights = heights_of(copy)
    assert heights[2] < 40 < 100 < heights[30]
    short, long = anchors_of(copy)
    assert (short[0], short[2], long[0], long[2]) == (4, 0, 4, 28)
    assert short[6] < long[6]
    assert all(a[0] < a[4] and a[2] <= a[6] for a in (short, long))


def test_a_box_that_is_there_grows_with_its_text_and_never_shrinks(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "甲市.xlsx")
    book = openpyxl.load_workbook(path)
    for row, height in ((2, 30), (3, 500)):
        book["指标"][f"D{row}"].comment = Comment("自己写的", "张某某", height=height, width=200)
    book.save(path)
    heights = heights_of(copy_of(path, found("D2", message="长" * 100), found("D3")))
    assert heights[2] > 80
    assert heights[3] == 375


def test_hidden_columns_and_rows_take_no_room(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "甲市.xlsx")
    book = openpyxl.load_workbook(path)
    book["指标"].column_dimensions["E"].hidden = True
    book["指标"].row_dimensions[3].hidden = True
    book.save(path)
    [anchor] = anchors_of(copy_of(path, found("D2")))
    assert anchor[4:6] == [10, 15]  # 335 pixels from E: none of E, five columns, and what is left
