"""Data and a template → the report as marked text: title, lead-in, parts, closing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Findings, Place
from generator.errors import UnusableFile
from generator.model.marks import Marks
from generator.model.provenance import Source
from generator.model.report import Entry, ReportData, missing_indicator
from generator.model.template import PartSpec
from generator.records import record
from generator.templating.cache import NO_CACHE, Cache
from generator.templating.entries import EntryView, PartView, part_view, passage
from generator.templating.figures import Figure
from generator.templating.items import BlankItem, MarkedText, already_marked, blank_item, item_value, marked_text
from generator.templating.loading import MAX_SECTION_FILE, SECTIONS, SETTINGS, Template
from generator.templating.overriding import Section, misplaced_blocks, split
from generator.templating.passages import render_passage, render_phrase
from generator.templating.session import Edition, Session, place_of

if TYPE_CHECKING:
    from generator.templating.environment import SectionEnvironment
    from generator.templating.rehearsal import Rehearsal

LEAD, CLOSING = "导语", "结语"


@record
class RenderedPart:
    """A part of the report: what the outline says of it, and its text."""

    spec: PartSpec
    text: str


@record
class RenderedReport:
    """The report as marked text.

    ``items`` are those of 基本信息 with the template's wording for blank ones; ``renderer`` is asked for what a Word
    template wants besides.
    """

    items: Mapping[str, str]
    lead: str
    parts: tuple[RenderedPart, ...]
    closing: str
    marks: Marks
    renderer: Renderer


class Sections:
    """The compiled section texts of one template; keep it for a batch."""

    def __init__(self, template: Template, cache: Cache = NO_CACHE) -> None:
        self.template = template
        self._cache = cache
        self._sections: dict[str, Section | None] = {}

    def section(self, name: str, environment: SectionEnvironment) -> Section | None:
        """The section text of that full name, None when there is no such file in the template's folders.

        Raises SectionMistakes.
        """
        if name not in self._sections:
            file, beyond = split(name) if isinstance(name, str) else ("", 0)
            path = self.template.find(f"{SECTIONS}/{file}", beyond) if _plain_name(file) else None
            self._sections[name] = self._compiled(_start_of(path), name, environment) if path else None
        return self._sections[name]

    def compiled(self, name: str, environment: SectionEnvironment) -> CodeType | None:
        """The code of a section text, None when there is no such file. Raises SectionMistakes."""
        section = self.section(name, environment)
        return section.code if section else None

    def _compiled(self, data: bytes, name: str, environment: SectionEnvironment) -> Section:
        kept = self._cache.get("code", f"{name}\0".encode() + data)
        if isinstance(kept, dict):
            return Section(**kept)
        from generator.templating.compiling import compile_section

        section = compile_section(data, name, environment, environment.session.rehearsal)
        self._cache.put("code", f"{name}\0".encode() + data, section.plain())
        return section


def _start_of(path: Path) -> bytes:
    """The file, or so much of a larger one that it is known to be too large."""
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_SECTION_FILE + 1)
    except OSError as error:
        raise UnusableFile(f"{path.name}：读不了这个文件（系统错误 {error.errno}）；请检查它的权限，或换一份模板") from None


def _plain_name(name: str) -> bool:
    """Whether the name is one, and stays inside the folder of the section texts."""
    return bool(name) and not name.startswith((".", "/")) and "/" not in name and "\\" not in name and ":" not in name


def render_report(
    data: ReportData,
    sections: Sections,
    edition: Edition,
    findings: Findings,
    *,
    draft: bool = False,
    body: bool = True,
    rehearsal: Rehearsal | None = None,
) -> RenderedReport:
    """The whole report as text; without ``body`` the items alone. Every problem goes to ``findings`` with its place.

    A ``rehearsal`` watches made-up data; then ``sections`` must be without a cache and used for nothing else.
    """
    return Renderer(data, sections, edition, findings, draft, rehearsal).report(body=body)


class Renderer:
    """One report being rendered: the names that its texts see, and each text when it is asked for."""

    def __init__(
        self, data: ReportData, sections: Sections, edition: Edition, findings: Findings, draft: bool, rehearsal: Rehearsal | None = None
    ) -> None:
        self.data, self.sections, self.findings = data, sections, findings
        self.spec = sections.template.spec
        self.session = Session(self.spec.options, data.year, edition, draft, Marks(), findings, rehearsal=rehearsal)
        self.names = self.session.names = self._names()
        self._marks = {spec.name: spec.list_mark for spec in self.spec.parts}
        self.entries = tuple(self._view(e) for e in data.entries if edition == "上报" or e.public is not False)
        self._texts: dict[Source, list[str]] = {}
        self._environment: SectionEnvironment | None = None
        self._exhausted = False

    def _names(self) -> dict[str, object]:
        """Indicators and items by name; what the template offers and the workbook lacks counts as missing."""
        session = self.session
        names: dict[str, object] = {}
        for spec in self.spec.indicators:
            names[spec.name] = Figure(session, missing_indicator(spec.name, spec.label, spec.unit))
        for name, indicator in self.data.indicators.items():
            names[name] = Figure(session, indicator)
        required = {spec.name for spec in self.spec.items if spec.required}
        for item_spec in self.spec.items:
            names[item_spec.name] = blank_item(session, item_spec.name, None, required=item_spec.required)
        for name, item in self.data.items.items():
            names[name] = item_value(session, item, required=name in required)
        names["版本"] = session.edition
        for item_spec in self.spec.items:
            if item_spec.default and isinstance(names[item_spec.name], BlankItem):
                place = _setting(f"[[items]] {item_spec.name}", item_spec.default)
                names[item_spec.name] = already_marked(render_phrase(item_spec.default, names, session, place))
        return names

    def _view(self, entry: Entry) -> EntryView:
        return EntryView(entry, self._passage, self._words, self._marks.get(entry.part))

    def _passage(self, entry: Entry) -> list[str]:
        source = passage(entry)
        if source not in self._texts:
            self._texts[source] = render_passage(entry.text, self.names, self.session, source)
        return self._texts[source]

    def _words(self, text: str, source: Source) -> MarkedText:
        return marked_text(self.session, text, source)

    def report(self, *, body: bool) -> RenderedReport:
        """The report as text; without ``body`` no part is worded until somebody asks for it."""
        parts = [RenderedPart(spec, self._part(spec)) for spec in self.outline()] if body else []
        files = ((LEAD, "lead.md.j2"), (CLOSING, "closing.md.j2"))
        lead, closing = (self._wording(name, file) if body else "" for name, file in files)
        names = dict.fromkeys([*(i.name for i in self.spec.items), *self.data.items])
        items = {name: self._item(name) for name in names}
        return RenderedReport(items, lead, tuple(p for p in parts if p.text.strip()), closing, self.session.marks, self)

    def parts(self) -> dict[str, PartView]:
        """Every part of the outline by name, and the rows of 导语 and 结语."""
        known = {spec.name: part_view(spec, self._part_heading(spec), self.entries) for spec in self.outline()}
        extra = (PartSpec(name, name, "part", required=False) for name in (LEAD, CLOSING))
        return {spec.name: part_view(spec, MarkedText(), self.entries) for spec in extra} | known

    def part(self, name: str) -> RenderedPart:
        """The part of that name, worded."""
        if name in (LEAD, CLOSING):
            text = self._wording(name, "lead.md.j2" if name == LEAD else "closing.md.j2")
            return RenderedPart(PartSpec(name, "", "part", required=False), text)
        spec = next(spec for spec in self.outline() if spec.name == name)
        return RenderedPart(spec, self._part(spec))

    def _item(self, name: str) -> str:
        """The item where the layout has a place for it: only there a blank one that need not be filled is nothing."""
        value = self.names[name]
        if isinstance(value, BlankItem) and not (value.required and self.session.draft):
            return ""
        return str(value)

    def outline(self) -> list[PartSpec]:
        """The template's parts in their order, then the parts that only the workbook has."""
        known = {spec.name for spec in self.spec.parts} | {LEAD, CLOSING}
        own = dict.fromkeys(e.entry.part for e in self.entries if e.entry.part not in known)
        return [*self.spec.parts, *(PartSpec(name, "", "part", required=False) for name in own)]

    def _part(self, spec: PartSpec) -> str:
        part = part_view(spec, self._part_heading(spec), self.entries)
        if spec.required and self.session.draft and not part.条目:
            missing = self.session.marks.value(f"【待补：{spec.name}】", Source("missing", None, ()))
            return f"# {part.标题}\n{missing}"
        return self._render(f"{spec.section}.md.j2", {"部分": part})

    def _part_heading(self, spec: PartSpec) -> MarkedText:
        """The template's wording; a part that only the workbook has is headed as its first row calls it."""
        if not spec.heading:
            return next(view.部分 for view in self.entries if view.entry.part == spec.name)
        place = _setting(f"[[parts]] {spec.name}", spec.heading)
        return already_marked(render_phrase(spec.heading, self.names, self.session, place))

    def _wording(self, part: str, file: str) -> str:
        """The rows of 导语 or 结语; without any, the template's sentences."""
        own = [str(view) for view in self.entries if view.entry.part == part]
        if own or self.sections.template.find(f"{SECTIONS}/{file}") is None:
            return "\n".join(own)
        return self._render(file, {})

    def _render(self, file: str, more: Mapping[str, PartView]) -> str:
        from jinja2 import TemplateNotFound

        from generator.templating.compiling import SectionMistakes
        from generator.templating.explaining import TEMPLATE_FAILURES, failure_in_chinese
        from generator.templating.limits import TooMuch

        if self._exhausted:
            return ""
        try:
            wrong = list(misplaced_blocks(file, lambda name: self.sections.section(name, self.environment)))
            for text, (line, message, hint) in wrong:
                self._complain("template-syntax", message, hint, Place(file=f"模板 {text}", paragraph=line))
            if wrong:
                return ""
            template = self.environment.get_template(file)
            return self._sound("".join(template.generate({**self.names, "条目": self.entries, **more})), file)
        except SectionMistakes as error:
            for line, message, hint in error.mistakes:
                self._complain("template-syntax", message, hint, Place(file=f"模板 {error.file}", paragraph=line))
        except TemplateNotFound as error:
            hint = "请检查文件名；只能用模板和它上级模板的 sections/ 里的文件"
            self._complain("template-file-missing", f"没有文件 {SECTIONS}/{error.name}", hint, _place_of(error, file))
        except TooMuch as error:
            self._exhausted = True
            self._complain("template-too-long", str(error), "请检查循环和互相引用", _place_of(error, file))
        except TEMPLATE_FAILURES as error:
            message = f"这里算不出来：{failure_in_chinese(error)}"
            self._complain("template-failed", message, "请检查这一处的写法", _place_of(error, file))
        return ""

    def _sound(self, text: str, file: str) -> str:
        """The text, when every mark in it is whole: taking marked text apart can break them."""
        if self.session.marks.whole(text) is None:
            if self.session.rehearsal is not None:
                return ""  # it has told the line
            hint = "请不要拆开、拼接指标印出来的文字"
            self._complain("template-failed", "模板改动了数值的来源标记", hint, Place(file=f"模板 {file}"))
            return ""
        return text

    @property
    def environment(self) -> SectionEnvironment:
        """The environment of the section texts, made when the first of them is rendered."""
        if self._environment is None:
            from generator.templating.environment import CodeLoader, SectionEnvironment

            self._environment = SectionEnvironment(self.session, CodeLoader(self.sections.compiled))
        return self._environment

    def _complain(self, code: str, message: str, hint: str, place: Place) -> None:
        self.findings.add(Diagnostic(code, "error", message, hint, place))


def _setting(where: str, text: str) -> Place:
    """A wording in the settings of a template as the place of a finding."""
    return Place(file=f"模板 {SETTINGS} {where}", text=text)


def _place_of(error: BaseException, file: str) -> Place:
    """The template line where an error came up."""
    return place_of(error) or Place(file=f"模板 {file}")
