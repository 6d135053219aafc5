"""What people do to sentences, paragraphs and rows, and to looks: moving, copying, splitting, joining."""

from __future__ import annotations

import copy
from dataclasses import replace

from tests.support.people.desk import Desk, Piece
from tests.support.people.letters import Atom, Block, Letter, Paragraph, Row, Table
from tests.support.people.places import a_block, a_paragraph, a_sentence
from tests.support.people.words import clauses, sentences
from tests.support.word import W


def moves_sentence(desk: Desk) -> bool:
    return _carries(desk, copying=False)


def copies_sentence(desk: Desk) -> bool:
    return _carries(desk, copying=True)


def _carries(desk: Desk, *, copying: bool) -> bool:
    piece, there = a_sentence(desk), a_paragraph(desk)
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


def _restored_tracks(piece: Piece, atoms: list[Atom]) -> None:
    """What was lifted for a copy lies there as before, tracked letters too."""
    tracks = iter([a for a in atoms if isinstance(a, Letter)])
    shown = {id(letter) for letter in piece.paragraph.shown()[piece.start : piece.end]}
    piece.paragraph.atoms = [next(tracks) if id(a) in shown else a for a in piece.paragraph.atoms]


def _gap_at_sentence(desk: Desk, paragraph: Paragraph) -> int:
    ends = [0, *(end for _, end in sentences(paragraph.text))]
    inside = {n for held in desk.held(paragraph) for n in range(held.piece.start + 1, held.piece.end)}
    return desk.random.choice([end for end in ends if end not in inside])


def moves_paragraph(desk: Desk) -> bool:
    if (at := a_block(desk)) is None:
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
    if (at := a_block(desk)) is None:
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
    if (at := a_block(desk)) is None:
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
    if (at := a_block(desk)) is None:
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
    if (at := a_block(desk)) is None or at + 1 >= len(desk.paper.blocks):
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
    paragraph = a_paragraph(desk)
    shown = paragraph.shown()
    start = desk.random.randrange(len(shown))
    wanted = {id(letter) for letter in shown[start : start + desk.random.randint(1, 12)]}
    tag = desk.random.choice(("b", "i"))
    forms = {form: desk.form_with(form, tag) for form in {letter.form for letter in shown if id(letter) in wanted}}
    paragraph.atoms = [replace(a, form=forms[a.form]) if isinstance(a, Letter) and id(a) in wanted else a for a in paragraph.atoms]
    return True


def restyles(desk: Desk) -> bool:
    first, second = a_block(desk), a_block(desk)
    if first is None or second is None:
        return False
    one, other = desk.paper.blocks[first], desk.paper.blocks[second]
    assert isinstance(one, Paragraph)
    assert isinstance(other, Paragraph)
    one.properties = copy.deepcopy(other.properties)
    return True
