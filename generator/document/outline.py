"""Marked text → headings and paragraphs: ``#`` for headings, a paragraph a line, numbers by the outline."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.document import styles
from generator.document.blocks import Paragraph, Words
from generator.document.numbering import Counters
from generator.model.marks import BREAK, Marks, plain
from generator.model.template import HeadingForm

_HEADING = re.compile(r"(#{1,4})\s*(?=[^#\s])")
_FINAL = re.compile("[。；;，,：:]+((?:\ufdd3[0-9]*\ufdd1|\ufdd2)*)$")
_STOPPED = "。！？"


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


def paragraphs(text: str, marks: Marks) -> list[Paragraph]:
    """Text without headings: a paragraph a line."""
    return [Paragraph(styles.BODY, inlines(line.strip(), marks)) for line in text.split("\n") if plain(line).strip()]


def outline(parts: Iterable[tuple[str, tuple[HeadingForm, ...]]], marks: Marks, patterns: tuple[str, ...]) -> list[Paragraph]:
    """The parts' texts as numbered headings and paragraphs.

    Each part comes with the form of its headings by level: on a line of its own, without a final mark, or run
    into the paragraph that follows, ending with 。 (GB/T 15834; the published reports use both).
    """
    counters = Counters(patterns)
    blocks: list[Paragraph] = []
    for text, forms in parts:
        waiting: Paragraph | None = None
        for line in filter(None, (line.strip() for line in text.split("\n"))):
            found = _HEADING.match(line)
            if found and (words := line[found.end() :].strip()):
                if waiting:
                    blocks.append(waiting)
                waiting = None
                level = len(found[1])
                number = counters.next(level)
                if forms[level - 1] == "run-in":
                    waiting = _run_in(level, number, words, marks)
                else:
                    blocks.append(Paragraph(styles.HEADINGS[level - 1], (*_number(number), *inlines(_FINAL.sub(r"\1", words), marks))))
            elif plain(line).strip():
                words_of_line = inlines(line, marks)
                if waiting:
                    blocks.append(Paragraph(waiting.style, waiting.words + words_of_line))
                    waiting = None
                else:
                    blocks.append(Paragraph(styles.BODY, words_of_line))
        if waiting:
            blocks.append(waiting)
    return blocks


def _number(number: str, style: str | None = None) -> tuple[Words, ...]:
    return (Words(number, style),) if number else ()


def _run_in(level: int, number: str, words: str, marks: Marks) -> Paragraph:
    style = styles.HEADING_WORDS[level - 1]
    if plain(words)[-1] not in _STOPPED:
        words = _FINAL.sub(r"\1", words) + "。"
    return Paragraph(styles.RUN_IN_HEADINGS[level - 1], (*_number(number, style), *inlines(words, marks, style)))
