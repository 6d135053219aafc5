"""A copy of an edited Word file that goes out of the house: its text can be cut, and nothing in it tells of its making.

What may go out is listed; every other part, relationship and property stays behind.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote
from xml.sax.saxutils import quoteattr

from lxml import etree

from generator.archive import CONTENT_TYPES, RELATIONS, Member, packed
from generator.word import cutting
from generator.word.cleaning import clean_settings, clean_text, clean_tree, without_value_marks
from generator.word.fields import plain_fields
from generator.word.hidden import HiddenStyles
from generator.word.looks import is_pictured
from generator.word.manuscript import Line, read_lines
from generator.word.opening import WordFile
from generator.word.package import APP, CORE
from generator.word.preparing.names import ROW, TEXT, P, R, w
from generator.word.preparing.parsing import parsed
from generator.word.remembering import relations_of
from generator.word.stripping import without_remarks
from generator.word.unresolved import TEXT_KINDS

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATION = f"{{{_PACKAGE}/relationships}}Relationship"
_IMPLIED = frozenset("styles settings fontTable numbering theme footnotes endnotes".split())  # no element asks for them
_ASKED = frozenset("header footer image hyperlink font".split())
_TREES = frozenset("numbering styles fontTable settings".split())
_WEB = ("http://", "https://", "mailto:")
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = {
    CORE: f"{_PACKAGE}/metadata/core-properties",
    APP: f"{_OFFICE}/relationships/extended-properties",
}
_OWN = {
    CORE: "application/vnd.openxmlformats-package.core-properties+xml",
    APP: "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}


class Copy:
    """The copy while it is worked on. Paragraphs are told by part and number, as ``manuscript`` counts them.

    Raises :class:`UnusableFile` when a part of the file is no sound XML.
    """

    def __init__(self, file: WordFile) -> None:
        self._file = file
        self._links: dict[str, dict[str, tuple[str, str, bool]]] = {}
        self._reachable = list(self._reached())
        self._trees = {part: parsed(file, part) for part in self._reachable if self._is_tree(part)}
        styles = next((tree for part, tree in self._trees.items() if file.kind(part) == "styles"), None)
        hides = HiddenStyles(styles)
        self._emptied: list[Any] = []
        for part, tree in self._trees.items():
            if part == file.document or file.kind(part) in TEXT_KINDS:
                self._emptied += clean_text(tree, hides)
            elif file.kind(part) == "settings":
                clean_settings(tree)
            else:
                clean_tree(tree)
        if styles is not None:
            for mark in list(styles.iter(w("vanish"), w("specVanish"))):
                mark.getparent().remove(mark)
        self.texts = [part for part in self._trees if part == file.document or file.kind(part) in TEXT_KINDS]
        self._paragraphs = {part: list(self._trees[part].iter(P)) for part in self.texts}

    def lines(self, part: str) -> list[Line]:
        """The paragraphs of a part, as they read now."""
        return read_lines(_bytes(self._trees[part]))

    def nested(self, part: str, number: int) -> list[int]:
        """The numbers of the paragraphs that stand in a text box of this one."""
        paragraph = self._paragraphs[part][number - 1]
        inside = [each for each in paragraph.iter(P) if each is not paragraph]
        if not inside:
            return []
        at = {each: n for n, each in enumerate(self._paragraphs[part], 1)}
        return [at[each] for each in inside]

    def is_pictured(self, part: str, number: int) -> bool:
        """Whether the paragraph holds a picture."""
        return is_pictured(self._paragraphs[part][number - 1])

    def is_merged(self, part: str, number: int) -> bool:
        """Whether the row of the table that the paragraph stands in shares a cell with another row."""
        row = self._row(part, number)
        return row is not None and cutting.is_merged(row)

    def put(self, part: str, number: int, start: int, end: int, text: str) -> None:
        """Put a text in the place of another; of several in one paragraph the last one first."""
        cutting.put(self._paragraphs[part][number - 1], start, end, text)

    def indent_as(self, part: str, number: int, other: Any) -> None:
        """Give a paragraph the indents of another one."""
        cutting.indent_as(self._paragraphs[part][number - 1], other)

    def take_out(self, part: str, numbers: Iterable[int]) -> None:
        """Take paragraphs out."""
        for number in numbers:
            cutting.take_out(self._paragraphs[part][number - 1])

    def take_row_out(self, part: str, number: int) -> None:
        """Take out the row of the table that the paragraph stands in."""
        row = self._row(part, number)
        if row is not None:
            cutting.take_row_out(row)

    def _row(self, part: str, number: int) -> Any | None:
        """The row of the outermost table."""
        return next(reversed([*self._paragraphs[part][number - 1].iterancestors(ROW)]), None)

    def attributes(self) -> Iterator[tuple[str, str]]:
        """What stands in the parts and is no text of a paragraph: descriptions, codes of fields, names, by part."""
        for part, tree in self._trees.items():
            for element in tree.iter("*"):
                yield from ((part, value) for value in element.attrib.values())
                if element.tag != TEXT and element.text and element.text.strip():
                    yield part, element.text

    def finished(self) -> dict[str, Member]:
        """The parts of the copy, packed, by name: only what can be reached, with a list of types of its own."""
        for paragraph in self._emptied:
            cutting.take_out(paragraph)
        for part in self.texts:
            plain_fields(self._trees[part])
            without_value_marks(self._trees[part])
        self.drop_notes()
        made: dict[str, Member] = {}
        waiting = [self._file.document]
        while waiting:
            part = waiting.pop()
            if part in made:
                continue
            links = dict(self._kept_links(part))
            made[part] = self._packed(part)
            if links:
                made[relations_of(part)] = packed(relations_of(part), [_relations(part, links)])
            waiting += sorted(target for _, target, outside in links.values() if not outside)
        made |= {name: packed(name, [b""]) for name in _OWN}
        root = {f"rId{n}": (kind, target, False) for n, (target, kind) in enumerate(_TYPES.items(), 2)}
        root["rId1"] = (f"{_OFFICE}/relationships/officeDocument", self._file.document, False)
        made[RELATIONS] = packed(RELATIONS, [_relations("", dict(sorted(root.items())))])
        made[CONTENT_TYPES] = packed(CONTENT_TYPES, [self._types(made)])
        return made

    def _packed(self, part: str) -> Member:
        if part in self._trees:
            tree = self._trees[part]
            return packed(part, [_bytes(tree)])
        member = next(member for member in self._file.members if member.name == part)
        content = member.content()
        return packed(part, [without_remarks(content)])

    def _is_tree(self, part: str) -> bool:
        kind = self._file.kind(part)
        return part == self._file.document or kind in TEXT_KINDS or kind in _TREES or self._file.types.get(part, "").endswith("theme+xml")

    def _reached(self) -> Iterator[str]:
        """The parts that may go out, from the document on."""
        waiting, seen = [self._file.document], set[str]()
        while waiting:
            part = waiting.pop()
            if part in seen:
                continue
            seen.add(part)
            yield part
            self._links[part] = dict(self._allowed_links(part))
            waiting += (target for _, target, outside in self._links[part].values() if not outside)

    def _allowed_links(self, part: str) -> Iterator[tuple[str, tuple[str, str, bool]]]:
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

    def _kept_links(self, part: str) -> Iterator[tuple[str, tuple[str, str, bool]]]:
        """The relationships that something in the part still asks for; what asks for one that may not go out is told so."""
        links, tree = self._links.get(part, {}), self._trees.get(part)
        asked = set[str]()
        if tree is not None:
            for element in list(tree.iter("*")):
                for name in [name for name in element.attrib if name.startswith(f"{{{R}}}")]:
                    if (wanted := element.get(name)) in links:
                        asked.add(wanted)
                    else:
                        del element.attrib[name]
            self._drop_dead(tree)
        yield from ((rid, link) for rid, link in sorted(links.items()) if rid in asked or link[0].rpartition("/")[2] in _IMPLIED)

    def _drop_dead(self, tree: Any) -> None:
        """Hyperlinks to nowhere become their words; references to headers that are not there go."""
        for link in list(tree.iter(w("hyperlink"))):
            if not any(name in link.attrib for name in (f"{{{R}}}id", w("anchor"))):
                for child in list(link):
                    link.addprevious(child)
                link.getparent().remove(link)
        for reference in list(tree.iter(w("headerReference"), w("footerReference"))):
            if f"{{{R}}}id" not in reference.attrib:
                reference.getparent().remove(reference)

    def drop_notes(self) -> None:
        """Take out the notes whose mark is not in the text any more."""
        for kind, mark in (("footnotes", w("footnoteReference")), ("endnotes", w("endnoteReference"))):
            part = next((part for part in self.texts if self._file.kind(part) == kind), None)
            if part is None:
                continue
            wanted = {each.get(w("id")) for each in self._trees[self._file.document].iter(mark)}
            for note in list(self._trees[part]):
                if note.get(w("type")) in (None, "normal") and note.get(w("id")) not in wanted:
                    self._trees[part].remove(note)
            self._paragraphs[part] = list(self._trees[part].iter(P))

    def _types(self, made: Mapping[str, Member]) -> bytes:
        types = {**self._file.types, **_OWN}
        entries = "".join(
            f"<Override PartName={quoteattr(f'/{part}')} ContentType={quoteattr(types[part])}/>"
            for part in sorted(made)
            if not part.endswith(".rels")
        )
        default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        return f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{default}{entries}</Types>'.encode()


def _relations(part: str, links: Mapping[str, tuple[str, str, bool]]) -> bytes:
    entries = "".join(
        f"<Relationship Id={quoteattr(rid)} Type={quoteattr(kind)} "
        + (f'Target={quoteattr(target)} TargetMode="External"/>' if outside else f"Target={quoteattr(_relative(part, target))}/>")
        for rid, (kind, target, outside) in links.items()
    )
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'.encode()


def _relative(part: str, target: str) -> str:
    return posixpath.relpath(f"/{target}", posixpath.join("/", posixpath.dirname(part)))


def _bytes(tree: Any) -> bytes:
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))
