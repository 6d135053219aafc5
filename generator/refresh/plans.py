"""What an update is going to do to an edited report, and what became of every correction of the workbook."""

from __future__ import annotations

from typing import Literal, NamedTuple

from generator.model.provenance import Source
from generator.word.edits import Edit, Place, Remark
from generator.word.store import Store

# updated: written now. right: people have written it already. conflict: people wrote something else there. deleted: people
# took it out. uncertain: it can't be told where it stands.
Fate = Literal["updated", "right", "conflict", "deleted", "uncertain"]


class Correction(NamedTuple):
    """Words that the workbook corrects: ``old`` as they were printed last, ``new`` as they would be printed now.

    ``old`` is empty where a passage comes in, ``new`` where one goes out; ``whole`` says that it is a whole passage, or a row
    of a table whose cells are parted by tabs. ``said`` is what stands there in the report, None where nothing does or it can't
    be told; ``place`` where that is. ``source`` is that of the first value in it, the new one's where it has one. ``heads``: a
    heading that goes out and stays for what people have under it.
    """

    fate: Fate
    old: str
    new: str
    said: str | None
    place: Place | None
    source: Source | None
    whole: bool = False
    heads: bool = False


class Stale(NamedTuple):
    """A figure that was corrected and still stands somewhere else in the text."""

    place: Place
    text: str
    new: str


class Overtyped(NamedTuple):
    """A figure that people have typed over, while the workbook has it as it was printed: what depends on it has not followed."""

    place: Place
    printed: str
    said: str
    source: Source


class Plan(NamedTuple):
    """Edits and remarks for the file, the fate of every correction in the order of the new report, and the store to be kept.

    ``kept`` counts the places in which people have changed the report. Where nothing is to be written, there are neither edits
    nor remarks, and the store equals the one before.
    """

    edits: tuple[Edit, ...]
    remarks: tuple[Remark, ...]
    corrections: tuple[Correction, ...]
    stale: tuple[Stale, ...]
    overtyped: tuple[Overtyped, ...]
    kept: int
    store: Store
