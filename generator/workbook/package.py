"""Opens a workbook file that nobody vouches for: bounded, whole, and free of entities.

Everything is checked here, before anything reads a cell. What can't be a workbook ends in one clear line
(:class:`UnusableFile`).
"""

from __future__ import annotations

import io
import posixpath
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from xml.parsers import expat

from generator.archive import CONTENT_TYPES, Declared, careful_parser, content_types, entries
from generator.errors import UnusableFile
from generator.records import record

MAX_FILE = 50 * 2**20
MAX_UNPACKED = 200 * 2**20
MAX_PARTS = 2_000
MAX_SHEETS = 500
MAX_MARKUP = 20_000_000  # tags; a million cells have some five million
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_NO_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, OverflowError, ValueError, OSError)
_SAVE_AS = "请在 Excel 或 WPS 里打开后另存为“Excel 工作簿（.xlsx）”"
WORKBOOK_KINDS = {
    f"application/vnd.{owner}.{kind}.{main}+xml"
    for owner, main in (("openxmlformats-officedocument.spreadsheetml", "main"), ("ms-excel", "macroEnabled.main"))
    for kind in ("sheet", "template")
}


@record
class Package:
    """A workbook's parts, checked: well-formed XML without a document type, of bounded size.

    ``sheets`` maps the title of a sheet to its part, in the order of the tabs; ``strings`` and ``styles`` are empty
    where the workbook has none.
    """

    workbook: bytes
    strings: bytes
    styles: bytes
    sheets: Mapping[str, bytes]


def open_package(path: Path) -> Package:
    """The checked bytes of a workbook. Raises :class:`UnusableFile` with one line that says why not."""
    return checked_package(read_bytes(path), path.name)


def checked_package(data: bytes, name: str) -> Package:
    """The checked parts of a workbook's bytes. Raises :class:`UnusableFile` with one line that says why not."""
    if (number := entries(data)) > MAX_PARTS:
        raise UnusableFile(f"{name}：压缩包里有 {number} 个部件，超过 {MAX_PARTS} 个的上限，不像正常的工作簿")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _unpack(archive, name)
    except _NO_ZIP as error:
        raise UnusableFile(f"{name}：文件不完整或已损坏，不是能读的 .xlsx 工作簿；请重新复制一份，或{_SAVE_AS}") from error
    try:
        types = _content_types(parts)
        workbook = next((part for part, kind in types.items() if kind in WORKBOOK_KINDS and part in parts), None)
        if workbook is None:
            raise UnusableFile(f"{name}：这不是 Excel 工作簿（.xlsx）{_what_else(parts)}；{_SAVE_AS}")
        if _STRICT in parts[workbook]:
            raise UnusableFile(f"{name}：这是“严格 Open XML”格式的工作簿，不能读；{_SAVE_AS}")
        markup = {part: content for part, content in parts.items() if _is_xml(part, types.get(part, ""))}
        if sum(content.count(b"<") for content in markup.values()) > MAX_MARKUP:
            raise UnusableFile(f"{name}：里面的标记超过 {MAX_MARKUP // 10_000} 万个的上限，不像填报用的工作簿，不读取；{_SAVE_AS}")
        for content in markup.values():
            _refuse_declarations(content)
        sheets, shared = _sheet_parts(parts, workbook, name)
    except Declared as error:
        raise UnusableFile(f"{name}：文件里带有 XML 实体声明，为安全起见不读取；{_SAVE_AS}") from error
    except expat.ExpatError as error:
        raise UnusableFile(f"{name}：工作簿内容已损坏，读不出来；{_SAVE_AS}") from error
    found = {title: parts[part] for title, part in sheets.items() if part in parts}
    strings, styles = (parts.get(shared.get(kind, ""), b"") for kind in ("sharedStrings", "styles"))
    return Package(parts[workbook], strings, styles, found)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that may be a workbook. Raises :class:`UnusableFile` with one line that says why it is none."""
    name = path.name
    try:
        if path.is_dir():
            raise UnusableFile(f"{name or path}：这是文件夹，请给出工作簿文件")
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnusableFile(f"{name}：这不是普通文件，请给出工作簿文件")
        if status.st_size > MAX_FILE:
            raise UnusableFile(
                f"{name}：文件有 {status.st_size // 2**20} MB，超过 {MAX_FILE // 2**20} MB 的上限；请删去图片和无关的工作表后再试"
            )
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise UnusableFile(f"{path}：没有这个文件；请检查文件名和所在文件夹") from None
    except PermissionError:
        raise UnusableFile(f"{name}：打不开，可能正被 Excel 或 WPS 占用，或没有读取权限；请关闭后再试") from None
    except OSError as error:
        raise UnusableFile(f"{name}：读不出来（系统错误 {error.errno}）；请把它复制到本机的硬盘上再试") from None
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
    if b"opendocument" in parts.get("mimetype", b""):
        return "，而是 ODF 文件（.ods 等）"
    return ""


def _unpack(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    """Every part, with the unpacked size counted as it really is, not as the zip declares it."""
    left, parts = MAX_UNPACKED, {}
    for info in archive.infolist():
        if info.flag_bits & 0x1:
            raise UnusableFile(f"{name}：文件加了密码；请取消密码后再试")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise zipfile.BadZipFile("a method that no office program writes")
        with archive.open(info) as stream:
            content = stream.read(left + 1)
        left -= len(content)
        if left < 0:
            raise UnusableFile(f"{name}：解压后超过 {MAX_UNPACKED // 2**20} MB 的上限，不像正常的工作簿，不读取")
        parts[info.filename.replace("\\", "/").lstrip("/")] = content
    return parts


def _is_xml(part: str, kind: str) -> bool:
    """Whether openpyxl may parse the part. VML drawings are left alone: Excel's own are not always well formed."""
    return part.endswith((".xml", ".rels")) or (kind.endswith("xml") and not kind.startswith("image/"))


def _refuse_declarations(content: bytes) -> None:
    """Raise when the part declares a document type: only there can entities be defined."""
    parser = careful_parser()
    parser.Parse(content, True)


def _content_types(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The content type of every part, as openpyxl looks them up; the parts of the package itself are XML."""
    told = content_types(parts.get(CONTENT_TYPES, b"<none/>"), parts)
    plain = {part: "application/xml" for part in parts if part.endswith((".xml", ".rels"))}
    return plain | {part: kind for part, kind in told.items() if kind} | {CONTENT_TYPES: "application/xml"}


def _sheet_parts(parts: Mapping[str, bytes], workbook: str, name: str) -> tuple[dict[str, str], dict[str, str]]:
    """The parts that the workbook part is related to: of the sheets by title, of all others by kind."""
    folder, file = posixpath.split(workbook)
    targets: dict[str, str] = {}
    titles: dict[str, str] = {}
    kinds: dict[str, str] = {}

    def relationship(tag: str, at: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "Relationship":
            kinds[at.get("Type", "").rpartition("/")[2]] = at.get("Id", "")
            targets[at.get("Id", "")] = posixpath.normpath(posixpath.join(folder, at.get("Target", ""))).lstrip("/")

    def sheet(tag: str, at: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet":
            if len(titles) >= MAX_SHEETS:
                raise UnusableFile(f"{name}：工作表超过 {MAX_SHEETS} 张，不像是填报用的工作簿，不读取")
            key = next((value for key, value in at.items() if key.endswith(":id")), "")
            titles[at.get("name", "")] = key

    for part, handler in ((posixpath.join(folder, "_rels", f"{file}.rels"), relationship), (workbook, sheet)):
        parser = careful_parser()
        parser.StartElementHandler = handler
        parser.Parse(parts.get(part, b"<none/>"), True)
    return {title: targets.get(key, "") for title, key in titles.items()}, {kind: targets[key] for kind, key in kinds.items()}
