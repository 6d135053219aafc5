"""The pictures of the READMEs and of the template keeper's handbook, as LibreOffice prints them.

    python -m tools.pictures

Needs LibreOffice, poppler and the stand-in fonts (tests/rendering/install.sh). The same sources give the same bytes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from PIL import Image, ImageChops

from generator import render_docx
from generator.pipeline.building import build
from tests.rendering.measure import font_config

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "sample_data"
IMAGES = ROOT / "docs" / "images"
INDICATORS_PAGE = 3  # of the workbook as it is printed: after 填写说明 and 基本信息
SHADES = 24
GAP = 24  # pixels between two pictures that stand side by side
TABLE = (
    ("部分", "栏目", "工作", "件数"),
    ("{%tr for 行 in 各行 %}", "", "", ""),
    ("{% vm 行.部分 %}{{ 行.部分 }}", "{% vm 行.栏目 %}{{ 行.栏目 }}", "{{ 行.工作 }}", "{{ 行.件数 }}"),
    ("{%tr endfor %}", "", "", ""),
)
ROWS = [
    {"部分": "行政执法", "栏目": "打击犯罪", "工作": "刑事案件", "件数": 480},
    {"部分": "行政执法", "栏目": "打击犯罪", "工作": "治安案件", "件数": 95},
    {"部分": "行政执法", "栏目": "执法监督", "工作": "案卷评查", "件数": 120},
    {"部分": "纠纷化解", "栏目": "矛盾排查", "工作": "排查纠纷", "件数": 170},
    {"部分": "纠纷化解", "栏目": "矛盾排查", "工作": "化解纠纷", "件数": 165},
]


def page_of(file: Path, page: int, width: int, work: Path) -> Image.Image:
    """One page of an office file, that many pixels across."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    environment = {**os.environ, "FONTCONFIG_FILE": str(font_config(cache / "fandol", work)), "HOME": str(work)}
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(work), str(file)]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    pdf, png = work / f"{file.stem}.pdf", work / file.stem
    scale = ["-scale-to-x", str(width), "-scale-to-y", "-1"]
    subprocess.run(["pdftoppm", "-png", "-singlefile", "-f", str(page), "-l", str(page), *scale, str(pdf), str(png)], check=True)
    with Image.open(png.with_suffix(".png")) as picture:
        return picture.convert("RGB")


def table_template(path: Path) -> Path:
    """A page with a table whose cells merge as the data say."""
    made: Document = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(150), Mm(90)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(5)
    style = made.styles["Normal"]
    style.font.name, style.font.size = "宋体", Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    table = made.add_table(rows=0, cols=len(TABLE[0]), style="Table Grid")
    for texts in TABLE:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    made.save(str(path))
    return path


def trimmed(picture: Image.Image) -> Image.Image:
    """The picture without the white around it."""
    box = ImageChops.difference(picture, Image.new("RGB", picture.size, "white")).getbbox()
    return picture.crop(box) if box else picture


def beside(left: Image.Image, right: Image.Image) -> Image.Image:
    """Two pictures side by side."""
    both = Image.new("RGB", (left.width + GAP + right.width, max(left.height, right.height)), "white")
    both.paste(left, (0, 0))
    both.paste(right, (left.width + GAP, 0))
    return both


def keep(picture: Image.Image, name: str) -> None:
    """Write a picture in few shades, which is small and as sharp."""
    picture.quantize(SHADES, dither=Image.Dither.NONE).save(IMAGES / name, optimize=True)


def main() -> int:
    """Make all pictures anew."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        report = build(SAMPLES / "liuzhou-2022.xlsx", work / "report.docx").path
        keep(page_of(report, 1, 700, work), "page.png")
        keep(page_of(SAMPLES / "liuzhou-2022.xlsx", INDICATORS_PAGE, 1100, work), "workbook.png")
        in_word = build(SAMPLES / "shantou-2020.xlsx", work / "printed.docx").path
        keep(page_of(ROOT / "templates" / "shantou" / "report.docx", 1, 560, work), "word-template.png")
        keep(page_of(in_word, 1, 560, work), "word-report.png")
        template, made = table_template(work / "table.docx"), work / "made.docx"
        render_docx(template, {"各行": ROWS}, made)
        keep(beside(*(trimmed(page_of(file, 1, 620, work)) for file in (template, made))), "word-table.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
