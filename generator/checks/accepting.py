"""Warnings that a person has looked at and accepted, for the value that stands there now.

A row of 指标 accepts what is said of it when its 核对说明 has a line that begins with its 本年 (``593：专项行动``), a row of
报告内容 when its 备注 has a line that begins with the figure meant. An accepted warning becomes advice. When the value is
another one now, the note no longer counts, and the warning says so. Errors can't be accepted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from generator.diagnostics import Diagnostic
from generator.model.amounts import Amount, print_number
from generator.model.report import Entry, Indicator, ReportData
from generator.patterns import pattern

_SCALES = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_NUMBER = pattern(r"(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<scale>[万亿]?)(?P<unit>.*)", re.ASCII)
_NOTE = pattern(r"(?P<figure>[^:：]{1,40}?)\s*(?:[:：]\s*(?P<reason>.*))?")
_FIGURE = pattern(
    r"(?:约|近|逾|超过|超|不到|至少)?\d[\d,]*(?:\.\d+)?[余多]?[万亿]?[余多]?(?P<unit>[^\d年月日]{0,6}?)(?:左右|上下)?", re.ASCII
)
_ROW = pattern(r"[A-Z]+([0-9]+)")
_MOST_WORDS = 60


class Note(NamedTuple):
    """A line of a note: the figure that it begins with, as it was written, and why it is right."""

    figure: str
    reason: str


class Notes:
    """The notes of one workbook, asked about findings."""

    def __init__(self, data: ReportData, precision: int) -> None:
        """``precision`` is the places that the report prints, so that a note may say 3.57万 of 35712."""
        self._data = data
        self._precision = precision

    def settled(self, found: Diagnostic) -> Diagnostic:
        """The finding as it is to be told: advice where it was accepted, with a remark where that has lapsed."""
        row = _ROW.match(found.place.cell or "")
        if found.severity != "warning" or row is None:
            return found
        if found.place.sheet == "指标" and (indicator := self._indicators.get(int(row[1]))):
            return self._settled_in_row(found, indicator)
        if found.place.sheet == "报告内容" and found.place.text and (entry := self._entries.get(int(row[1]))):
            return _explained(_settled_in_text(found, found.place.text, entry))
        return _explained(found)

    @cached_property
    def _indicators(self) -> dict[int, Indicator]:
        return {_row_of(each.cells["本年"].address): each for each in self._data.indicators.values() if each.note}

    @cached_property
    def _entries(self) -> dict[int, Entry]:
        return {_row_of(each.cells["正文"].address): each for each in self._data.entries if each.remark}

    def _settled_in_row(self, found: Diagnostic, indicator: Indicator) -> Diagnostic:
        lapsed = ""
        unit = _squeezed(indicator.unit)
        for note in _notes(indicator.note):
            if self._means(note.figure, indicator):
                return _accepted(found, note)
            written = _FIGURE.fullmatch(note.figure)
            lapsed = lapsed or (note.figure if written and written["unit"] in ("", unit, unit[1:]) else "")
        return _lapsed(found, f"核对说明是对“{lapsed}”写的，本年已不是这个数") if lapsed and indicator.this else found

    def _means(self, figure: str, indicator: Indicator) -> bool:
        """Whether a note's figure is 本年: as it was typed or as it is printed, with the unit or without."""
        this, unit = indicator.this, _squeezed(indicator.unit)
        shown = _squeezed(this.shown + this.after_unit)
        if shown and figure in (shown, f"{_squeezed(this.shown)}{unit}{this.after_unit}"):
            return True
        return this.kind == "exact" and any(_same(figure, number, tail, self._precision) for number, tail in _spellings(this, unit))


def _spellings(amount: Amount, unit: str) -> Iterator[tuple[Decimal, str]]:
    """The number in the row's unit, and in the bare unit where that one is 万元 or 亿元."""
    assert amount.number is not None
    yield amount.number, unit
    if unit[:1] in ("万", "亿") and len(unit) > 1:
        yield amount.number * _SCALES[unit[0]], unit[1:]


def _same(figure: str, number: Decimal, unit: str, precision: int) -> bool:
    found = _NUMBER.fullmatch(figure)
    if found is None or found["unit"] not in ("", unit):
        return False
    digits = Decimal(found["digits"].replace(",", ""))
    scaled = number / _SCALES[found["scale"]]
    return digits == scaled or (bool(found["scale"]) and digits != 0 and print_number(digits, 6) == print_number(scaled, precision))


def _settled_in_text(found: Diagnostic, text: str, entry: Entry) -> Diagnostic:
    """A note of 备注 counts for the figure as it stands in the 正文; one for a figure that is gone has lapsed."""
    lapsed = ""
    meant, written = _squeezed(text), _squeezed(entry.text)
    for note in _notes(entry.remark):
        if note.figure == meant or _same_bare(note.figure, meant):
            return _accepted(found, note)
        if _FIGURE.fullmatch(note.figure) and not re.search(rf"(?<![0-9.]){re.escape(note.figure)}(?![0-9])", written):
            lapsed = lapsed or note.figure
    return _lapsed(found, f"备注里有对“{lapsed}”的说明，正文里已没有这个数") if lapsed else found


def _explained(found: Diagnostic) -> Diagnostic:
    """A warning about a figure of the text with how it is accepted."""
    figure = found.place.text or ""
    if found.severity != "warning" or found.place.sheet != "报告内容" or not _FIGURE.fullmatch(_squeezed(figure)):
        return found
    return replace(found, hint=f"{found.hint}；确认无误的，在“备注”里写“{figure}：原因”")


def _same_bare(figure: str, meant: str) -> bool:
    """Whether a note's figure is the one meant, whatever its scale and grouping; its unit may be left out."""
    found = _NUMBER.fullmatch(meant)
    if found is None:
        return False
    number = Decimal(found["digits"].replace(",", "")) * _SCALES[found["scale"]]
    return _same(figure, number, found["unit"], 6)


def _notes(text: str) -> Iterator[Note]:
    """The lines of a note, each as what stands before its colon and behind it."""
    for line in text.splitlines():
        if found := _NOTE.fullmatch(line.strip()):
            yield Note(_squeezed(found["figure"]), (found["reason"] or "").strip())


def _accepted(found: Diagnostic, note: Note) -> Diagnostic:
    reason = note.reason if len(note.reason) <= _MOST_WORDS else f"{note.reason[: _MOST_WORDS - 1]}…"
    return replace(found, severity="advice", message=f"{found.message}，已说明：{reason or '核对无误'}")


def _lapsed(found: Diagnostic, remark: str) -> Diagnostic:
    return replace(found, message=f"{found.message}（{remark}）")


def _row_of(address: str) -> int:
    found = _ROW.fullmatch(address)
    assert found is not None
    return int(found[1])


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
