"""The edited report made like the published edition: what is withheld goes, what only the upward edition has goes, the rest stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.diagnostics import Diagnostic, Findings, Place
from generator.model.provenance import Cell
from generator.model.report import ReportData
from generator.pipeline.doubting import Now, Told, absent, short, withheld_cells
from generator.pipeline.editions import Composition, Placed, in_passages, text_of, withheld_figures
from generator.pipeline.unnamed import signers, unnamed
from generator.refresh.arrivals import Arrival, arrivals
from generator.refresh.arrivals import Place as Beside
from generator.refresh.attribution import attribute
from generator.refresh.editions import Base, Passage, both_editions
from generator.refresh.numbers import leading_number
from generator.refresh.secrets import Figure, Secrets
from generator.refresh.verdicts import Edited, Verdict
from generator.word.handover import Copy
from generator.word.manuscript import Line
from generator.word.opening import WordFile
from generator.word.store import Store
from generator.word.unresolved import TEXT_KINDS

_SIGNED_BY = "签发人"


class LeftOut(NamedTuple):
    """A withheld passage, or part of one, that was left out.

    ``cells`` are those that its words come from, none where people copied them there. ``within`` is empty in the document,
    where ``paragraph`` is the n-th from 1 of the edited report; elsewhere it says 页眉, 页脚, 脚注 or 尾注.
    """

    cells: tuple[Cell, ...]
    within: str
    paragraph: int
    text: str


@dataclass(slots=True)
class Handed:
    """The withheld passages that were left out, and what can't be told for certain (errors)."""

    left_out: list[LeftOut] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)


def handed_over(copy: Copy, store: Store, upward: Composition, public: Composition, data: ReportData, file: WordFile) -> Handed:
    """Make the copy like the published edition, as far as everything is certain; else it is not to be used."""
    handed = Handed()
    bases = {part: both_editions(_passages(placed), _passages(public.placed.get(part, []))) for part, placed in upward.placed.items()}
    people = signers(data, copy)
    secrets = Secrets(*_withheld(bases, upward, public, data), people=people)
    waiting = {part: arrivals(bases.get(part, []), _passages(placed)) for part, placed in public.placed.items()}
    for part in copy.texts:
        lines = copy.lines(part)
        printed = _printed_part(part, lines, file, upward)
        passages = list(_now(copy, part, lines, store, upward, printed))
        base = bases[printed] if printed else []
        coming = waiting.pop(printed, []) if printed else []
        verdicts, places = attribute(base, [each.edited for each in passages], secrets, coming)
        _check_boxes(copy, passages, verdicts)
        told = Told(file, part, base, data)
        for passage, verdict in zip(passages, verdicts, strict=True):
            if verdict.doubt:
                handed.findings.add(told(passage, verdict))
        arriving = _Arriving(copy, file, public, printed or "", passages)
        handed.findings.extend(arriving.doubts(coming, places, base))
        if not handed.findings.errors:
            arriving.come(coming, places)
            _make(copy, passages, verdicts, printed, upward, public, bases)
            within = TEXT_KINDS.get(file.kind(part), "") if part != file.document else ""
            handed.left_out += _left_out(passages, verdicts, base, within, data)
        if part == file.document:
            copy.drop_notes()
    handed.findings.extend(absent(arrival, file) for several in waiting.values() for arrival in several)
    if not handed.findings.errors:
        handed.findings.extend(unnamed(copy, file, upward, data, people))
        handed.findings.extend(_leaks(copy, secrets, file))
    return handed


def _left_out(
    passages: Sequence[Now], verdicts: Sequence[Verdict], base: Sequence[Base], within: str, data: ReportData
) -> Iterator[LeftOut]:
    """The withheld passages; of the others the withheld rows in them, and the template's words with a figure that is withheld."""
    figures = frozenset(cell for each in data.indicators.values() if each.public is False for cell in each.cells.values())
    for passage, verdict in zip(passages, verdicts, strict=True):
        secret = [cell for old in verdict.of if base[old].passage.secret for cell in base[old].passage.cells if cell in figures]
        gone = [edit for edit in verdict.edits if edit.cut or (secret and not edit.text)]
        if not verdict.withheld and not gone:
            continue
        text = passage.edited.text if verdict.withheld else "……".join(passage.edited.text[edit.start : edit.end] for edit in gone)
        cells = withheld_cells(base, verdict) or list(dict.fromkeys(secret))
        yield LeftOut(tuple(cells), within, passage.numbers[0], text.strip())


class _Arriving:
    """Passages that only the published edition has, as they come into the copy."""

    def __init__(self, copy: Copy, file: WordFile, public: Composition, part: str, passages: Sequence[Now]) -> None:
        self._copy, self._file, self._public, self._part, self._passages = copy, file, public, part, passages

    def doubts(self, coming: Sequence[Arrival], places: Sequence[Beside | None], base: Sequence[Base]) -> Iterator[Diagnostic]:
        """Those that can't come in for certain."""
        for arrival, place in zip(coming, places, strict=True):
            if place is None or not self._may_come(arrival, place):
                yield absent(arrival, self._file, base)

    def _may_come(self, arrival: Arrival, place: Beside) -> bool:
        placed = self._public.placed[self._part][arrival.number]
        return not placed.in_row and not placed.passage.pictured and not self._passages[place.position].in_row

    def come(self, coming: Sequence[Arrival], places: Sequence[Beside | None]) -> None:
        """Put them into the copy."""
        for arrival, place in zip(coming, places, strict=True):
            if place is not None:
                numbers = self._passages[place.position].numbers
                number = numbers[-1] if place.behind else numbers[0]
                line = self._public.placed[self._part][arrival.number].lines[0]
                self._copy.bring_in(self._passages[place.position].part, number, place.behind, self._public.parts, self._part, line)


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
        if base.fate == "stays":
            texts += _withheld_stretches(base.passage)
    names += [each.label for each in data.indicators.values() if each.public is False and each.label]
    names += [each.heading for each in data.entries if each.public is False and each.heading]
    shown = [each.passage.text for several in public.placed.values() for each in several]
    return texts, names, [figure for figure, _ in withheld_figures(data)], shown


def _withheld_stretches(passage: Passage) -> Iterator[str]:
    """The words of withheld rows in a passage that stays; a figure in them is one with the words on either side of it."""
    start = end = 0
    for row in passage.rows:
        if not row.withheld:
            continue
        if row.start > end:
            yield passage.text[start:end]
            start = row.start
        end = row.end
    yield passage.text[start:end]


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


def _now(copy: Copy, part: str, lines: list[Line], store: Store, upward: Composition, printed: str | None) -> Iterator[Now]:
    owner: dict[int, int] = {}
    if printed:
        of_line = {number: n for n, placed in enumerate(upward.placed[printed]) for number in placed.lines}
        owner = {value.number: of_line[value.line] for value in store.values if value.part == printed and value.line in of_line}
    for several in in_passages(lines):
        owners = frozenset(owner[number] for line in several for number in line.spans if number in owner)
        pictured = any(copy.is_pictured(part, line.number) for line in several)
        yield Now(part, several, bool(several[0].row), Edited(text_of(several), owners, pictured))


def _check_boxes(copy: Copy, passages: list[Now], verdicts: list[Verdict]) -> None:
    """What goes takes its text boxes along, and a row its merged cells: they must go too."""
    stays = {n for each, v in zip(passages, verdicts, strict=True) if not v.goes and each.edited.text.strip() for n in each.numbers}
    for passage, verdict in zip(passages, verdicts, strict=True):
        if not verdict.goes or verdict.doubt:
            continue
        inside = [n for number in passage.numbers for n in copy.nested(passage.part, number)]
        merged = passage.in_row and copy.is_merged(passage.part, passage.numbers[0])
        if merged or (set(inside) - set(passage.numbers)) & stays:
            verdict.doubt, verdict.words = "joined", ""


def _make(
    copy: Copy,
    passages: list[Now],
    verdicts: list[Verdict],
    printed: str | None,
    upward: Composition,
    public: Composition,
    bases: Mapping[str, list[Base]],
) -> None:
    before: Now | None = None
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
        if verdict.joins and before is not None:
            copy.join(passage.part, before.numbers[-1], passage.numbers[0])
        before = passage
    if printed:
        _indent(copy, passages, verdicts, printed, upward, public, bases[printed])


def _indent(
    copy: Copy,
    passages: list[Now],
    verdicts: list[Verdict],
    printed: str,
    upward: Composition,
    public: Composition,
    base: Sequence[Base],
) -> None:
    """署名 and 成文日期 stand otherwise in the published edition."""
    for passage, verdict in zip(passages, verdicts, strict=True):
        if verdict.goes or verdict.joins or passage.in_row or len(verdict.of) != 1 or not passage.edited.text.strip():
            continue
        at = base[verdict.of[0]].at
        if at is None:
            continue
        ours = upward.looks[printed][upward.placed[printed][verdict.of[0]].lines[0] - 1]
        its = public.looks[printed][public.placed[printed][at].lines[0] - 1]
        if ours.own_indent != its.own_indent:
            copy.indent_as(passage.part, passage.numbers[0], its.element)


def _leaks(copy: Copy, secrets: Secrets, file: WordFile) -> Iterator[Diagnostic]:
    """What is withheld must stand nowhere in the file, whatever it is there for."""
    hint = "请在稿中找到并改掉（图片的替换文字、链接、域代码、公式、艺术字、水印等）"
    seen = [(part, secrets.found(text)) for part, text in dict.fromkeys(copy.drawn())]
    for part, text in dict.fromkeys(copy.attributes()):
        if not text.strip().isdecimal():  # a number alone is a width or an id
            seen.append((part, secrets.found(text, in_words=False)))
    for part, words in dict.fromkeys(seen):
        if words and words != _SIGNED_BY:  # a style bears that name
            message = f"文件里（{part}）还有不公开的内容“{short(words)}”"
            yield Diagnostic("publish-leftover", "error", message, hint, Place(file=file.name))
