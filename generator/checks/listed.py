"""Lists that have another count than was announced: “制定6份指引”, five titles; “三项措施：”, four rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.checks.passages import Passage
from generator.checks.registry import Subject, text_rule
from generator.diagnostics import Diagnostic
from generator.model.report import Entry
from generator.prose.listed import announcement, begins_list, miscounted


@text_rule
def list_as_announced(subject: Subject) -> Iterator[Diagnostic]:
    """A list has as many items as its announcement says, in a paragraph or in those that follow it in the part."""
    for _, group in groupby(subject.passages, key=lambda passage: passage.entry.part):
        passages = list(group)
        starts, text = [], ""
        for passage in passages:
            starts.append(len(text))
            text += passage.even + "\n"
        for found in miscounted(text):
            at = bisect_right(starts, found.start) - 1
            if passages[at].source(found.start - starts[at], found.end - starts[at]) is None:
                said = text[found.start : found.end]
                yield _complaint(subject, passages[at], said, found.told, f"（{found.listed}）")
        yield from _over_rows(subject, passages)


def _over_rows(subject: Subject, passages: Sequence[Passage]) -> Iterator[Diagnostic]:
    """A paragraph that ends with an announcement, and the rows behind it, which the template numbers."""
    for at, passage in enumerate(passages):
        announced = announcement(passage.even)
        if announced is None or passage.source(announced.start, announced.end) is not None:
            continue
        items = _rows_behind(subject, passages[at + 1 :], passage.entry)
        if len(items) > 1 and len(items) != announced.announced:
            said = passage.text[announced.start : announced.end]
            yield _complaint(subject, passage, said, len(items), f"（{items[0]}……{items[-1]}）")


def _rows_behind(subject: Subject, following: Sequence[Passage], announcing: Entry) -> list[str]:
    """What the rows behind an announcement count as items: 小标题 of the same 栏目, else rows that are set as a list.

    None where more of the announcing cell follows, or where the numbers are typed: that list is counted as text.
    """
    if not following or following[0].entry is announcing or begins_list(following[0].even):
        return []
    entries = list({id(p.entry): p.entry for p in following if p.entry.section == announcing.section}.values())
    if headings := list(dict.fromkeys(entry.heading for entry in entries if entry.heading and entry.heading != announcing.heading)):
        return headings
    part = subject.template.part(announcing.part)
    level = 2 if announcing.heading else 1 if announcing.section else 0
    if part is None or part.lists[level] == "paragraphs":
        return []
    return [entry.text[:8] for entry in entries if entry.heading == announcing.heading]


def _complaint(subject: Subject, passage: Passage, said: str, found: int, listed: str) -> Diagnostic:
    message = f"“{said}”和列出的对不上：写的是 {said}，列出 {found} 项{listed}"
    return Diagnostic("list-miscounted", "warning", message, "请核对个数，或补上没有列出的", subject.at(passage, said))
