from __future__ import annotations

import stat
from pathlib import Path

import pytest

from generator.errors import OverwriteRefused
from generator.pipeline.building import build
from generator.pipeline.printing import make_pdf
from tests.support.workbooks import make_workbook


@pytest.fixture
def report(folder: Path) -> Path:
    return build(make_workbook(folder / "甲市.xlsx")).path


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.mark.office
def test_libreoffice_makes_the_pdf_beside_the_report(report: Path) -> None:
    printed = make_pdf(report)
    assert printed.path == report.with_suffix(".pdf")
    assert printed.path.read_bytes().startswith(b"%PDF")


@pytest.mark.office
def test_replaced_fonts_are_named(report: Path) -> None:
    [remark] = make_pdf(report).remarks
    assert remark.startswith("PDF 里的字体作了替换：")
    assert "仿宋_GB2312" in remark


@pytest.mark.office
def test_a_pdf_of_ours_is_replaced(report: Path) -> None:
    first = make_pdf(report).path
    assert first is not None
    assert make_pdf(report).path == first


@pytest.mark.office
def test_a_foreign_pdf_is_not_replaced(report: Path) -> None:
    report.with_suffix(".pdf").write_bytes(b"%PDF-1.4 mine")
    with pytest.raises(OverwriteRefused, match="没有覆盖"):
        make_pdf(report)
    assert report.with_suffix(".pdf").read_bytes() == b"%PDF-1.4 mine"


def test_without_libreoffice_it_says_how_to_save_one(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(report.parent))
    printed = make_pdf(report)
    assert printed.path is None
    assert printed.remarks == ("没有找到 LibreOffice，没有生成 PDF；请在 Word 或 WPS 里打开报告，用“另存为 / 输出为 PDF”保存。",)


def test_a_libreoffice_that_fails_leaves_no_file(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(report.parent, "soffice", "exit 1")
    monkeypatch.setenv("PATH", f"{report.parent}:/bin:/usr/bin")
    printed = make_pdf(report)
    assert printed.path is None
    assert "LibreOffice 没有能生成 PDF" in printed.remarks[0]
    assert not report.with_suffix(".pdf").exists()
