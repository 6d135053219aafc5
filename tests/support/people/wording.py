"""What people do to words and values."""

from __future__ import annotations

import copy
from dataclasses import replace

from tests.support.people.desk import Desk, Piece
from tests.support.people.letters import Letter, Paragraph
from tests.support.people.places import a_block, a_figure, a_gap, a_paragraph, a_sentence, a_value, between, like
from tests.support.people.words import AFTER, BEFORE, FIGURE_AFTER, another_figure, clauses, new_sentence, some_words


def rewords(desk: Desk) -> bool:
    piece = between(desk, a_paragraph(desk), 6)
    beside = like(piece)
    desk.cut(piece)
    desk.put(piece.paragraph, piece.start, desk.typed(some_words(desk.random), beside))
    return True


def inserts_words(desk: Desk) -> bool:
    paragraph = a_paragraph(desk)
    at = a_gap(desk, paragraph)
    desk.put(paragraph, at, desk.typed(some_words(desk.random), like(Piece(paragraph, at, at))))
    return True


def inserts_sentence(desk: Desk) -> bool:
    piece = a_sentence(desk)
    desk.put(piece.paragraph, piece.end, desk.typed(new_sentence(desk.random, a_figure(desk)), like(piece)), side=1)
    return True


def inserts_paragraph(desk: Desk) -> bool:
    if (at := a_block(desk)) is None:
        return False
    beside = desk.paper.blocks[at]
    assert isinstance(beside, Paragraph)
    made = Paragraph(copy.deepcopy(beside.properties), mark="ins" if desk.tracked else "")
    desk.put(made, 0, desk.typed(new_sentence(desk.random, a_figure(desk)) + new_sentence(desk.random, a_figure(desk)), beside.shown()[0]))
    desk.paper.blocks.insert(at + 1, made)
    return True


def deletes_words(desk: Desk) -> bool:
    desk.cut(between(desk, a_paragraph(desk), 8))
    return True


def deletes_sentence(desk: Desk) -> bool:
    desk.cut(a_sentence(desk))
    return True


def retypes_clause(desk: Desk) -> bool:
    """The same figures and nearly the same words, all typed anew."""
    paragraph = a_paragraph(desk)
    piece = Piece(paragraph, *desk.random.choice(clauses(paragraph.text)))
    letters = paragraph.shown()[piece.start : piece.end]
    made = [replace(letter, origin=None, copied=False, again=_first(letter), typed_for=_aim(desk, letter)) for letter in letters]
    free = [n for n, letter in enumerate(made) if letter.typed_for is None]
    if free:
        at = desk.random.choice(free)
        made[at : at + 1] = [replace(made[at], text=letter, again=None, sign="") for letter in some_words(desk.random)]
    desk.cut(piece)
    desk.put(paragraph, piece.start, made)
    return True


def _first(letter: Letter) -> tuple[str, int, int] | None:
    return letter.again or (None if letter.copied else letter.origin)


def _aim(desk: Desk, letter: Letter) -> int | None:
    return letter.typed_for if letter.typed_for is not None else (None if letter.copied else desk.number(letter))


# Values


def overtypes_value(desk: Desk) -> bool:
    """Another figure in the place of one: all of it or the digit alone, inside its bookmark or outside."""
    if (held := a_value(desk)) is None:
        return False
    (paragraph, start, end), number = held.piece, held.number
    text = paragraph.text[start:end]
    new = another_figure(desk.random, text)
    beside = like(held.piece)
    if desk.random.random() < 0.5 and len(new) == len(text):
        at = next(n for n in range(len(text)) if text[n] != new[n])
        start, end, new = start + at, start + at + 1, new[at]
    if desk.random.random() < 0.5:  # typed before what stood there is deleted: the bookmark stays round it
        desk.put(paragraph, start, desk.typed(new, beside, number), side=1)
        desk.cut(Piece(paragraph, start + len(new), end + len(new)))
    else:
        desk.cut(Piece(paragraph, start, end))
        desk.put(paragraph, start, desk.typed(new, beside, number))
    return True


def deletes_value(desk: Desk) -> bool:
    if (held := a_value(desk)) is None:
        return False
    desk.cut(held.piece)
    return True


def types_at_edge(desk: Desk) -> bool:
    """Letters right before or behind a value, inside its bookmark or outside."""
    if (held := a_value(desk)) is None:
        return False
    paragraph, start, end = held.piece
    behind = desk.random.random() < 0.5
    if desk.random.random() < 0.3 and paragraph.text[end - 1 if behind else start].isdigit():
        text, number = (desk.random.choice(FIGURE_AFTER) if behind else desk.random.choice("123")), held.number
    else:
        text, number = desk.random.choice(AFTER if behind else BEFORE), None
    desk.put(paragraph, end if behind else start, desk.typed(text, like(held.piece), number), side=desk.random.randint(0, 1))
    return True
