"""What people do to a report, each as one function: whether there was something to do it to."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace

from tests.support.people.desk import Desk, Held, Piece
from tests.support.people.letters import Block, Letter, Paragraph, Row, Table
from tests.support.people.words import AFTER, BEFORE, FIGURE_AFTER, a_sentence, another_figure, clauses, sentences, some_words
from tests.support.word import W

Habit = Callable[[Desk], bool]


# Places


def _texts(desk: Desk) -> list[Paragraph]:
    """Paragraphs with words, in tables too."""
    return [p for p in desk.paper.paragraphs() if p.is_plain and p.text.strip() and p.mark != "del"]


def _paragraph(desk: Desk) -> Paragraph:
    """One of them, rather one with values."""
    found = _texts(desk)
    with_values = [p for p in found if desk.held(p)]
    return desk.random.choice(with_values if with_values and desk.random.random() < 0.8 else found)


def _value(desk: Desk) -> Held | None:
    held = desk.held(_paragraph(desk))
    return desk.random.choice(held) if held else None


def _block(desk: Desk) -> int | None:
    """A paragraph of the body, by its place among the blocks."""
    found = [n for n, b in enumerate(desk.paper.blocks) if isinstance(b, Paragraph) and b.is_plain and b.text.strip() and not b.mark]
    return desk.random.choice(found) if len(found) > 3 else None


def _sentence(desk: Desk) -> Piece:
    paragraph = _paragraph(desk)
    return Piece(paragraph, *desk.random.choice(sentences(paragraph.text)))


def _between(desk: Desk, paragraph: Paragraph, most: int) -> Piece:
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


def _gap(desk: Desk, paragraph: Paragraph) -> int:
    """A place that is in no value."""
    inside = {n for held in desk.held(paragraph) for n in range(held.piece.start + 1, held.piece.end)}
    return desk.random.choice([n for n in range(len(paragraph.shown()) + 1) if n not in inside])


def _like(piece: Piece) -> Letter | None:
    shown = piece.paragraph.shown()
    return shown[min(piece.start, len(shown) - 1)] if shown else None


def _figure(desk: Desk) -> str:
    """A figure that is printed somewhere."""
    held = _value(desk)
    return "12件" if held is None else held.piece.paragraph.text[held.piece.start : held.piece.end]


# Words


def rewords(desk: Desk) -> bool:
    piece = _between(desk, _paragraph(desk), 6)
    like = _like(piece)
    desk.cut(piece)
    desk.put(piece.paragraph, piece.start, desk.typed(some_words(desk.random), like))
    return True


def inserts_words(desk: Desk) -> bool:
    paragraph = _paragraph(desk)
    at = _gap(desk, paragraph)
    desk.put(paragraph, at, desk.typed(some_words(desk.random), _like(Piece(paragraph, at, at))))
    return True


def inserts_sentence(desk: Desk) -> bool:
    piece = _sentence(desk)
    desk.put(piece.paragraph, piece.end, desk.typed(a_sentence(desk.random, _figure(desk)), _like(piece)), side=1)
    return True


def inserts_paragraph(desk: Desk) -> bool:
    if (at := _block(desk)) is None:
        return False
    beside = desk.paper.blocks[at]
    assert isinstance(beside, Paragraph)
    made = Paragraph(copy.deepcopy(beside.properties), mark="ins" if desk.tracked else "")
    desk.put(made, 0, desk.typed(a_sentence(desk.random, _figure(desk)) + a_sentence(desk.random, _figure(desk)), beside.shown()[0]))
    desk.paper.blocks.insert(at + 1, made)
    return True


def deletes_words(desk: Desk) -> bool:
    desk.cut(_between(desk, _paragraph(desk), 8))
    return True


def deletes_sentence(desk: Desk) -> bool:
    desk.cut(_sentence(desk))
    return True


def retypes_clause(desk: Desk) -> bool:
    """The same figures and nearly the same words, all typed anew."""
    paragraph = _paragraph(desk)
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
    if (held := _value(desk)) is None:
        return False
    (paragraph, start, end), number = held.piece, held.number
    text = paragraph.text[start:end]
    new = another_figure(desk.random, text)
    like = _like(held.piece)
    if desk.random.random() < 0.5 and len(new) == len(text):
        at = next(n for n in range(len(text)) if text[n] != new[n])
        start, end, new = start + at, start + at + 1, new[at]
    if desk.random.random() < 0.5:  # typed before what stood there is deleted: the bookmark stays round it
        desk.put(paragraph, start, desk.typed(new, like, number), side=1)
        desk.cut(Piece(paragraph, start + len(new), end + len(new)))
    else:
        desk.cut(Piece(paragraph, start, end))
        desk.put(paragraph, start, desk.typed(new, like, number))
    return True


def deletes_value(desk: Desk) -> bool:
    if (held := _value(desk)) is None:
        return False
    desk.cut(held.piece)
    return True


def types_at_edge(desk: Desk) -> bool:
    """Letters right before or behind a value, inside its bookmark or outside."""
    if (held := _value(desk)) is None:
        return False
    paragraph, start, end = held.piece
    behind = desk.random.random() < 0.5
    if desk.random.random() < 0.3 and paragraph.text[end - 1 if behind else start].isdigit():
        text, number = (desk.random.choice(FIGURE_AFTER) if behind else desk.random.choice("123")), held.number
    else:
        text, number = desk.random.choice(AFTER if behind else BEFORE), None
    desk.put(paragraph, end if behind else start, desk.typed(text, _like(held.piece), number), side=desk.random.randint(0, 1))
    return True


# Moving and copying


def moves_sentence(desk: Desk) -> bool:
    return _carries(desk, copying=False)


def copies_sentence(desk: Desk) -> bool:
    return _carries(desk, copying=True)


def _carries(desk: Desk, *, copying: bool) -> bool:
    piece, there = _sentence(desk), _paragraph(desk)
    if not copying:
        if there is piece.paragraph or piece.end - piece.start == len(piece.paragraph.shown()):
            return False
        desk.put(there, _gap_at_sentence(desk, there), desk.cut(piece), side=1)
        return True
    tracked, desk.tracked = desk.tracked, False
    atoms = desk.cut(piece)
    desk.put(piece.paragraph, piece.start, atoms, side=0)
    _restored_tracks(piece, atoms)
    desk.tracked = tracked
    desk.put(there, _gap_at_sentence(desk, there), desk.copied(atoms), side=1)
    return True


def _restored_tracks(piece: Piece, atoms: list) -> None:  # type: ignore[type-arg]
    """What was lifted for a copy lies there as before, tracked letters too."""
    tracks = iter([a for a in atoms if isinstance(a, Letter)])
    shown = {id(letter) for letter in piece.paragraph.shown()[piece.start : piece.end]}
    piece.paragraph.atoms = [next(tracks) if id(a) in shown else a for a in piece.paragraph.atoms]


def _gap_at_sentence(desk: Desk, paragraph: Paragraph) -> int:
    ends = [0, *(end for _, end in sentences(paragraph.text))]
    inside = {n for held in desk.held(paragraph) for n in range(held.piece.start + 1, held.piece.end)}
    return desk.random.choice([end for end in ends if end not in inside])


def moves_paragraph(desk: Desk) -> bool:
    if (at := _block(desk)) is None:
        return False
    block = desk.paper.blocks[at]
    assert isinstance(block, Paragraph)
    if desk.tracked:
        made = Paragraph(copy.deepcopy(block.properties), mark="ins")
        desk.put(made, 0, desk.cut(Piece(block, 0, len(block.shown()))))
        block.mark = "del"
    else:
        made = block
        desk.paper.blocks.remove(block)
    return _lays(desk, made)


def copies_paragraph(desk: Desk) -> bool:
    if (at := _block(desk)) is None:
        return False
    block = desk.paper.blocks[at]
    assert isinstance(block, Paragraph)
    shown = [a for a in block.atoms if not isinstance(a, Letter) or a.track != "del"]
    made = Paragraph(copy.deepcopy(block.properties), mark="ins" if desk.tracked else "")
    made.atoms = [desk.landed(atom) for atom in desk.copied(shown)]
    return _lays(desk, made)


def _lays(desk: Desk, block: Block) -> bool:
    """Put a block somewhere between the first and the last one that have words."""
    worded = [n for n, b in enumerate(desk.paper.blocks) if isinstance(b, Paragraph) and b.text.strip()]
    desk.paper.blocks.insert(desk.random.randint(worded[0], worded[-1]), block)
    return True


def deletes_paragraph(desk: Desk) -> bool:
    if (at := _block(desk)) is None:
        return False
    block = desk.paper.blocks[at]
    assert isinstance(block, Paragraph)
    if desk.tracked:
        desk.cut(Piece(block, 0, len(block.shown())))
        block.mark = "del"
    else:
        del desk.paper.blocks[at]
    return True


def splits_paragraph(desk: Desk) -> bool:
    if (at := _block(desk)) is None:
        return False
    block = desk.paper.blocks[at]
    assert isinstance(block, Paragraph)
    ends = [end for _, end in clauses(block.text)][:-1]
    inside = {n for held in desk.held(block) for n in range(held.piece.start + 1, held.piece.end)}
    if not (ends := [end for end in ends if end not in inside]):
        return False
    end = desk.random.choice(ends)
    seen, slot = 0, 0
    while seen < end:
        atom = block.atoms[slot]
        seen += isinstance(atom, Letter) and atom.track != "del"
        slot += 1
    while slot < len(block.atoms) and not isinstance(block.atoms[slot], Letter) and not getattr(block.atoms[slot], "opens", True):
        slot += 1
    second = Paragraph(copy.deepcopy(block.properties), block.atoms[slot:], mark=block.mark)
    block.atoms, block.mark = block.atoms[:slot], "ins" if desk.tracked else ""
    desk.paper.blocks.insert(at + 1, second)
    return True


def joins_paragraphs(desk: Desk) -> bool:
    if (at := _block(desk)) is None or at + 1 >= len(desk.paper.blocks):
        return False
    first, second = desk.paper.blocks[at], desk.paper.blocks[at + 1]
    if not (isinstance(first, Paragraph) and isinstance(second, Paragraph) and second.is_plain and not second.mark):
        return False
    if desk.tracked:
        first.mark = "del"
    else:
        first.atoms += second.atoms
        del desk.paper.blocks[at + 1]
    return True


# Tables


def _table(desk: Desk) -> Table | None:
    found = [block for block in desk.paper.blocks if isinstance(block, Table) and len(block.rows) > 2]
    return desk.random.choice(found) if found else None


def _row(desk: Desk, table: Table) -> Row | None:
    """A row that can be carried away: nothing in it but letters, no cell that reaches into others."""
    found = [r for r in table.rows if not r.mark and all(p.is_plain for _, c in r.cells for p in c)]
    found = [r for r in found if all(frame.find(f"{W}tcPr/{W}vMerge") is None for frame, _ in r.cells)]
    return desk.random.choice(found) if found else None


def deletes_row(desk: Desk) -> bool:
    if (table := _table(desk)) is None or (row := _row(desk, table)) is None:
        return False
    if desk.tracked:
        for _, cell in row.cells:
            for paragraph in cell:
                desk.cut(Piece(paragraph, 0, len(paragraph.shown())))
        row.mark = "del"
    else:
        table.rows = [r for r in table.rows if r is not row]
    return True


def moves_row(desk: Desk) -> bool:
    if desk.tracked or (table := _table(desk)) is None or (row := _row(desk, table)) is None:
        return False
    table.rows = [r for r in table.rows if r is not row]
    table.rows.insert(desk.random.randint(1, len(table.rows)), row)
    return True


# Looks


def emboldens(desk: Desk) -> bool:
    paragraph = _paragraph(desk)
    shown = paragraph.shown()
    start = desk.random.randrange(len(shown))
    wanted = {id(letter) for letter in shown[start : start + desk.random.randint(1, 12)]}
    tag = desk.random.choice(("b", "i"))
    forms = {form: desk.form_with(form, tag) for form in {letter.form for letter in shown if id(letter) in wanted}}
    paragraph.atoms = [replace(a, form=forms[a.form]) if isinstance(a, Letter) and id(a) in wanted else a for a in paragraph.atoms]
    return True


def restyles(desk: Desk) -> bool:
    first, second = _block(desk), _block(desk)
    if first is None or second is None:
        return False
    one, other = desk.paper.blocks[first], desk.paper.blocks[second]
    assert isinstance(one, Paragraph)
    assert isinstance(other, Paragraph)
    one.properties = copy.deepcopy(other.properties)
    return True


HABITS: dict[Habit, int] = {
    rewords: 5,
    inserts_words: 4,
    inserts_sentence: 3,
    inserts_paragraph: 2,
    deletes_words: 3,
    deletes_sentence: 2,
    retypes_clause: 2,
    overtypes_value: 4,
    deletes_value: 1,
    types_at_edge: 3,
    moves_sentence: 2,
    copies_sentence: 2,
    moves_paragraph: 2,
    copies_paragraph: 1,
    deletes_paragraph: 1,
    splits_paragraph: 2,
    joins_paragraphs: 2,
    deletes_row: 1,
    moves_row: 1,
    emboldens: 2,
    restyles: 1,
}
