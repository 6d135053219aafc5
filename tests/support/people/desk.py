"""What a word processor does with letters: cutting, putting in, copying, with changes tracked or not."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any, NamedTuple

from lxml import etree

from tests.support.people.letters import Atom, Edge, Letter, Paper, Paragraph
from tests.support.word import W

Origin = tuple[str, int, int]


class Piece(NamedTuple):
    """A stretch of the shown letters of a paragraph."""

    paragraph: Paragraph
    start: int
    end: int


class Held(NamedTuple):
    """The letters of a value that stand together."""

    number: int
    piece: Piece


class Desk:
    """A paper that is being edited. ``values`` says of which value a printed letter was."""

    def __init__(self, paper: Paper, values: Mapping[Origin, int], random: Random) -> None:
        self.paper, self.values, self.random = paper, values, random
        self.tracked = False
        self._ids = 9_000_000

    def number(self, letter: Letter) -> int | None:
        """The value that a letter belongs to."""
        return None if letter.origin is None else self.values.get(letter.origin)

    def held(self, paragraph: Paragraph) -> list[Held]:
        """The values in a paragraph, copies left out."""
        found: list[Held] = []
        for n, letter in enumerate(paragraph.shown()):
            number = None if letter.copied else self.number(letter)
            if number is None:
                continue
            if found and found[-1].number == number and found[-1].piece.end == n:
                found[-1] = Held(number, found[-1].piece._replace(end=n + 1))
            else:
                found.append(Held(number, Piece(paragraph, n, n + 1)))
        return found

    # Cutting and putting in

    def cut(self, piece: Piece) -> list[Atom]:
        """Take a stretch out; what comes back is what was there, bookmarks that lie in it included."""
        paragraph, start, end = piece
        if start >= end:
            return []
        places = _places(paragraph)
        first, last = places[start], places[end - 1] + 1
        while first and isinstance(paragraph.atoms[first - 1], Edge) and paragraph.atoms[first - 1].opens:  # type: ignore[union-attr]
            first -= 1
        while last < len(paragraph.atoms) and isinstance(paragraph.atoms[last], Edge) and not paragraph.atoms[last].opens:  # type: ignore[union-attr]
            last += 1
        inside = paragraph.atoms[first:last]
        whole = _whole_bookmarks(inside)
        taken = [a for a in inside if not isinstance(a, Letter) or a.track != "del"]
        if self.tracked:
            paragraph.atoms[first:last] = [
                replace(a, track="del") if isinstance(a, Letter) else a for a in inside if not isinstance(a, Letter) or a.track != "ins"
            ]
            return [a for a in taken if isinstance(a, Letter)]
        paragraph.atoms[first:last] = [
            a for a in inside if (isinstance(a, Letter) and a.track == "del") or (isinstance(a, Edge) and a.id not in whole)
        ]
        return [a for a in taken if not isinstance(a, Edge) or a.id in whole]

    def put(self, paragraph: Paragraph, at: int, atoms: Iterable[Atom], side: int | None = None) -> None:
        """Put something in before the ``at``-th letter; where bookmarks begin or end there: at their n-th ``side``, else at any."""
        places = _places(paragraph)
        least = places[at - 1] + 1 if at else 0
        most = places[at] if at < len(places) else len(paragraph.atoms)
        slot = self.random.randint(least, most) if side is None else (least if side == 0 else most)
        paragraph.atoms[slot:slot] = [self.landed(atom) for atom in atoms]

    def landed(self, atom: Atom) -> Atom:
        """Something as it stands where it is put in."""
        return replace(atom, track="ins" if self.tracked else "") if isinstance(atom, Letter) else atom

    def typed(self, text: str, like: Letter | None, number: int | None = None) -> list[Atom]:
        """Letters that a person types, in the format of one beside them."""
        return [Letter(letter, like.form if like else 0, typed_for=number) for letter in text]

    def copied(self, atoms: Sequence[Atom]) -> list[Atom]:
        """A copy: with bookmarks of the same name (Word), of another one (LibreOffice), or without any."""
        fashion = self.random.choices(("same", "other", "none"), (3, 4, 3))[0]
        whole, made, ids = _whole_bookmarks(atoms), list[Atom](), dict[str, str]()
        for atom in atoms:
            if isinstance(atom, Letter):
                made.append(replace(atom, copied=atom.origin is not None))
            elif isinstance(atom, Edge) and atom.id in whole and fashion != "none" and not self.tracked:
                if atom.id not in ids:
                    self._ids += 1
                    ids[atom.id] = str(self._ids)
                name = atom.name if fashion == "same" or not atom.name else f"{atom.name}_Copy_1"
                made.append(Edge(atom.opens, ids[atom.id], name))
        return made

    def form_with(self, form: int, tag: str) -> int:
        """The number of a format that has a property more."""
        before = self.paper.forms[form]
        made = etree.Element(f"{W}rPr") if before is None else copy.deepcopy(before)
        if made.find(f"{W}{tag}") is None:
            early = [child for child in made if child.tag in (f"{W}rStyle", f"{W}rFonts")]
            made.insert(len(early), etree.Element(f"{W}{tag}"))
        self.paper.forms.append(made)
        return len(self.paper.forms) - 1

    def tidied(self) -> None:
        """Bookmarks that have lost an end go, as word processors let them go."""
        for paragraph in self.paper.paragraphs():
            open_, sound = set[str](), set[str]()
            for atom in paragraph.atoms:
                if isinstance(atom, Edge):
                    (open_ if atom.opens else sound).add(atom.id) if atom.opens or atom.id in open_ else None
            paragraph.atoms = [a for a in paragraph.atoms if not isinstance(a, Edge) or a.id in sound]

    def forget_bookmarks(self, share: float) -> None:
        """Bookmarks go, as Google Docs and others drop them."""
        for paragraph in self.paper.paragraphs():
            gone = {a.id for a in paragraph.atoms if isinstance(a, Edge) and a.opens and self.random.random() < share}
            paragraph.atoms = [a for a in paragraph.atoms if not isinstance(a, Edge) or a.id not in gone]
            if paragraph.fixed is not None and share == 1:
                for mark in list(paragraph.fixed.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
                    _drop(mark)


def _drop(mark: Any) -> None:
    mark.getparent().remove(mark)


def _places(paragraph: Paragraph) -> list[int]:
    return [n for n, atom in enumerate(paragraph.atoms) if isinstance(atom, Letter) and atom.track != "del"]


def _whole_bookmarks(atoms: Sequence[Atom]) -> set[str]:
    """The ids of the bookmarks that lie in a stretch with both ends."""
    opened = {atom.id for atom in atoms if isinstance(atom, Edge) and atom.opens}
    return opened & {atom.id for atom in atoms if isinstance(atom, Edge) and not atom.opens}
