"""What a collected workbook remembers: its rows as they were left, and for each cell what was written and who said what.

It lies in a sheet that nobody sees. The next ``collect`` tells by it what the drafter has changed since and what is new in
the departments' files; reading the workbook tells by it where a value came from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from generator.model.provenance import Cell
from generator.workbook.collected.rulings import Ruling
from generator.workbook.handouts import TOLD

FORMAT = "fazhi 汇总记录 1"
_DIGEST, _ROW, _CELL, _ANSWER, _MATTER, _SAID, _STANDING, _TYPED = "摘要", "行", "格", "据", "事", "说", "部门", "手填"
How = Literal["", "未决", "选定", "合成"]
_HOWS: tuple[How, ...] = ("", "未决", "选定", "合成")


class Answer(NamedTuple):
    """What a file says: of which department, the text, and the cell (in a Word file the paragraph, without an address)."""

    department: str
    text: str
    at: Cell


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row as it was left: what it is known by here, and in the hand-outs (number and mark), and its texts by heading.

    ``typed`` are the headings of cells that the drafter has filled in or changed and no department has answered for.
    """

    key: str
    sheet: str
    origins: tuple[str, ...]
    texts: Mapping[str, str]
    typed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptCell:
    """A cell that departments answered for: what was written there last or handed out, and how that came about.

    ``how`` is 未决 while it is not decided, 选定 when the drafter decided, 合成 when the answers together make it.
    """

    key: str
    heading: str
    written: str
    how: How
    answers: tuple[Answer, ...]

    @property
    def undecided(self) -> bool:
        """Whether it was left undecided."""
        return self.how == "未决"


@dataclass(frozen=True, slots=True)
class KeptMatter:
    """Something to be settled as it was listed: how it is known, what it is about, and how it was settled, None while it is open."""

    number: str
    kind: str
    name: str
    key: str
    heading: str
    advice: str
    choices: tuple[str, ...]
    is_conflict: bool
    ruling: Ruling | None
    answers: tuple[Answer, ...] = ()


class KeptStanding(NamedTuple):
    """How a department stood, who filled in its form, and what it was to be asked."""

    department: str
    state: str
    filler: str = ""
    phone: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that is remembered; ``digest`` tells whether the list of what is to be settled has changed."""

    digest: str = ""
    rows: tuple[KeptRow, ...] = ()
    cells: tuple[KeptCell, ...] = ()
    matters: tuple[KeptMatter, ...] = ()
    standings: tuple[KeptStanding, ...] = ()


def record_rows(record: Record) -> Iterator[Sequence[str]]:
    """The rows of the sheet, text by text."""
    yield (FORMAT,)
    yield (_DIGEST, record.digest)
    for row in record.rows:
        yield (_ROW, row.key, row.sheet, "\n".join(row.origins), *(row.texts.get(heading, "") for heading in TOLD[row.sheet]))
        yield from ((_TYPED, row.key, heading) for heading in row.typed)
    for cell in record.cells:
        yield (_CELL, cell.key, cell.heading, cell.written, cell.how)
        for answer in cell.answers:
            yield (_ANSWER, cell.key, cell.heading, answer.department, answer.text, *_place(answer.at))
    for matter in record.matters:
        choice, tag = matter.ruling or ("", "")
        told = (matter.number, matter.kind, matter.name, matter.key, matter.heading, matter.advice, "\n".join(matter.choices))
        yield (_MATTER, *told, "" if matter.is_conflict else "-", choice, tag)
        for answer in matter.answers:
            yield (_SAID, matter.number, "", answer.department, answer.text, *_place(answer.at))
    yield from ((_STANDING, *standing) for standing in record.standings)


def _place(cell: Cell) -> tuple[str, str, str]:
    return cell.workbook, cell.sheet, cell.address


def read_record(rows: Sequence[Mapping[int, str]]) -> Record | None:
    """The record that a sheet holds; None for anything else."""
    if not rows or rows[0].get(1) != FORMAT:
        return None
    digest, kept, cells, matters = "", list[KeptRow](), list[KeptCell](), list[KeptMatter]()
    answers: dict[tuple[str, str, str], list[Answer]] = {}
    typed: dict[str, list[str]] = {}
    standings = []
    for row in rows[1:]:
        kind, first, second, third, fourth = (row.get(column, "") for column in range(1, 6))
        if kind == _DIGEST:
            digest = first
        elif kind == _ROW and second in TOLD:
            texts = {heading: row[column] for column, heading in enumerate(TOLD[second], start=5) if column in row}
            kept.append(KeptRow(first, second, tuple(third.split()), texts))
        elif kind == _TYPED:
            typed.setdefault(first, []).append(second)
        elif kind == _CELL:
            cells.append(KeptCell(first, second, third, next((how for how in _HOWS if how == fourth), ""), ()))
        elif kind in (_ANSWER, _SAID):
            at = Cell(*(row.get(column, "") for column in range(6, 9)))
            answers.setdefault((kind, first, second), []).append(Answer(third, fourth, at))
        elif kind == _MATTER:
            matters.append(_matter([row.get(column, "") for column in range(2, 12)]))
        elif kind == _STANDING:
            standings.append(KeptStanding(*(row.get(column, "") for column in range(2, 7))))
    whole = (replace(cell, answers=tuple(answers.get((_ANSWER, cell.key, cell.heading), ()))) for cell in cells)
    told = (replace(matter, answers=tuple(answers.get((_SAID, matter.number, ""), ()))) for matter in matters)
    known = (replace(row, typed=tuple(typed.get(row.key, ()))) for row in kept)
    return Record(digest, tuple(known), tuple(whole), tuple(told), tuple(standings))


def _matter(told: Sequence[str]) -> KeptMatter:
    number, kind, name, key, heading, advice, choices, other, choice, tag = told
    ruling = Ruling(choice, tag) if choice else None
    return KeptMatter(number, kind, name, key, heading, advice, tuple(choices.split("\n")), not other, ruling)
