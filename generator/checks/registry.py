"""The list of rules. A rule is a function of a :class:`Subject` that yields diagnostics; adding one touches one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Literal

from generator.diagnostics import Diagnostic, Findings, Place
from generator.model.provenance import Cell
from generator.model.report import ReportData
from generator.model.template import TemplateSpec


@dataclass(frozen=True, slots=True)
class Subject:
    """What is checked: the data, what the template asks for, for which edition, whether as a draft.

    ``complained`` holds the cells that were unreadable, so that they are not reported as blank too.
    """

    data: ReportData
    template: TemplateSpec
    edition: Literal["上报", "公开"]
    draft: bool
    complained: frozenset[tuple[str | None, str | None]]

    def place(self, cell: Cell) -> Place:
        """The cell as the place of a finding."""
        return Place(file=cell.workbook, sheet=cell.sheet, cell=cell.address)

    def reported(self, cell: Cell | None) -> bool:
        """Whether the cell was reported already."""
        return cell is not None and (cell.sheet, cell.address) in self.complained


Rule = Callable[[Subject], Iterator[Diagnostic]]
RULES: list[Rule] = []
_MODULES = ("completeness", "official", "outline", "editions", "plausibility", "misplaced")


def rule(check: Rule) -> Rule:
    """Register a rule."""
    RULES.append(check)
    return check


def check_data(data: ReportData, template: TemplateSpec, edition: Literal["上报", "公开"], draft: bool, findings: Findings) -> None:
    """Run every rule; what they find is added to ``findings``."""
    for name in _MODULES:  # importing a module registers its rules
        import_module(f"generator.checks.{name}")
    complained = frozenset((d.place.sheet, d.place.cell) for d in findings)
    subject = Subject(data, template, edition, draft, complained)
    for check in RULES:
        findings.extend(check(subject))
