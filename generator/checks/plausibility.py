"""Slips that no cell shows as wrong: a rate typed as a fraction, a unit or 同比 that would be printed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.registry import Subject, rule
from generator.diagnostics import Diagnostic
from generator.model.amounts import Amount, print_number
from generator.model.report import Entry, Indicator

_TAG = re.compile(r"(.{0,2})(?:\{\{|｛｛)\s*(\w+)\s*((?:[.．|｜][^{}｛｝]*)?)(?:\}\}|｝｝)(.{0,4})", re.DOTALL)
_OTHER_WORD = re.compile("[诉次数员均别民户]")  # 起诉, 人次, 件数: the unit begins another word
_ROUNDING = ("约", "近", "逾", "超")


@rule
def rate_as_fraction(subject: Subject) -> Iterator[Diagnostic]:
    """A rate between 0 and 1 is nearly always a fraction: 98.5% is typed 98.5."""
    for indicator in subject.data.indicators.values():
        for heading, amount in (("本年", indicator.this), ("上年", indicator.last)):
            if indicator.is_rate and amount.number is not None and 0 < amount.number <= 1 and amount.kind == "exact":
                yield Diagnostic(
                    "rate-as-fraction",
                    "warning",
                    f"填的是“{amount.number:f}”，会印成 {print_number(amount.number)}%",
                    f"若是 {print_number(amount.number * 100, 4)}% 请填 {print_number(amount.number * 100, 4)}",
                    subject.place(indicator.cells[heading]),
                )


@rule
def printed_twice(subject: Subject) -> Iterator[Diagnostic]:
    """{{ }} prints the unit, and .同比 the word 同比: typed beside it they would stand twice."""
    for entry in subject.data.entries:
        for found in _TAG.finditer(entry.text):
            indicator = subject.data.indicators.get(found[2])
            word = _twice(found, indicator) if indicator is not None else ""
            if word:
                yield _doubled(subject, entry, found, word)


def _twice(found: re.Match[str], indicator: Indicator) -> str:
    """What stands beside the tag and is printed by it too, empty when nothing does."""
    before, more, after = found[1], found[3].strip(), found[4]
    if "同比" in more:
        return "同比" if before.endswith("同比") else ""
    if "占" in more:
        return "占比" if before.endswith("占比") else ""
    if more and not more.startswith(("|", "｜")):
        return ""
    if rounding := _rounding(indicator.this):
        return rounding if before.endswith(rounding) else ""
    unit = indicator.unit
    again = bool(unit) and unit != "文本" and after.startswith(unit)
    return unit if again and not _OTHER_WORD.match(after[len(unit) :]) else ""


def _rounding(amount: Amount) -> str:
    return next((word for word in _ROUNDING if amount.shown.startswith(word)), "")


def _doubled(subject: Subject, entry: Entry, found: re.Match[str], word: str) -> Diagnostic:
    tag = " ".join(found[0][len(found[1]) : len(found[0]) - len(found[4])].split())
    return Diagnostic(
        "printed-twice",
        "warning",
        f"“{tag}”自己会印出“{word}”，旁边又写了一个",
        f"请删去花括号外面的“{word}”",
        subject.place(entry.cells["正文"]),
    )
