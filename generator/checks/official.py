"""What GB/T 9704—2012 says of the items of the 版头 and the date, where a slip would be printed large."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.registry import Subject, rule
from generator.diagnostics import Diagnostic
from generator.patterns import pattern

_NUMBER = pattern(r"\S*〔(?:19|20)\d\d〕[1-9]\d*号")
_BRACKETS = pattern(r"[\[［(（【〔]\s*((?:19|20)\d\d)\s*[\]］)）】〕]\s*第?0*(\d+)\s*号")


@rule
def document_number(subject: Subject) -> Iterator[Diagnostic]:
    """发文字号 (7.2.5): the year in 〔〕, no 第, no leading zero."""
    item = subject.data.items.get("发文字号")
    if item is None or not isinstance(item.value, str) or _NUMBER.fullmatch(item.value):
        return
    mended = _BRACKETS.sub(r"〔\1〕\2号", item.value)
    hint = f"请改为 {mended}" if _NUMBER.fullmatch(mended) else "例如 ×公〔2023〕5号：年份用六角括号，不写“第”，不编虚位"
    yield Diagnostic("document-number", "warning", f"发文字号填的是“{item.value}”，不合 GB/T 9704 的写法", hint, subject.place(item.cell))


@rule
def dated_after_the_year(subject: Subject) -> Iterator[Diagnostic]:
    """The report of a year is signed near its end or in the year that follows."""
    item, year, signed = subject.data.items.get("成文日期"), subject.data.year, subject.data.date("成文日期")
    if item is None or year is None or signed is None or (signed.year == year + 1 or (signed.year == year and signed.month >= 11)):
        return
    message = f"成文日期是 {signed.year}年{signed.month}月{signed.day}日，报告的年度是 {year}年"
    yield Diagnostic("date-doubtful", "warning", message, "年度报告一般在次年年初签发，请核对两处的年份", subject.place(item.cell))
