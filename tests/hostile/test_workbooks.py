"""A workbook from a colleague: what no spreadsheet program writes is refused in one line or read in bounded time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from generator.comparison.page import page
from generator.pipeline.diffing import diff
from tests.support.confined import fazhi
from tests.support.packages import add, change, parts_of, row, share_strings, sheet_part, write_parts
from tests.support.workbooks import ENTRIES, make_workbook

ATTACK = "=cmd|'/c calc'!A0"
COMMANDS = [
    ["check", "甲.xlsx", "--annotate", "核对.xlsx"],
    ["build", "甲.xlsx", "-o", "报告.docx"],
    ["new", "--last", "甲.xlsx", "-o", "新.xlsx"],
]


def into(path: Path, rows: bytes) -> None:
    change(path, sheet_part("指标"), b"</sheetData>", rows + b"</sheetData>")


def strings(path: Path) -> None:
    share_strings(path)
    cells = b"".join(b'<row r="%d">%s</row>' % (n, b'<c t="s"><v>0</v></c>' * 8) for n in range(10, 5_000))
    into(path, cells)
    change(path, "xl/sharedStrings.xml", b"<t>", b"<t>" + "字".encode() * 2_000_000)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (
            lambda path: into(path, b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
            "错误 指标!XFD1048576：第 20000 行以后还有内容，没有读",
        ),
        (lambda path: into(path, b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(100, 200_000))), ""),
        (lambda path: change(path, sheet_part("指标"), b"<sheetData>", b"<sheetData>" + b"<row>" * 100_000 + b"</row>" * 100_000), ""),
        (lambda path: change(path, sheet_part("指标"), b"</sheetData>", b"</sheetData>" + b"<a>" * 100_000 + b"</a>" * 100_000), ""),
        (strings, "错误 指标!A10：文字超过 20000 字"),
    ],
    ids=["a far corner", "blank rows", "deep rows", "deep elements", "a long text in many cells"],
)
def test_a_workbook_of_any_size_or_depth_is_read_in_bounded_time(folder: Path, spoil: Callable[[Path], object], said: str) -> None:
    spoil(make_workbook(folder / "甲.xlsx"))
    written = {"check": "核对.xlsx" if said else "", "build": "" if said else "报告.docx", "new": "新.xlsx"}
    for command in COMMANDS:
        before = set(folder.iterdir()) | {folder / ".fazhi"}
        done = fazhi(folder, *command)
        assert done.returncode == (1 if said and command[0] != "new" else 0)
        assert said in done.stdout + done.stderr
        assert ("错误 " in done.stdout + done.stderr) is bool(said)
        assert {path.name for path in set(folder.iterdir()) - before} == {written[command[0]]} - {""}


@pytest.mark.parametrize("encoding", ["gbk", "utf-7", "UTF-88", "zlib_codec"])
def test_an_encoding_that_no_office_program_writes_is_damage(folder: Path, encoding: str) -> None:
    part = sheet_part("指标")
    parts = parts_of(make_workbook(folder / "甲.xlsx"))
    declaration = f'<?xml version="1.0" encoding="{encoding}"?>'.encode()
    write_parts(
        folder / "甲.xlsx",
        {**parts, part: declaration + parts[part].partition(b"?>")[2] if b"<?xml" in parts[part] else declaration + parts[part]},
    )
    for command in COMMANDS:
        done = fazhi(folder, *command)
        assert (done.returncode, done.stderr.startswith("甲.xlsx：工作簿内容已损坏")) == (2, True), done.stderr


@pytest.mark.parametrize("content", [b"<worksheet", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"])
def test_a_sheet_under_a_name_that_says_nothing_is_looked_at_too(folder: Path, content: bytes) -> None:
    part = sheet_part("指标")
    path = make_workbook(folder / "甲.xlsx")
    change(path, "xl/_rels/workbook.xml.rels", part.removeprefix("xl/").encode(), b"worksheets/sheet.dat")
    add(path, "xl/worksheets/sheet.dat", content)
    done = fazhi(folder, "check", "甲.xlsx")
    assert (done.returncode, done.stderr.startswith("甲.xlsx：工作簿内容已损坏")) == (2, True)


def test_control_characters_in_a_cell_reach_neither_terminal_nor_report(folder: Path) -> None:
    path = make_workbook(folder / "甲.xlsx")
    into(path, row(9, "坏_x0000_\u202e_x001B_[31m名", "甲", "起", 1, 1).encode())
    done = fazhi(folder, "check", "甲.xlsx")
    assert "坏" in done.stdout
    assert all(letter.isprintable() or letter in "\n\u3000" for letter in done.stdout)


def with_attacks(path: Path, **tables: object) -> None:
    """A workbook in which 甲 to 庚 are texts that look like formulas."""
    parts = parts_of(make_workbook(path, **tables))  # type: ignore[arg-type]
    for name, content in parts.items():
        for word in "甲 乙 丙 丁 戊 己 庚".split() if name.startswith("xl/worksheets/") else ():
            written = word.encode("ascii", "xmlcharrefreplace")
            content = content.replace(b"<t>%s</t>" % written, f"<t>{ATTACK}</t>".encode())
        parts[name] = content
    write_parts(path, parts)


def test_a_text_that_looks_like_a_formula_is_text_in_every_workbook_that_is_written(folder: Path) -> None:
    head = "引用名 | 指标名称 | 单位 | 本年 | 上年 | 填报部门\n"
    rows = "刑事立案 | 立案 | 起 | 593 | 540 | 丙\n自加 | 戊 | 起 | 1 | 2 | 己\n"
    with_attacks(folder / "甲.xlsx", items={"单位简称": "乙"}, indicators=head + rows, entries=ENTRIES.replace("加强培训", "庚"))
    with_attacks(folder / "错.xlsx", items={"抄送机关": "甲"}, indicators=f"{head}{rows}刑事破案 | 丁 | 起 | 丁 | 2 | 己")
    fazhi(folder, "new", "--last", "甲.xlsx", "-o", "新.xlsx")
    fazhi(folder, "check", "错.xlsx", "--annotate", "核对.xlsx")
    fazhi(folder, "build", "甲.xlsx", "-o", "报告.docx")
    fazhi(folder, "trace", "报告.docx", "--table", "溯源.xlsx")
    for name in ("新.xlsx", "核对.xlsx", "溯源.xlsx"):
        cells = [cell for sheet in openpyxl.load_workbook(folder / name) for cells in sheet.iter_rows() for cell in cells]
        attacks = [cell for cell in cells if "cmd|" in str(cell.value)]
        assert attacks, name
        assert not [cell.coordinate for cell in attacks if cell.data_type == "f"], name


def test_words_of_a_workbook_are_no_markup_in_the_page_of_differences(folder: Path) -> None:
    script = "<script>alert(1)</script><img src=x onerror=y>"
    old = make_workbook(folder / "旧.xlsx")
    new = make_workbook(folder / "新.xlsx", entries=ENTRIES.replace("加强培训", script))
    shown = page(diff(old, new))
    assert "&lt;script&gt;" in shown
    assert "<script" not in shown
    assert "<img" not in shown


def test_a_link_to_a_device_or_in_a_circle_is_no_workbook(folder: Path) -> None:
    (folder / "零.xlsx").symlink_to("/dev/zero")
    (folder / "圈.xlsx").symlink_to("圈.xlsx")
    for name in ("零.xlsx", "圈.xlsx"):
        for command in (["check", name], ["build", name], ["new", "--last", name, "-o", "新.xlsx"]):
            done = fazhi(folder, *command)
            assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr


def test_a_link_to_a_workbook_is_that_workbook(folder: Path) -> None:
    make_workbook(folder / "甲.xlsx")
    (folder / "乙.xlsx").symlink_to("甲.xlsx")
    assert fazhi(folder, "build", "乙.xlsx").returncode == 0
    assert (folder / "乙.xlsx").is_symlink()
