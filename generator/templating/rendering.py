"""Data and a template → the report as marked text: title, lead-in, parts, closing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import CodeType
from typing import TYPE_CHECKING, Any

from generator.diagnostics import Diagnostic, Findings, Place
from generator.model.marks import Marks, without_marks
from generator.model.provenance import Source
from generator.model.report import Entry, ReportData, missing_indicator
from generator.model.template import PartSpec
from generator.templating.entries import EntryView, PartView, part_view, passage
from generator.templating.filters import FilterMisuse
from generator.templating.loading import SECTIONS, Template
from generator.templating.passages import render_passage, render_phrase
from generator.templating.session import Edition, Session
from generator.templating.values import Figure, item_value

if TYPE_CHECKING:
    from generator.templating.environment import SectionEnvironment

LEAD, CLOSING = "导语", "结语"
MAX_OUTPUT = 5_000_000
MAX_SECTION_FILE = 200_000


@dataclass(frozen=True, slots=True)
class RenderedPart:
    """A part of the report: what the outline says of it, and its text."""

    spec: PartSpec
    text: str


@dataclass(frozen=True, slots=True)
class RenderedReport:
    """The report as marked text. ``items`` are those of 基本信息 with the template's wording for blank ones."""

    items: Mapping[str, str]
    lead: str
    parts: tuple[RenderedPart, ...]
    closing: str
    marks: Marks


class Sections:
    """The compiled section texts of one template; keep it for a batch."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self._code: dict[str, CodeType | None] = {}

    def compiled(self, name: str, environment: SectionEnvironment) -> CodeType | None:
        """The code of a section text, None when there is no such file in the template's folders."""
        if name not in self._code:
            path = self.template.find(f"{SECTIONS}/{name}") if _plain_name(name) else None
            self._code[name] = self._compile(path.read_bytes(), name, environment) if path else None
        return self._code[name]

    def _compile(self, data: bytes, name: str, environment: SectionEnvironment) -> CodeType | None:
        from jinja2 import TemplateSyntaxError

        if len(data) > MAX_SECTION_FILE:
            raise TemplateSyntaxError(f"文件超过 {MAX_SECTION_FILE // 1000} KB", 1, name)
        try:
            source = without_marks(data.decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise TemplateSyntaxError("文件不是 UTF-8 编码，请另存为 UTF-8", 1, name) from None
        return environment.compile(source, name, name)


def _plain_name(name: str) -> bool:
    """Whether the name stays inside the folder of the section texts."""
    return not name.startswith((".", "/")) and "/" not in name and "\\" not in name and ":" not in name


def render_report(data: ReportData, sections: Sections, edition: Edition, findings: Findings, *, draft: bool = False) -> RenderedReport:
    """The whole report as text. Every problem goes to ``findings`` with its cell or template line."""
    return _Renderer(data, sections, edition, findings, draft).report()


class _Renderer:
    def __init__(self, data: ReportData, sections: Sections, edition: Edition, findings: Findings, draft: bool) -> None:
        self.data, self.sections, self.findings = data, sections, findings
        self.spec = sections.template.spec
        self.session = Session(self.spec.options, data.year, edition, draft, Marks(), findings)
        self.names = self.session.names = self._names()
        self.entries = tuple(self._view(e) for e in data.entries if edition == "上报" or e.public)
        self._texts: dict[Source, list[str]] = {}
        self._environment: SectionEnvironment | None = None

    def _names(self) -> dict[str, object]:
        """Items, then indicators by name; what the template offers and the workbook lacks counts as missing."""
        session = self.session
        names: dict[str, object] = {"版本": session.edition}
        for spec in self.spec.indicators:
            names[spec.name] = Figure(session, missing_indicator(spec.name, spec.label, spec.unit))
        for name, indicator in self.data.indicators.items():
            names[name] = Figure(session, indicator)
        for name, item in self.data.items.items():
            names[name] = item_value(session, item)
        for item_spec in self.spec.items:
            if not names.get(item_spec.name):
                names[item_spec.name] = render_phrase(item_spec.default, names, session) if item_spec.default else ""
        return names

    def _view(self, entry: Entry) -> EntryView:
        return EntryView(entry, self._passage, self._heading)

    def _passage(self, entry: Entry) -> list[str]:
        source = passage(entry)
        if source not in self._texts:
            self._texts[source] = render_passage(entry.text, self.names, self.session, source)
        return self._texts[source]

    def _heading(self, entry: Entry) -> str:
        cell = entry.cells["小标题"]
        return self.session.marks.value(entry.heading, Source("text", None, (cell,), entry.department)) if entry.heading else ""

    def report(self) -> RenderedReport:
        specs = self.outline()
        parts = [RenderedPart(spec, self._part(spec)) for spec in specs]
        lead, closing = (self._wording(name, file) for name, file in ((LEAD, "lead.md.j2"), (CLOSING, "closing.md.j2")))
        names = dict.fromkeys([*(i.name for i in self.spec.items), *self.data.items])
        items = {name: str(self.names[name]) for name in names}
        return RenderedReport(items, lead, tuple(p for p in parts if p.text.strip()), closing, self.session.marks)

    def outline(self) -> list[PartSpec]:
        """The template's parts in their order, then the parts that only the workbook has."""
        known = {spec.name for spec in self.spec.parts} | {LEAD, CLOSING}
        own = dict.fromkeys(e.entry.part for e in self.entries if e.entry.part not in known)
        return [*self.spec.parts, *(PartSpec(name, name, "part", required=False) for name in own)]

    def _part(self, spec: PartSpec) -> str:
        heading = render_phrase(spec.heading, self.names, self.session)
        return self._render(f"{spec.section}.md.j2", {"部分": part_view(spec, heading, self.entries)})

    def _wording(self, part: str, file: str) -> str:
        """The rows of 导语 or 结语; without any, the template's sentences."""
        own = [str(view) for view in self.entries if view.entry.part == part]
        if own or self.sections.template.find(f"{SECTIONS}/{file}") is None:
            return "\n".join(own)
        return self._render(file, {})

    def _render(self, file: str, more: Mapping[str, PartView]) -> str:
        from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError

        try:
            template = self.environment.get_template(file)
            pieces, size = [], 0
            for piece in template.generate({**self.names, **more, "全部条目": self.entries}):
                size += len(piece)
                if size > MAX_OUTPUT:
                    self._complain("template-too-long", f"印出的文字超过 {MAX_OUTPUT // 1_000_000} 百万字", "请检查循环", file, None)
                    return ""
                pieces.append(piece)
            return "".join(pieces)
        except TemplateSyntaxError as error:
            self._complain("template-syntax", f"写法有错：{error.message}", "请改正这一行", error.name or file, error.lineno)
        except TemplateNotFound as error:
            self._complain("template-file-missing", f"没有文件 {SECTIONS}/{error.name}", "请检查文件名", file, None)
        except UndefinedError:
            pass  # noted where the name was used
        except (TemplateError, FilterMisuse, TypeError, ValueError, ArithmeticError, LookupError, RecursionError) as error:
            self._complain("template-failed", f"这里算不出来：{error}", "请检查这一处的写法", file, _line_of(error))
        return ""

    @property
    def environment(self) -> SectionEnvironment:
        if self._environment is None:
            from generator.templating.environment import CodeLoader, SectionEnvironment

            self._environment = SectionEnvironment(self.session, CodeLoader(self.sections.compiled))
        return self._environment

    def _complain(self, code: str, message: str, hint: str, file: str, line: int | None) -> None:
        self.findings.add(Diagnostic(code, "error", message, hint, Place(file=f"模板 {file}", paragraph=line)))


def _line_of(error: BaseException) -> int | None:
    """The template line where an error came up, by the frames of compiled templates."""
    line, trace = None, error.__traceback__
    while trace is not None:
        template: Any = trace.tb_frame.f_globals.get("__jinja_template__")
        if template is not None:
            line = template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return line
