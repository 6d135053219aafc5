"""The report's package: the layout's parts with a new body, the same bytes for the same inputs.

A fingerprint of all parts lies in a custom property, so that a report which people have changed since can be
told from one that nobody touched.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from generator.archive import CONTENT_TYPES, RELATIONS, zipped
from generator.document.blocks import Document
from generator.word.layout import DOCUMENT, Layout
from generator.word.writing import Writer, escape

CORE, APP, CUSTOM = "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"
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
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def report_package(document: Document, layout: Layout) -> bytes:
    """The .docx of a document. Nothing in it depends on the clock, the machine or the account.

    What the layout's own properties say of its author or company is left out.
    """
    parts = dict(layout.parts)
    parts[DOCUMENT] = Writer(layout).document(document).encode()
    parts[CORE] = _core(document).encode()
    _register(parts, CORE, _CORE_TYPE, _CORE_RELATION)
    if APP in parts:
        parts[APP] = _APPLICATION.encode()
    parts.pop(CUSTOM, None)
    _register(parts, CUSTOM, _CUSTOM_TYPE, _CUSTOM_RELATION)
    parts[CUSTOM] = _custom(fingerprint(parts)).encode()
    return zipped(parts)


def _register(parts: dict[str, bytes], name: str, content_type: str, relation: str) -> None:
    """Give a part its content type and the relationship that leads to it, unless the layout has them."""
    override = f'<Override PartName="/{name}" ContentType="{content_type}"/>'
    parts[CONTENT_TYPES] = _with(parts[CONTENT_TYPES], f'PartName="/{name}"', b"</Types>", override)
    link = f'<Relationship Id="fazhi-{Path(name).stem}" Type="{relation}" Target="{name}"/>'
    parts[RELATIONS] = _with(parts[RELATIONS], f'Type="{relation}"', b"</Relationships>", link)


def fingerprint(parts: Mapping[str, bytes]) -> str:
    """A hash over the names and contents of all parts but the one that holds it."""
    total = hashlib.sha256()
    for name in sorted(parts):
        if name != CUSTOM:
            total.update(f"{name}\0{len(parts[name])}\0".encode())
            total.update(parts[name])
    return total.hexdigest()


def is_untouched(path: Path) -> bool | None:
    """Whether this tool wrote the file and nobody changed it since; None when it did not write it."""
    if not path.is_file():
        return None  # a pipe or a device would be waited for
    try:
        with zipfile.ZipFile(path) as archive:
            if CUSTOM not in archive.namelist() or sum(info.file_size for info in archive.infolist()) > _MAX_REPORT:
                return None
            parts = {info.filename: archive.read(info) for info in archive.infolist()}
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError):
        return None
    found = _FINGERPRINT.search(parts[CUSTOM])
    if found is None:
        return False if _PROPERTY.encode() in parts[CUSTOM] else None
    return found[1].decode() == fingerprint(parts)


def _with(part: bytes, there: str, before: bytes, entry: str) -> bytes:
    """The part with an entry at its end, unless it has such an entry."""
    if there.encode() in part:
        return part
    head, end, tail = part.rpartition(before)
    return head + entry.encode() + end + tail


def _core(document: Document) -> str:
    when = f"{document.dated or _EPOCH}T00:00:00Z"
    return (
        f"{_DECLARATION}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.title)}</dc:title><dc:language>zh-CN</dc:language>"
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
