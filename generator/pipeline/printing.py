"""``--pdf``: LibreOffice makes the PDF where it is installed; without it, say how to save one by hand."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from generator.errors import UnwritableFile
from generator.storage import write_whole

_SECONDS = 180
_BY_HAND = "请在 Word 或 WPS 里打开报告，用“另存为 / 输出为 PDF”保存"
_COMMENT = b"%fazhi "
_FONT = re.compile(r'<w:rFonts [^>]*w:eastAsia="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Printed:
    """The PDF, None when it could not be made, and what to tell about it."""

    path: Path | None
    remarks: tuple[str, ...]


def find_office() -> str | None:
    """The program of LibreOffice, None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def make_pdf(report: Path) -> Printed:
    """The PDF beside the report. Raises :class:`UnwritableFile` when it can't be written there."""
    office = find_office()
    if office is None:
        return Printed(None, (f"没有找到 LibreOffice，没有生成 PDF；{_BY_HAND}。",))
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        copy = work / "report.docx"
        profile = (work / "profile").as_uri()
        command = [office, "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf", "--outdir", str(work), str(copy)]
        try:
            shutil.copyfile(report, copy)
            subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
            data = (work / "report.pdf").read_bytes()
        except (OSError, subprocess.SubprocessError):
            return Printed(None, (f"LibreOffice 没有能生成 PDF；{_BY_HAND}。",))
    path = report.with_suffix(".pdf")
    if path.is_dir():
        raise UnwritableFile(f"{path}：这是一个文件夹，不能写成 PDF")
    write_whole(path, _signed(data), replace=path.is_file() and _is_ours(path.read_bytes()))
    replaced = _replaced_fonts(report)
    if not replaced:
        return Printed(path, ())
    return Printed(path, (f"PDF 里的字体作了替换：{'、'.join(replaced)} 本机没有安装；要得到规范字体，{_BY_HAND}。",))


def _signed(data: bytes) -> bytes:
    """The PDF with a last comment that tells a file nobody touched; readers look for %%EOF before it."""
    return data + _COMMENT + hashlib.sha256(data).hexdigest().encode() + b"\n"


def _is_ours(data: bytes) -> bool:
    """Whether this tool wrote the PDF and nobody changed it since: only such a one is replaced."""
    body, comment, _ = data.rpartition(_COMMENT)
    return bool(comment) and _signed(body) == data


def _replaced_fonts(report: Path) -> list[str]:
    """The fonts that the report's styles ask for and this machine does not have, by fontconfig."""
    matcher = shutil.which("fc-match")
    if matcher is None:
        return []
    with zipfile.ZipFile(report) as archive:
        wanted = sorted(set(_FONT.findall(archive.read("word/styles.xml").decode())))
    return [font for font in wanted if font not in _matched(matcher, font)]


def _matched(matcher: str, font: str) -> list[str]:
    found = subprocess.run([matcher, "-f", "%{family}", font], capture_output=True, text=True, timeout=30, check=False)
    return found.stdout.split(",")
