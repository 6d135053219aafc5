"""The days on which the report must have been handed in and published, counted from 成文日期."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.checks.registry import Subject, rule
from generator.diagnostics import Diagnostic
from generator.model.template import EditionName

_DONE: dict[EditionName, str] = {"上报": "上报", "公开": "向社会公开"}


@rule
def deadlines(subject: Subject) -> Iterator[Diagnostic]:
    """The days left when 成文日期 is given; one that is past is a warning.

    Both deadlines are the template's, with what sets them (``basis``). The 公开版 has only its own before it.
    """
    item, year, signed = subject.data.items.get("成文日期"), subject.data.year, subject.data.date("成文日期")
    if item is None or year is None or signed is None or signed.year not in (year, year + 1):
        return  # a date of another year is doubted by itself
    left, past = list[str](), list[str]()
    for name, edition in subject.template.editions.items():
        due = edition.due(year)
        if due is None or (subject.edition == "公开" and name == "上报"):
            continue
        (left if signed <= due else past).append(_told(name, signed, due))
    if past:
        message = f"成文日期是 {_day(signed)}，{'，'.join(past)}"
        yield Diagnostic("deadline-past", "warning", message, f"请核对日期；依据：{subject.template.basis}", subject.place(item.cell))
    if left:
        message = f"从成文日期 {_day(signed)} 算，{'，'.join(left)}"
        yield Diagnostic("deadline-ahead", "advice", message, f"依据：{subject.template.basis}", subject.place(item.cell))


def _told(edition: EditionName, signed: date, due: date) -> str:
    days = (due - signed).days
    if days < 0:
        return f"已过{_DONE[edition]}的期限 {_day(due)} {-days} 天"
    return f"离{_DONE[edition]}的期限 {_day(due)} 还有 {days} 天" if days else f"当天就是{_DONE[edition]}的期限 {_day(due)}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
