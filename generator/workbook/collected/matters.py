"""What 汇总核对 tells: how each department stands, and what a person has to settle."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from generator.workbook.collected.record import Answer
from generator.workbook.collected.rulings import DONE, TAKE, Ruling
from generator.workbook.typed import squeeze

State = Literal["已交", "有空缺", "原样交回", "只交了文字", "读不了", "未交"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a department stands.

    ``figures`` and ``texts`` are how many of those that it was asked are filled in, ``blanks`` the names of the others;
    ``files`` are the names of its files, none while nothing has come back, those that can't be read where no other is there;
    ``remarks`` are what else it is to be asked.
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
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matter:
    """Something to be settled: what it is, where it stands in the collected workbook, what is there, and who said what.

    ``is_conflict`` tells a conflict from what only has to be put in its place. ``key`` and ``heading`` are the row and the
    cell that it is about, whatever place they have; ``told`` is what else it tells of that answers don't. ``choices`` are what
    the drafter may note in the column 处理, ``ruling`` what was noted, ``note`` what can't be understood of it and ``trouble`` why.
    ``made`` is what the answers come to together.
    """

    kind: str
    name: str
    sheet: str = ""
    cell: str = ""
    now: str = ""
    answers: tuple[Answer, ...] = ()
    advice: str = ""
    is_conflict: bool = True
    key: str = ""
    heading: str = ""
    told: str = ""
    choices: tuple[str, ...] = (DONE,)
    made: str = ""
    ruling: Ruling | None = None
    note: str = ""
    trouble: str = ""

    @property
    def todo(self) -> str:
        """What the drafter is to do."""
        return "；".join(filter(None, (self.trouble, self.advice)))

    @property
    def is_open(self) -> bool:
        """Whether a person still has to settle it."""
        return self.is_conflict and self.ruling is None

    @property
    def number(self) -> str:
        """What it is known by from one time to the next: a department that sends something else makes another one of it."""
        said = sorted({(squeeze(answer.department), answer.text) for answer in self.answers})
        whole = (self.kind, self.key or self.name, self.heading, self.told, said)
        return hashlib.sha256(repr(whole).encode()).hexdigest()[:12]

    def shown_ruling(self, answer: Answer | None, *, is_first: bool) -> str:
        """What stands in the column 处理 beside an answer."""
        if self.ruling is None:
            return self.note if is_first else ""
        if self.ruling.choice == TAKE:
            return TAKE if answer == next((each for each in self.answers if tag_of(each) == self.ruling.tag), None) else ""
        return self.ruling.choice if is_first else ""

    def taken(self) -> str:
        """The text that was chosen by the drafter: an answer's, or what the answers come to."""
        assert self.ruling is not None
        if self.ruling.choice == TAKE:
            return next((answer.text for answer in self.answers if tag_of(answer) == self.ruling.tag), "")
        return self.made


def tag_of(answer: Answer) -> str:
    """What an answer is known by among those of its matter, whatever its file is called."""
    return hashlib.sha256(repr((squeeze(answer.department), answer.text)).encode()).hexdigest()[:6]


def place_said(answer: Answer) -> str:
    """Where an answer stands: ``刑侦支队.xlsx 指标!D5``, in a Word file the paragraph."""
    return answer.at.in_file


def said(answers: Sequence[Answer]) -> str:
    """Who said what, in one line."""
    told = [a for a in answers if a.text or (a.department and a.at.address)]  # of a whole file there is nothing to quote
    return "；".join(f"{a.department or a.at.workbook}：{_short(a.text) or '（空）'}" for a in told)


_LONGEST = 60


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
