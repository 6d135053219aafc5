"""A workbook's parts: some are opened as trees and written anew, all others stay packed as they came."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from lxml import etree

from generator.archive import CONTENT_TYPES, RELATIONS, archived, content_types, members, packed
from generator.errors import UnusableFile
from generator.workbook.package import MAX_UNPACKED

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError, IndexError)


def m(name: str) -> str:
    """The tag of SpreadsheetML."""
    return f"{{{MAIN}}}{name}"


def local(element: Any) -> str:
    """The name of an element without its namespace, empty for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def made(name: str, attributes: Mapping[str, str] | None = None, *children: Any, text: str | None = None) -> Any:
    """An element of SpreadsheetML."""
    element = etree.Element(m(name), dict(attributes or {}), nsmap={None: MAIN})
    element.extend(children)
    element.text = text
    return element


def parsed(data: bytes) -> Any:
    """The root of a part. Raises ``XMLSyntaxError`` when it is no sound XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, load_dtd=False, strip_cdata=False)
    return etree.fromstring(data, parser)


def insert(parent: Any, child: Any, order: Sequence[str]) -> None:
    """Put a child where the schema's sequence wants it, behind others of its name."""
    mine, at = order.index(local(child)), 0
    for number, each in enumerate(parent, start=1):
        if local(each) in order[: mine + 1]:
            at = number
    parent.insert(at, child)


class Relation(NamedTuple):
    """Where a relationship of a part leads: its id, the last word of its type, and the part."""

    id: str
    kind: str
    target: str


class Parts:
    """The parts of a workbook by name."""

    def __init__(self, file: str, data: bytes, unable: str = "写不了批注") -> None:
        """``unable`` says what can't be done with a broken one. Raises :class:`UnusableFile` when the bytes are no sound zip."""
        self._file, self._unable = file, unable
        try:
            found = members(data, MAX_UNPACKED)
            self._members = {(name := _plain(each.name)): replace(each, name=name) for each in found}
        except _BROKEN as error:
            raise UnusableFile(f"{file}：文件不完整或已损坏，{unable}；请在 Excel 或 WPS 里打开后另存一份") from error
        self._trees: dict[str, Any] = {}
        self._kinds = content_types(self.content(CONTENT_TYPES), self._members)

    def __contains__(self, part: str) -> bool:
        return part in self._members or part in self._trees

    def content(self, part: str) -> bytes:
        """A part as it came, unpacked; empty when there is none."""
        return self._members[part].content() if part in self._members else b""

    def kind(self, part: str) -> str:
        """The content type of a part."""
        return self._kinds.get(part, "")

    def of_kind(self, kinds: Iterable[str]) -> str:
        """The first part of one of these content types, empty when there is none."""
        wanted = set(kinds)
        return next((part for part, kind in self._kinds.items() if kind in wanted and part in self._members), "")

    def tree(self, part: str) -> Any:
        """The root of a part, which is written anew from now on. Raises :class:`UnusableFile` when it is no sound XML."""
        if part not in self._trees:
            try:
                self._trees[part] = parsed(self.content(part))
            except etree.XMLSyntaxError as error:
                raise UnusableFile(
                    f"{self._file}：工作簿内容已损坏（{part}），{self._unable}；请在 Excel 或 WPS 里打开后另存一份"
                ) from error
        return self._trees[part]

    def add(self, part: str, root: Any, kind: str) -> None:
        """A part that was not there."""
        self._trees[part] = root
        self.declare(part, kind)

    def put(self, part: str, root: Any) -> None:
        """Another content for a part that is there."""
        self._trees[part] = root

    def declare(self, part: str, kind: str) -> None:
        """Say of what content type a part is."""
        types = self.tree(CONTENT_TYPES)
        entry = next((each for each in types if each.get("PartName") == f"/{part}"), None)
        if entry is None:
            entry = etree.SubElement(types, f"{_TYPES}Override")
        entry.set("PartName", f"/{part}")
        entry.set("ContentType", kind)
        self._kinds[part] = kind

    def free(self, pattern: str) -> str:
        """The first name that no part has; ``{}`` in the pattern is its number."""
        return next(name for number in range(1, 100_000) if (name := pattern.format(number)) not in self)

    def relations(self, part: str) -> Iterator[Relation]:
        """Where the part's relationships lead inside of the package; those of the package itself have no part."""
        where = _relations_part(part)
        if where not in self:
            return
        root = self._trees[where] if where in self._trees else parsed(self.content(where))
        for each in root.iter(f"{_RELATIONS}Relationship"):
            if each.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), each.get("Target", "")))
                yield Relation(each.get("Id", ""), each.get("Type", "").rpartition("/")[2], target.lstrip("/"))

    def related(self, part: str, kind: str) -> str:
        """The part that a relationship of that kind leads to, empty when there is none."""
        return next((each.target for each in self.relations(part) if each.kind == kind and each.target in self), "")

    def relate(self, part: str, kind: str, target: str) -> str:
        """A new relationship; the id that it has."""
        where = _relations_part(part)
        if where not in self:
            self._trees[where] = etree.Element(f"{_RELATIONS}Relationships", nsmap={None: _RELATIONS[1:-1]})
        root = self.tree(where)
        taken = {each.get("Id") for each in root}
        key = next(name for number in range(1, 100_000) if (name := f"rId{number}") not in taken)
        etree.SubElement(root, f"{_RELATIONS}Relationship", {"Id": key, "Type": f"{OFFICE}/{kind}", "Target": f"/{target}"})
        return key

    def relate_outside(self, part: str, kind: str, target: str) -> str:
        """A new relationship that leads out of the package, to an address; the id that it has."""
        key = self.relate(part, kind, "")
        relation = next(each for each in self.tree(_relations_part(part)) if each.get("Id") == key)
        relation.set("Target", target)
        relation.set("TargetMode", "External")
        return key

    def unrelate(self, part: str, relation: str) -> None:
        """Take a relationship away, and every part that nothing leads to any more."""
        before = self._reached()
        root = self.tree(_relations_part(part))
        for each in [each for each in root if each.get("Id") == relation]:
            root.remove(each)
        gone = before - self._reached()
        gone |= {_relations_part(each) for each in gone}
        types = self.tree(CONTENT_TYPES)
        for each in [each for each in types if each.get("PartName", "").lstrip("/") in gone]:
            types.remove(each)
        for each in gone:
            self._members.pop(each, None)
            self._trees.pop(each, None)

    def _reached(self) -> set[str]:
        reached, waiting = set[str](), [""]
        while waiting:
            for each in self.relations(waiting.pop()):
                if each.target not in reached:
                    reached.add(each.target)
                    waiting.append(each.target)
        return reached

    def zipped(self) -> bytes:
        """The package."""
        written = (packed(name, [_serialised(root)]) for name, root in self._trees.items())
        return archived([*(each for name, each in self._members.items() if name not in self._trees), *written])


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")


def _serialised(root: Any) -> bytes:
    data: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels") if part else RELATIONS
