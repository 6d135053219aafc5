"""Text boxes stand in a file twice, for new programs and for old ones: what changes in the one changes in the other."""

from __future__ import annotations

from copy import deepcopy

from generator.word.preparing.names import TEXT, TEXT_BOX, WP
from generator.word.reviewing import ALTERNATIVES, CHOICE, FALLBACK, Element

_NUMBERED = f"{{{WP}}}docPr"  # its number must stand once in a file


class Fallbacks:
    """The text boxes in which something changes, where both copies said the same before."""

    def __init__(self) -> None:
        self._alike: dict[Element, bool] = {}

    def remember(self, paragraph: Element) -> None:
        """Look at the text boxes around a paragraph before anything in it changes."""
        for alternatives in paragraph.iterancestors(ALTERNATIVES):
            if alternatives not in self._alike:
                choice, fallback = (_boxes(alternatives, tag) for tag in (CHOICE, FALLBACK))
                self._alike[alternatives] = bool(choice) and list(map(_text, choice)) == list(map(_text, fallback))

    def renew(self) -> None:
        """Make the copies for old programs anew."""
        for alternatives, alike in self._alike.items():
            if alike:
                for new, old in zip(*(_boxes(alternatives, tag) for tag in (CHOICE, FALLBACK)), strict=True):
                    if next(new.iter(_NUMBERED), None) is None:
                        old.getparent().replace(old, deepcopy(new))


def _boxes(alternatives: Element, tag: str) -> list[Element]:
    """The text boxes of one side, not those inside of others."""
    side = alternatives.find(tag)
    boxes = [] if side is None else side.iter(TEXT_BOX)
    return [box for box in boxes if next(box.iterancestors(TEXT_BOX, tag), None) in (None, side)]


def _text(box: Element) -> str:
    return "".join(text.text or "" for text in box.iter(TEXT))
