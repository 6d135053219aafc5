"""From files to data: the workbook, the template that it asks for, and what the checks say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from generator.checks.passages import passages_of
from generator.checks.registry import check_data, check_text
from generator.diagnostics import Findings
from generator.document.blocks import SLOTS
from generator.errors import TemplateStop, UnusableFile, WrongUse
from generator.model.report import Entry, ReportData
from generator.templating.cache import Cache
from generator.templating.loading import LAYOUT, load_template
from generator.templating.programs import ProgramEnvironment
from generator.templating.rendering import RenderedReport, Sections, render_report
from generator.templating.session import Edition, Session
from generator.word.opening import read_bytes
from generator.word.prepared import Prepared
from generator.word.templates import report_template
from generator.workbook.collected.titles import COLLECTED, COLLECTED_SHEETS
from generator.workbook.reading import read_report, template_named
from generator.workbook.sheets import Sheets, read_sheets

DEFAULT_TEMPLATE = "standard"
_MOST = 16  # templates at hand: a batch of thousands of folders may bring one in each
K = TypeVar("K")
V = TypeVar("V")


class Templates:
    """Templates by name, each loaded once and with its section texts compiled once: keep it for a batch.

    Of very many the last ones are at hand.
    """

    def __init__(self, cache: Path | None = None) -> None:
        """``cache`` is a folder where prepared templates are kept between commands; None keeps nothing."""
        self._cache = Cache(cache)
        self._sections: dict[tuple[str, Path | None], Sections] = {}
        self._layouts: dict[object, Prepared] = {}

    def get(self, name: str, near: Path | None) -> Sections:
        """The template's texts. Raises what :func:`load_template` raises."""
        key = (name, near)
        if key not in self._sections:
            _keep(self._sections, key, Sections(load_template(name, near, self._cache), self._cache))
        return self._sections[key]

    def layout(self, sections: Sections) -> Prepared:
        """The ``report.docx`` of a template or of its nearest ancestor that has one, prepared.

        Raises :class:`WrongUse` when there is none, and what :func:`report_template` raises.
        """
        spec, path = sections.template.spec, sections.template.find(LAYOUT)
        if path is None:
            raise WrongUse(f"模板“{spec.name}”没有 {LAYOUT}，它继承的模板也没有")
        name = f"{path.parent.name}/{path.name}"
        key = (str(path), spec.options.page, tuple(sorted(spec.fonts.items())))
        if key not in self._layouts:
            data = read_bytes(path, name)
            made = report_template(data, name, program_environment, self._cache, spec.options.page, spec.fonts)
            _keep(self._layouts, key, made)
        return self._layouts[key]


def _keep(kept: dict[K, V], key: K, value: V) -> None:
    """Keep one more, and let the oldest go where that is one too many."""
    if len(kept) >= _MOST:
        del kept[next(iter(kept))]
    kept[key] = value


def program_environment(session: Session) -> ProgramEnvironment:
    """The environment of the tags in a report.docx."""
    from generator.templating.environment import ReportEnvironment

    return ReportEnvironment(session)


def note_mistakes(stop: TemplateStop, session: Session) -> None:
    """Note what is wrong with the tags of a report.docx, and in the same round the names that the sound ones can't mean."""
    session.findings.extend(stop.findings)
    for name, place in stop.wanted:
        if name not in {*session.names, *SLOTS, "条目", "部分"}:
            session.unknown(name, place)


def read_workbook(path: Path, template: str | None, templates: Templates, findings: Findings) -> tuple[ReportData, Sections]:
    """The workbook's data and the texts of its template: ``template``, else the one it names, else ``standard``."""
    sheets, sections = read_tables(path, template, templates, findings, plain=COLLECTED_SHEETS)
    data = read_report(sheets, sections.template.spec, findings)
    if not sheets.plain.get(COLLECTED):
        return data, sections
    from generator.workbook.collected.unsettled import with_collecting  # most workbooks were not collected

    return with_collecting(sheets, data), sections


def read_tables(
    path: Path, template: str | None, templates: Templates, findings: Findings, plain: tuple[str, ...] = ()
) -> tuple[Sheets, Sections]:
    """The workbook's sheets as they are filled in, those of ``plain`` as they stand, and the texts of its template."""
    sheets = read_sheets(path, findings, plain)
    named = template_named(sheets)
    if not template and {"/", "\\"} & set(named):
        raise UnusableFile(f"{path.name}：“填写说明”里的模板应是模板名，写的却是路径“{named}”；请改正，或用 -t 指明模板")
    name = template or named or DEFAULT_TEMPLATE
    sections = templates.get(name, path.resolve().parent)
    findings.extend(sections.template.findings)
    return sheets, sections


def render_checked(
    data: ReportData,
    sections: Sections,
    edition: Edition,
    findings: Findings,
    *,
    draft: bool,
    body: bool = True,
    checked: Callable[[Entry], bool] = lambda _: True,
) -> RenderedReport:
    """The report as text (without ``body`` its items alone) and all checks; every problem goes to ``findings``.

    ``checked`` says of which rows the words are checked.
    """
    subject = check_data(data, sections.template.spec, edition, draft, findings)
    report = render_report(data, sections, edition, findings, draft=draft, body=body)
    views = [view for view in report.renderer.entries if checked(view.entry)]
    check_text(subject, [p for view in views for p in passages_of(view.entry, view.lines(), report.marks)], findings)
    return report
