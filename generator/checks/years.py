"""A year other than 年度 where the report's own must be meant, and this year's number in the plans for the next."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.registry import Subject, rule, text_rule
from generator.diagnostics import Diagnostic
from generator.model.report import Entry
from generator.patterns import pattern
from generator.prose.quantities import even
from generator.prose.years import odd_years, years_in

_DATED = ("标题（上报版）", "标题（公开版）", "统计时段")
_BEGINS = pattern(r"\s*(?P<year>(?:19|20)\d\d)年(?!\s*[至—–~～-])")
_PLANS = pattern("下一步|下年|下一年|明年|安排|打算|思路|计划|对策")


@text_rule
def year_in_text(subject: Subject) -> Iterator[Diagnostic]:
    """A sentence that reports on another year, or plans for one that is over."""
    year = subject.data.year
    if year is None:
        return
    for passage in subject.passages:
        told = set()
        plans, mixed = _plans(subject, passage.entry)
        for found in odd_years(passage.even, year, plans=plans, mixed=mixed):
            if found.year in told or passage.source(found.start, found.end) is not None:
                continue
            told.add(found.year)
            around = passage.text[found.start : found.end + 8]
            message = f"“{around}”写的是 {found.year}年，报告的年度是 {year}年"
            if plans:
                hint = f"这里写的是下一年度的安排，若是指下一年度请改为 {found.meant}年"
            else:
                hint = f"若是沿用了以前的文字，请核对内容并改为 {found.meant}年"
            yield Diagnostic("year-doubtful", "warning", message, hint, subject.at(passage, f"{found.year}年"))


@rule
def year_in_cells(subject: Subject) -> Iterator[Diagnostic]:
    """A title or 统计时段 that does not hold the report's year, a heading that begins with another."""
    year = subject.data.year
    if year is None:
        return
    for name in _DATED:
        item = subject.data.items.get(name)
        if item is None or not isinstance(item.value, str):
            continue
        told = years_in(item.value)
        if told and year not in told:
            years = "、".join(f"{each}年" for each in sorted(told))
            message = f"“{name}”写的是 {years}，报告的年度是 {year}年"
            yield Diagnostic("year-doubtful", "warning", message, "请核对两处的年份", subject.place(item.cell))
    told_headings: set[str] = set()
    for entry in subject.data.entries:
        plans, mixed = _plans(subject, entry)
        for heading, text in (("栏目", entry.section), ("小标题", entry.heading)):
            found = _BEGINS.match(even(text))
            if found is None or text in told_headings:
                continue
            said = int(found["year"])
            if (said <= year if plans else said < year or (said > year and not mixed)) and year - 4 <= said <= year + 1:
                told_headings.add(text)
                message = f"“{text}”写的是 {said}年，报告的年度是 {year}年"
                hint = f"若是指{'下一年度' if plans else '本年度'}请改为 {year + plans}年"
                yield Diagnostic("year-doubtful", "warning", message, hint, subject.place(entry.cells[heading]))


def _plans(subject: Subject, entry: Entry) -> tuple[bool, bool]:
    """Whether a row belongs to the plans for the next year, and whether it may, as far as the outline tells."""
    part = subject.template.part(entry.part)
    contents = set(part.contents) if part is not None else set()
    if contents & {4, 5} and not contents & {1, 2, 3}:
        return 4 in contents, True
    said = bool(_PLANS.search(entry.section) or (not contents and _PLANS.search(entry.part)))
    return said and (4 in contents or not contents), bool(contents & {4, 5}) or not contents
