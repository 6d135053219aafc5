"""Opens a workbook file that nobody vouches for: bounded, whole, and free of entities.

Everything is checked here, before openpyxl sees a byte. What can't be a workbook ends in one clear line
(:class:`UnusableFile`).
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from generator.errors import UnusableFile

MAX_FILE = 50 * 2**20
MAX_UNPACKED = 200 * 2**20
MAX_PARTS = 2_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "请在 Excel 或 WPS 里打开后另存为“Excel 工作簿（.xlsx）”"


@dataclass(frozen=True, slots=True)
class Package:
    """A workbook's bytes, checked, and per sheet the cells whose formula has never been calculated."""

    data: bytes
    uncalculated: Mapping[str, frozenset[str]]


class _Declared(Exception):
    """A part that declares a document type."""


def open_package(path: Path) -> Package:
    """The checked bytes of a workbook. Raises :class:`UnusableFile` with one line that says why not."""
    data = _read(path)
    name = path.name
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _unpack(archive, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OverflowError) as error:
        raise UnusableFile(f"{name}：文件不完整或已损坏，不是能读的 .xlsx 工作簿；请重新复制一份，或{_SAVE_AS}") from error
    if "xl/workbook.xml" not in parts:
        raise UnusableFile(f"{name}：这不是 Excel 工作簿（.xlsx）{_what_else(parts)}；{_SAVE_AS}")
    try:
        sheets = _sheet_parts(parts)
        found = {title: frozenset(_scan(parts[part])) for title, part in sheets.items() if part in parts}
        for part, content in parts.items():
            if part.endswith((".xml", ".rels", ".vml")) and part not in sheets.values():
                _refuse_declarations(content)
    except _Declared as error:
        raise UnusableFile(f"{name}：文件里带有 XML 实体声明，为安全起见不读取；{_SAVE_AS}") from error
    except expat.ExpatError as error:
        raise UnusableFile(f"{name}：工作簿内容已损坏（{expat.ErrorString(error.code)}）；{_SAVE_AS}") from error
    return Package(data, found)


def _read(path: Path) -> bytes:
    name = path.name
    try:
        if path.is_dir():
            raise UnusableFile(f"{name}：这是文件夹，请给出工作簿文件")
        size = path.stat().st_size
        if size > MAX_FILE:
            raise UnusableFile(f"{name}：文件有 {size // 2**20} MB，超过 {MAX_FILE // 2**20} MB 的上限；请删去图片和无关工作表")
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnusableFile(f"{path}：没有这个文件；请检查文件名和所在文件夹") from None
    except PermissionError:
        raise UnusableFile(f"{name}：打不开，可能正被 Excel 或 WPS 占用，或没有读取权限；请关闭后再试") from None
    except OSError as error:
        raise UnusableFile(f"{name}：读不出来（{error.strerror}）") from None
    if not data:
        raise UnusableFile(f"{name}：文件是空的；请重新复制一份")
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnusableFile(f"{name}：工作簿设了打开密码；请在 Excel 或 WPS 里取消密码后再试")
        raise UnusableFile(f"{name}：这是旧格式（.xls 或 .et）；{_SAVE_AS}")
    if not data.startswith(b"PK"):
        raise UnusableFile(f"{name}：这不是 Excel 工作簿（.xlsx），可能是改了扩展名的文本或别的文件；{_SAVE_AS}")
    return data


def _what_else(parts: Mapping[str, bytes]) -> str:
    if "word/document.xml" in parts:
        return "，而是 Word 文件"
    if "xl/workbook.bin" in parts:
        return "，而是二进制工作簿（.xlsb）"
    return ""


def _unpack(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    """Every part, with the unpacked size counted as it really is, not as the zip declares it."""
    listed = archive.infolist()
    if len(listed) > MAX_PARTS:
        raise UnusableFile(f"{name}：压缩包里有 {len(listed)} 个部件，超过 {MAX_PARTS} 个的上限，不像正常的工作簿")
    left, parts = MAX_UNPACKED, {}
    for info in listed:
        if info.flag_bits & 0x1:
            raise UnusableFile(f"{name}：文件加了密码；请取消密码后再试")
        with archive.open(info) as stream:
            content = stream.read(left + 1)
        left -= len(content)
        if left < 0:
            raise UnusableFile(f"{name}：解压后超过 {MAX_UNPACKED // 2**20} MB 的上限，不像正常的工作簿，不读取")
        parts[info.filename.replace("\\", "/").lstrip("/")] = content
    return parts


def _declared(*_: object) -> None:
    raise _Declared


def _refuse_declarations(content: bytes) -> None:
    """Raise when the part declares a document type: only there can entities be defined."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _declared
    parser.Parse(content, True)


def _sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Sheet title → the name of its part, by the relationships of the workbook part."""
    targets: dict[str, str] = {}
    titles: dict[str, str] = {}

    def relationship(tag: str, at: dict[str, str]) -> None:
        if tag.endswith("Relationship"):
            targets[at.get("Id", "")] = posixpath.normpath(posixpath.join("xl", at.get("Target", ""))).lstrip("/")

    def sheet(tag: str, at: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet":
            key = next((value for key, value in at.items() if key.endswith(":id")), "")
            titles[at.get("name", "")] = key

    for part, handler in (("xl/_rels/workbook.xml.rels", relationship), ("xl/workbook.xml", sheet)):
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _declared
        parser.StartElementHandler = handler
        parser.Parse(parts.get(part, b"<none/>"), True)
    return {title: targets.get(key, "") for title, key in titles.items()}


def _scan(content: bytes) -> list[str]:
    """The addresses of cells that hold a formula and no stored result."""
    found: list[str] = []
    address, met = "", set[str]()

    def start(tag: str, at: dict[str, str]) -> None:
        nonlocal address
        local = tag.rpartition(":")[2]
        if local == "c":
            address = at.get("r", "")
            met.clear()
        elif local in ("f", "v", "is"):
            met.add(local)

    def end(tag: str) -> None:
        if tag.rpartition(":")[2] == "c" and met == {"f"}:
            found.append(address)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _declared
    if b"<f" in content or b":f" in content or not content.lstrip().startswith(b"<"):
        parser.StartElementHandler = start
        parser.EndElementHandler = end
    parser.Parse(content, True)
    return found
