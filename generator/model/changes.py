"""What differs between two workbooks or two reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class ChangedSentence:
    """A sentence of the report, old and new, None where it is not there.

    ``sheet`` and ``cell`` are the 正文 cell whose words it is (None: the template's), ``paragraph`` the n-th of the report
    from 1, of the new one where it stands there (None in headers, footers and notes).
    """

    old: str | None
    new: str | None
    sheet: str | None = None
    cell: str | None = None
    paragraph: int | None = None

    def as_json(self) -> dict[str, str | int | None]:
        """The sentence with the keys of ``--json``."""
        return {"old": self.old, "new": self.new, "sheet": self.sheet, "cell": self.cell, "paragraph": self.paragraph}


ChangeKind = Literal["cell", "derived", "sentence", "paragraph"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; ``old`` is None for what was added, ``new`` for what was removed, both are the same for what has moved.

    ``cell`` is that of the new workbook, for what was removed that of the old one; ``name`` the 项目 or 引用名, in 报告内容
    where the row belongs, in a report the kind of part outside the body. ``heading`` is the column, ``row`` tells
    what belongs to one row (it is of no meaning besides), ``lone`` whether only one of the workbooks has that row,
    ``moved_from`` the paragraph of the old report.
    """

    kind: ChangeKind
    old: str | None
    new: str | None
    sheet: str | None = None
    cell: str | None = None
    name: str | None = None
    paragraph: int | None = None
    sentences: tuple[ChangedSentence, ...] = ()
    heading: str = ""
    row: int = -1
    lone: bool = False
    moved_from: int | None = None

    def as_json(self) -> dict[str, Any]:
        """The change with the keys that ``--json`` promises."""
        keys = ("sheet", "cell", "name", "paragraph", "old", "new")
        return {key: getattr(self, key) for key in keys} | {"sentences": [sentence.as_json() for sentence in self.sentences]}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two files side by side: ``old`` and ``new`` are their names, ``remarks`` what to know of them besides, in Chinese."""

    old: str
    new: str
    kind: Literal["workbooks", "reports"]
    changes: tuple[Change, ...]
    remarks: tuple[str, ...] = ()

    def as_json(self) -> Mapping[str, Any]:
        """The object of ``--json``."""
        return {"changes": [change.as_json() for change in self.changes]}
