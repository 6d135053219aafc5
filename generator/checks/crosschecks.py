"""The cross-checks of the template (勾稽关系), this year and last year each by itself."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from generator.checks.registry import Subject, rule
from generator.diagnostics import Diagnostic, Severity
from generator.model.report import Indicator
from generator.model.template import CheckSpec
from generator.templating.crosschecks import CrossCheck, Stated, broken, read_rule


@rule
def crosschecks(subject: Subject) -> Iterator[Diagnostic]:
    """Figures of one period must keep the template's rules.

    Last year's have been published and can't be mended: what is wrong with them is a warning, as it is in a draft.
    """
    units = {spec.name: normalize("NFKC", spec.unit) for spec in subject.template.indicators}
    for spec in subject.template.checks:
        check = read_rule(spec.rule)
        rows = [subject.data.indicators[name] for name in check.names if name in subject.data.indicators]
        comparable = len({row.period for row in rows}) == 1 and all(row.unit == units[row.name] for row in rows)
        if len(rows) == len(check.names) and comparable:
            severity: Severity = "warning" if subject.draft else spec.severity
            yield from _checked(subject, spec, check, rows, "本年", severity)
            yield from _checked(subject, spec, check, rows, "上年", "warning")


def _checked(
    subject: Subject, spec: CheckSpec, check: CrossCheck, rows: list[Indicator], heading: str, severity: Severity
) -> Iterator[Diagnostic]:
    which = "" if heading == "本年" else "的上年"
    stated = {row.name: Stated(f"{row.name}{which}", row.amount(heading), row.cells[heading]) for row in rows}
    if told := broken(check, stated):
        message = f"{spec.message}：{told}" if spec.message else told
        hint = f"请核对这几个数（模板的勾稽关系“{spec.name}”）"
        yield Diagnostic("crosscheck-broken", severity, message, hint, subject.place(rows[0].cells[heading]))
