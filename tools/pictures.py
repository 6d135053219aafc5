"""The pictures of the READMEs: the first page of the sample report, and a sheet of its workbook.

    python tools/pictures.py

Needs LibreOffice, poppler and the stand-in fonts (tests/rendering/install.sh).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from generator.pipeline.building import build
from tests.rendering.measure import font_config

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "sample_data" / "liuzhou-2022.xlsx"
IMAGES = ROOT / "docs" / "images"
INDICATORS_PAGE = 3  # of the workbook as it is printed: after 填写说明 and 基本信息


def page_of(file: Path, page: int, width: int, work: Path) -> Path:
    """One page of an office file as a PNG of that many pixels across."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    environment = {**os.environ, "FONTCONFIG_FILE": str(font_config(cache / "fandol", work)), "HOME": str(work)}
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(work), str(file)]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    pdf, png = work / f"{file.stem}.pdf", work / file.stem
    scale = ["-scale-to-x", str(width), "-scale-to-y", "-1"]
    subprocess.run(["pdftoppm", "-png", "-singlefile", "-f", str(page), "-l", str(page), *scale, str(pdf), str(png)], check=True)
    return png.with_suffix(".png")


def main() -> int:
    """Make both pictures anew."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        report = build(SAMPLE, work / "report.docx").path
        shutil.copy(page_of(report, 1, 700, work), IMAGES / "page.png")
        shutil.copy(page_of(SAMPLE, INDICATORS_PAGE, 1100, work), IMAGES / "workbook.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
