"""What 汇总核对 tells: how each department stands, and what a person has to settle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.workbook.collected.record import Answer

State = Literal["已交", "有空缺", "只交了文字", "未交"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a department stands.

    ``figures`` and ``texts`` are how many of those that it was asked are filled in, ``blanks`` the names of the others;
    ``files`` are the names of its files, none while nothing has come back.
    """

    department: str
    state: State
    figures: tuple[int, int]
    texts: tuple[int, int]
    blanks: tuple[str, ...]
    files: tuple[str, ...]
    filler: str = ""
    phone: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """Something to be settled: what it is, where it stands in the collected workbook, what is there, and who said what.

    ``is_conflict`` tells a conflict from what only has to be put in its place.
    """

    kind: str
    name: str
    sheet: str = ""
    cell: str = ""
    now: str = ""
    answers: tuple[Answer, ...] = ()
    advice: str = ""
    is_conflict: bool = True


def place_said(answer: Answer) -> str:
    """Where an answer stands: ``刑侦支队.xlsx 指标!D5``, in a Word file the paragraph."""
    return answer.at.in_file
