"""Slips that no cell shows as wrong: a unit or 同比 that would be printed twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.checks.registry import Subject, rule
from generator.diagnostics import Diagnostic
from generator.model.report import Entry, Indicator
from generator.patterns import pattern

_TAG = pattern(r"(?:\{\{|｛｛)\s*(?P<name>\w+)\s*(?P<more>(?:[.．|｜][^{}｛｝]*)?)(?:\}\}|｝｝)")
_OTHER_WORD = pattern("[诉次数员均别民户]")  # 起诉, 人次, 件数: the unit begins another word
_ROUNDING = ("约", "近", "逾", "超", "超过")


@rule
def printed_twice(subject: Subject) -> Iterator[Diagnostic]:
    """{{ }} prints the unit, and .同比 the word 同比: typed beside it they would stand twice."""
    for entry in subject.data.entries:
        for found in _TAG.finditer(entry.text):
            indicator = subject.data.indicators.get(found["name"])
            if indicator is None:
                continue
            before, after = entry.text[: found.start()], entry.text[found.end() :]
            for told, word in _twice(before, found["more"].strip(), after, indicator):
                yield _doubled(subject, entry, found[0], told, word)


def _twice(before: str, more: str, after: str, indicator: Indicator) -> Iterator[tuple[str, str]]:
    """What stands beside the tag and is printed by it too: what is said of it, and the word."""
    for said, word in (("同比", "同比"), ("占", "占比")):
        if said in more:
            if before.endswith(word):
                yield f"自己会印出“{word}”，旁边又写了一个", word
            return
    if more and not more.startswith(("|", "｜")):
        return
    if indicator.this.kind == "rounded" and (word := next((w for w in reversed(_ROUNDING) if before.endswith(w)), "")):
        yield f"印的已是概数“{indicator.this.shown}”，前面又写了“{word}”", word
    unit = indicator.unit
    again = bool(unit) and unit != "文本" and after.startswith(unit)
    if again and not _OTHER_WORD.match(after[len(unit) :]):
        yield f"自己会印出“{unit}”，旁边又写了一个", unit


def _doubled(subject: Subject, entry: Entry, tag: str, told: str, word: str) -> Diagnostic:
    message = f"“{' '.join(tag.split())}”{told}"
    place = replace(subject.place(entry.cells["正文"]), text=tag)
    return Diagnostic("printed-twice", "warning", message, f"请删去花括号外面的“{word}”", place)
