"""Opens a Word file that nobody vouches for: bounded, whole, its parts by what they are."""

from __future__ import annotations

import contextlib
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from xml.parsers import expat

from generator.archive import CONTENT_TYPES, RELATIONS, Member, TooLarge, careful_parser, content_types, entries, members, packed
from generator.errors import UnusableFile
from generator.records import record

MAX_FILE, MAX_UNPACKED, MAX_PARTS = 50 * 2**20, 200 * 2**20, 5_000
MAX_MARKUP = 8_000_000  # tags; a report of 20,000 rows has some 2 million, each takes some hundred bytes as a tree
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "请在 Word 或 WPS 里打开后另存为“Word 文档（.docx）”"
_NO_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, OverflowError, ValueError, IndexError)
STRICT = "http://purl.oclc.org/ooxml/"  # the namespaces of strict Open XML begin with it
_XML = (".xml", ".rels", ".vml")
_WORDPROCESSING = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MAIN = re.compile(r"application/vnd\.(?:openxmlformats-officedocument\.wordprocessingml|ms-word)\.(?:document|template)[.\w]*main\+xml")


@record
class WordFile:
    """A Word file: its parts in their order, the content type of each, and which of them is the document."""

    name: str
    members: tuple[Member, ...]
    types: Mapping[str, str]
    document: str

    def content(self, part: str) -> bytes | None:
        """A part unpacked, None when there is none."""
        return next((member.content() for member in self.members if member.name == part), None)

    def kind(self, part: str) -> str:
        """What a part is by its content type: ``header``, ``footer``, ``footnotes`` …, empty for what is not of Word."""
        kind = self.types.get(part, "")
        return kind.removeprefix(_WORDPROCESSING).removesuffix("+xml") if kind.startswith(_WORDPROCESSING) else ""


def read_bytes(path: Path, name: str) -> bytes:
    """The bytes of the file. Raises :class:`UnusableFile` with one line that says why there are none."""
    try:
        if not path.is_file():
            raise UnusableFile(
                f"{name}：这是文件夹，不是 Word 文件" if path.is_dir() else f"{name}：没有这个文件；请检查文件名和所在文件夹"
            )
        with path.open("rb") as stream:
            data = stream.read(MAX_FILE + 1)
    except OSError as error:
        raise UnusableFile(f"{name}：读不出来（系统错误 {error.errno}）；可能正被 Word 或 WPS 打开，请关闭后再试") from None
    except ValueError:
        raise UnusableFile(f"{name}：文件名里有不能用的字符") from None
    return data


def open_word(data: bytes, name: str) -> WordFile:
    """The file's parts. Raises :class:`UnusableFile` with one line that says why they can't be used."""
    if len(data) > MAX_FILE:
        raise UnusableFile(f"{name}：文件超过 {MAX_FILE // 2**20} MB 的上限；请压缩其中的图片")
    if data.startswith(_OLE):
        raise UnusableFile(f"{name}：这是旧格式（.doc、.wps）或设了打开密码的文件；{_SAVE_AS}，不设密码")
    if not data.startswith(b"PK"):
        raise UnusableFile(f"{name}：不是能用的 Word 文件（.docx），可能是改了扩展名的别的文件；{_SAVE_AS}")
    if (number := entries(data)) > MAX_PARTS:
        raise UnusableFile(f"{name}：压缩包里有 {number} 个部件，超过 {MAX_PARTS} 个的上限，不像正常的 Word 文件，不读取")
    try:
        found = members(data, MAX_UNPACKED)
    except TooLarge:
        raise UnusableFile(f"{name}：解压后超过 {MAX_UNPACKED // 2**20} MB 的上限，不像正常的 Word 文件，不读取") from None
    except _NO_ZIP:
        raise UnusableFile(f"{name}：文件不完整或已损坏，不是能用的 Word 文件（.docx）；请重新复制一份，或{_SAVE_AS}") from None
    if any(_leaves(member.name) for member in found):
        raise UnusableFile(f"{name}：压缩包里有不正常的部件，不像 Word 写的文件，不读取；{_SAVE_AS}")
    parts = {member.name: member for member in found}
    try:
        types = content_types(parts[CONTENT_TYPES].content(), parts)
    except (KeyError, expat.ExpatError, ValueError):
        raise UnusableFile(f"{name}：不是能用的 Word 文件（.docx）；{_SAVE_AS}") from None
    contents = (member.content() for member in found if member.name.lower().endswith(_XML))
    left = MAX_MARKUP
    for content in contents:
        left -= content.count(b"<")
        if left < 0:
            raise UnusableFile(f"{name}：里面的标记超过 {MAX_MARKUP // 10_000} 万个的上限，不像正常的 Word 文件，不读取")
        if not _declares(content):
            continue
        raise UnusableFile(f"{name}：文件里带有 XML 实体声明，为安全起见不读取；请在 Word 或 WPS 里另存一份")
    if any("macroEnabled" in kind for kind in types.values()):
        raise UnusableFile(f"{name}：这是带宏的文件（.docm、.dotm），为安全起见不用；{_SAVE_AS}")
    document = next((part for part in parts if _MAIN.fullmatch(types[part])), None)
    if document is None or RELATIONS not in parts:
        raise UnusableFile(f"{name}：里面没有 Word 的正文，不是能用的 Word 文件（.docx）；{_SAVE_AS}")
    if _root(parts[document].content()).startswith(STRICT):  # its paragraphs would pass for none
        raise UnusableFile(strict(name))
    if types[document].endswith("template.main+xml"):  # a .dotx: what is made of it is a document
        found = [_as_document(member) if member.name == CONTENT_TYPES else member for member in found]
    return WordFile(name, tuple(found), types, document)


def strict(name: str) -> str:
    """What is said of a file in strict Open XML."""
    return f"{name}：这是“严格 Open XML”格式，不能用；请另存为“Word 文档（.docx）”"


def _as_document(types: Member) -> Member:
    return packed(types.name, [types.content().replace(b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml")])


def _leaves(part: str) -> bool:
    """Whether a name would lead out of the folder that the zip is unpacked in."""
    return part.startswith(("/", "\\")) or "\\" in part or ".." in part.split("/") or ":" in part or "\0" in part


class _Begun(Exception):
    """The root element has begun, and no document type came before it."""


def _declares(content: bytes) -> bool:
    """Whether a part has a document type, which alone can define entities. A part that is no XML has none."""

    def begin(*_: object) -> None:
        raise _Begun

    parser = careful_parser()
    parser.StartElementHandler = begin
    try:
        parser.Parse(content, True)
    except ValueError:
        return True
    except (_Begun, expat.ExpatError):
        return False
    return False


def _root(content: bytes) -> str:
    """The name of the root element behind its namespace; empty where there is none."""
    found: list[str] = []

    def begin(name: str, _: object) -> None:
        found.append(name)
        raise _Begun

    parser = careful_parser(" ")
    parser.StartElementHandler = begin
    with contextlib.suppress(_Begun, expat.ExpatError, ValueError):
        parser.Parse(content, True)
    return found[0] if found else ""
