"""What is done to an edited report to bring it up to date: edits at places of its text, and remarks.

A place is one of the file as it was before any of them. ``manuscript`` says what a paragraph's number and its text are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Place(NamedTuple):
    """A stretch of a paragraph: the part, the number of the paragraph in it from 1, and code points of its text."""

    part: str
    line: int
    start: int
    end: int


class Marked(NamedTuple):
    """A value in a text: the number of its bookmark, where it stands, whether it is the mark of a draft for what is missing."""

    number: int
    start: int
    end: int
    missing: bool = False


class Replace(NamedTuple):
    """Other words in the place of those that stand there; none there: words put in, no ``text``: words taken out.

    ``values`` are those in the text, whose bookmarks come round them, wherever they were before. Letters that
    show what is missing (``was_missing``) lose the look of it.
    """

    place: Place
    text: str
    values: tuple[Marked, ...] = ()
    was_missing: bool = False


class Insert(NamedTuple):
    """A paragraph of the fresh report, or a row of a table of it, that comes in.

    It comes beside the paragraph, or the row, that ``line`` of ``part`` belongs to: behind it, or before it. Several at one
    place come in their order. ``fresh`` are the numbers of its paragraphs in ``fresh_part``. Its values keep in the file those
    bookmarks that ``numbers`` knows; others lose them.
    """

    part: str
    line: int
    behind: bool
    fresh_part: str
    fresh: tuple[int, ...]
    numbers: Mapping[int, int]


class Remove(NamedTuple):
    """A paragraph, or all paragraphs of a row of a table, that go."""

    part: str
    lines: tuple[int, ...]


Edit = Replace | Insert | Remove


class Remark(NamedTuple):
    """A comment at a place. One of ours there that is of the same ``subject`` is said anew, not twice."""

    place: Place
    text: str
    subject: str
