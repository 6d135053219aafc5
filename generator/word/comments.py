"""A copy of a Word file with remarks as comments, at the tags that they are about.

No time is said of them, so that the same remarks always give the same file; comments that are there stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from generator.archive import archived
from generator.word.commenting import Comments, enclose, home_of, written
from generator.word.opening import WordFile
from generator.word.preparing.locating import counted
from generator.word.preparing.paragraphs import atoms, text_of
from generator.word.preparing.parsing import parsed
from generator.word.preparing.tags import TagFinder

AUTHOR, INITIALS = "模板检查", "检"


class Remark(NamedTuple):
    """What is to be said: of the tag at that letter of that paragraph of the body, of all the document without one."""

    text: str
    paragraph: int | None = None
    offset: int = 0


def with_comments(file: WordFile, remarks: Sequence[Remark]) -> bytes:
    """The file with the remarks in it. Raises :class:`UnusableFile` when a part of it is no sound XML."""
    document = parsed(file, file.document)
    comments = Comments(file)
    paragraphs: dict[int, Any] = {}
    for each in counted(document, {}):  # a text box stands in the file twice: the first is for new programs
        paragraphs.setdefault(each.number, each.element)
    for remark in remarks:
        comment = comments.add(remark.text, AUTHOR, INITIALS)
        paragraph = paragraphs.get(remark.paragraph or 1)
        if paragraph is not None:
            home = home_of(paragraph)
            enclose(home, list(_tagged(paragraph, remark.offset)) if remark.paragraph and home is paragraph else [], comment)
    made = {part.name: part for part in (*comments.parts(), written(file.document, document))}
    return archived([*(member for member in file.members if member.name not in made), *made.values()])


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
