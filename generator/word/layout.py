"""The layout ``report.docx``: its parts, its styles by name, and the slots where blocks go.

Read with expat, so that what every report takes needs neither lxml nor python-docx.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from generator.document import styles
from generator.errors import UnusableFile

DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
MAX_LAYOUT = 20 * 2**20
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SLOT = re.compile(r"\s*\{\{p\s+(\w+)\s*\}\}\s*")


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout, ready for any number of reports.

    ``pieces`` is document.xml cut at its slots: literal text and slot names in turn, beginning and ending with
    text. ``style_ids`` maps the name of a style to its id. ``type_area`` is its width in twips, ``mark_size``
    the letters of the 发文机关标志 in twips.
    """

    name: str
    parts: Mapping[str, bytes]
    pieces: tuple[str, ...]
    style_ids: Mapping[str, str]
    type_area: int
    mark_size: int


def read_layout(path: Path) -> Layout:
    """The layout, checked. Raises :class:`UnusableFile` when it is no Word file or lacks a style or 正文 slot."""
    name = f"{path.parent.name}/{path.name}"
    try:
        data = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_LAYOUT:
                raise UnusableFile(f"{name}：解压后超过 {MAX_LAYOUT // 2**20} MB 的上限")
            parts = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
        pieces, area = _cut(parts[DOCUMENT])
        ids, mark_size = _style_ids(parts[STYLES])
    except OSError as error:
        raise UnusableFile(f"{name}：读不出来（{error.strerror}）") from None
    except (zipfile.BadZipFile, zlib.error, KeyError, expat.ExpatError, RuntimeError, NotImplementedError, ValueError) as error:
        raise UnusableFile(f"{name}：不是能用的 Word 文件（.docx）；请在 Word 或 WPS 里另存为 .docx") from error
    _require(name, pieces[1::2], ids)
    return Layout(name, parts, pieces, ids, area, mark_size)


def _require(name: str, slots: Iterable[str], ids: Mapping[str, str]) -> None:
    if missing := [styles.SHOWN_AS.get(s, s) for s in styles.REQUIRED if s not in ids]:
        raise UnusableFile(f"{name}：缺少样式 {'、'.join(f'“{s}”' for s in missing)}；请在 Word 的“样式”里补上，或从标准模板复制")
    if "正文" not in slots:
        raise UnusableFile(f"{name}：没有写着 {{{{p 正文 }}}} 的段落，不知道报告正文放在哪里；请单独起一段写上")


class _Cutter:
    """Finds paragraphs that hold nothing but a slot tag, and the page's measures, with byte offsets."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.slots: list[tuple[int, int, str]] = []
        self.page: dict[str, int] = {}
        self._paragraphs: list[tuple[int, list[str]]] = []
        self._in_text = False
        self._closing: tuple[int, str] | None = None
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = _no_doctype

    def start(self, tag: str, at: dict[str, str]) -> None:
        if tag == f"{_W} p":
            self._paragraphs.append((self.parser.CurrentByteIndex, []))
        elif tag == f"{_W} t":
            self._in_text = True
        elif tag in (f"{_W} pgSz", f"{_W} pgMar"):
            self.page.update({key.rpartition(" ")[2]: int(float(value)) for key, value in at.items() if value.lstrip("-").isdigit()})

    def characters(self, text: str) -> None:
        if self._in_text and self._paragraphs:
            self._paragraphs[-1][1].append(text)

    def end(self, tag: str) -> None:
        if tag == f"{_W} t":
            self._in_text = False
        elif tag == f"{_W} p":
            begin, words = self._paragraphs.pop()
            if found := _SLOT.fullmatch("".join(words)):
                close = self.data.index(b">", self.parser.CurrentByteIndex) + 1
                self.slots.append((begin, close, found[1]))


def _no_doctype(*_: object) -> None:
    raise ValueError("a document type declaration")


def _cut(data: bytes) -> tuple[tuple[str, ...], int]:
    text = data.decode("utf-8-sig").encode()
    if f'xmlns:w="{_W}"'.encode() not in text and f"xmlns:w='{_W}'".encode() not in text:
        raise ValueError("the body does not use the prefix w, which the blocks are written with")
    cutter = _Cutter(text)
    cutter.parser.Parse(text, True)
    pieces, at = [], 0
    for begin, close, name in sorted(cutter.slots):
        pieces += [text[at:begin].decode(), name]
        at = close
    page = cutter.page
    area = page.get("w", 11906) - page.get("left", 1588) - page.get("right", 1474)
    return (*pieces, text[at:].decode()), area


def _style_ids(data: bytes) -> tuple[dict[str, str], int]:
    """Names and ids of the styles, and the size of the 发文机关标志 in twips."""
    ids: dict[str, str] = {}
    sizes: dict[str, int] = {}
    style = name = ""

    def start(tag: str, at: dict[str, str]) -> None:
        nonlocal style, name
        if tag == f"{_W} style":
            style, name = at.get(f"{_W} styleId", ""), ""
        elif tag == f"{_W} name" and style and not name:
            name = at.get(f"{_W} val", "")
            ids.setdefault(name, style)
        elif tag == f"{_W} sz" and name:
            sizes[name] = int(at.get(f"{_W} val", "0")) * 10

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.Parse(data, True)
    return ids, sizes.get(styles.LETTERHEAD_MARK, 0)
