"""The one type for every complaint: what is wrong, where, and what to do about it.

A diagnostic is data. It is collected, sorted and printed by others; nothing here prints or raises.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from itertools import groupby
from typing import Literal

from generator.records import record

Severity = Literal["error", "warning", "advice"]
NAMES: dict[Severity, str] = {"error": "错误", "warning": "警告", "advice": "提示"}
SHEETS = ("填写说明", "基本信息", "指标", "报告内容")  # as the tabs stand in a new workbook
_ORDER: dict[str, int] = {"error": 0, "warning": 1, "advice": 2}


@record
class Place:
    """Where a finding stands. What does not apply is None.

    ``paragraph`` counts from 1 (in a text file: the line), ``offset`` counts code points from 0. ``text`` is the
    passage meant; ``within`` says in words where in a Word file it stands (under which heading, in which cell).
    """

    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    paragraph: int | None = None
    offset: int | None = None
    text: str | None = None
    within: str = ""

    def __str__(self) -> str:
        """The place as a clerk writes it: ``指标!D12``, else the file and its line, in a Word file the paragraph."""
        if self.sheet is not None:
            return f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        if self.file is not None and self.paragraph is not None:
            if self.file.endswith(".docx"):
                within = f"（{self.within}）" if self.within else ""
                return f"{self.file} 第{self.paragraph}段{within}“{self.text or ''}”"
            return f"{self.file} 第{self.paragraph}行"
        return self.file or ""


@record
class Diagnostic:
    """One finding: a stable code, how bad it is, what was found and expected, and what to do."""

    code: str
    severity: Severity
    message: str
    hint: str = ""
    place: Place = field(default_factory=Place)

    def __str__(self) -> str:
        """The whole complaint in one line: place, found and expected, what to do."""
        text = f"{self.message}；{self.hint}" if self.hint else self.message
        place = str(self.place)
        return f"{place}：{text}" if place else text

    def in_file(self, name: str) -> Diagnostic:
        """The same finding, its file called ``name``."""
        return replace(self, place=replace(self.place, file=name))

    def as_json(self) -> dict[str, str | int | None]:
        """The finding with the keys that ``--json`` promises."""
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "hint": self.hint,
            "file": self.place.file,
            "sheet": self.place.sheet,
            "cell": self.place.cell,
            "paragraph": self.place.paragraph,
            "offset": self.place.offset,
            "text": self.place.text,
        }


def _row_and_column(cell: str | None) -> tuple[int, int, str]:
    """A sort key of an address or a range; what has none comes last."""
    found = re.match("([A-Z]+)([0-9]+)", cell or "")
    return (int(found[2]), len(found[1]), found[1]) if found else (sys.maxsize, 0, "")


class Findings:
    """Collects diagnostics in the order they are met; the same finding counts once."""

    __slots__ = ("_found",)

    def __init__(self, found: Iterable[Diagnostic] = ()) -> None:
        self._found: dict[Diagnostic, None] = dict.fromkeys(found)

    def add(self, found: Diagnostic) -> None:
        """Keep one finding."""
        self._found.setdefault(found)

    def extend(self, found: Iterable[Diagnostic]) -> None:
        """Keep several findings, in their order."""
        for each in found:
            self._found.setdefault(each)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self._found)

    def __contains__(self, found: object) -> bool:
        return found in self._found

    def __len__(self) -> int:
        return len(self._found)

    @property
    def errors(self) -> list[Diagnostic]:
        """Only what forbids a report."""
        return [d for d in self._found if d.severity == "error"]

    def count(self, severity: Severity) -> int:
        """How many findings are that bad."""
        return sum(d.severity == severity for d in self._found)

    def counted(self) -> str:
        """``3 处错误，1 处警告``; empty when there are none."""
        numbers = ((self.count(severity), name) for severity, name in NAMES.items())
        return "，".join(f"{number} 处{name}" for number, name in numbers if number)

    def by_sheet(self, tabs: Sequence[str] = SHEETS) -> list[tuple[str, list[Diagnostic]]]:
        """Sheet by sheet as the tabs stand, each down its rows, in a row the worst first.

        What stands in no sheet comes first, under an empty name; the sheets that have no tab come last.
        """
        order = {tab: number for number, tab in enumerate(("", *tabs))}

        def key(d: Diagnostic) -> tuple[int, str, str, tuple[int, int], int, tuple[int, int, str]]:
            name, where = d.place.sheet or "", _row_and_column(d.place.cell)
            file = "" if name else d.place.file or ""
            line = (0, 0) if name else (d.place.paragraph or 0, d.place.offset or 0)
            return order.get(name, len(order)), name, file, line, where[0], (_ORDER[d.severity], *where[1:])

        return [(sheet, list(found)) for sheet, found in groupby(sorted(self._found, key=key), key=lambda d: d.place.sheet or "")]

    def worst_first(self) -> list[Diagnostic]:
        """Errors, then warnings, then advice; each sheet by sheet down its rows, what stands elsewhere first."""
        order = {sheet: number for number, sheet in enumerate(SHEETS, start=1)}
        return sorted(self._found, key=lambda d: (_ORDER[d.severity], order.get(d.place.sheet or "", 0), _row_and_column(d.place.cell)))
