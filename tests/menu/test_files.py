from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.menu.files import FOLDER, REPORT, WORKBOOK, Found, belongs_to, found_in, free_beside, typed_path


def touch(path: Path, changed: int) -> Path:
    path.write_bytes(b"")
    os.utime(path, (changed, changed))
    return path


def test_files_come_newest_first_without_those_that_programs_keep(tmp_path: Path) -> None:
    for changed, name in enumerate(["旧.xlsx", ".隐.xlsx", "~$开.xlsx", ".~开.xlsx", "报告.docx", "新.XLSX", "说明.txt"]):
        touch(tmp_path / name, changed)
    (tmp_path / "夹.xlsx").mkdir()
    (tmp_path / "断.xlsx").symlink_to("没有")
    assert [found.path.name for found in found_in(tmp_path, WORKBOOK)] == ["新.XLSX", "旧.xlsx"]
    assert [found.path.name for found in found_in(tmp_path, REPORT)] == ["报告.docx"]
    assert [found.path.name for found in found_in(tmp_path, FOLDER)] == ["夹.xlsx"]
    assert found_in(tmp_path / "没有", WORKBOOK) == []


def test_files_of_one_moment_come_by_name(tmp_path: Path) -> None:
    for name in ("b.xlsx", "a.xlsx", "c.xlsx"):
        touch(tmp_path / name, 5)
    assert [found.path.name for found in found_in(tmp_path, WORKBOOK)] == ["a.xlsx", "b.xlsx", "c.xlsx"]


def test_a_date_that_no_calendar_has_is_left_out() -> None:
    assert Found(Path("甲.xlsx"), 1e300).row() == ("甲.xlsx", "")
    assert Found(Path("甲.xlsx"), 1_700_000_000.0).row()[1].startswith("2023-11-1")


@pytest.mark.parametrize(
    "typed",
    [
        "甲 市.xlsx",
        "'甲 市.xlsx'",
        '"甲 市.xlsx"',
        "“甲 市.xlsx”",
        r"甲\ 市.xlsx",
        "./别处/../甲 市.xlsx",
        "{folder}/甲 市.xlsx",
        "& '{folder}/甲 市.xlsx'",
        "file://{folder}/%E7%94%B2%20%E5%B8%82.xlsx",
    ],
)
def test_a_path_is_read_as_terminals_write_it(tmp_path: Path, typed: str) -> None:
    path = touch(tmp_path / "甲 市.xlsx", 1)
    assert typed_path(typed.replace("{folder}", str(tmp_path)), tmp_path) == path


def test_a_path_of_windows_keeps_its_backslashes_where_it_names_a_file(tmp_path: Path) -> None:
    path = touch(tmp_path / r"C:\报告\甲.xlsx", 1)
    assert typed_path(r'"C:\报告\甲.xlsx"', tmp_path) == path


def test_a_path_from_home_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert typed_path("~/甲.xlsx", Path("/")) == tmp_path / "甲.xlsx"


def test_a_name_that_no_file_can_have_is_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert not WORKBOOK.takes(typed_path("长" * 300, tmp_path))
    assert not FOLDER.takes(typed_path("长" * 300, tmp_path))


def test_a_free_name_is_found_beside_what_is_there(tmp_path: Path) -> None:
    workbook = touch(tmp_path / "甲.xlsx", 1)
    assert free_beside(workbook, "比较.html").name == "比较.html"
    touch(tmp_path / "比较.html", 1)
    touch(tmp_path / "比较2.html", 1)
    assert free_beside(workbook, "比较.html") == tmp_path / "比较3.html"


def test_a_report_belongs_to_the_workbook_that_its_name_begins_with() -> None:
    workbooks = [Path("乙.xlsx"), Path("甲.xlsx"), Path("甲市.xlsx")]
    assert belongs_to(Path("甲市（上报版）.docx"), workbooks) == 2
    assert belongs_to(Path("甲（上报版）.docx"), workbooks) == 1
    assert belongs_to(Path("丙（上报版）.docx"), workbooks) == 0
