"""What a collected workbook remembers: its rows as they were left, and for each cell what was written and who said what.

It lies in a sheet that nobody sees. The next ``collect`` tells by it what the drafter has changed since and what is new in
the departments' files; reading the workbook tells by it where a value came from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.model.provenance import Cell
from generator.workbook.handouts import TOLD

COLLECTED = "汇总记录"
FORMAT = "fazhi 汇总记录 1"
_DIGEST, _ROW, _CELL, _ANSWER, _OPEN = "摘要", "行", "格", "据", "未决"


class Answer(NamedTuple):
    """What a file says: of which department, the text, and the cell (in a Word file the paragraph, without an address)."""

    department: str
    text: str
    at: Cell


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row as it was left: what it is known by here, and in the hand-outs (number and mark), and its texts by heading."""

    key: str
    sheet: str
    origins: tuple[str, ...]
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class KeptCell:
    """A cell that departments answered for: what was written there last or handed out, and whether it was left undecided."""

    key: str
    heading: str
    written: str
    undecided: bool
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that is remembered; ``digest`` tells whether the list of what is to be settled has changed."""

    digest: str = ""
    rows: tuple[KeptRow, ...] = ()
    cells: tuple[KeptCell, ...] = ()


def record_rows(record: Record) -> Iterator[Sequence[str]]:
    """The rows of the sheet, text by text."""
    yield (FORMAT,)
    yield (_DIGEST, record.digest)
    for row in record.rows:
        yield (_ROW, row.key, row.sheet, "\n".join(row.origins), *(row.texts.get(heading, "") for heading in TOLD[row.sheet]))
    for cell in record.cells:
        yield (_CELL, cell.key, cell.heading, cell.written, _OPEN if cell.undecided else "")
        for answer in cell.answers:
            yield (_ANSWER, cell.key, cell.heading, answer.department, answer.text, *_place(answer.at))


def _place(cell: Cell) -> tuple[str, str, str]:
    return cell.workbook, cell.sheet, cell.address


def read_record(rows: Sequence[Mapping[int, str]]) -> Record | None:
    """The record that a sheet holds; None for anything else."""
    if not rows or rows[0].get(1) != FORMAT:
        return None
    digest, kept, cells = "", list[KeptRow](), list[KeptCell]()
    answers: dict[tuple[str, str], list[Answer]] = {}
    for row in rows[1:]:
        kind, first, second, third, fourth = (row.get(column, "") for column in range(1, 6))
        if kind == _DIGEST:
            digest = first
        elif kind == _ROW and second in TOLD:
            texts = {heading: row[column] for column, heading in enumerate(TOLD[second], start=5) if column in row}
            kept.append(KeptRow(first, second, tuple(third.split()), texts))
        elif kind == _CELL:
            cells.append(KeptCell(first, second, third, fourth == _OPEN, ()))
        elif kind == _ANSWER:
            at = Cell(*(row.get(column, "") for column in range(6, 9)))
            answers.setdefault((first, second), []).append(Answer(third, fourth, at))
    whole = (KeptCell(c.key, c.heading, c.written, c.undecided, tuple(answers.get((c.key, c.heading), ()))) for c in cells)
    return Record(digest, tuple(kept), tuple(whole))
