"""Office files are zips: written so that the same parts always give the same bytes, and part by part.

A part that does not change is copied as it lies in the zip that it comes from, compressed, which the standard
library's ``zipfile`` can't do; a part that is made is deflated while it is made, so that it never lies in memory whole.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from typing import IO
from xml.parsers import expat

from generator.records import record

CONTENT_TYPES, RELATIONS = "[Content_Types].xml", "_rels/.rels"
_DATE = 33  # 1 January 1980, the earliest that a zip knows
_DEFLATED, _STORED = zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED
_UTF8 = 0x800
_MODE = 0o600 << 16  # the rights that unpacking gives
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_ENTRY = b"PK\1\2"
_LARGEST = 0xFFFFFFFF
_CHUNK = 1 << 16
_ENCODINGS = frozenset(("utf-8", "utf-16", "us-ascii"))  # ASCII is UTF-8 too


class TooLarge(ValueError):
    """Unpacked, the zip is larger than the caller takes."""


@record
class Member:
    """A part as it lies in a zip: how it is packed, its checksum, its size unpacked, and the packed bytes."""

    name: str
    method: int
    checksum: int
    size: int
    packed: bytes

    def content(self) -> bytes:
        """The part unpacked."""
        return self.packed if self.method == _STORED else zlib.decompress(self.packed, -15)


def packed(name: str, chunks: Iterable[bytes]) -> Member:
    """A part packed while it is made, so that it never lies in memory whole."""
    packer, checksum, size, out = zlib.compressobj(6, zlib.DEFLATED, -15), 0, 0, []
    for chunk in chunks:
        checksum, size = zlib.crc32(chunk, checksum), size + len(chunk)
        out.append(packer.compress(chunk))
    return Member(name, _DEFLATED, checksum, size, b"".join((*out, packer.flush())))


def entries(data: bytes) -> int:
    """How many parts the directory of a zip may list, counted before ``zipfile`` makes an object of each.

    Those of a zip that lies in it unpacked count too.
    """
    return data.count(_ENTRY)


def members(data: bytes, most: int) -> list[Member]:
    """The parts of a zip in their order, folders left out, each checked to unpack to what the zip says.

    Raises :class:`TooLarge` for a zip of more than ``most`` bytes unpacked, and ``zipfile.BadZipFile``, ``zlib.error``,
    ``struct.error``, ``RuntimeError`` or ``NotImplementedError`` for one that is damaged, encrypted or packed in another way.
    """
    found: dict[str, Member] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            if info.flag_bits & 1 or info.compress_type not in (_DEFLATED, _STORED):
                raise zipfile.BadZipFile("encrypted, or packed in a way that no office program writes")
            if info.filename in found:
                raise zipfile.BadZipFile("a part that stands twice in the zip")
            at = info.header_offset
            header = _LOCAL.unpack(data[at : at + _LOCAL.size])
            begin = at + _LOCAL.size + header[9] + header[10]
            packed = data[begin : begin + info.compress_size]
            most -= _checked(packed, info, most)
            found[info.filename] = Member(info.filename, info.compress_type, info.CRC, info.file_size, packed)
    return list(found.values())


def _checked(packed: bytes, info: zipfile.ZipInfo, most: int) -> int:
    """The size of a part as it really is, when it is what the zip says. Raises ``BadZipFile`` or :class:`TooLarge`."""
    size, checksum = 0, 0
    unpacker = zlib.decompressobj(-15) if info.compress_type == _DEFLATED else None
    rest = packed
    while rest:
        chunk = unpacker.decompress(rest, _CHUNK) if unpacker else rest
        rest = unpacker.unconsumed_tail if unpacker else b""
        size, checksum = size + len(chunk), zlib.crc32(chunk, checksum)
        if size > most:
            raise TooLarge
    if size != info.file_size or checksum != info.CRC:
        raise zipfile.BadZipFile("a part that is damaged")
    return size


class Archive:
    """A zip that is being written. Nothing in it tells of time or machine."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._at = 0
        self._directory: list[bytes] = []

    def add(self, part: Member) -> None:
        """Write a part as it is packed. Raises ``OverflowError`` above 4 GiB."""
        name, packed = part.name.encode(), len(part.packed)
        if max(part.size, packed, self._at) > _LARGEST:
            raise OverflowError("a zip above 4 GiB")
        flags = 0 if name.isascii() else _UTF8
        told = (part.method, 0, _DATE, part.checksum, packed, part.size, len(name))
        self._directory.append(_CENTRAL.pack(_ENTRY, 20, 20, flags, *told, 0, 0, 0, 0, _MODE, self._at) + name)
        self._write(_LOCAL.pack(b"PK\3\4", 20, flags, *told, 0) + name)
        self._write(part.packed)

    def close(self) -> None:
        """Write the directory; without it the zip is none."""
        begin, count = self._at, len(self._directory)
        for entry in self._directory:
            self._write(entry)
        self._write(_END.pack(b"PK\5\6", 0, 0, count, count, self._at - begin, begin, 0))

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._at += len(data)


def in_order(names: Iterable[str]) -> list[str]:
    """The names as they stand in our zips: ``[Content_Types].xml`` first, as readers of streams expect."""
    return sorted(names, key=lambda name: (name != CONTENT_TYPES, name != RELATIONS, name))


def archived(parts: Iterable[Member]) -> bytes:
    """A zip of packed parts with fixed times, in :func:`in_order`."""
    by_name = {part.name: part for part in parts}
    out = io.BytesIO()
    archive = Archive(out)
    for name in in_order(by_name):
        archive.add(by_name[name])
    archive.close()
    return out.getvalue()


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip of the parts with fixed times, in :func:`in_order`."""
    return archived(packed(name, [content]) for name, content in parts.items())


def unzipped(data: bytes) -> dict[str, bytes]:
    """The parts of a zip of our own making, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


class Declared(ValueError):
    """A part declares a document type: only there can entities be defined, and no Office file has one."""


def refuse_doctype(*_: object) -> None:
    """A handler for expat. Raises :class:`Declared`."""
    raise Declared


def _refuse_encoding(version: str, encoding: str | None, standalone: int) -> None:
    if encoding is not None and encoding.lower() not in _ENCODINGS:
        raise expat.ExpatError(f"an encoding that no Office file has: {encoding}")


def careful_parser(separator: str | None = None) -> expat.XMLParserType:
    """A parser for a part that nobody vouches for.

    It raises :class:`Declared` for a document type, and ``ExpatError`` for an encoding other than those of ISO/IEC 29500-2, 9.1.2:
    Python knows many more, and fails in many ways where one can't be used.
    """
    parser = expat.ParserCreate(namespace_separator=separator)
    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.XmlDeclHandler = _refuse_encoding
    return parser


def content_types(data: bytes, parts: Iterable[str]) -> dict[str, str]:
    """The content type of every part by ``[Content_Types].xml``, empty where it tells none.

    Raises :class:`Declared`, and ``ExpatError`` when it is no XML.
    """
    named: dict[str, str] = {}
    by_suffix: dict[str, str] = {}

    def start(tag: str, at: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local == "Default":
            by_suffix.setdefault(at.get("Extension", "").lower(), at.get("ContentType", ""))
        elif local == "Override":
            named[at.get("PartName", "").lstrip("/")] = at.get("ContentType", "")

    parser = careful_parser()
    parser.StartElementHandler = start
    parser.Parse(data, True)
    return {part: by_suffix.get(part.rpartition(".")[2].lower(), "") for part in parts} | named
