"""Marked text → headings and paragraphs: ``#`` for headings, a paragraph a line, numbers by the outline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from generator.document import styles
from generator.document.blocks import Paragraph, Words
from generator.document.numbering import Counters
from generator.model.marks import BREAK, Marks, plain
from generator.model.numerals import numeral_value
from generator.model.template import HeadingForm, Numbering

_HEADING = re.compile(r"(#{1,4})(?!#)")
_FINAL = re.compile(r"[。；;，,、：:\s]+((?:\ufdd3[0-9]*\ufdd1|\ufdd2)*)$")
_OWN_NUMBER = re.compile(
    "^((?:[\ufdd0\ufdd3][0-9]*\ufdd1)*)"
    r"(?:([一二三四五六七八九十]{1,3})、|[（(]([一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)]|([0-9]{1,2})[.．、])\s*"
    r"(?=[^一二三四五六七八九十百千万0-9\s\ufdd0-\ufdef])"
)
_STOPPED = "！？"


class PartText(NamedTuple):
    """A part: its marked text, the form of its headings by level, and its own numbering, None for the report's."""

    text: str
    headings: tuple[HeadingForm, ...]
    numbering: Numbering | None = None


def inlines(line: str, marks: Marks, style: str | None = None) -> tuple[Words, ...]:
    """A marked line as words; a missing figure takes the style that shows it."""
    return tuple(
        Words(
            piece.text.replace(BREAK, "\n"),
            styles.MISSING if piece.source and piece.source.kind == "missing" else style,
            piece.source,
            piece.origin,
        )
        for piece in marks.pieces(line)
    )


def without_final_mark(text: str) -> str:
    """Marked text without the 。；，、： at its end, even where a value's mark stands behind it."""
    return _FINAL.sub(r"\1", text)


def without_own_number(text: str, number: int) -> str:
    """Marked text without the 一、（一）1. or （1） that its author typed in front, when it is that number.

    Anything else stays: 一、二审衔接 and 三会一课 begin with numerals that belong to them.
    """
    found = _OWN_NUMBER.match(text)
    if found is None:
        return text
    typed = found[2] or found[3] or found[4]
    value = int(typed) if typed.isdecimal() else numeral_value(typed)
    return found[1] + text[found.end() :] if value == number else text


def paragraphs(text: str, marks: Marks) -> list[Paragraph]:
    """Text without headings: a paragraph a line."""
    return [Paragraph(styles.BODY, inlines(line.strip(), marks)) for line in text.split("\n") if plain(line).strip()]


def outline(parts: Iterable[PartText], marks: Marks, numbering: Numbering, counters: Counters | None = None) -> list[Paragraph]:
    """The parts' texts as numbered headings and paragraphs.

    A heading stands on a line of its own, without a final mark, or runs into the paragraph that follows, ending
    with 。 (GB/T 15834; the published reports use both). Numbers run on from part to part, from ``counters`` where
    they are given.
    """
    counters = counters or Counters()
    blocks: list[Paragraph] = []
    for text, forms, own in parts:
        patterns = numbering if own is None else own
        waiting: Paragraph | None = None
        for line in filter(None, (line.strip() for line in text.split("\n"))):
            found = _HEADING.match(line)
            words = line[found.end() :].strip() if found else line
            if not plain(words).strip():
                continue
            if found:
                if waiting:
                    blocks.append(waiting)
                level = len(found[1])
                heading = _heading(level, counters, patterns[level - 1], words, forms[level - 1], marks)
                waiting = heading if forms[level - 1] == "run-in" else None
                if not waiting:
                    blocks.append(heading)
            elif waiting:
                blocks.append(Paragraph(waiting.style, waiting.words + inlines(words, marks)))
                waiting = None
            else:
                blocks.append(Paragraph(styles.BODY, inlines(words, marks)))
        if waiting:
            blocks.append(waiting)
    return blocks


def _heading(level: int, counters: Counters, pattern: str, text: str, form: HeadingForm, marks: Marks) -> Paragraph:
    number = counters.next(level, pattern)
    if number:
        text = without_own_number(text, counters.count(level))
    run_in = form == "run-in"
    if plain(text)[-1:] not in _STOPPED:
        text = (without_final_mark(text) or text) + ("。" if run_in else "")
    style = styles.HEADING_WORDS[level - 1] if run_in else None
    words = (Words(number, style),) if number else ()
    return Paragraph((styles.RUN_IN_HEADINGS if run_in else styles.HEADINGS)[level - 1], words + inlines(text, marks, style))
