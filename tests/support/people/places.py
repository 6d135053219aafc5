"""Where people do something: a paragraph, a sentence, a value, a place between letters, at random."""

from __future__ import annotations

from tests.support.people.desk import Desk, Held, Piece
from tests.support.people.letters import Letter, Paragraph
from tests.support.people.words import sentences


def texts(desk: Desk) -> list[Paragraph]:
    """Paragraphs with words, in tables too."""
    return [p for p in desk.paper.paragraphs() if p.is_plain and p.text.strip() and p.mark != "del"]


def a_paragraph(desk: Desk) -> Paragraph:
    """One of them, rather one with values."""
    found = texts(desk)
    with_values = [p for p in found if desk.held(p)]
    return desk.random.choice(with_values if with_values and desk.random.random() < 0.8 else found)


def a_value(desk: Desk) -> Held | None:
    held = desk.held(a_paragraph(desk))
    return desk.random.choice(held) if held else None


def a_block(desk: Desk) -> int | None:
    """A paragraph of the body, by its place among the blocks."""
    found = [n for n, b in enumerate(desk.paper.blocks) if isinstance(b, Paragraph) and b.is_plain and b.text.strip() and not b.mark]
    return desk.random.choice(found) if len(found) > 3 else None


def a_sentence(desk: Desk) -> Piece:
    paragraph = a_paragraph(desk)
    return Piece(paragraph, *desk.random.choice(sentences(paragraph.text)))


def between(desk: Desk, paragraph: Paragraph, most: int) -> Piece:
    """A few letters outside of all values, rather beside one."""
    letters = paragraph.shown()
    free = [desk.number(letter) is None for letter in letters]
    starts = [n for n, is_free in enumerate(free) if is_free]
    if not starts:
        return Piece(paragraph, 0, 0)
    beside = [n for n in starts if (n and not free[n - 1]) or (n + 1 < len(free) and not free[n + 1])]
    start = end = desk.random.choice(beside if beside and desk.random.random() < 0.5 else starts)
    for _ in range(desk.random.randint(1, most)):
        if end < len(free) and free[end]:
            end += 1
    return Piece(paragraph, start, end)


def a_gap(desk: Desk, paragraph: Paragraph) -> int:
    """A place that is in no value."""
    inside = {n for held in desk.held(paragraph) for n in range(held.piece.start + 1, held.piece.end)}
    return desk.random.choice([n for n in range(len(paragraph.shown()) + 1) if n not in inside])


def like(piece: Piece) -> Letter | None:
    shown = piece.paragraph.shown()
    return shown[min(piece.start, len(shown) - 1)] if shown else None


def a_figure(desk: Desk) -> str:
    """A figure that is printed somewhere."""
    held = a_value(desk)
    return "12件" if held is None else held.piece.paragraph.text[held.piece.start : held.piece.end]
