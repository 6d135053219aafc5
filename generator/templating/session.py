"""One rendering: its data, its marks, and every problem met on the way."""

from __future__ import annotations

import contextlib
import difflib
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import FrameType
from typing import TYPE_CHECKING, Any, Literal

from generator.diagnostics import Diagnostic, Findings, Place, Severity
from generator.model.marks import Marks
from generator.model.provenance import Cell, Source
from generator.model.report import Indicator
from generator.model.template import Options

if TYPE_CHECKING:
    from generator.templating.rehearsal import Rehearsal

MOST_A_PLACE = 20  # so that one cell full of braces does not bury the rest
Edition = Literal["上报", "公开"]


@dataclass(slots=True)
class Session:
    """What all values of one rendering share.

    ``at`` is the 正文 cell or the setting being rendered, None while a section text is. ``names`` is what the
    template language can name, for suggestions. ``rehearsal`` watches a rendering of made-up data, whose cells
    are nobody's mistake: its problems stand in the template alone.
    """

    options: Options
    year: int | None
    edition: Edition
    draft: bool
    marks: Marks
    findings: Findings
    at: Place | None = None
    names: Mapping[str, object] = field(default_factory=dict)
    rehearsal: Rehearsal | None = None
    advice: str = "请检查引用名，或在“指标”表里加上"
    _told: dict[Place, int] = field(default_factory=dict)

    @contextlib.contextmanager
    def inside(self, at: Cell | Place) -> Iterator[None]:
        """Problems met meanwhile belong there."""
        before, self.at = self.at, _place(at)
        try:
            yield
        finally:
            self.at = before

    def report(
        self, code: str, message: str, hint: str = "", *, severity: Severity = "error", at: Cell | None = None, text: str | None = None
    ) -> None:
        """Note a problem at ``at``, else at the 正文 cell or the template line being rendered; ``text`` is the passage of a cell."""
        place = _place(at) if at and self.rehearsal is None else self.at or template_line()
        found = Diagnostic(code, severity, message, hint, replace(place, text=text) if text and place.cell else place)
        if found in self.findings:
            return
        told = self._told.get(place, 0)
        self._told[place] = told + 1
        if told < MOST_A_PLACE:
            self.findings.add(found)
        elif told == MOST_A_PLACE:
            message, hint = f"这里还有更多问题，没有一一列出（已列 {MOST_A_PLACE} 条）", "请先改正列出的"
            self.findings.add(Diagnostic("more-problems", severity, message, hint, place))

    def unknown(self, name: str, at: Place | None = None) -> None:
        """Note a name that is not there, with one that may be meant."""
        hint = did_you_mean(name, list(map(str, self.names))) or self.advice
        with self.inside(at) if at else contextlib.nullcontext():
            self.report("unknown-name", f"没有“{name}”这个名称", hint)

    def reported(self, cell: Cell) -> bool:
        """Whether the cell has an error already, so that it is not called blank too."""
        return any((d.place.sheet, d.place.cell) == (cell.sheet, cell.address) for d in self.findings.errors)

    def where(self) -> str:
        """What is being rendered, for a message about something else."""
        return str(self.at or template_line())

    def missing(self, indicator: Indicator, heading: str) -> str:
        """A value that is wanted and blank: an error, in a draft the mark that stands in for it."""
        cell = indicator.cells.get(heading)
        name = indicator.name if heading == "本年" else f"{indicator.name}.{heading}"
        if self.draft:
            source = Source("missing", indicator.name, (cell,) if cell else (), indicator.department, indicator.period)
            return self.marks.value(f"【待补：{name}】", source)
        if cell is None:
            self.report("figure-missing", f"用到“{indicator.name}”，但“指标”表里没有这个引用名的行", "请在“指标”表里补上这一行")
        elif not self.reported(cell):
            self.report(
                "figure-missing",
                f"“{indicator.name}”的{heading}是空的，{self.where()} 要用到它",
                "请填数字；确实为零填 0，不涉及填“不适用”",
                at=cell,
            )
        return ""


def _place(at: Cell | Place) -> Place:
    return at if isinstance(at, Place) else Place(file=at.workbook, sheet=at.sheet, cell=at.address)


def template_line() -> Place:
    """The line of the section text that is running, found only when something is wrong."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None:
            return place_in(template, frame.f_lineno)
        frame = frame.f_back
    return Place()


def place_in(template: Any, line: int) -> Place:
    """The place that a line of a template's code was made from. A program of a Word template knows its tags' places."""
    source = template.get_corresponding_lineno(line)
    places = getattr(template, "places", None)
    return Place(file=f"模板 {template.name}", paragraph=source) if places is None else places(source)


def place_of(error: BaseException) -> Place | None:
    """The place in a template where an error came up, None when it came up in none."""
    place, trace = None, error.__traceback__
    while trace is not None:
        names = trace.tb_frame.f_globals
        if "__jinja_template__" in names:
            place = place_in(names["__jinja_template__"], trace.tb_lineno)
        elif "__jinja_exception__" in names:  # a frame that Jinja has put in, with the line of the text
            place = Place(file=f"模板 {names['__file__']}", paragraph=trace.tb_lineno)
        trace = trace.tb_next
    return place


def did_you_mean(name: str, known: list[str]) -> str:
    """``是不是想写“…”``, or nothing when no known name is near."""
    near = difflib.get_close_matches(name, known, n=2, cutoff=0.7 if name.isascii() else 0.5)
    near = near or [k for k in known if len(k) > 1 and (name in k or k in name)][:2]
    return "是不是想写" + "或".join(f"“{n}”" for n in near) + "？" if near else ""
