"""Files as LibreOffice saves them, for tests marked office."""

from __future__ import annotations

import subprocess
from pathlib import Path


def resaved(path: Path, folder: Path, form: str = "xlsx") -> Path:
    """The workbook as LibreOffice Calc saves it."""
    folder.mkdir()
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / path.with_suffix(f".{form}").name
