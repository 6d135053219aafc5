"""What of an edited Word file may go out of the house: the parts that can be reached by relationships that are listed here."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote
from xml.sax.saxutils import quoteattr

from generator.word.opening import WordFile
from generator.word.package import APP, CORE
from generator.word.preparing.names import R, w
from generator.word.preparing.parsing import parsed
from generator.word.remembering import relations_of

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATION = f"{{{_PACKAGE}/relationships}}Relationship"
_IMPLIED = frozenset("styles settings fontTable numbering theme footnotes endnotes".split())  # no element asks for them
_ASKED = frozenset("header footer image hyperlink font".split())
_WEB = ("http://", "https://", "mailto:")
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KINDS = {
    CORE: f"{_PACKAGE}/relationships/metadata/core-properties",
    APP: f"{_OFFICE}/relationships/extended-properties",
}
OWN_TYPES = {
    CORE: "application/vnd.openxmlformats-package.core-properties+xml",
    APP: "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}

Link = tuple[str, str, bool]  # a relationship: its type, its target, whether that is outside of the file


class Reach:
    """The parts of a file that may go out, from the document on. Raises :class:`UnusableFile` when one is no sound XML."""

    def __init__(self, file: WordFile) -> None:
        self._file = file
        self._links: dict[str, dict[str, Link]] = {}
        self.parts = tuple(self._reached())

    def _reached(self) -> Iterator[str]:
        waiting, seen = [self._file.document], set[str]()
        while waiting:
            part = waiting.pop()
            if part in seen:
                continue
            seen.add(part)
            yield part
            self._links[part] = dict(self._allowed_links(part))
            waiting += (target for _, target, outside in self._links[part].values() if not outside)

    def _allowed_links(self, part: str) -> Iterator[tuple[str, Link]]:
        """The relationships of a part that may go out: type, target, whether that is outside of the file."""
        relations = relations_of(part)
        if self._file.content(relations) is None or self._file.kind(part) == "settings":
            return
        for relation in parsed(self._file, relations).iter(_RELATION):
            kind, target = relation.get("Type", ""), relation.get("Target", "")
            local, outside = kind.rpartition("/")[2], relation.get("TargetMode") == "External"
            if outside:
                if local == "hyperlink" and target.lower().startswith(_WEB):
                    yield relation.get("Id", ""), (kind, target, True)
            elif local in _IMPLIED or local in _ASKED:
                name = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), unquote(target))).lstrip("/")
                if self._file.content(name) is not None:
                    yield relation.get("Id", ""), (kind, name, False)

    def targets(self, part: str) -> list[str]:
        """Where the relationships of a part lead that may go out."""
        return [target for _, target, _ in self._links[part].values()]

    def kept(self, part: str, tree: Any | None) -> Iterator[tuple[str, Link]]:
        """The relationships that something in the part still asks for; what asks for one that may not go out is told so."""
        links = self._links.get(part, {})
        asked = set[str]()
        if tree is not None:
            for element in list(tree.iter("*")):
                for name in [name for name in element.attrib if name.startswith(f"{{{R}}}")]:
                    if (wanted := element.get(name)) in links:
                        asked.add(wanted)
                    else:
                        del element.attrib[name]
            _drop_dead(tree)
        yield from ((rid, link) for rid, link in sorted(links.items()) if rid in asked or link[0].rpartition("/")[2] in _IMPLIED)


def _drop_dead(tree: Any) -> None:
    """Hyperlinks to nowhere become their words; references to headers that are not there go."""
    for link in list(tree.iter(w("hyperlink"))):
        if not any(name in link.attrib for name in (f"{{{R}}}id", w("anchor"))):
            for child in list(link):
                link.addprevious(child)
            link.getparent().remove(link)
    for reference in list(tree.iter(w("headerReference"), w("footerReference"))):
        if f"{{{R}}}id" not in reference.attrib:
            reference.getparent().remove(reference)


def relations_markup(part: str, links: Mapping[str, Link]) -> bytes:
    """The part that holds the relationships of another one."""
    entries = "".join(
        f"<Relationship Id={quoteattr(rid)} Type={quoteattr(kind)} "
        + (f'Target={quoteattr(target)} TargetMode="External"/>' if outside else f"Target={quoteattr(_relative(part, target))}/>")
        for rid, (kind, target, outside) in links.items()
    )
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'.encode()


def _relative(part: str, target: str) -> str:
    return posixpath.relpath(f"/{target}", posixpath.join("/", posixpath.dirname(part)))


def root_relations(document: str) -> bytes:
    """The relationships of the whole file: the document, and the properties that this program writes."""
    links = {f"rId{n}": (kind, target, False) for n, (target, kind) in enumerate(_KINDS.items(), 2)}
    links["rId1"] = (f"{_OFFICE}/relationships/officeDocument", document, False)
    return relations_markup("", dict(sorted(links.items())))


def types_markup(types: Mapping[str, str], parts: Iterable[str]) -> bytes:
    """The list of the types of these parts."""
    types = {**types, **OWN_TYPES}
    entries = "".join(
        f"<Override PartName={quoteattr(f'/{part}')} ContentType={quoteattr(types[part])}/>"
        for part in sorted(parts)
        if not part.endswith(".rels")
    )
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{default}{entries}</Types>'.encode()
