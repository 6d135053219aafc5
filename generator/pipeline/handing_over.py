"""The edited report made like the published edition: what is withheld goes, what only the upward edition has goes, the rest stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.diagnostics import Diagnostic, Findings, Place
from generator.model.report import ReportData
from generator.pipeline.editions import Composition, Placed, in_passages, text_of, withheld_figures
from generator.refresh.attribution import Doubt, Edited, Verdict, attribute
from generator.refresh.editions import Base, Passage, both_editions
from generator.refresh.numbers import leading_number
from generator.refresh.secrets import Figure, Secrets
from generator.word.handover import Copy
from generator.word.manuscript import Line
from generator.word.opening import WordFile
from generator.word.store import Store
from generator.word.unresolved import TEXT_KINDS

_MOST = 40
_SIGNED_BY = "签发人"
_SETTLE = "请把不公开的字句移回原处或删去，或把那一行的“公开”改为“是”"
_ROW = "可以公开的，请在“报告内容”里加一行写进去，用 fazhi update 更新后再发布；不公开的，请删去"
_WHY: Mapping[Doubt, tuple[str, str]] = {
    "secret": ("含有不公开的内容“{}”", _SETTLE),
    "joined": ("公开的和不公开的内容并成了一段", "请把它们分成两段，或把那一行的“公开”改为“是”"),
    "moved": ("在不公开的一段里，混进了公开的内容“{}”", "请把公开的字句移回原处"),
    "rewritten": ("改动太大，看不出是不是由不公开的一段改写的", _ROW),
    "behind": ("紧接在公开版没有的一段“{}”后面，看不出能不能公开", _ROW),
    "beside": ("在成文日期和版记“{}”之间，看不出能不能公开", "不公开的请删去；要公开的，请移到成文日期之前"),
    "reworded": ("公开版里这一句应是“{}”，稿中改过，合不到一起", "请照公开版的写法改这一句，或恢复原来的写法"),
    "number": ("前面略去几段后要重排序号，稿中的序号“{}”已经改过，排不准", "请恢复本工具排的序号，或在上报版里把序号改连贯"),
}


@dataclass(slots=True)
class Handed:
    """How many withheld passages were left out, and what can't be told for certain (errors)."""

    left_out: int = 0
    findings: Findings = field(default_factory=Findings)


class _Now(NamedTuple):
    """A passage of the edited report: its part and paragraphs; ``in_row`` for a row of a table."""

    part: str
    lines: list[Line]
    in_row: bool
    edited: Edited

    @property
    def numbers(self) -> list[int]:
        return [line.number for line in self.lines]


def handed_over(copy: Copy, store: Store, upward: Composition, public: Composition, data: ReportData, file: WordFile) -> Handed:
    """Make the copy like the published edition, as far as everything is certain; else it is not to be used."""
    handed = Handed()
    bases = {part: both_editions(_passages(placed), _passages(public.placed.get(part, []))) for part, placed in upward.placed.items()}
    handed.findings.extend(_missing(bases, public))
    secrets = Secrets(*_withheld(bases, upward, public, data))
    for part in copy.texts:
        lines = copy.lines(part)
        printed = _printed_part(part, lines, file, upward)
        passages = list(_now(copy, part, lines, store, upward, printed))
        base, placed = (bases[printed], upward.placed[printed]) if printed else ([], [])
        verdicts = attribute(base, [each.edited for each in passages], secrets)
        _check_boxes(copy, passages, verdicts)
        told = _Told(file, part, base, placed)
        for passage, verdict in zip(passages, verdicts, strict=True):
            if verdict.doubt:
                handed.findings.add(told(passage, verdict))
        if not handed.findings.errors:
            _make(copy, passages, verdicts, printed, upward, public)
            handed.left_out += sum(verdict.withheld or any(edit.cut for edit in verdict.edits) for verdict in verdicts)
        if part == file.document:
            copy.drop_notes()
    if not handed.findings.errors:
        handed.findings.extend(_leaks(copy, secrets, file))
    return handed


def _missing(bases: Mapping[str, list[Base]], public: Composition) -> Iterator[Diagnostic]:
    """Sentences that only the published edition has: the edited report has no place of theirs."""
    known = {id(base.then) for several in bases.values() for base in several}
    for each in (placed.passage for several in public.placed.values() for placed in several):
        if each.text.strip() and id(each) not in known:
            message = f"公开版里该有一段“{_short(each.text)}”，上报版里没有对应的段落，没有写进去"
            yield Diagnostic("publish-passage-missing", "warning", message, "请在写好的公开版里自己补上")


def _passages(placed: Sequence[Placed]) -> list[Passage]:
    return [each.passage for each in placed]


def _withheld(
    bases: Mapping[str, list[Base]], upward: Composition, public: Composition, data: ReportData
) -> tuple[list[str], list[str], list[Figure], list[str]]:
    """What is withheld: texts, names, figures; and the texts that are public."""
    texts, names = [], []
    for base in (each for several in bases.values() for each in several):
        if base.fate == "withheld":
            number = leading_number(base.text)
            bare = base.text[len(number.whole) :] if number else base.text
            texts.append(bare)
            if base.passage.level and not base.passage.rows:
                names.append(bare)
        if base.fate == "upward" and _SIGNED_BY in base.text:
            names.append(_SIGNED_BY)
        texts += [base.text[row.start : row.end] for row in base.passage.rows if row.withheld and base.fate == "stays"]
    names += [each.label for each in data.indicators.values() if each.public is False and each.label]
    names += [each.heading for each in data.entries if each.public is False and each.heading]
    shown = [each.passage.text for several in public.placed.values() for each in several]
    return texts, names, list(withheld_figures(data)), shown


def _printed_part(part: str, lines: list[Line], file: WordFile, upward: Composition) -> str | None:
    """The part of the composed report that a part of the edited one is; word processors rename headers."""
    if part == file.document:
        return upward.main
    others = [name for name in upward.placed if name != upward.main]
    if part in others:
        return part
    said = {line.text for line in lines if line.text.strip()}
    shared = {name: len(said & {each.passage.text for each in upward.placed[name]}) for name in others}
    best = max(others, key=lambda name: shared[name], default=None)
    return best if best is not None and shared[best] else None


def _now(copy: Copy, part: str, lines: list[Line], store: Store, upward: Composition, printed: str | None) -> Iterator[_Now]:
    owner: dict[int, int] = {}
    if printed:
        of_line = {number: n for n, placed in enumerate(upward.placed[printed]) for number in placed.lines}
        owner = {value.number: of_line[value.line] for value in store.values if value.part == printed and value.line in of_line}
    for several in in_passages(lines):
        owners = frozenset(owner[number] for line in several for number in line.spans if number in owner)
        pictured = any(copy.is_pictured(part, line.number) for line in several)
        yield _Now(part, several, bool(several[0].row), Edited(text_of(several), owners, pictured))


def _check_boxes(copy: Copy, passages: list[_Now], verdicts: list[Verdict]) -> None:
    """What goes takes its text boxes along, and a row its merged cells: they must go too."""
    stays = {n for each, v in zip(passages, verdicts, strict=True) if not v.goes and each.edited.text.strip() for n in each.numbers}
    for passage, verdict in zip(passages, verdicts, strict=True):
        if not verdict.goes or verdict.doubt:
            continue
        inside = [n for number in passage.numbers for n in copy.nested(passage.part, number)]
        merged = passage.in_row and copy.is_merged(passage.part, passage.numbers[0])
        if merged or (set(inside) - set(passage.numbers)) & stays:
            verdict.doubt, verdict.words = "joined", ""


def _make(copy: Copy, passages: list[_Now], verdicts: list[Verdict], printed: str | None, upward: Composition, public: Composition) -> None:
    for passage, verdict in zip(passages, verdicts, strict=True):
        if verdict.goes:
            if passage.in_row:
                copy.take_row_out(passage.part, passage.numbers[0])
            else:
                copy.take_out(passage.part, passage.numbers)
            continue
        for edit in sorted(verdict.edits, reverse=True):
            at = 0
            for line in passage.lines:
                if at <= edit.start and edit.end <= at + len(line.text):
                    copy.put(passage.part, line.number, edit.start - at, edit.end - at, edit.text)
                    break
                at += len(line.text) + 1
    if printed:
        _indent(copy, passages, verdicts, printed, upward, public)


def _indent(copy: Copy, passages: list[_Now], verdicts: list[Verdict], printed: str, upward: Composition, public: Composition) -> None:
    """署名 and 成文日期 stand otherwise in the published edition."""
    places = {id(each.passage): each for each in public.placed.get(printed, [])}
    bases = both_editions(_passages(upward.placed[printed]), _passages(public.placed.get(printed, [])))
    for passage, verdict in zip(passages, verdicts, strict=True):
        if verdict.goes or passage.in_row or len(verdict.of) != 1 or not passage.edited.text.strip():
            continue
        then = bases[verdict.of[0]].then
        if then is None:
            continue
        ours = upward.looks[printed][upward.placed[printed][verdict.of[0]].lines[0] - 1]
        its = public.looks[printed][places[id(then)].lines[0] - 1]
        if ours.own_indent != its.own_indent:
            copy.indent_as(passage.part, passage.numbers[0], its.element)


class _Told:
    """Says what can't be told for certain, with the rows that it may come from."""

    def __init__(self, file: WordFile, part: str, base: Sequence[Base], placed: Sequence[Placed]) -> None:
        self._file, self._base, self._placed = file, base, placed
        self._within = TEXT_KINDS.get(file.kind(part), "") if part != file.document else ""

    def __call__(self, passage: _Now, verdict: Verdict) -> Diagnostic:
        assert verdict.doubt is not None
        why, hint = _WHY[verdict.doubt]
        message = why.format(_short(verdict.words)) if verdict.words else why.replace("“{}”", "")
        if verdict.doubt not in ("reworded", "number"):
            message = f"不能断定能不能公开：{message}"
        rows = "、".join(dict.fromkeys(self._rows(verdict)))
        message += f"；可能来自 {rows}" if rows else ""
        text = _short(passage.edited.text.replace("\n", ""))
        if self._within:
            return Diagnostic("publish-uncertain", "error", f"{self._within}“{text}”{message}", hint, Place(file=self._file.name))
        return Diagnostic("publish-uncertain", "error", message, hint, Place(file=self._file.name, paragraph=passage.numbers[0], text=text))

    def _rows(self, verdict: Verdict) -> Iterator[str]:
        for old in verdict.of:
            passage = self._base[old].passage
            yield from (str(row.cell) for row in passage.rows if row.withheld)
            if self._base[old].fate == "withheld" and not passage.rows:
                yield from map(str, passage.cells[:1])


def _short(text: str) -> str:
    return text[:_MOST] + ("…" if len(text) > _MOST else "")


def _leaks(copy: Copy, secrets: Secrets, file: WordFile) -> Iterator[Diagnostic]:
    """What is withheld must stand nowhere in the file, whatever it is there for."""
    hint = "请在稿中找到并改掉（图片的替换文字、样式名、书签名、域代码等）"
    for part, text in dict.fromkeys(copy.attributes()):
        words = secrets.found(text)
        if words and words != _SIGNED_BY:  # a style bears that name
            message = f"文件里（{part}）还有不公开的内容“{_short(words)}”"
            yield Diagnostic("publish-leftover", "error", message, hint, Place(file=file.name))
