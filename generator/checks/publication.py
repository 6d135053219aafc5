"""What a person should look at before a row is published. Whether it may be published people decide; no output says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from generator.checks.registry import Subject, rule, text_rule
from generator.diagnostics import Diagnostic
from generator.model.report import Entry
from generator.prose.names import Stretch, case_names, persons, staffing, weak_spots

_HINT = "是否公开由人审定；不宜公开的请改写，或把这一行的“公开”改为“否”"
_SENSITIVE = ("漏洞", "警力", "编制", "在职民警", "在编民警", "隐患单位")


class _Kind(NamedTuple):
    code: str
    what: str
    find: Callable[[str], Iterator[Stretch]]


_KINDS: Final = (
    _Kind("publish-name", "人名", persons),
    _Kind("publish-case", "案件代号", case_names),
    _Kind("publish-staffing", "警力、编制方面的数字", staffing),
    _Kind("publish-weakness", "漏洞、隐患方面的数字", weak_spots),
)


@text_rule
def look_before_publishing(subject: Subject) -> Iterator[Diagnostic]:
    """Names, code-names of cases, staffing and weak spots in rows that are to be published: one finding a kind and passage."""
    begun = any(entry.public is not None for entry in subject.data.entries)
    for passage in subject.passages:
        if not _to_be_published(subject, passage.entry, begun):
            continue
        for kind in _KINDS:
            if told := list(dict.fromkeys(passage.text[start:end] for start, end in kind.find(passage.even))):
                said = "、".join(told)
                message = f"公开的内容里有{kind.what}：{said}"
                yield Diagnostic(kind.code, "advice", message, _HINT, subject.at(passage, told[0]))


@rule
def figures_to_look_at(subject: Subject) -> Iterator[Diagnostic]:
    """Indicators of staffing and weak spots that are to be published, where the template prints a table of all figures."""
    if not subject.template.options.appendix:
        return
    for indicator in subject.data.indicators.values():
        if indicator.public and indicator.this and any(word in indicator.label or word in indicator.name for word in _SENSITIVE):
            message = f"要公开的指标里有“{indicator.label or indicator.name}”，会印进公开版的附表"
            yield Diagnostic("publish-figure", "advice", message, _HINT, subject.place(indicator.cells["公开"]))


def _to_be_published(subject: Subject, entry: Entry, begun: bool) -> bool:
    """Whether a row goes into the 公开版; a blank counts where it is made, or once somebody has begun to decide."""
    if entry.public is None:
        return subject.edition == "公开" or (begun and not subject.draft)
    return entry.public
