"""What a report remembers of its making: the lines as they were printed, and the source of every value in them.

It lies in a customXml part that a relationship ties to the document, found by its namespace: Word, WPS and LibreOffice
keep such a part when they save, under whatever name. The payload has a checksum of its own, since they write the XML anew.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import posixpath
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from itertools import groupby
from typing import Any, NamedTuple, get_args
from xml.parsers import expat

from generator.archive import CONTENT_TYPES, Member, careful_parser, packed
from generator.model.provenance import Cell, HandedIn, Source, SourceKind
from generator.records import record
from generator.word.manuscript import Line

NAMESPACE = "urn:fazhi:report:1"
_MOST = 64 * 2**20  # unpacked; a report of 20,000 rows takes some 10 MiB
_ITEM = re.compile(r"customXml/[^/]+\.xml")
_ROOT = f"{NAMESPACE} store"
_KINDS: dict[str, SourceKind] = {kind: kind for kind in get_args(SourceKind)}
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


class Row(NamedTuple):
    """A row of a table: the table's number in the part, its first paragraph, and how many it has."""

    table: int
    line: int
    paragraphs: int


class Value(NamedTuple):
    """A printed value: the number of its bookmark, where it was printed, and its source."""

    number: int
    part: str
    line: int
    start: int
    end: int
    source: Source


@record
class Store:
    """``lines`` are the paragraphs of each part as they were printed, by part, ``rows`` the rows of tables among them."""

    making: Making
    lines: Mapping[str, tuple[str, ...]]
    values: tuple[Value, ...]
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)

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
    rows = {part: tuple(_rows(read)) for part, read in manuscript.items() if any(line.row for line in read)}
    return Store(making, lines, values, rows)


def _rows(lines: Iterable[Line]) -> Iterator[Row]:
    for number, several in groupby(lines, lambda line: line.row):
        if number:
            first, *more = several
            yield Row(first.table, first.number, 1 + len(more))


def payload(store: Store) -> bytes:
    """The store as bytes; the same store gives the same bytes."""
    sources = list(dict.fromkeys(value.source for value in store.values))
    index = {source: n for n, source in enumerate(sources)}
    parts = list(store.lines)
    told: dict[str, Any] = {
        "making": list(store.making),
        "lines": [[part, list(store.lines[part])] for part in parts],
        "sources": [[s.kind, s.name, _cells(s.cells), s.department, s.period, *_origin(s)] for s in sources],
        "values": [[v.number, parts.index(v.part), v.line, v.start, v.end, index[v.source]] for v in store.values],
        "rows": [[part, list(map(list, rows))] for part, rows in store.rows.items()],
    }
    return zlib.compress(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(), 9)


def _cells(cells: Iterable[Cell]) -> list[list[str]]:
    return [[cell.workbook, cell.sheet, cell.address] for cell in cells]


def _origin(source: Source) -> list[Any]:
    """What only values of a collected workbook have."""
    found = source.handed_in
    if not found:
        return []
    others = [[text, *_cells([cell])] for text, cell in found.others]
    return [_cells(found.cells), *([found.decided, others] if found.decided or others else [])]


def from_payload(data: bytes) -> Store:
    """The store again. Raises ``ValueError`` for anything but the payload of one."""
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(data, _MOST)
        if not unpacker.eof or unpacker.unused_data:
            raise ValueError("cut off, too large, or something behind it")
        return _store(json.loads(text))
    except (zlib.error, KeyError, TypeError, IndexError, RecursionError) as error:
        raise ValueError("no store") from error


def _store(told: Any) -> Store:
    """A store from what its payload tells. Raises ``ValueError`` or ``TypeError`` for what can't be meant."""
    lines = {_text(part): tuple(_text(line) for line in several) for part, several in told["lines"]}
    parts = list(lines)
    sources = [
        Source(
            _KINDS[kind],
            None if name is None else _text(name),
            tuple(map(_cell, cells)),
            _text(department),
            _text(period),
            _handed_in(*origin),
        )
        for kind, name, cells, department, period, *origin in told["sources"]
    ]
    workbook, template, edition, draft, letterhead = told["making"]
    making = Making(_text(workbook), _text(template), _text(edition), draft is True, letterhead is True)
    values = tuple(
        Value(_number(number), parts[_number(part)], _number(line), _number(start), _number(end), sources[_number(source)])
        for number, part, line, start, end, source in told["values"]
    )
    for value in values:
        if not (value.line and value.start < value.end <= len(lines[value.part][value.line - 1])):
            raise ValueError("a value that stands nowhere")
    rows = {_text(part): tuple(Row(*map(_number, row)) for row in several) for part, several in told["rows"]}
    for part, several in rows.items():
        if any(not row.line or row.line + row.paragraphs - 1 > len(lines[part]) for row in several):
            raise ValueError("a row that stands nowhere")
    return Store(making, lines, values, rows)


def _handed_in(cells: Any = (), decided: Any = "", others: Any = ()) -> HandedIn:
    return HandedIn(tuple(map(_cell, cells)), _text(decided), tuple((_text(text), _cell(cell)) for text, cell in others))


def _text(given: Any) -> str:
    if type(given) is not str:
        raise TypeError
    given.encode()  # half of a surrogate can't be written anywhere
    return given


def _number(given: Any) -> int:
    if type(given) is not int or given < 0:
        raise TypeError
    return given


def _cell(given: Any) -> Cell:
    workbook, sheet, address = given
    return Cell(_text(workbook), _text(sheet), _text(address))


def store_parts(parts: Mapping[str, Member], document: str, data: bytes) -> Iterator[Member]:
    """The parts that hold the store, and those that must know of them, made anew."""
    number = next(n for n in range(1, 100_000) if f"customXml/item{n}.xml" not in parts)
    item, props = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    yield packed(item, [_item(data)])
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
    none = packed(relations, [f'{_DECLARATION}<Relationships xmlns="{_RELATIONS}"></Relationships>'.encode()])
    yield _with(parts.get(relations, none), b"</Relationships>", tie)
    yield _with(parts[CONTENT_TYPES], b"</Types>", f'<Override PartName="/{props}" ContentType="{_TYPE}"/>')


def _with(part: Member, before: bytes, entry: str) -> Member:
    head, end, tail = part.content().rpartition(before)
    return packed(part.name, [head + entry.encode() + end + tail])


def restored(parts: Mapping[str, Member], data: bytes) -> Iterator[Member]:
    """The part that holds the store, with another one, a damaged one where none is sound; the parts that know of it stay."""
    names = items_with_store(parts)
    for name in [name for name in names if _sound(parts[name].content()) is not None][:1] or names[:1]:
        yield packed(name, [_item(data)])


def _item(data: bytes) -> bytes:
    checksum, text = hashlib.sha256(data).hexdigest(), base64.b64encode(data).decode()
    return f'{_DECLARATION}<store xmlns="{NAMESPACE}" checksum="{checksum}">{text}</store>'.encode()


def read_store(parts: Mapping[str, Member]) -> Store | None:
    """The store of a file, of several the first by the name of its part; None where there is none, or a damaged one."""
    stores = (_sound(parts[name].content()) for name in items_with_store(parts))
    return next((store for store in stores if store is not None), None)


def read_payload(parts: Mapping[str, Member]) -> bytes | None:
    """The payload of the store of a file whose checksum is right; None where there is none."""
    payloads = (_payload(parts[name].content()) for name in items_with_store(parts))
    return next((data for data in payloads if data is not None), None)


def items_with_store(parts: Mapping[str, Member]) -> list[str]:
    """The names of the parts that say that they are a store."""
    items = (name for name in sorted(parts) if _ITEM.fullmatch(name))
    return [name for name in items if _root(parts[name].content()).name == _ROOT]


class _Root:
    """The root element of a part: its name, its checksum, the text in it."""

    def __init__(self) -> None:
        self.name = self.checksum = ""
        self.text: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if not self.name:
            self.name, self.checksum = name, attributes.get("checksum", "")
        if self.name != _ROOT:
            raise ValueError("something else")


def _root(item: bytes) -> _Root:
    """What a part holds, as far as it can be read."""
    root = _Root()
    parser = careful_parser(" ")
    parser.StartElementHandler = root.start
    parser.CharacterDataHandler = root.text.append
    parser.buffer_text = True
    with contextlib.suppress(expat.ExpatError, ValueError):
        parser.Parse(item, True)
    return root


def _payload(item: bytes) -> bytes | None:
    """The payload in a part, None where it is not what its checksum says."""
    root = _root(item)
    try:
        data = base64.b64decode("".join("".join(root.text).split()), validate=True)
    except ValueError:
        return None
    return data if hashlib.sha256(data).hexdigest() == root.checksum else None


def _sound(item: bytes) -> Store | None:
    """The store in a part, None for one that is damaged."""
    data = _payload(item)
    try:
        return None if data is None else from_payload(data)
    except ValueError:
        return None
