"""Headings whose numbers do not follow one another: people have moved, put in or taken out whole passages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.refresh.numbers import Number, leading_number
from generator.word.headings import Paragraph

_ATTACHED = ("附件", "附表", "附录")  # what they begin has numbers of its own


@dataclass(slots=True)
class Disordered:
    """A heading, the number that it begins with, and that which it would have where it stands.

    ``more`` headings of its level behind it, one after the other, are as many numbers off.
    """

    heading: Paragraph
    found: str
    expected: str
    more: int = 0


@dataclass(slots=True)
class _Run:
    """Headings of one level under one heading: the last number, and how many since may have one that is not in their text.

    ``odd`` is the last heading, where it is out of order, and by how much. ``kind`` is that of their numbers: （一） or 1.
    """

    kind: int | None = None
    last: int = 0
    unnumbered: int = 0
    odd: tuple[Disordered, int] | None = None

    def take(self, heading: Paragraph, number: Number) -> Disordered | None:
        """The next heading. Returns what is to be told of it; one with a number of another kind is an item that was split off (二是)."""
        if self.kind is None:
            self.kind = number.kind
        if number.kind != self.kind:
            return None
        expected = self.last + 1
        if expected <= number.value <= expected + self.unnumbered:
            self.last, self.unnumbered, self.odd = number.value, 0, None
            return None
        self.last = expected
        shift = expected - number.value
        if self.odd is not None and self.odd[1] == shift:
            self.odd[0].more += 1
            return None
        whole = number.whole
        wanted = whole[: number.start] + number.said(expected) + whole[number.end :]
        told = Disordered(heading, whole.strip(), wanted.strip())
        self.odd = told, shift
        return told


def disordered(paragraphs: Iterable[Paragraph]) -> list[Disordered]:
    """Headings with another number than that of their place, in the order of the text. One without a number may be numbered by Word."""
    found: list[Disordered] = []
    runs: dict[int, _Run] = {}
    for paragraph in paragraphs:
        if paragraph.level is None:
            if paragraph.text.strip().startswith(_ATTACHED):
                runs.clear()
            continue
        for lower in [level for level in runs if level > paragraph.level]:
            del runs[lower]
        run = runs.setdefault(paragraph.level, _Run())
        number = leading_number(paragraph.text)
        if number is None:
            run.unnumbered += 1
        elif (told := run.take(paragraph, number)) is not None:
            found.append(told)
    return found
