"""Whether the parts are those of the template, and the statutory contents are there.

The five contents: 《法治政府建设与责任落实督察工作规定》(厅字〔2019〕28号); a template may name what else asks for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from generator.checks.registry import Subject, rule
from generator.diagnostics import Diagnostic, Place
from generator.model.template import CONTENTS

_OTHER = len(CONTENTS)  # 其他需要报告的情况: there may be nothing else
_OWN = ("导语", "结语")


@rule
def known_parts(subject: Subject) -> Iterator[Diagnostic]:
    """A part that the template does not know becomes a part of its own: allowed, but said."""
    known = [part.name for part in subject.template.parts]
    seen = set()
    for entry in subject.data.entries:
        if entry.part in known or entry.part in _OWN or entry.part in seen:
            continue
        seen.add(entry.part)
        near = get_close_matches(entry.part, known, n=1, cutoff=0.5)
        hint = f"是不是想写“{near[0]}”？" if near else f"模板的部分有 {'、'.join(known)}"
        yield Diagnostic(
            "part-unknown",
            "warning",
            f"模板里没有“{entry.part}”这个部分，将作为新的部分排在最后",
            hint,
            subject.place(entry.cells["部分"]),
        )


@rule
def parts_filled(subject: Subject) -> Iterator[Diagnostic]:
    """A required part needs a row."""
    if not subject.data.entries and not subject.draft:
        place = Place(file=subject.data.file, sheet="报告内容")
        yield Diagnostic("part-empty", "error", "一行正文也没有填", "请在“正文”列填写各部分的内容", place)
        return
    filled = {entry.part for entry in subject.data.entries}
    printed = {entry.part for entry in subject.data.entries if subject.edition == "上报" or entry.public is not False}
    for part in subject.template.parts:
        if part.required and part.name in filled - printed:
            place = Place(file=subject.data.file, sheet="报告内容")
            message = f"“{part.name}”的各行都不公开，公开版里没有这个部分"
            yield Diagnostic("part-withheld", "warning", message, "法定内容应当公开的，请把可以公开的行改为“是”", place)
        elif part.required and part.name not in filled:
            content = f"（法定五项内容第{'、'.join(map(str, part.contents))}项）" if part.contents else ""
            basis = f"；依据：{subject.template.basis}" if part.contents else ""
            place = Place(file=subject.data.file, sheet="报告内容")
            yield Diagnostic(
                "part-empty",
                "warning" if subject.draft else "error",
                f"“{part.name}”{content}没有填任何正文",
                f"请在“部分”列选“{part.name}”，填写正文{basis}",
                place,
            )


@rule
def contents_written(subject: Subject) -> Iterator[Diagnostic]:
    """A statutory content that only parts hold which need not be there: one of them has to be written."""
    filled = {entry.part for entry in subject.data.entries}
    for number, content in enumerate(CONTENTS[: _OTHER - 1], 1):
        parts = [part for part in subject.template.parts if number in part.contents]
        if not filled or not parts or any(part.required or part.name in filled for part in parts):
            continue  # what is required is missed by itself
        place = Place(file=subject.data.file, sheet="报告内容")
        names = "或".join(f"“{part.name}”" for part in parts)
        message = f"法定五项内容第{number}项“{content}”没有写"
        yield Diagnostic("content-missing", "warning", message, f"请在{names}里写；依据：{subject.template.basis}", place)
