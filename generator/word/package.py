"""The report's package: the layout's parts with a new body, the same bytes for the same inputs.

A fingerprint of all parts lies in a custom property, so that a report which people have changed since can be
told from one that nobody touched. The upward report tells there which generation it is of, too.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from generator.archive import CONTENT_TYPES, RELATIONS, Member, archived, members, packed
from generator.document.blocks import Document
from generator.word.generation import CUSTOM, generation_of, with_generation
from generator.word.store import read_payload
from generator.word.writing import escape

CORE, APP = "docProps/core.xml", "docProps/app.xml"
_MAX_REPORT = 200 * 2**20
_EPOCH = date(1980, 1, 1)  # stands in while 成文日期 is not given
_PROPERTY = "fazhi.fingerprint"
_FINGERPRINT = re.compile(rf'name="{_PROPERTY}"><vt:lpwstr>([0-9a-f]{{64}})</vt:lpwstr>'.encode())
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_APPLICATION = (
    f'{_DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>fazhi</Application></Properties>"
)
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
# Its own properties that a layout may have; who made it and when are not the report's.
_KEPT = re.compile(rb"<(?:dc:subject|dc:description|cp:keywords|cp:category)>[^<]*</[\w:]+>")
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def report_package(parts: Mapping[str, Member], document: Document) -> bytes:
    """The .docx of a report. Nothing in it depends on the clock, the machine or the account.

    What the layout's own properties say of its author or company is left out.
    """
    made = _described(parts, document, ((CORE, _CORE_TYPE, _CORE_RELATION), (CUSTOM, _CUSTOM_TYPE, _CUSTOM_RELATION)))
    made[CUSTOM] = packed(CUSTOM, [_custom(fingerprint(made.values())).encode()])
    if (kept := read_payload(made)) is not None:
        made[CUSTOM] = with_generation(made[CUSTOM], generation_of(kept))
    return archived(made.values())


def outgoing_package(parts: Mapping[str, Member], document: Document) -> bytes:
    """The .docx of a report that goes out, with the same properties and no fingerprint."""
    return archived(_described(parts, document, ((CORE, _CORE_TYPE, _CORE_RELATION),)).values())


def is_outgoing(data: bytes) -> bool:
    """Whether the bytes are a file of :func:`outgoing_package` as it was written: who saves a file packs it otherwise."""
    try:
        parts = {part.name: part for part in members(data, _MAX_REPORT)}
        return CUSTOM not in parts and APP in parts and parts[APP].content() == _APPLICATION.encode() and archived(parts.values()) == data
    except (zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, NotImplementedError, EOFError, ValueError, OverflowError):
        return False


def _described(parts: Mapping[str, Member], document: Document, registered: Iterable[tuple[str, str, str]]) -> dict[str, Member]:
    """The parts with the properties of the file; each of ``registered`` is a part with its content type and relationship."""
    made = dict(parts)
    made.pop(CUSTOM, None)
    core = _core(document, made[CORE].content() if CORE in made else b"")
    types, relations = made[CONTENT_TYPES].content(), made[RELATIONS].content()
    for name, content_type, relation in registered:
        override = f'<Override PartName="/{name}" ContentType="{content_type}"/>'
        types = _with(types, f'PartName="/{name}"', b"</Types>", override)
        link = f'<Relationship Id="fazhi-{Path(name).stem}" Type="{relation}" Target="{name}"/>'
        relations = _with(relations, f'Type="{relation}"', b"</Relationships>", link)
    made |= {name: packed(name, [content]) for name, content in ((CONTENT_TYPES, types), (RELATIONS, relations), (CORE, core.encode()))}
    if APP in made:
        made[APP] = packed(APP, [_APPLICATION.encode()])
    return made


def fingerprint(parts: Iterable[Member]) -> str:
    """A hash over the names, sizes and checksums of all parts but the one that holds it."""
    total = hashlib.sha256()
    for part in sorted(parts, key=lambda part: part.name):
        if part.name != CUSTOM:
            total.update(f"{part.name}\0{part.size}\0{part.checksum}\0".encode())
    return total.hexdigest()


def is_untouched(path: Path) -> bool | None:
    """Whether this tool wrote the file and nobody changed it since; None when it did not write it."""
    if not path.is_file():
        return None  # a pipe or a device would be waited for
    try:
        with path.open("rb") as stream:
            data = stream.read(_MAX_REPORT + 1)
        parts = {part.name: part for part in members(data, _MAX_REPORT)}
    except (OSError, zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, NotImplementedError, EOFError, ValueError):
        return None
    return has_fingerprint(parts)


def has_fingerprint(parts: Mapping[str, Member]) -> bool | None:
    """Whether the parts of a file are those that this tool wrote; None when it wrote none of them."""
    if CUSTOM not in parts:
        return None
    custom = parts[CUSTOM].content()
    found = _FINGERPRINT.search(custom)
    if found is None:
        return False if _PROPERTY.encode() in custom else None
    return found[1].decode() == fingerprint(parts.values())


def was_made_here(parts: Mapping[str, Member]) -> bool:
    """Whether this tool wrote the file, whoever has saved it since."""
    return CUSTOM in parts and _PROPERTY.encode() in parts[CUSTOM].content()


def _with(part: bytes, there: str, before: bytes, entry: str) -> bytes:
    """The part with an entry at its end, unless it has such an entry."""
    if there.encode() in part:
        return part
    head, end, tail = part.rpartition(before)
    return head + entry.encode() + end + tail


def _core(document: Document, of_layout: bytes) -> str:
    """The properties of the file: what the report is called and dated, and the subject and the like of the layout."""
    kept = "".join(found.decode() for found in _KEPT.findall(of_layout))
    when = f"{document.dated or _EPOCH}T00:00:00Z"
    return (
        f"{_DECLARATION}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.title)}</dc:title>{kept}<dc:language>zh-CN</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{when}</dcterms:modified></cp:coreProperties>'
    )


def _custom(value: str) -> str:
    return (
        f"{_DECLARATION}<Properties "
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{_PROPERTY}">'
        f"<vt:lpwstr>{value}</vt:lpwstr></property></Properties>"
    )
