"""``trace --table``: the sources of a report's values as a table for the file of the review."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.document.annex import annex
from generator.errors import OverwriteRefused, WrongUse
from generator.pipeline.reading import DEFAULT_TEMPLATE, Templates
from generator.pipeline.tracing import Trace, Traced
from generator.storage import write_whole

TITLE = "溯源表"
HEAD = ("序号", "正文中的数", "所在段落", "指标或项目", "来源单元格", "填报部门", "统计时段")
_LETTERS = (9, 24, 58, 22, 24, 16, 14)  # how wide the columns are
_ORIGIN = ("来自文件", 30)  # of a collected workbook
_AROUND = 12  # letters of the paragraph that are shown before and after the value


def check_target(path: Path) -> None:
    """Raise when no table can be written there: :class:`WrongUse` for another kind of file, :class:`OverwriteRefused`."""
    if path.suffix.lower() not in (".docx", ".xlsx"):
        raise WrongUse(f"--table {path}：{TITLE}写成 Word 或 Excel 文件，文件名应以 .docx 或 .xlsx 结尾，例如 {TITLE}.docx")
    if path.exists():
        raise OverwriteRefused(f"{path}：已经有这个文件，没有覆盖；请换一个文件名，或先把它移走")


def write_table(trace: Trace, report: str, path: Path, templates: Templates | None = None) -> None:
    """Write the table of a report of that name, as Word or Excel file by the suffix of ``path``.

    Raises what :func:`check_target` and :func:`write_whole` raise.
    """
    check_target(path)
    note = f"报告：{report}　　工作簿：{trace.making.workbook}　　共 {len(trace.values)} 处"
    collected = any(value.source.handed_in for value in trace.values)
    head, letters = ((*HEAD, _ORIGIN[0]), (*_LETTERS, _ORIGIN[1])) if collected else (HEAD, _LETTERS)
    rows: list[tuple[str | int, ...]] = [(n, *_row(value, collected=collected)) for n, value in enumerate(trace.values, start=1)]
    if path.suffix.lower() == ".xlsx":
        from generator.workbook.listing import write_listing

        data = write_listing(TITLE, note, head, letters, rows)
    else:
        from generator.word.annexing import lying_document

        templates = templates or Templates()
        layout = templates.layout(templates.get(DEFAULT_TEMPLATE, None))
        data = lying_document(layout, annex(TITLE, note, head, [each / sum(letters) for each in letters], rows))
    write_whole(path, data, replace=False)


def _row(value: Traced, *, collected: bool) -> Iterator[str]:
    source = value.source
    yield value.said
    yield f"{value.place}：{_around(value)}"
    yield value.what
    yield source.place
    yield source.department
    yield source.period
    if collected:
        yield source.handed_in.told.removeprefix("来自 ")


def _around(value: Traced) -> str:
    """The value in the words around it."""
    end = value.start + len(value.text)
    before, after = value.passage[: value.start], value.passage[end:]
    head = ("…" if len(before) > _AROUND else "") + before[-_AROUND:]
    tail = after[:_AROUND] + ("…" if len(after) > _AROUND else "")
    shown = value.text if value.text.startswith("【") else f"【{value.text}】"
    return " ".join(f"{head}{shown}{tail}".split())
