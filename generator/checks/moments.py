"""今年, 去年, 目前 and 截止: what a reader of next year can't place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.checks.registry import Subject, text_rule
from generator.diagnostics import Diagnostic
from generator.prose.moments import Moment, miswritten_until, relative_times


@text_rule
def relative_time(subject: Subject) -> Iterator[Diagnostic]:
    """A word for a time that should be a year or a day; each is told once a passage."""
    year = subject.data.year
    if year is None:
        return
    for passage in subject.passages:
        found = [m for m in relative_times(passage.even, year) if passage.source(m.start, m.end) is None]
        counted = Counter(moment.word for moment in found)
        for moment in {moment.word: moment for moment in found}.values():
            times = f"（{counted[moment.word]}处）" if counted[moment.word] > 1 else ""
            message = f"“{moment.word}”{times}过了年就看不出指什么时候"
            yield Diagnostic("time-relative", "advice", message, _hint(moment), subject.at(passage, moment.word))


@text_rule
def until_as_end(subject: Subject) -> Iterator[Diagnostic]:
    """截止 before a time is 截至."""
    for passage in subject.passages:
        for found in miswritten_until(passage.even):
            said = passage.text[found.start() : found.end() + 8]
            hint = "“截止”指到期停止，“截至”指到某时为止，请改为“截至”"
            yield Diagnostic("until-miswritten", "advice", f"“{said}”应写“截至”", hint, subject.at(passage, found[0]))
            break


def _hint(moment: Moment) -> str:
    return f"请改写为 {moment.meant}" if moment.meant else "请写明截至哪一天，例如 截至12月31日"
