"""Texts of published annual reports as 正文 of workbooks that are made when a test runs.

The texts are not part of the repository. Where ``FAZHI_REPORTS`` names a folder with them, or ``../shared/reports`` is
there, they are read.
"""

from __future__ import annotations

import os
from pathlib import Path

from openpyxl import load_workbook

import generator
from generator.checks.passages import Passage
from generator.diagnostics import Diagnostic
from generator.prose.quantities import even, quantities

ROOT = Path(__file__).parents[2]
_FOLDER = Path(os.environ.get("FAZHI_REPORTS") or ROOT.parent / "shared" / "reports")
TEXTS = {path.stem: path for path in sorted(_FOLDER.glob("*.txt"))} if _FOLDER.is_dir() else {}


def paragraphs(report: str) -> list[str]:
    """The paragraphs of a text."""
    return [line.strip() for line in TEXTS[report].read_text(encoding="utf-8").splitlines() if line.strip()]


def workbook_of(report: str, folder: Path) -> Path:
    """The sample workbook of the same city and year, its indicators kept, with the published paragraphs as its 正文."""
    book = load_workbook(ROOT / "sample_data" / f"{report}.xlsx")
    sheet = book["报告内容"]
    parts = list(dict.fromkeys(str(cell.value) for cell in sheet["A"][1:] if cell.value and cell.value not in ("导语", "结语")))
    sheet.delete_rows(2, sheet.max_row)
    for text in paragraphs(report):
        sheet.append([parts[0], None, None, text])
    for part in parts[1:]:
        sheet.append([part, None, None, "继续加强。"])
    path = folder / f"{report}.xlsx"
    book.save(path)
    return path


def found_in(report: str, folder: Path) -> list[Diagnostic]:
    """What is found in the 正文 of a published text, beside whether its parts fit the template."""
    found = generator.check(workbook_of(report, folder), template="standard")
    return [
        each for each in found if each.place.sheet == "报告内容" and not each.code.startswith("part-") and each.code != "entry-not-printed"
    ]


def passages(report: str) -> list[Passage]:
    """The paragraphs as the rules of the text see them."""
    entry = None
    return [Passage(entry, text, (), even(text), tuple(quantities(even(text)))) for text in paragraphs(report)]  # type: ignore[arg-type]
