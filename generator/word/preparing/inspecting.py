"""The tags of a Word file as they are written, for whoever wants to see them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.word.opening import WordFile
from generator.word.preparing.locating import counted
from generator.word.preparing.paragraphs import atoms, text_of
from generator.word.preparing.parsing import parsed
from generator.word.preparing.tags import TagFinder
from generator.word.spots import part_in_words

_TEXTS = frozenset(("header", "footer", "footnotes", "endnotes"))


class Written(NamedTuple):
    """A tag: the part of the file in words (empty for the body), as it is written, and whether it puts in blocks."""

    part: str
    text: str
    blocks: bool


def tags_in(file: WordFile) -> Iterator[Written]:
    """The tags of the body, then of the other parts, in their order. Raises :class:`UnusableFile` for a part that is no XML."""
    parts = [member.name for member in file.members if file.kind(member.name) in _TEXTS and member.name != file.document]
    for part in [file.document, *parts]:
        finder = TagFinder()
        seen: set[int] = set()
        for paragraph in counted(parsed(file, part), {}):
            if paragraph.number in seen:
                continue  # a text box stands in the file twice
            seen.add(paragraph.number)
            text = text_of(atoms(paragraph.element))
            for tag in finder.find(text)[0]:
                if tag.kind in ("print", "statement"):
                    yield Written(part_in_words(part), text[tag.start : tag.end], tag.kind == "print" and tag.level == "p")
