"""A copy of a Word file with remarks as comments, at the tags that they are about.

No time is said of them, so that the same remarks always give the same file; comments that are there stay.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from lxml import etree

from generator.archive import CONTENT_TYPES, Member, archived, packed
from generator.word.opening import WordFile
from generator.word.preparing.locating import counted
from generator.word.preparing.names import P_PROPERTIES, RUN, TEXT, XML_SPACE, P, W, w
from generator.word.preparing.paragraphs import atoms, text_of
from generator.word.preparing.parsing import parsed
from generator.word.preparing.tags import TagFinder
from generator.word.writing import FORBIDDEN

AUTHOR, INITIALS = "模板检查", "检"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_ID = w("id")


class Remark(NamedTuple):
    """What is to be said: of the tag at that letter of that paragraph of the body, of all the document without one."""

    text: str
    paragraph: int | None = None
    offset: int = 0


def with_comments(file: WordFile, remarks: Sequence[Remark]) -> bytes:
    """The file with the remarks in it. Raises :class:`UnusableFile` when a part of it is no sound XML."""
    document = parsed(file, file.document)
    relations_part = posixpath.join(posixpath.dirname(file.document), "_rels", posixpath.basename(file.document) + ".rels")
    relations = parsed(file, relations_part) if file.content(relations_part) else etree.Element(f"{_RELATIONS}Relationships")
    part = _comments_part(file, relations)
    comments = parsed(file, part) if file.content(part) else etree.Element(w("comments"), nsmap={"w": W})
    first = 1 + max((int(comment.get(_ID)) for comment in comments.iter(w("comment")) if comment.get(_ID, "").isdigit()), default=-1)
    paragraphs: dict[int, Any] = {}
    for each in counted(document, {}):  # a text box stands in the file twice: the first is for new programs
        paragraphs.setdefault(each.number, each.element)
    for number, remark in enumerate(remarks, first):
        comments.append(_comment(number, remark.text))
        paragraph = paragraphs.get(remark.paragraph or 1)
        if paragraph is not None:
            _mark(paragraph, remark, str(number))
    types = parsed(file, CONTENT_TYPES)
    _register(types, part)
    made = {file.document: document, relations_part: relations, part: comments, CONTENT_TYPES: types}
    return archived([*(m for m in file.members if m.name not in made), *(_packed(name, root) for name, root in made.items())])


def _packed(name: str, root: Any) -> Member:
    return packed(name, [etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)])


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


def _comment(number: int, text: str) -> Any:
    comment = etree.Element(w("comment"))
    for name, value in (("id", str(number)), ("author", AUTHOR), ("initials", INITIALS)):
        comment.set(w(name), value)
    for line in text.split("\n"):
        words = etree.SubElement(etree.SubElement(etree.SubElement(comment, P), RUN), TEXT)
        words.set(XML_SPACE, "preserve")
        words.text = FORBIDDEN.sub("", line)
    return comment


def _mark(paragraph: Any, remark: Remark, number: str) -> None:
    """Put the ends of the comment's range and its reference into the paragraph."""
    box = list(paragraph.iterancestors(P))  # Word takes no comments in text boxes
    children = list(_tagged(paragraph, remark.offset)) if remark.paragraph and not box else []
    home = box[-1] if box else paragraph
    begin, end = (etree.Element(w(name)) for name in ("commentRangeStart", "commentRangeEnd"))
    reference = etree.Element(RUN)
    etree.SubElement(reference, w("commentReference"))
    for node in (begin, end, reference[0]):
        node.set(_ID, number)
    content = children or [child for child in home if child.tag != P_PROPERTIES]
    if content:
        content[0].addprevious(begin)
        content[-1].addnext(end)
    else:
        home.extend((begin, end))
    end.addnext(reference)


def _tagged(paragraph: Any, offset: int) -> Iterator[Any]:
    """The children of the paragraph that hold letters of the tag that begins there; all of them for a broken tag."""
    stretches = atoms(paragraph)
    tags, _ = TagFinder().find(text_of(stretches))
    end = next((tag.end for tag in tags if tag.start == offset), None)
    for stretch in stretches:
        if stretch.end > offset and (end is None or stretch.start < end):
            child = stretch.element
            while child.getparent() is not paragraph:
                child = child.getparent()
            yield child
