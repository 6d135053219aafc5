"""The layout ``report.docx``: its parts, its styles by name, and the slots where blocks go.

Read with expat, so that what every report takes needs neither lxml nor python-docx.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from xml.parsers import expat

from generator.document import styles
from generator.document.blocks import SLOTS
from generator.errors import UnusableFile
from generator.model.template import PageProfile
from generator.word.profile import with_profile

DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
MAX_LAYOUT = 20 * 2**20
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# LibreOffice writes the names of built-in styles with capitals; Word takes either.
_BUILT_IN = {name.lower(): name for name in (styles.TITLE, *styles.HEADINGS)}
_LEAST_AREA = 2_800  # twips: 28 characters a line would be smaller than 5 points
_MARGIN = re.compile(r"word/(?:header|footer)[0-9]*\.xml")
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


def read_layout(path: Path, page: PageProfile = "gbt9704", fonts: Mapping[str, str] = MappingProxyType({})) -> Layout:
    """The layout with the page profile and the fonts of the template, checked.

    Raises :class:`UnusableFile` when it is no Word file, lacks a style or slot, or has a wrong one.
    """
    name = f"{path.parent.name}/{path.name}"
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_LAYOUT + 1)
        if len(data) > MAX_LAYOUT:
            raise UnusableFile(f"{name}：超过 {MAX_LAYOUT // 2**20} MB 的上限")
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_LAYOUT:
                raise UnusableFile(f"{name}：解压后超过 {MAX_LAYOUT // 2**20} MB 的上限")
            parts = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
        parts = with_profile(parts, page, fonts)
        pieces, area, strays = _cut(parts[DOCUMENT])
        for part in sorted(parts):
            if _MARGIN.fullmatch(part):
                strays += _read_through(parts[part]).strays
        found = _Styles(parts[STYLES])
    except OSError as error:
        raise UnusableFile(f"{name}：读不出来（{error.strerror}）") from None
    except (zipfile.BadZipFile, zlib.error, KeyError, expat.ExpatError, RuntimeError, NotImplementedError, ValueError) as error:
        raise UnusableFile(f"{name}：不是能用的 Word 文件（.docx）；请在 Word 或 WPS 里另存为 .docx") from error
    if strays:
        raise UnusableFile(f"{name}：“{strays[0]}”不会换成内容；版式里只能单独成段地写 {{{{p {SLOTS[0]} }}}} 这样的标记，请改正")
    if area < _LEAST_AREA:
        raise UnusableFile(f"{name}：页面去掉页边距只剩 {area * 127 // 7200} 毫米宽，放不下正文；请改页面设置")
    _require(name, pieces[1::2], found)
    return Layout(name, parts, pieces, found.ids, area, found.size(styles.LETTERHEAD_MARK))


def _require(name: str, slots: Collection[str], found: _Styles) -> None:
    if missing := [s for s in styles.REQUIRED if s not in found.ids]:
        raise UnusableFile(f"{name}：缺少样式 {_quoted(missing)}；请在 Word 的“样式”里补上，或从标准模板复制")
    for kind, shown in (("paragraph", "段落"), ("character", "字符"), ("table", "表格")):
        if wrong := [s for s in styles.REQUIRED if _kind(s) == kind != found.kinds[s]]:
            raise UnusableFile(f"{name}：样式 {_quoted(wrong)} 应是{shown}样式；请在 Word 里改“样式类型”，或从标准模板复制")
    if strange := [slot for slot in slots if slot not in SLOTS]:
        raise UnusableFile(f"{name}：不认识 {{{{p {strange[0]} }}}}；可以写的有 {'、'.join(SLOTS)}")
    if twice := [slot for slot in SLOTS if list(slots).count(slot) > 1]:
        raise UnusableFile(f"{name}：{{{{p {twice[0]} }}}} 写了两处，内容会印两遍；请只留一处")
    if "正文" not in slots:
        raise UnusableFile(f"{name}：没有写着 {{{{p 正文 }}}} 的段落，不知道报告正文放在哪里；请单独起一段写上")


def _quoted(names: Iterable[str]) -> str:
    return "、".join(f"“{styles.SHOWN_AS.get(name, name)}”" for name in names)


def _kind(style: str) -> str:
    """The type that a style must be of."""
    return "character" if style in styles.CHARACTER else "table" if style == styles.TABLE else "paragraph"


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while it is read: where it begins, its words, and the section that ends with it."""

    begin: int
    words: list[str] = field(default_factory=list)
    section: bytes = b""


class _Cutter:
    """Finds paragraphs that hold nothing but a slot tag, and the pages' measures, with byte offsets."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.slots: list[tuple[int, int, str, bytes]] = []
        self.strays: list[str] = []
        self.pages: list[tuple[int, dict[str, int]]] = []
        self._paragraphs: list[_Paragraph] = []
        self._in_text = False
        self._section = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = _no_doctype

    def start(self, tag: str, at: dict[str, str]) -> None:
        if tag == f"{_W} p":
            self._paragraphs.append(_Paragraph(self.parser.CurrentByteIndex))
        elif tag == f"{_W} t":
            self._in_text = True
        elif tag == f"{_W} sectPr":
            self._section = self.parser.CurrentByteIndex
            self.pages.append((self._section, {}))
        elif tag in (f"{_W} pgSz", f"{_W} pgMar") and self.pages:
            self.pages[-1][1].update({key.rpartition(" ")[2]: int(value) for key, value in at.items() if value.lstrip("-").isdigit()})

    def characters(self, text: str) -> None:
        if self._in_text and self._paragraphs:
            self._paragraphs[-1].words.append(text)

    def end(self, tag: str) -> None:
        if tag == f"{_W} t":
            self._in_text = False
        elif tag == f"{_W} sectPr" and self._paragraphs:
            self._paragraphs[-1].section = self.data[self._section : self._after()]
        elif tag == f"{_W} p":
            ended = self._paragraphs.pop()
            words = "".join(ended.words)
            if found := _SLOT.fullmatch(words):
                self.slots.append((ended.begin, self._after(), found[1], ended.section))
            elif "{{" in words or "{%" in words:
                self.strays.append(" ".join(words.split())[:40])

    def _after(self) -> int:
        """Where the element ends whose end is met."""
        return self.data.index(b">", self.parser.CurrentByteIndex) + 1

    def type_area(self) -> int:
        """Its width in the section of the 正文."""
        body = next((begin for begin, _, name, _ in self.slots if name == "正文"), 0)
        page = next((page for at, page in self.pages if at > body), {})
        return page.get("w", 11906) - page.get("left", 1588) - page.get("right", 1474) - page.get("gutter", 0)


def _no_doctype(*_: object) -> None:
    raise ValueError("a document type declaration")


def _read_through(data: bytes) -> _Cutter:
    cutter = _Cutter(data)
    cutter.parser.Parse(data, True)
    return cutter


def _cut(data: bytes) -> tuple[tuple[str, ...], int, list[str]]:
    text = data.decode("utf-8-sig").encode()
    if f'xmlns:w="{_W}"'.encode() not in text and f"xmlns:w='{_W}'".encode() not in text:
        raise ValueError("the body does not use the prefix w, which the blocks are written with")
    cutter = _read_through(text)
    pieces, at, rest = [], 0, ""
    for begin, close, name, section in cutter.slots:
        pieces += [rest + text[at:begin].decode(), name]
        at, rest = close, f"<w:p><w:pPr>{section.decode()}</w:pPr></w:p>" if section else ""
    return (*pieces, rest + text[at:].decode()), cutter.type_area(), cutter.strays


class _Styles:
    """The styles by name: ids, types, and sizes of letters, inherited ones too."""

    def __init__(self, data: bytes) -> None:
        self.ids: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self._sizes: dict[str, int] = {}
        self._parents: dict[str, str] = {}
        self._id = self._kind = ""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.StartDoctypeDeclHandler = _no_doctype
        parser.Parse(data, True)

    def _start(self, tag: str, at: dict[str, str]) -> None:
        value = at.get(f"{_W} val", "")
        if tag == f"{_W} style":
            self._id, self._kind = at.get(f"{_W} styleId", ""), at.get(f"{_W} type", "")
        elif not self._id:
            return
        elif tag == f"{_W} name":
            name = _BUILT_IN.get(value.lower(), value)
            self.ids.setdefault(name, self._id)
            self.kinds.setdefault(name, self._kind)
        elif tag == f"{_W} basedOn":
            self._parents[self._id] = value
        elif tag == f"{_W} sz":
            self._sizes[self._id] = int(value) * 10

    def size(self, name: str) -> int:
        """The size of a style's letters in twips, 0 when neither it nor what it is based on says one."""
        style, seen = self.ids[name], set[str]()
        while style not in self._sizes and style in self._parents and style not in seen:
            seen.add(style)
            style = self._parents[style]
        return self._sizes.get(style, 0)
