"""A figure of another period than the report's, printed in a text that does not say which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from generator.checks.registry import Subject, text_rule
from generator.diagnostics import Diagnostic
from generator.model.provenance import Cell
from generator.patterns import pattern

_BLANK = pattern(r"\s+")
_DAYS = pattern(r"(?<![0-9])[0-9]++(?:年|个?月|日)")
_WORDS = ("以来", "期间", "以前", "累计", "季度", "上半年", "下半年", "同期", "截至", "至今")
_EMPTY = pattern("以来|期间|截至|的")  # what is in many periods and tells none


@text_rule
def period_unsaid(subject: Subject) -> Iterator[Diagnostic]:
    """One data period per report, said once; the paragraphs of a cell must say any other one up to where its figure stands.

    That they, or the headings above, name a day, a month or a year of the period is enough: there are many ways to say
    1至11月. A period without any (疫情防控期间) counts as said when a word of it stands there.
    """
    report, said = _plain(subject.data.text("统计时段")), dict[Cell, str]()
    told: set[tuple[Cell, str]] = set()
    for passage in subject.passages:
        entry = passage.entry
        above = said.get(passage.cell) or _plain(f"{entry.section}；{entry.heading}；")
        text = said[passage.cell] = above + _plain(passage.text)
        for printed in passage.printed:
            source = printed.source
            period, key = _plain(source.period), (passage.cell, source.period)
            if source.kind != "figure" or period in ("", report) or key in told or _says(text, period):
                continue
            told.add(key)
            figure = passage.text[printed.start : printed.end]
            message = f"“{source.name}”的统计时段是“{source.period}”（{source.cells[0]} 一行），这一段印了“{figure}”，没有说明时段"
            hint = f"请写明“{source.period}”，例如在前面写 {{{{ {source.name}.时段 }}}}"
            place = replace(subject.place(passage.cell), text=figure)
            yield Diagnostic("period-unsaid", "warning", message, hint, place)


def _plain(text: str) -> str:
    return _BLANK.sub("", text)


def _says(text: str, period: str) -> bool:
    if period in text:
        return True
    days = _DAYS.findall(period)
    if days:
        return any(re.search(rf"(?<![0-9]){day}", text) for day in days)
    core = _EMPTY.sub("", period)
    return any(word in text for word in _WORDS if word in period) or any(a + b in text for a, b in pairwise(core))
