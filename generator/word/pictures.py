"""Pictures as values: read with bounds, put in at the width of their place, each stored once."""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from generator.archive import CONTENT_TYPES, Member, packed
from generator.errors import UnusableFile
from generator.records import record
from generator.templating.values import Misuse

MAX_PICTURE = 20 * 2**20
SUFFIXES = {"png": "image/png", "jpeg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp"}
PICTURE_NAME = re.compile(r"[^/\\:\n]+\.(?:png|jpe?g|gif|bmp)", re.IGNORECASE)
EMU_A_TWIP, EMU_A_MM, EMU_AN_INCH = 635, 36_000, 914_400
_DPI = 96
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'


@record
class Picture:
    """A picture.

    ``kind`` is ``png`` and the like, ``across`` and ``down`` are its pixels, ``width`` is what is asked for in
    millimetres, None for the width of its place.
    """

    name: str
    data: bytes
    kind: str
    across: int
    down: int
    width: float | None = None

    def __str__(self) -> str:
        return self.name

    __repr__ = __str__

    @classmethod
    def read(cls, path: Path | str) -> Picture:
        """The picture in a file. Raises :class:`UnusableFile` when there is none that a Word file can hold."""
        path = Path(path)
        try:
            if not path.is_file():
                raise UnusableFile(f"{path.name}：没有这个图片文件")
            with path.open("rb") as stream:
                data = stream.read(MAX_PICTURE + 1)
        except (OSError, ValueError):
            raise UnusableFile(f"{path.name}：这个图片文件读不出来；请检查文件名和权限") from None
        if len(data) > MAX_PICTURE:
            raise UnusableFile(f"{path.name}：图片超过 {MAX_PICTURE // 2**20} MB 的上限；请压缩后再用")
        measured = _measured(data)
        if measured is None or not (0 < measured[1] < 100_000 and 0 < measured[2] < 100_000):
            raise UnusableFile(f"{path.name}：不是能用的图片；请另存为 PNG 或 JPEG")
        return cls(path.name, data, *measured)

    def height(self, width: int) -> int:
        """The height that belongs to a width, in the same unit."""
        return max(1, round(width * self.down / self.across))

    def wide(self, room: int) -> int:
        """The width in EMU: as asked for, else its own at 96 dots an inch, never more than the room that there is."""
        wanted = self.width * EMU_A_MM if self.width else self.across * EMU_AN_INCH / _DPI
        return max(1, round(min(wanted, room) if room else wanted))


def _measured(data: bytes) -> tuple[str, int, int] | None:
    """The kind and size in pixels by the head of the file, None for what is no picture."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
            return "png", *struct.unpack(">2L", data[16:24])
        if data.startswith((b"GIF87a", b"GIF89a")):
            return "gif", *struct.unpack("<2H", data[6:10])
        if data.startswith(b"BM"):
            across, down = struct.unpack("<2l", data[18:26])
            return "bmp", across, abs(down)
        if data.startswith(b"\xff\xd8"):
            return _measured_jpeg(data)
    except struct.error:
        pass
    return None


def _measured_jpeg(data: bytes) -> tuple[str, int, int] | None:
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            down, across = struct.unpack(">2H", data[at + 5 : at + 9])
            return "jpeg", across, down
        elif marker == 0x01 or 0xD0 <= marker <= 0xD9:
            at += 2
        else:
            at += 2 + int(struct.unpack(">H", data[at + 2 : at + 4])[0])
    return None


def widened(picture: object, millimetres: object) -> Picture:
    """The picture at that width. Raises Misuse for what is no picture or no width."""
    if not isinstance(picture, Picture):
        raise Misuse("“宽”只用于图片，例如 {{ 徽标 | 宽(40) }}")
    if isinstance(millimetres, bool) or not isinstance(millimetres, int | float) or not 0 < millimetres <= 1_000:
        raise Misuse("“宽”后面写毫米数，例如 {{ 徽标 | 宽(40) }}")
    return replace(picture, width=float(millimetres))


class Media:
    """The pictures that were put into a document: each one part, related to the parts that show it."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken
        self._parts: dict[bytes, tuple[str, Picture]] = {}
        self._related: dict[str, dict[str, str]] = {}

    def relation(self, picture: Picture, part: str) -> str:
        """The id of the relationship from a part to the picture."""
        digest = hashlib.sha256(picture.data).digest()
        if digest not in self._parts:
            number = len(self._parts) + 1
            while (name := f"word/media/picture{number}.{picture.kind}") in self._taken:
                number += 1
            self._taken.add(name)
            self._parts[digest] = name, picture
        related = self._related.setdefault(part, {})
        return related.setdefault(self._parts[digest][0], f"fazhiPicture{len(related) + 1}")

    def inline(self, picture: Picture, part: str, room: int, number: str) -> str:
        """The picture as it stands in a run: a w:drawing. ``room`` is the width that there is, in EMU, 0 where it is not known."""
        across = picture.wide(room)
        down, relation = picture.height(across), self.relation(picture, part)
        name = _attribute(picture.name)
        return (
            f'<w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{across}" cy="{down}"/><wp:docPr id="{number}" name="{name}" descr="{name}"/>'
            f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}">'
            f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip xmlns:r="{_R}" r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>'
        )

    def parts(self, content: Callable[[str], bytes | None]) -> Iterator[Member]:
        """What has to be added and changed: the pictures, the relationships of parts, the content types."""
        if not self._parts:
            return
        for name, picture in self._parts.values():
            yield packed(name, [picture.data])
        for part, related in self._related.items():
            folder, _, file = part.rpartition("/")
            path = f"{folder}/_rels/{file}.rels"
            links = "".join(
                f'<Relationship Id="{relation}" Type="{_R}/image" Target="/{name}"/>' for name, relation in sorted(related.items())
            )
            yield packed(path, [_with(content(path) or _RELATIONSHIPS, b"</Relationships>", links)])
        types = content(CONTENT_TYPES) or b""
        kinds = sorted({picture.kind for _, picture in self._parts.values()})
        missing = "".join(
            f'<Default Extension="{kind}" ContentType="{SUFFIXES[kind]}"/>' for kind in kinds if f'Extension="{kind}"'.encode() not in types
        )
        yield packed(CONTENT_TYPES, [re.sub(rb"(<Types\b[^>]*>)", lambda found: found[1] + missing.encode(), types, count=1)])


def _with(data: bytes, end: bytes, added: str) -> bytes:
    """The part with something added at its end; an element without content is opened for it."""
    head, found, tail = data.rpartition(end)
    if found:
        return head + added.encode() + found + tail
    return re.sub(rb"/>\s*$", b">" + added.encode() + end, data)


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
