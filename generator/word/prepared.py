"""A Word template ready to be rendered: what preparing makes and rendering takes."""

from __future__ import annotations

from collections.abc import Mapping

from generator.archive import Member
from generator.records import record
from generator.templating.programs import Program
from generator.word.opening import WordFile
from generator.word.spots import Spot


@record
class Layout:
    """What blocks need of a Word file.

    ``style_ids`` maps the name of a style to its id; ``type_area`` is its width in twips, ``mark_size`` the letters of
    the 发文机关标志 in twips.
    """

    style_ids: dict[str, str]
    type_area: int
    mark_size: int


@record
class PreparedPart:
    """A part that is made anew for each report: its program, where its tags stand, and the formats of its values."""

    program: Program
    spots: tuple[Spot, ...]
    formats: tuple[str, ...]


@record
class Prepared:
    """A Word template that can be rendered any number of times.

    ``name`` is what messages call it; ``members`` are the parts as they lie in the file; ``parts`` those made anew, by
    name; ``lists`` maps the number of a list to its abstract list; ``layout`` is what blocks need, None without styles
    for them.
    """

    name: str
    file: WordFile
    parts: Mapping[str, PreparedPart]
    lists: Mapping[str, str]
    first_id: int
    layout: Layout | None

    @property
    def members(self) -> tuple[Member, ...]:
        """The parts of the file in their order."""
        return self.file.members

    @property
    def names(self) -> frozenset[str]:
        """The names that the tags look up."""
        return frozenset(name for part in self.parts.values() for name in part.program.names)
