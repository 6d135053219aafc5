from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from generator.diagnostics import Findings
from generator.errors import OverwriteRefused, UnusableFile, UnwritableFile
from generator.pipeline.checking import check
from generator.pipeline.marking import mark
from tests.support.workbooks import make_workbook

MISTAKES = Path(__file__).parents[2] / "sample_data" / "mistakes.xlsx"


def told(path: Path) -> list[object]:
    return [replace(found, place=replace(found.place, file=None)) for found in check(path)]


def test_the_copy_has_the_same_findings_and_so_has_the_copy_of_the_copy(tmp_path: Path) -> None:
    first, second = tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    assert mark(MISTAKES, check(MISTAKES), first) == "marked"
    assert mark(first, check(first), second) == "marked"
    assert told(first) == told(second) == told(MISTAKES)


def test_a_copy_that_was_corrected_and_checked_again_is_clean(folder: Path) -> None:
    path = make_workbook(folder / "甲市.xlsx", items={"主送机关": ""})
    assert mark(path, check(path), folder / "核对.xlsx") == "marked"
    book = openpyxl.load_workbook(folder / "核对.xlsx")
    book["基本信息"]["B4"] = "市委"
    book.save(folder / "核对.xlsx")
    assert mark(folder / "核对.xlsx", check(folder / "核对.xlsx"), folder / "净.xlsx") == "cleaned"
    assert openpyxl.load_workbook(folder / "净.xlsx").sheetnames == openpyxl.load_workbook(path).sheetnames
    assert mark(folder / "净.xlsx", Findings(), folder / "没有.xlsx") == "nothing"
    assert not (folder / "没有.xlsx").exists()


def test_a_copy_appears_whole_and_where_nothing_is(folder: Path) -> None:
    path = make_workbook(folder / "甲市.xlsx", items={"主送机关": ""})
    findings = check(path)
    (folder / "链接.xlsx").symlink_to("没有")
    for name in ("甲市.xlsx", "链接.xlsx"):
        with pytest.raises(OverwriteRefused, match="没有覆盖"):
            mark(path, findings, folder / name)
    with pytest.raises(UnwritableFile, match="请先建好"):
        mark(path, findings, folder / "没有这个文件夹" / "核对.xlsx")
    path.write_bytes(b"PK")
    with pytest.raises(UnusableFile):
        mark(path, findings, folder / "核对.xlsx")
    assert not (folder / "核对.xlsx").exists()
