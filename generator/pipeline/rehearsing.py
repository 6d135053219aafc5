"""``template check``: a template tried out on made-up data along every way through it, all problems listed.

First ordinary renderings of workbooks that are filled in one way or another: an error that only says that a figure is
missing, 0 or 不适用 is the template's, because whoever fills in can't reword its sentences. Then, with everything
filled in, the ways that none of them took are taken by force.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from generator.diagnostics import Diagnostic, Findings, Place
from generator.errors import FindingsStop
from generator.pipeline.made_up import Variant, figure_digits, made_up_data
from generator.templating.loading import SECTIONS, SETTINGS, Template, load_template
from generator.templating.origins import Origins
from generator.templating.overriding import split
from generator.templating.rehearsal import Rehearsal
from generator.templating.rendering import Sections, render_report
from generator.templating.session import Edition

_SHOWN = 8
_MOST_ROUNDS = 50  # of forcing, and of going on behind a line that can't be worked out
# What each ordinary rendering tries, with what is said of a problem that comes up only there.
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
# Problems of data: what the clause has to be guarded with ({} is the indicator), and when it fails.
_UNGUARDED: Mapping[str, tuple[str, str]] = {
    "not-applicable-used": ("{}", "填“不适用”时"),
    "withheld-figure-used": ("{}", "不公开、生成公开版时"),
    "item-blank": ("{}", "没有填时"),
    "figure-missing": ("{}.上年", "的上年没有填时"),
    "change-without-base": ("{}.同比", "的上年是 0 时"),
    "change-of-rounded": ("{}.同比", "的上年是概数或“不适用”时"),
    "times-unsuitable": ("{}.倍数", "比上年少或上年是 0 时"),
    "divided-by-zero": ("{} > 0", "是 0 时"),
}
_IGNORED = frozenset(("clause-left-out", "share-over-100"))  # said of data, not of the template
_STOPPING = frozenset(("template-failed", "figure-bare"))  # behind these nothing is looked at
_SECTION = "模板 "
_WORDED = {"parts": "heading", "items": "default"}  # what may hold tags in the settings
_WORDING = re.compile(r"模板 template\.toml \[\[(parts|items)\]\] (.+)")
_NAMED = re.compile("“([^”]+?)(?:的上年)?”")


def check_template(name: str, near: Path | None = None) -> Findings:
    """Everything that is wrong with a template; nothing is written.

    Raises :class:`WrongUse` for an unknown template and :class:`UnusableFile` for one that can't be read.
    """
    try:
        template = load_template(name, near)
    except FindingsStop as stop:
        return stop.findings
    return _Trying(template).everything()


class _Trying:
    """One template being tried out."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self.spec = template.spec
        self.origins = Origins(template.layers)
        self.findings = Findings(template.findings)
        self.rehearsal = Rehearsal(figure_digits(template.spec))
        self._sections = Sections(template)
        self._names = dict.fromkeys([*(row.name for row in template.spec.indicators), *(row.name for row in template.spec.items)])
        self._guarded: set[tuple[Place, str]] = set()

    def everything(self) -> Findings:
        self._try_until_sound()
        for variant, edition, draft in _TRIALS:
            self._keep(self._render(variant, edition, draft=draft), data_to_blame=True)
        self._force()
        self.findings.extend(self._missed())
        self.findings.extend(self._unused())
        located = [replace(found, place=self._located(found.place)) for found in self.findings]
        return Findings(sorted(located, key=lambda found: (found.place.file or "", found.place.paragraph or 0)))

    def _located(self, place: Place) -> Place:
        """The file in the template's folders that a text of the rendering is, and the line of a wording in its settings."""
        if found := _WORDING.fullmatch(place.file or ""):
            table, name, key = found[1], found[2], _WORDED[found[1]]
            layer = self.origins.of_row(table, name).get(key)
            rows = layer.settings[table] if layer else []
            return next((layer.place(table, n, key) for n, row in enumerate(rows) if row["name"] == name), place) if layer else place
        path = self._file(place)
        return replace(place, file=f"{path.parents[1].name}/{SECTIONS}/{path.name}") if path else place

    def _render(self, variant: Variant, edition: Edition = "上报", *, draft: bool = False) -> Findings:
        found = Findings()
        render_report(made_up_data(self.spec, variant), self._sections, edition, found, draft=draft, rehearsal=self.rehearsal)
        return found

    def _try_until_sound(self) -> None:
        """Render what is filled in completely; a line that can't be worked out is left out to see what is behind it."""
        for _ in range(_MOST_ROUNDS):
            found = self._render(_FULL)
            self._keep(found)
            if not self._leave_out(found):
                break
        self._keep(self._render(_FULL, "公开"))

    def _leave_out(self, found: Findings) -> bool:
        """Whether there are lines to be left out that were not yet."""
        broken = {(_text(d.place), d.place.paragraph) for d in found.errors if d.code in _STOPPING and d.place.paragraph}
        new = {(text, line) for text, line in broken if text and line} - self.rehearsal.branches.broken
        if new:
            self.rehearsal.branches.broken |= new
            self._sections = Sections(self.template)  # compiled anew, without those lines
        return bool(new)

    def _force(self) -> None:
        """Take the ways that are left, in both editions, until there are no new ones."""
        branches = self.rehearsal.branches
        branches.forcing = True
        for _ in range(_MOST_ROUNDS):
            before = branches.count()
            for edition in ("上报", "公开"):
                found = self._render(_FULL, edition)
                self._keep(d for d in found if d.code not in _UNGUARDED)
                self._leave_out(found)
            if branches.count() == before:
                return

    def _keep(self, found: Iterator[Diagnostic] | Findings, *, data_to_blame: bool = False) -> None:
        for each in found:
            if each.code in _IGNORED:
                continue
            if data_to_blame and each.code in _UNGUARDED:
                self._unguarded(each)
            else:
                self.findings.add(each)

    def _unguarded(self, found: Diagnostic) -> None:
        """A clause that the template does not guard, once a place."""
        named = _NAMED.search(found.message)
        name = named[1] if named else ""
        guard, when = _UNGUARDED[found.code]
        if name not in self._names:
            name, guard = "指标", "指标"
        guard = self._as_written(name, guard.format(name), found.place)
        if (found.place, guard) in self._guarded:
            return
        self._guarded.add((found.place, guard))
        hint = f"请用 {{% if {guard} %}}……{{% endif %}} 包住依赖它的整句" if found.place.paragraph else "请改写，这里不要用它"
        self.findings.add(Diagnostic("clause-unguarded", "warning", f"“{name}”{when}，这里印不出来，生成报告会报错", hint, found.place))

    def _as_written(self, name: str, guard: str, place: Place) -> str:
        """The guard for last year's figure: what the line makes of it."""
        if not guard.endswith(".上年"):
            return guard
        line = self._line(place)
        written = (f"{name}.{attribute}" for attribute in ("同比", "倍数") if f"{name}.{attribute}" in line)
        return next(written, f"{name}.同比" if "分别同比" in line else guard)

    def _line(self, place: Place) -> str:
        path = self._file(place)
        lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines() if path else []
        return lines[place.paragraph - 1] if place.paragraph and place.paragraph <= len(lines) else ""

    def _file(self, place: Place) -> Path | None:
        """The file of the section text that a finding stands in."""
        if not (place.file or "").startswith(_SECTION):
            return None
        name, beyond = split(_text(place))
        return self.template.find(f"{SECTIONS}/{name}", beyond)

    def _missed(self) -> Iterator[Diagnostic]:
        """What no rendering came by: names that nothing gives, and loops that never ran."""
        there = {(d.place, d.message) for d in self.findings}
        yield from (d for d in self.rehearsal.unknown_names(self._names) if (d.place, d.message) not in there)
        for text, line in self.rehearsal.branches.empty_loops():
            message = "这个循环一次也没有走到，里面的写法没有检查"
            place = Place(file=f"模板 {text}", paragraph=line)
            yield Diagnostic("loop-not-tried", "advice", message, "请检查循环的条件，或在试填的工作簿上看一看", place)

    def _unused(self) -> Iterator[Diagnostic]:
        """Texts and indicators of the template that it makes no use of."""
        home = self.template.folders[0]
        for path in sorted((home / SECTIONS).glob("*.j2")):
            if path.name not in self.rehearsal.texts:
                message = "没有哪个部分用到这个文件"
                hint = "请在 [[parts]] 的 section 里写上它的名称，或删去"
                yield Diagnostic("section-unused", "advice", message, hint, Place(file=f"{home.name}/{SECTIONS}/{path.name}"))
        worded = [part.heading for part in self.spec.parts] + [item.default for item in self.spec.items]
        used = self.rehearsal.used.union(*(re.findall(r"\w+", text) for text in worded))
        unused = [row.name for row in self.spec.indicators if row.name not in used]
        if unused and not self.spec.options.appendix:
            shown = "、".join(unused[:_SHOWN]) + ("等" if len(unused) > _SHOWN else "")
            message = f"模板的文字没有用到 {len(unused)} 个指标：{shown}"
            hint = "填表人可以在正文里用它们，不必删；确实用不着的，写 drop = true 去掉"
            yield Diagnostic("indicator-unused", "advice", message, hint, Place(file=f"{home.name}/{SETTINGS}"))


def _text(place: Place) -> str:
    """The name of the section text that a finding stands in."""
    return (place.file or "").removeprefix(_SECTION)
