"""Where in a Word template a tag stands, said so that its keeper finds it."""

from __future__ import annotations

from typing import NamedTuple

from generator.diagnostics import Place

_PARTS = (
    ("header", "页眉"),
    ("footer", "页脚"),
    ("footnotes", "脚注"),
    ("endnotes", "尾注"),
    ("comments", "批注"),
    ("core", "文档属性"),
)


class Spot(NamedTuple):
    """A tag's place.

    ``part`` is the part of the file in words (empty for the body), ``paragraph`` the n-th paragraph of it from 1,
    ``offset`` the tag's first letter from 0, ``passage`` the words around it with the tag in 【】, ``within`` in words
    the heading and the table cell.
    """

    part: str
    paragraph: int
    offset: int
    passage: str
    within: str

    def place(self, file: str) -> Place:
        """The spot as the place of a finding in that file."""
        return Place(file=file, paragraph=self.paragraph, offset=self.offset, text=self.passage, within=self.within)


def part_in_words(name: str) -> str:
    """What a part is called; the body is not called anything."""
    stem = name.rpartition("/")[2]
    return next((words for start, words in _PARTS if stem.startswith(start)), "")


def in_body(place: Place) -> bool:
    """Whether a place of a tag is in the body of its document, where paragraphs are counted from 1."""
    return not place.within.startswith(tuple(words for _, words in _PARTS))
