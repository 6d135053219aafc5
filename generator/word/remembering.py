"""What a report keeps of its making, put into its file and taken out of it: the bookmarks of values, and the store."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from generator.archive import CONTENT_TYPES, Member, packed
from generator.patterns import pattern
from generator.word.ledger import MOST, Ledger, is_mark, unmarked
from generator.word.manuscript import Line, manuscript
from generator.word.store import Making, items_with_store, payload, store_of, store_parts

_IN_WORD = pattern(r"word/[^/]+\.xml")
_ENTRY = pattern(rb"<(?:\w+:)?(?:Relationship|Override)\b[^>]*?(?:/>|>\s*</(?:\w+:)?(?:Relationship|Override)>)")
_LEADS_TO = pattern(rb"\b(?:Target|PartName)=[\"']([^\"']*)[\"']")
_BOOKMARK = pattern(rb"<w:bookmark(Start|End)\b[^>]*/>")
_ID, _NAME = pattern(rb"\bw:id=[\"']([^\"']*)[\"']"), pattern(rb"\bw:name=[\"']([^\"']*)[\"']")


def remembering(
    parts: Mapping[str, Member], document: str, rendered: Iterable[str], making: Making, ledger: Ledger, most: int = MOST
) -> dict[str, Member]:
    """The parts of a report that was just printed, with its store; ``rendered`` are those that hold values.

    Where there are more than ``most`` values, those in the largest tables lose their bookmarks, then the last ones: they
    are told by the text of their paragraph.
    """
    printed = manuscript(parts, [document, *sorted(set(rendered) - {document})])
    beyond = _beyond(printed, most)
    thinner = {name: packed(name, [unmarked(parts[name].content(), beyond)]) for name in printed} if beyond else {}
    made = {**parts, **thinner}
    kept = payload(store_of(making, printed, ledger.sources))
    return {**made, **{part.name: part for part in store_parts(made, document, kept)}}


def _beyond(printed: Mapping[str, list[Line]], most: int) -> set[int]:
    """The numbers of the values that can't keep their bookmarks."""
    placed = [((part, line.table), number) for part, lines in printed.items() for line in lines for number in line.spans]
    if len(placed) <= most:
        return set()
    sizes = Counter(place for place, _ in placed)
    left, tables = len(placed), set[tuple[str, int]]()
    for place, size in sizes.most_common():
        if place[1] and left > most:
            tables.add(place)
            left -= size
    others = [number for place, number in placed if place not in tables]
    return {number for place, number in placed if place in tables} | set(others[most:])


def forgotten(parts: Iterable[Member], document: str) -> Iterator[Member]:
    """The parts of a file without stores and bookmarks of values; what else there is stays as it is."""
    by_name = {part.name: part for part in parts}
    gone = {name for item in items_with_store(by_name) for name in _with_properties(item, by_name)}
    relations = relations_of(document)
    for name, part in by_name.items():
        if name in gone:
            continue
        if gone and name in (CONTENT_TYPES, relations):
            base = posixpath.dirname(document) if name == relations else ""
            yield packed(name, [_without_entries(part.content(), base, gone)])
        elif _IN_WORD.fullmatch(name) and (without := _without_marks(content := part.content())) != content:
            yield packed(name, [without])
        else:
            yield part


def relations_of(part: str) -> str:
    """The name of the part that tells what a part is related to."""
    return posixpath.join(posixpath.dirname(part), "_rels", posixpath.basename(part) + ".rels")


def _with_properties(item: str, parts: Mapping[str, Member]) -> Iterator[str]:
    """A part with its relationships and all that they lead to."""
    yield item
    if (relations := relations_of(item)) in parts:
        yield relations
        for target in _LEADS_TO.findall(parts[relations].content()):
            if (name := _resolved(target, posixpath.dirname(item))).startswith("customXml/"):
                yield name


def _resolved(target: bytes, base: str) -> str:
    return posixpath.normpath(posixpath.join("/", base, target.decode(errors="replace"))).lstrip("/")


def _without_entries(part: bytes, base: str, gone: set[str]) -> bytes:
    """A list of relationships or content types without those of parts that are gone."""

    def kept(found: re.Match[bytes]) -> bytes:
        target = _LEADS_TO.search(found[0])
        return b"" if target and _resolved(target[1], base) in gone else found[0]

    return _ENTRY.sub(kept, part)


def _without_marks(markup: bytes) -> bytes:
    """A part without the bookmarks of values, copies that a word processor made among them."""
    ids = set[bytes]()

    def kept(found: re.Match[bytes]) -> bytes:
        name, number = _NAME.search(found[0]), _ID.search(found[0])
        if number is None:
            return found[0]
        if found[1] == b"Start":
            if name is None or not is_mark(name[1].decode(errors="replace")):
                return found[0]
            ids.add(number[1])
            return b""
        return b"" if number[1] in ids else found[0]

    return _BOOKMARK.sub(kept, markup) if b"bookmarkStart" in markup else markup
