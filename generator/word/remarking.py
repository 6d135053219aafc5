"""Remarks of an update as comments of an edited report: said once, and said anew where one of the same subject stands there.

A comment whose question is settled stays, since people may have answered it; it says so then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from generator.word.commenting import RANGE_START, REFERENCE, Comments, enclose, home_of, say_anew, text_of_comment
from generator.word.edits import Remark
from generator.word.opening import WordFile
from generator.word.preparing.names import P, w
from generator.word.reviewing import Element, Letters, run_from, run_until, within
from generator.word.tracking import AUTHOR
from generator.word.writing import FORBIDDEN

INITIALS = "更"
_ID = w("id")
_ASKS, _SETTLED = "，请定：", "这一处已经没有要定的，可以删去这条批注。"


class Remarker:
    """Puts remarks into the document; ``changed`` says whether a comment came in or was said anew, ``marked`` whether one came in."""

    def __init__(self, comments: Comments, document: Element, date: str) -> None:
        self._comments = comments
        self._date = date
        self._ours = _by_home(comments.by(AUTHOR), document)
        self.changed = self.marked = False

    def remark(self, paragraph: Element, stretches: list[Letters], remark: Remark) -> None:
        """Say it at its place, on these letters of the paragraph."""
        home = home_of(paragraph)
        there = self._ours.setdefault(home, [])
        text = FORBIDDEN.sub("", remark.text)
        same = next((comment for comment in there if text_of_comment(comment).endswith(f"（{remark.subject}）")), None)
        if same is None:
            self.changed = self.marked = True
            children = _children(home, stretches, remark) if home is paragraph else []
            there.append(self._comments.add(text, AUTHOR, INITIALS, self._date))
            enclose(home, children, there[-1])
        elif text_of_comment(same) != text:
            self.changed = True
            say_anew(same, text, self._date)


def asks_in_vain(file: WordFile, asked: Collection[str]) -> bool:
    """Whether a comment of ours asks what is not asked any more: its subject is none of these."""
    told = (member.content() for member in file.members if file.kind(member.name) == "comments")
    return any(AUTHOR.encode() in content for content in told) and any(_settled(Comments(file), asked))


def settle(comments: Comments, asked: Collection[str], date: str) -> None:
    """Let our comments that ask what is not asked any more say that it is settled."""
    for comment, text in _settled(comments, asked):
        say_anew(comment, text, date)


def _settled(comments: Comments, asked: Collection[str]) -> Iterator[tuple[Any, str]]:
    """Comments of ours that ask about none of these subjects, each with what it is to say. One that people have added to is theirs."""
    for comment in comments.by(AUTHOR).values():
        question, _, subject = text_of_comment(comment).rpartition("。（")
        if _ASKS in question and subject.endswith("）") and subject[:-1] not in asked:
            yield comment, f"{_SETTLED}（{subject}"


def _by_home(ours: dict[str, Any], document: Element) -> dict[Element, list[Any]]:
    """Our comments by the paragraph in which they are marked."""
    found: dict[Element, list[Any]] = {}
    for mark in document.iter(RANGE_START, REFERENCE):
        comment = ours.pop(mark.get(_ID, ""), None)
        around = next(mark.iterancestors(P), None)
        if comment is not None and around is not None:
            found.setdefault(home_of(around), []).append(comment)
    return found


def _children(home: Element, stretches: list[Letters], remark: Remark) -> Sequence[Element]:
    """The children of the paragraph that hold the letters; for a place between two, the letter before, or the one behind."""
    start, end = remark.place.start, remark.place.end
    if start == end:
        start, end = (start - 1, end) if start else (0, 1)
    inside = within(stretches, start, end)
    if not inside:
        return []
    return [_child(run_from(inside[0]), home), _child(run_until(inside[-1]), home)]


def _child(element: Element, home: Element) -> Element:
    while element.getparent() is not home:
        element = element.getparent()
    return element
