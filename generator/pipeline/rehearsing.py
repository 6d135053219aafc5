"""``template check``: a template tried out on made-up data along every way through it, all problems listed.

First ordinary renderings of workbooks that are filled in one way or another: an error that only says that a figure is
missing, 0 or 不适用 is the template's, because whoever fills in can't reword its sentences. Then, with everything
filled in, the ways that none of them took are taken by force. Section texts and the tags of report.docx go through both.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic, Findings, Place
from generator.errors import FindingsStop, TemplateStop, UnusableFile
from generator.model.marks import Marks
from generator.model.report import ReportData
from generator.pipeline.complaining import UNGUARDED, Complaints
from generator.pipeline.composing import put_together
from generator.pipeline.made_up import Variant, figure_digits, made_up_data
from generator.pipeline.reading import note_mistakes, program_environment
from generator.templating.cache import NO_CACHE
from generator.templating.loading import LAYOUT, SECTIONS, Template, load_template
from generator.templating.rehearsal import Rehearsal
from generator.templating.rendering import Sections, render_report
from generator.templating.session import Edition, Session
from generator.templating.strays import misplaced_files
from generator.word.opening import open_word, read_bytes
from generator.word.prepared import Prepared
from generator.word.preparing.template import style_problems
from generator.word.templates import report_template

_MOST_ROUNDS = 50  # of forcing, and of going on behind a line that can't be worked out
# What each ordinary rendering tries: the workbook, the edition, whether as a draft.
_TRIALS: tuple[tuple[Variant, Edition, bool], ...] = (
    (Variant("not_applicable"), "上报", False),
    (Variant("without_last"), "上报", False),
    (Variant("zero"), "上报", False),
    (Variant("fallen"), "上报", False),
    (Variant(sparse=True), "上报", False),
    (Variant(withheld=True), "公开", False),
    (Variant(sparse=True), "公开", False),
    (Variant("blank", sparse=True), "上报", True),
)
_FULL = Variant()
_EDITIONS: tuple[Edition, Edition] = ("上报", "公开")
_STOPPING = frozenset(("template-failed", "figure-bare"))  # behind these nothing is looked at
_UNPRINTED = "entry-not-printed"


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with a template, and the template itself, None where its settings are too wrong for one."""

    findings: Findings
    template: Template | None


def check_template(name: str, near: Path | None = None) -> Checked:
    """Everything that is wrong with a template; nothing is written.

    Raises :class:`WrongUse` for an unknown template and :class:`UnusableFile` for one that can't be read.
    """
    try:
        template = load_template(name, near)
    except FindingsStop as stop:
        return Checked(stop.findings, None)
    found = _Trying(template).everything()
    for folder in template.folders:
        found.extend(misplaced_files(folder, LAYOUT, SECTIONS))
    return Checked(found, template)


class _Trying:
    """One template being tried out."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self.rehearsal = Rehearsal(figure_digits(template.spec))
        self.complaints = Complaints(template, self.rehearsal)
        self._prepare()
        self._layout_sound = self.complaints.layout is not None

    def everything(self) -> Findings:
        """All findings, in the order of the template's files."""
        self.complaints.computed()
        if not self._try_until_sound():
            return self.complaints.located()
        for variant, edition, draft in _TRIALS:
            self.complaints.keep(self._render(variant, edition, draft=draft), data_to_blame=True)
        self._force()
        self.complaints.missed()
        if self._layout_sound:
            self.complaints.unused()
        return self.complaints.located()

    def _prepare(self) -> None:
        """Compile the texts and the Word file, without the lines that can't be worked out."""
        self.sections = Sections(self.template)
        self.complaints.layout = self._layout()

    def _layout(self) -> Prepared | None:
        """The Word file; None, and all that is wrong with it noted, when it can't be used."""
        path, spec, findings = self.template.find(LAYOUT), self.template.spec, self.complaints.findings
        home = self.template.folders[0].name
        if path is None:
            message, hint = f"模板和它的上级模板都没有 {LAYOUT}", "请继承一个有 report.docx 的模板，例如 standard，或放一个进来"
            findings.add(Diagnostic("layout-missing", "error", message, hint, Place(file=home)))
            return None
        name = f"{path.parent.name}/{path.name}"
        try:
            data = read_bytes(path, name)
            return report_template(data, name, program_environment, NO_CACHE, spec.options.page, spec.fonts, self.rehearsal)
        except TemplateStop as stop:
            names = {"版本", *(item.name for item in spec.items), *(indicator.name for indicator in spec.indicators)}
            note_mistakes(stop, Session(spec.options, None, "上报", False, Marks(), findings, names=dict.fromkeys(names)))
        except UnusableFile as error:
            message, _, hint = str(error).removeprefix(f"{name}：").partition("；")
            findings.extend(_style_findings(path, name) or [Diagnostic("layout-unusable", "error", message, hint, Place(file=name))])
        return None

    def _render(self, variant: Variant, edition: Edition = "上报", *, draft: bool = False) -> Findings:
        found, layout = Findings(), self.complaints.layout
        data = made_up_data(self.template.spec, variant)
        body = layout is None or "正文" in layout.names
        rendered = render_report(data, self.sections, edition, found, draft=draft, body=body, rehearsal=self.rehearsal)
        if layout is not None:
            put_together(data, rendered, layout, Path())
        return Findings(each for each in found if each.code != _UNPRINTED or not self._note_unprinted(each, data))

    def _note_unprinted(self, found: Diagnostic, data: ReportData) -> bool:
        """Say of a made-up row that is put in nowhere what would become of a real one."""
        layout = self.complaints.layout
        entry = next(entry for entry in data.entries if entry.cells["正文"].address == found.place.cell)
        part = self.template.spec.part(entry.part)
        if layout is not None and (entry.section or not (part and part.sections)):
            where = f"“{entry.part}”" + (f"的“{entry.section}”" if entry.section else "")
            message, hint = f"没有印{where}的地方，填了这一部分的工作簿生成不了报告", "请放上 {{p 部分.… }}，或 {{p 正文 }}"
            self.complaints.keep([Diagnostic(_UNPRINTED, "warning", message, hint, Place(file=layout.name))])
        return True

    def _try_until_sound(self) -> bool:
        """Render what is filled in completely; a line that can't be worked out is left out to see what is behind it.

        Says whether to go on: a template that never ends is not tried again and again.
        """
        for _ in range(_MOST_ROUNDS):
            found = self._render(_FULL)
            self.complaints.keep(found)
            if any(each.code == "template-too-long" for each in found):
                return False
            if not self._leave_out(found):
                break
        self.complaints.keep(self._render(_FULL, "公开"))
        return True

    def _leave_out(self, found: Findings) -> bool:
        """Whether there are lines to be left out that were not yet."""
        broken = self.rehearsal.branches.broken
        new = set(self.complaints.lines_of(each for each in found.errors if each.code in _STOPPING)) - broken
        if new:
            broken |= new
            self._prepare()
        return bool(new)

    def _force(self) -> None:
        """Take the ways that are left, in both editions, until there are no new ones."""
        branches = self.rehearsal.branches
        branches.forcing = True
        for _ in range(_MOST_ROUNDS):
            before = branches.count()
            for edition in _EDITIONS:
                found = self._render(_FULL, edition)
                self.complaints.keep(each for each in found if each.code not in UNGUARDED)
                self._leave_out(found)
            if branches.count() == before:
                return


def _style_findings(path: Path, name: str) -> list[Diagnostic]:
    """What the Word file lacks in styles, each a finding; nothing where it can't be read at all."""
    try:
        problems = style_problems(open_word(read_bytes(path, name), name))
    except UnusableFile:
        return []
    said = (problem.partition("；") for problem in problems)
    return [Diagnostic("style-missing", "error", message, hint, Place(file=name)) for message, _, hint in said]
