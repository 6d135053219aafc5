"""``diff``: what differs between two workbooks, or between two reports."""

from __future__ import annotations

from pathlib import Path

from generator.errors import WrongUse
from generator.model.changes import Comparison
from generator.pipeline.comparing_reports import compare_reports
from generator.pipeline.comparing_workbooks import compare_workbooks
from generator.pipeline.reading import Templates

# Old formats and other programs' too: reading them says what to do.
_WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".et")
_REPORTS = (".docx", ".docm", ".dotx", ".dotm", ".doc", ".wps")


def diff(old: Path | str, new: Path | str, *, template: str | None = None, templates: Templates | None = None) -> Comparison:
    """What differs between two workbooks, or between two reports.

    ``template`` is used for both workbooks, else each has its own. Raises :class:`WrongUse` for files of different
    kinds or of another kind, :class:`UnusableFile` when one can't be read, :class:`FindingsStop` for a template with
    mistakes in its settings.
    """
    old, new = Path(old), Path(new)
    kinds = {_kind(old), _kind(new)}
    if kinds == {"workbook"}:
        return compare_workbooks(old, new, template, templates or Templates())
    if kinds == {"report"}:
        return compare_reports(old, new)
    raise WrongUse(f"{old.name} 和 {new.name}：只能比较两份工作簿（.xlsx），或两份报告（.docx）")


def _kind(path: Path) -> str:
    suffix = path.suffix.lower()
    return "workbook" if suffix in _WORKBOOKS else "report" if suffix in _REPORTS else ""
