"""What a rehearsal finds, said to whoever keeps the template: in which of its files, on which line, what to write there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from generator.diagnostics import Diagnostic, Findings, Place
from generator.templating.loading import SECTIONS, SETTINGS, Template
from generator.templating.origins import Origins
from generator.templating.overriding import split
from generator.templating.references import uncomputable
from generator.templating.rehearsal import Rehearsal
from generator.word.prepared import Prepared

_SHOWN = 8
# Problems of data: what the clause has to be guarded with ({} is the indicator), and when it fails.
UNGUARDED: Mapping[str, tuple[str, str]] = {
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
_SECTION = "模板 "
_WORDED = {"parts": "heading", "items": "default"}  # what may hold tags in the settings
_WORDING = re.compile(r"模板 template\.toml \[\[(parts|items)\]\] (.+)")
_NAMED = re.compile("“([^”]+?)(?:的上年)?”")


class Complaints:
    """Collects the findings of many renderings of one template. ``layout`` is its Word file, None when it can't be used."""

    def __init__(self, template: Template, rehearsal: Rehearsal) -> None:
        self.template = template
        self.rehearsal = rehearsal
        self.layout: Prepared | None = None
        self.findings = Findings(template.findings)
        spec = template.spec
        self._origins = Origins(template.layers)
        self._names = dict.fromkeys([*(row.name for row in spec.indicators), *(row.name for row in spec.items)])
        self._guarded: set[tuple[Place, str]] = set()

    def keep(self, found: Iterable[Diagnostic], *, data_to_blame: bool = False) -> None:
        """Keep findings; where data are to blame, one that only says so becomes a clause that nobody guards."""
        for each in found:
            if each.code in _IGNORED:
                continue
            if data_to_blame and each.code in UNGUARDED:
                self._unguarded(each)
            else:
                self.findings.add(each)

    def _unguarded(self, found: Diagnostic) -> None:
        """A clause that the template does not guard, once a place."""
        named = _NAMED.search(found.message)
        name = named[1] if named else ""
        guard, when = UNGUARDED[found.code]
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
        line = place.text or self._line(place)
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
        name, beyond = split((place.file or "").removeprefix(_SECTION))
        return self.template.find(f"{SECTIONS}/{name}", beyond)

    def lines_of(self, found: Iterable[Diagnostic]) -> Iterator[tuple[str, int]]:
        """The texts and lines that findings stand on, of tags in Word files those of the programs."""
        places = {each.place for each in found}
        for place in places:
            if place.paragraph and (place.file or "").startswith(_SECTION):
                yield (place.file or "").removeprefix(_SECTION), place.paragraph
        for name, part in self.layout.parts.items() if self.layout else ():
            for line, spot in enumerate(part.program.spots, 1):
                if part.spots[spot].place(self.layout.name if self.layout else "") in places:
                    yield name, line

    def _place(self, text: str, line: int) -> Place:
        """The place that a line of a text is, in a Word file its tag."""
        part = self.layout.parts.get(text) if self.layout else None
        if part is None or self.layout is None:
            return Place(file=f"{_SECTION}{text}", paragraph=line)
        return part.spots[part.program.spots[line - 1]].place(self.layout.name)

    def missed(self) -> None:
        """Note what no rendering came by: names that nothing gives, and loops that never ran."""
        there = {(found.place, found.message) for found in self.findings}
        for text, line, message, hint in self.rehearsal.unknown_names(self._names):
            if self.layout is None and text not in self.rehearsal.texts:
                continue  # of a Word file that has worse mistakes
            place = self._place(text, line)
            if (place, message) not in there:
                self.findings.add(Diagnostic("unknown-name", "error", message, hint, place))
        for text, line in self.rehearsal.branches.empty_loops():
            message = "这个循环一次也没有走到，里面的写法没有检查"
            hint = "请检查循环的条件，或在试填的工作簿上看一看"
            self.findings.add(Diagnostic("loop-not-tried", "advice", message, hint, self._place(text, line)))

    def unused(self) -> None:
        """Note texts and indicators of the template that it makes no use of."""
        home, spec = self.template.folders[0], self.template.spec
        for path in sorted((home / SECTIONS).glob("*.j2")):
            if path.name not in self.rehearsal.texts:
                hint = "请在 [[parts]] 的 section 里写上它的名称，或在 report.docx 里放上 {{p 正文 }}；用不着就删去"
                place = Place(file=f"{home.name}/{SECTIONS}/{path.name}")
                self.findings.add(Diagnostic("section-unused", "advice", "没有哪个部分用到这个文件", hint, place))
        worded = [part.heading for part in spec.parts] + [item.default for item in spec.items]
        used = self.rehearsal.used.union(*(re.findall(r"\w+", text) for text in worded))
        unused = [row.name for row in spec.indicators if row.name not in used]
        if unused and not spec.options.appendix:
            shown = "、".join(unused[:_SHOWN]) + ("等" if len(unused) > _SHOWN else "")
            message = f"模板的文字没有用到 {len(unused)} 个指标：{shown}"
            hint = "填表人可以在正文里用它们，不必删；确实用不着的，写 drop = true 去掉"
            self.findings.add(Diagnostic("indicator-unused", "advice", message, hint, Place(file=f"{home.name}/{SETTINGS}")))

    def computed(self) -> None:
        """Note cross-checks and rates of indicators that can't be calculated with each other."""
        for table, name, key, message, hint in uncomputable(self.template.spec):
            place = self._stated(table, name, key) or Place(file=f"{self.template.folders[0].name}/{SETTINGS}")
            self.findings.add(Diagnostic("check-uncomputable", "error", f"[[{table}]] {name}：{message}", hint, place))

    def located(self) -> Findings:
        """All findings in the files of the template's folders, file by file and line by line."""
        located = [replace(found, place=self._located(found.place)) for found in self.findings]
        return Findings(sorted(located, key=lambda found: (found.place.file or "", found.place.paragraph or 0, found.place.offset or 0)))

    def _located(self, place: Place) -> Place:
        if found := _WORDING.fullmatch(place.file or ""):
            return self._stated(found[1], found[2], _WORDED[found[1]]) or place
        if path := self._file(place):
            return replace(place, file=f"{path.parents[1].name}/{SECTIONS}/{path.name}")
        missing = (place.file or "").removeprefix(_SECTION).removesuffix(".md.j2")  # the text of a part that is not there
        part = next((part for part in self.template.spec.parts if part.section == missing), None)
        return (self._stated("parts", part.name, "section") if part else None) or place

    def _stated(self, table: str, name: str, key: str) -> Place | None:
        """The line of a key of a row in the settings that state it."""
        layer = self._origins.of_row(table, name).get(key)
        if layer is None:
            return None
        number = next(n for n, row in enumerate(layer.settings[table]) if row["name"] == name)
        return layer.place(table, number, key)
