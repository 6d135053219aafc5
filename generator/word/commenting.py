"""The comments of a Word file: the part that holds them, what must know of it, and their marks in paragraphs."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from generator.archive import CONTENT_TYPES, Member, packed
from generator.word.opening import WordFile
from generator.word.preparing.names import P_PROPERTIES, RUN, TEXT, XML_SPACE, P, W, w
from generator.word.preparing.parsing import parsed
from generator.word.remembering import relations_of
from generator.word.writing import FORBIDDEN

RANGE_START, RANGE_END, REFERENCE = w("commentRangeStart"), w("commentRangeEnd"), w("commentReference")
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_ID, _DATE = w("id"), w("date")


class Comments:
    """The comments of a file, and those that come in. Raises :class:`UnusableFile` when a part of it is no sound XML."""

    def __init__(self, file: WordFile) -> None:
        self._relations_part = relations_of(file.document)
        has_relations = file.content(self._relations_part) is not None
        self._relations = parsed(file, self._relations_part) if has_relations else etree.Element(f"{_RELATIONS}Relationships")
        self._part = _comments_part(file, self._relations)
        self._root = parsed(file, self._part) if file.content(self._part) else etree.Element(w("comments"), nsmap={"w": W})
        self._types = parsed(file, CONTENT_TYPES)
        _register(self._types, self._part)
        numbers = (comment.get(_ID, "") for comment in self._root.iter(w("comment")))
        self._next = 1 + max((int(number) for number in numbers if number.isdigit()), default=-1)

    def by(self, author: str) -> dict[str, Any]:
        """The comments of an author by their number."""
        return {comment.get(_ID): comment for comment in self._root.iter(w("comment")) if comment.get(w("author")) == author}

    def add(self, text: str, author: str, initials: str, date: str | None = None) -> Any:
        """Another comment, a paragraph a line. Returns it; its ``w:id`` is the number that its marks have."""
        comment, number = etree.SubElement(self._root, w("comment")), str(self._next)
        self._next += 1
        for name, value in (("id", number), ("author", author), ("date", date), ("initials", initials)):
            if value is not None:
                comment.set(w(name), value)
        comment.extend(_paragraphs(text))
        return comment

    def parts(self) -> Iterator[Member]:
        """The part, and those that must know of it, made anew."""
        yield written(self._relations_part, self._relations)
        yield written(self._part, self._root)
        yield written(CONTENT_TYPES, self._types)


def text_of_comment(comment: Any) -> str:
    """The text of a comment, a line a paragraph."""
    return "\n".join("".join(text.text or "" for text in paragraph.iter(TEXT)) for paragraph in comment.iter(P))


def say_anew(comment: Any, text: str, date: str) -> None:
    """Give a comment another text. Its last paragraph stays known to what tells of answers to it."""
    last = next(reversed(list(comment.iter(P))), None)
    attributes = {} if last is None else dict(last.attrib)
    for child in list(comment):
        comment.remove(child)
    comment.extend(_paragraphs(text))
    for name, value in attributes.items():
        comment[-1].set(name, value)
    comment.set(_DATE, date)


def written(name: str, root: Any) -> Member:
    """A part from its tree, declared as it was; one that is new stands alone, as Word says of its own."""
    tree = root.getroottree()
    standalone = tree.docinfo.standalone if tree.docinfo.encoding else True
    return packed(name, [etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=standalone)])


def _comments_part(file: WordFile, relations: Any) -> str:
    """The name of the part that holds comments, with the relationship that leads there."""
    folder = posixpath.dirname(file.document)
    for relation in relations:
        if relation.get("Type") == _RELATION:
            return posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
    taken = {relation.get("Id") for relation in relations}
    name = next(f"comments{n or ''}.xml" for n in range(10_000) if file.content(posixpath.join(folder, f"comments{n or ''}.xml")) is None)
    link = etree.SubElement(relations, f"{_RELATIONS}Relationship")
    link.set("Id", next(f"comments{n}" for n in range(10_000) if f"comments{n}" not in taken))
    link.set("Type", _RELATION)
    link.set("Target", name)
    return posixpath.join(folder, name)


def _register(types: Any, part: str) -> None:
    if all(each.get("PartName") != f"/{part}" for each in types):
        entry = etree.SubElement(types, f"{_TYPES}Override")
        entry.set("PartName", f"/{part}")
        entry.set("ContentType", _TYPE)


def _paragraphs(text: str) -> Iterator[Any]:
    for line in text.split("\n"):
        paragraph = etree.Element(P)
        words = etree.SubElement(etree.SubElement(paragraph, RUN), TEXT)
        words.set(XML_SPACE, "preserve")
        words.text = FORBIDDEN.sub("", line)
        yield paragraph


def home_of(paragraph: Any) -> Any:
    """The paragraph in which a comment on this one is marked: Word takes none in text boxes, so where the box is anchored."""
    box = list(paragraph.iterancestors(P))
    return box[-1] if box else paragraph


def enclose(home: Any, children: Sequence[Any], comment: Any) -> None:
    """Put the ends of a comment's range round children of a paragraph, all of them where none is told, and its reference."""
    begin, end, reference = etree.Element(RANGE_START), etree.Element(RANGE_END), etree.Element(RUN)
    etree.SubElement(reference, REFERENCE)
    for node in (begin, end, reference[0]):
        node.set(_ID, comment.get(_ID))
    content = children or [child for child in home if child.tag != P_PROPERTIES]
    if content:
        content[0].addprevious(begin)
        content[-1].addnext(end)
    else:
        home.extend((begin, end))
    end.addnext(reference)
