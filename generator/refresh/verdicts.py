"""What is found out about a passage of an edited report that is to be published."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from generator.refresh.rewording import Edit

Doubt = Literal["secret", "joined", "moved", "rewritten", "beside", "behind", "reworded", "number"]


class Edited(NamedTuple):
    """A passage of the edited report. ``owners`` are the passages as printed whose values' bookmarks stand in it."""

    text: str
    owners: frozenset[int] = frozenset()
    pictured: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether it shows nothing."""
        return not self.text.strip() and not self.pictured


@dataclass(slots=True)
class Verdict:
    """What becomes of a passage of the edited report.

    ``of`` are the passages as printed that it is. It goes (``withheld`` where because of that, not because only the upward
    edition has it), or stays with ``edits`` made in it; ``doubt`` says why neither is certain, ``words`` what tells so.
    ``joins`` where it becomes one paragraph with the passage before it that stays.
    """

    of: tuple[int, ...] = ()
    goes: bool = False
    withheld: bool = False
    edits: list[Edit] = field(default_factory=list)
    doubt: Doubt | None = None
    words: str = ""
    joins: bool = False

    def put_in_doubt(self, doubt: Doubt, words: str = "") -> None:
        """Say why it isn't certain; the first reason stays."""
        if self.doubt is None:
            self.doubt, self.words, self.goes = doubt, words, False
