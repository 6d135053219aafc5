"""The workbook that is collected into: its rows, whatever the drafter has done to them since, and which of them a hand-out means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.pipeline.handing import Master, departments_of, handouts, texts_of
from generator.pipeline.incoming import Came, text_row
from generator.refresh.rows import TextRow, pair_by_text
from generator.workbook.collected.record import Answer, KeptCell, KeptRow, Record
from generator.workbook.columns import ENTRIES, INDICATORS
from generator.workbook.handouts import Asked, mark_of
from generator.workbook.meanings import canonical
from generator.workbook.rows import Row
from generator.workbook.typed import squeeze

_PLACES = ("部分", "栏目", "小标题")
FRESH = "新"  # the origin of rows that no hand-out held


@dataclass(slots=True)
class TargetRow:
    """A row of the workbook: ``row`` is None when the drafter has deleted it. ``origins`` are numbers of hand-outs and marks."""

    key: str
    sheet: str
    row: Row | None
    origins: dict[str, None]
    kept: KeptRow | None = None

    def text(self, heading: str) -> str:
        """What stands in a cell now."""
        said = self.row.cells.get(heading) if self.row else None
        return (said.text if said else "") or ""

    def address(self, heading: str) -> str:
        """Where a cell stands, empty when the workbook does not have the column."""
        said = self.row.cells.get(heading) if self.row else None
        return said.at.address if said else ""

    @property
    def departments(self) -> tuple[str, ...]:
        """The departments that it belongs to."""
        return departments_of(self.row) if self.row else ()


class Target:
    """All rows by key: ``I`` and the 引用名 of an indicator, ``E`` and a number of a text."""

    def __init__(self, master: Master, record: Record) -> None:
        self.master, self.record = master, record
        self.rows: dict[str, TargetRow] = {}
        self.cells = {(cell.key, cell.heading): cell for cell in record.cells}
        self._number = max((int(row.key[1:]) for row in record.rows if row.sheet == ENTRIES and row.key[1:].isdecimal()), default=0)
        self._indicators()
        self._entries()
        self._by_origin = {origin: key for key, row in self.rows.items() for origin in row.origins}
        self._hand_out_again()

    def _indicators(self) -> None:
        kept = {row.key: row for row in self.record.rows if row.sheet == INDICATORS}
        now = {f"I{row.keys[0]}": row for row in self.master.rows.get(INDICATORS, ()) if row.keys[0]}
        for key in {**now, **kept}:
            known = kept.get(key)
            self.rows[key] = TargetRow(key, INDICATORS, now.get(key), dict.fromkeys(known.origins if known else ()), known)

    def _entries(self) -> None:
        kept = [row for row in self.record.rows if row.sheet == ENTRIES]
        now = self.master.rows.get(ENTRIES, ())
        pairs = pair_by_text(list(map(_kept_text, kept)), [TextRow(row.places, row.text) for row in now])
        for old, new in pairs:
            known = None if old is None else kept[old]
            key = known.key if known else self.new_key()
            row = None if new is None else now[new]
            self.rows[key] = TargetRow(key, ENTRIES, row, dict.fromkeys(known.origins if known else ()), known)

    def new_key(self) -> str:
        """The key of a text that was not there."""
        self._number += 1
        return f"E{self._number}"

    def _hand_out_again(self) -> None:
        """The rows of what would be handed out now: by number and mark."""
        by_mark = {mark_of(row.sheet, _row_number(row)): key for key, row in self.rows.items() if row.row is not None}
        for given in handouts(self.master):
            for asked in given.rows:
                origin = f"{given.number}/{asked.mark}"
                key = by_mark.get(asked.mark)
                if origin not in self._by_origin and key is not None:
                    self._by_origin[origin] = key
                    if not self.record.rows:  # of the first time all are kept, for those who answer late
                        self.rows[key].origins[origin] = None

    def found(self, came: Came) -> dict[str, str]:
        """Which row of the workbook each mark of a hand-out means; marks of which none can be told are left out."""
        found, others = {}, list[Asked]()
        for asked in came.given.rows:
            name = f"I{squeeze(asked.text('引用名'))}"
            key = name if asked.sheet == INDICATORS else self._by_origin.get(f"{came.given.number}/{asked.mark}")
            if key in self.rows:
                found[asked.mark] = key
            elif asked.sheet == ENTRIES:
                others.append(asked)
        if not others:
            return found
        theirs = squeeze(came.given.department)
        there = [row for row in self.rows.values() if row.sheet == ENTRIES and row.row is not None]
        for rows in ([row for row in there if theirs in map(squeeze, row.departments)], there):
            taken = set(found.values())
            left = [row for row in rows if row.key not in taken]
            waiting = [asked for asked in others if asked.mark not in found]
            for old, new in pair_by_text(list(map(text_row, waiting)), [_now_text(row) for row in left]):
                if old is not None and new is not None:
                    found[waiting[old].mark] = left[new].key
        return found

    def knows(self, came: Came) -> bool:
        """Whether the hand-out is one of those that this workbook was split into."""
        return any(f"{came.given.number}/{asked.mark}" in self._by_origin for asked in came.given.rows)

    def fresh_of(self, owner: str) -> Iterator[tuple[str, TextRow]]:
        """The texts that a department has added before, as its files said them."""
        for key, row in self.rows.items():
            if row.sheet == ENTRIES and f"{FRESH}/{owner}" in row.origins:
                said = {heading: _said(self.cells.get((key, heading))) for heading in (*_PLACES, "正文")}
                yield key, TextRow(tuple(squeeze(said[heading]) for heading in _PLACES), said["正文"])

    def asked_of(self, department: str) -> Iterator[TargetRow]:
        """The rows that belong to a department and were there to be handed out."""
        key = squeeze(department)
        for row in self.rows.values():
            if row.row is not None and key in map(squeeze, row.departments) and not any(o.startswith(f"{FRESH}/") for o in row.origins):
                yield row


def _row_number(row: TargetRow) -> int:
    assert row.row is not None
    said = next(iter(row.row.cells.values()))
    return int(said.at.address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def _kept_text(row: KeptRow) -> TextRow:
    return TextRow(tuple(squeeze(row.texts.get(heading, "")) for heading in _PLACES), row.texts.get("正文", ""))


def _now_text(row: TargetRow) -> TextRow:
    assert row.row is not None
    return TextRow(row.row.places, row.row.text)


def _said(cell: KeptCell | None) -> str:
    return cell.answers[0].text if cell is not None and cell.answers else ""


def answered_by(answers: Iterable[Answer]) -> set[str]:
    """The departments that answered."""
    return {squeeze(answer.department) for answer in answers}


def left_texts(row: TargetRow, written: Sequence[tuple[str, str]]) -> dict[str, str]:
    """What stands in a row when these cells are written: heading and text."""
    texts = texts_of(row.row, row.sheet) if row.row is not None else {}
    unit = squeeze(texts.get("单位", ""))
    return {heading: canonical(heading, text, unit) for heading, text in {**texts, **dict(written)}.items() if text}
