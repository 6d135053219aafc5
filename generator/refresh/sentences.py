"""Sentences of a passage, and which of one version is which of another."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.refresh.aligning import align

PARAGRAPH = "\u2029"  # between paragraphs that are read as one text
_SENTENCE = re.compile(rf"[^。；！？{PARAGRAPH}]*(?:[。；！？]+[”’」』）)》]*{PARAGRAPH}?|{PARAGRAPH}|\Z)")
_NUMBER = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}(?:是|、)|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|\d{1,2}(?:[.．](?!\d)|、))\s*"
)
_ENDS = f"。；！？，、： \t\u3000{PARAGRAPH}"


class Stretch(NamedTuple):
    """A stretch of a text: ``text[start:end]``."""

    start: int
    end: int


def sentences(text: str) -> list[Stretch]:
    """The sentences of a text, which put together are the text; they end with 。；！？ or a paragraph."""
    return [Stretch(*found.span()) for found in _SENTENCE.finditer(text) if found[0]]


def bare(sentence: str) -> str:
    """What its author says: without the number that leads it in (一是, （一）, 1.), its final mark and line breaks."""
    text = sentence.replace("\n", "")
    return _NUMBER.sub("", text, count=1).strip(_ENDS) if _NUMBER.match(text) else text.strip(_ENDS)


def shown(sentence: str) -> str:
    """The sentence on one line."""
    return sentence.replace("\n", "").replace(PARAGRAPH, "").strip()


def sentence_pairs(old: str, new: str) -> list[tuple[Stretch | None, Stretch | None]]:
    """The sentences of two versions side by side, in the order of the new one; None where one has no such sentence."""
    olds, news = sentences(old), sentences(new)
    matches = align([bare(old[s.start : s.end]) for s in olds], [bare(new[s.start : s.end]) for s in news])
    return [(_whole(olds, match.old), _whole(news, match.new)) for match in matches]


def _whole(stretches: list[Stretch], numbers: tuple[int, ...]) -> Stretch | None:
    return Stretch(stretches[numbers[0]].start, stretches[numbers[-1]].end) if numbers else None
