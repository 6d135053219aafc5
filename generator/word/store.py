"""What a report remembers of its making: the lines as they were printed, and the source of every value in them.

It lies in a customXml part that a relationship ties to the document, found by its namespace: Word, WPS and LibreOffice
keep such a part when they save, under whatever name. The payload has a checksum of its own, since they write the XML anew.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import posixpath
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from generator.archive import CONTENT_TYPES, Member, packed
from generator.model.provenance import Cell, Source
from generator.word.manuscript import Line

NAMESPACE = "urn:fazhi:report:1"
_MOST = 64 * 2**20  # unpacked; a report of 20,000 rows takes some 10 MiB
_ITEM = re.compile(rf"<(?:\w+:)?store\b[^>]*\bxmlns(?::\w+)?=[\"']{NAMESPACE}[\"'][^>]*>([^<]*)<".encode())
_CHECKSUM = re.compile(rb"\bchecksum=[\"']([0-9a-f]{64})[\"']")
_ID = "{6F1A9E52-3C0B-4B7E-9C55-0D7F3A6B2E10}"
_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Making(NamedTuple):
    """How a report was made: from which workbook (a file name), with which template and options."""

    workbook: str
    template: str
    edition: str
    draft: bool
    letterhead: bool


class Value(NamedTuple):
    """A printed value: the number of its bookmark, where it was printed, and its source."""

    number: int
    part: str
    line: int
    start: int
    end: int
    source: Source


@dataclass(frozen=True, slots=True)
class Store:
    """``lines`` are the paragraphs of each part as they were printed, by part."""

    making: Making
    lines: Mapping[str, tuple[str, ...]]
    values: tuple[Value, ...]

    def text(self, value: Value) -> str:
        """What was printed."""
        return self.lines[value.part][value.line - 1][value.start : value.end]


def store_of(making: Making, manuscript: Mapping[str, list[Line]], sources: list[Source]) -> Store:
    """The store of a report that was just printed."""
    lines = {part: tuple(line.text for line in read) for part, read in manuscript.items()}
    values = tuple(
        Value(number, part, line.number, *span, sources[number])
        for part, read in manuscript.items()
        for line in read
        for number, span in line.spans.items()
    )
    return Store(making, lines, values)


def payload(store: Store) -> bytes:
    """The store as bytes; the same store gives the same bytes."""
    sources = list(dict.fromkeys(value.source for value in store.values))
    index = {source: n for n, source in enumerate(sources)}
    parts = list(store.lines)
    told: dict[str, Any] = {
        "making": list(store.making),
        "lines": [[part, list(store.lines[part])] for part in parts],
        "sources": [[s.kind, s.name, [[c.workbook, c.sheet, c.address] for c in s.cells], s.department, s.period] for s in sources],
        "values": [[v.number, parts.index(v.part), v.line, v.start, v.end, index[v.source]] for v in store.values],
    }
    return zlib.compress(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(), 9)


def from_payload(data: bytes) -> Store:
    """The store again. Raises ``ValueError`` for anything but the payload of one."""
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(data, _MOST)
        if unpacker.unconsumed_tail:
            raise ValueError("a store that is too large")
        told = json.loads(text)
        parts = [part for part, _ in told["lines"]]
        sources = [Source(k, n, tuple(Cell(*c) for c in cells), d, p) for k, n, cells, d, p in told["sources"]]
        values = tuple(Value(n, parts[part], line, start, end, sources[of]) for n, part, line, start, end, of in told["values"])
        store = Store(Making(*told["making"]), {part: tuple(lines) for part, lines in told["lines"]}, values)
        for value in values:
            if not store.text(value):
                raise ValueError("a value without a text")
    except (zlib.error, KeyError, TypeError, IndexError, RecursionError) as error:
        raise ValueError("no store") from error
    return store


def store_parts(parts: Mapping[str, Member], document: str, data: bytes) -> Iterator[Member]:
    """The parts that hold the store, and those that must know of them, made anew."""
    number = next(n for n in range(1, 100_000) if f"customXml/item{n}.xml" not in parts)
    item, props = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    checksum = hashlib.sha256(data).hexdigest()
    text = base64.b64encode(data).decode()
    yield packed(item, [f'{_DECLARATION}<store xmlns="{NAMESPACE}" checksum="{checksum}">{text}</store>'.encode()])
    schemas = f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs>'
    of_item = f'<ds:datastoreItem ds:itemID="{_ID}" xmlns:ds="{_OFFICE}/customXml">{schemas}</ds:datastoreItem>'
    yield packed(props, [f"{_DECLARATION}{of_item}".encode()])
    link = f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/customXmlProps" Target="itemProps{number}.xml"/>'
    yield packed(
        f"customXml/_rels/item{number}.xml.rels", [f'{_DECLARATION}<Relationships xmlns="{_RELATIONS}">{link}</Relationships>'.encode()]
    )
    relations = posixpath.join(posixpath.dirname(document), "_rels", posixpath.basename(document) + ".rels")
    target = posixpath.relpath(item, posixpath.dirname(document))
    tie = f'<Relationship Id="fazhi-store" Type="{_OFFICE}/relationships/customXml" Target="{target}"/>'
    yield _with(parts[relations], b"</Relationships>", tie)
    yield _with(parts[CONTENT_TYPES], b"</Types>", f'<Override PartName="/{props}" ContentType="{_TYPE}"/>')


def _with(part: Member, before: bytes, entry: str) -> Member:
    head, end, tail = part.content().rpartition(before)
    return packed(part.name, [head + entry.encode() + end + tail])


def read_store(parts: Mapping[str, Member]) -> Store | None:
    """The store of a file; None where it has none, or a damaged one."""
    for name in sorted(parts):
        if not name.startswith("customXml/") or not name.endswith(".xml"):
            continue
        found = _ITEM.search(parts[name].content())
        if found is None or (checksum := _CHECKSUM.search(found[0])) is None:
            continue
        try:
            data = base64.b64decode(re.sub(rb"\s", b"", found[1]), validate=True)
            if hashlib.sha256(data).hexdigest() == checksum[1].decode():
                return from_payload(data)
        except (ValueError, binascii.Error):
            continue
    return None
