"""The list of rules. A rule is a function of a :class:`Subject` that yields diagnostics; adding one touches one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from typing import Literal

from generator.checks.accepting import Notes
from generator.checks.matching import Indicators
from generator.checks.passages import Passage
from generator.diagnostics import Diagnostic, Findings, Place
from generator.model.provenance import Cell
from generator.model.report import ReportData
from generator.model.template import TemplateSpec
from generator.records import record

Edition = Literal["上报", "公开"]


@record
class Subject:
    """What is checked: the data, what the template asks for, for which edition, whether as a draft.

    ``complained`` holds the cells that were unreadable, so that they are not reported as blank too. ``passages`` are
    the paragraphs of 报告内容 as they are printed; the rules of data run before there are any. ``indicators`` finds the
    figures of the data by value and noun.
    """

    data: ReportData
    template: TemplateSpec
    edition: Edition
    draft: bool
    complained: frozenset[tuple[str | None, str | None]]
    indicators: Indicators
    passages: tuple[Passage, ...] = ()

    def place(self, cell: Cell) -> Place:
        """The cell as the place of a finding."""
        return Place(file=cell.workbook, sheet=cell.sheet, cell=cell.address)

    def at(self, passage: Passage, text: str) -> Place:
        """A stretch of a passage as the place of a finding."""
        return replace(self.place(passage.cell), text=text)

    def reported(self, cell: Cell | None) -> bool:
        """Whether the cell was reported already."""
        return cell is not None and (cell.sheet, cell.address) in self.complained


Rule = Callable[[Subject], Iterator[Diagnostic]]
RULES: list[Rule] = []
TEXT_RULES: list[Rule] = []
_MODULES = (
    "collecting",
    "completeness",
    "official",
    "deadlines",
    "outline",
    "editions",
    "units",
    "rates",
    "totals",
    "crosschecks",
    "changes",
    "trends",
    "plausibility",
    "misplaced",
    "leftovers",
    "years",
    "publication",
)
_TEXT_MODULES = (
    "typed_changes",
    "typed_totals",
    "typed_rates",
    "typed_moves",
    "stages",
    "agreement",
    "contradictions",
    "periods",
    "leftovers",
    "years",
    "moments",
    "listed",
    "money",
    "repeated",
    "publication",
    "typed_secret",
)


def rule(check: Rule) -> Rule:
    """Register a rule of the data."""
    RULES.append(check)
    return check


def text_rule(check: Rule) -> Rule:
    """Register a rule of the text: it sees the passages, as they are printed."""
    TEXT_RULES.append(check)
    return check


def check_data(data: ReportData, template: TemplateSpec, edition: Edition, draft: bool, findings: Findings) -> Subject:
    """Run the rules of the data; what they find is added to ``findings``. Returns what was checked."""
    complained = frozenset((d.place.sheet, d.place.cell) for d in findings)
    subject = Subject(data, template, edition, draft, complained, Indicators(data))
    _run(_MODULES, RULES, subject, findings)
    return subject


def check_text(subject: Subject, passages: Sequence[Passage], findings: Findings) -> None:
    """Run the rules of the text on the rendered passages; what they find is added to ``findings``."""
    _run(_TEXT_MODULES, TEXT_RULES, replace(subject, passages=tuple(passages)), findings)


def _run(modules: tuple[str, ...], rules: list[Rule], subject: Subject, findings: Findings) -> None:
    """What the rules find goes to ``findings``; a warning that a person has accepted goes as advice."""
    for name in modules:  # importing a module registers its rules
        import_module(f"generator.checks.{name}")
    notes = Notes(subject.data, subject.template.options.precision)
    for check in rules:
        findings.extend(map(notes.settled, check(subject)))
