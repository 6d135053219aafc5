"""What can't be told for certain of an edited report that is to be published, in words for those who edit it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.diagnostics import Diagnostic, Place
from generator.model.provenance import Cell
from generator.model.report import ReportData
from generator.pipeline.editions import withheld_figures
from generator.refresh.arrivals import Arrival
from generator.refresh.editions import Base
from generator.refresh.secrets import values_in
from generator.refresh.verdicts import Doubt, Edited, Verdict
from generator.word.manuscript import Line
from generator.word.opening import WordFile
from generator.word.unresolved import TEXT_KINDS

_MOST = 40
_SETTLE = "请把不公开的字句移回原处或删去，或把那一行的“公开”改为“是”"
_CHANCE = "数只是碰巧相同、名只是碰巧同字的，请在“报告内容”里加一行写进去，用 fazhi update 更新后再发布"
_ROW = "可以公开的，请在“报告内容”里加一行写进去，用 fazhi update 更新后再发布；不公开的，请删去"
_WHY: Mapping[Doubt, tuple[str, str]] = {
    "secret": ("含有不公开的内容“{}”", f"{_SETTLE}；{_CHANCE}"),
    "joined": ("公开的和不公开的内容并成了一段", "请把它们分成两段，或把那一行的“公开”改为“是”"),
    "moved": ("在不公开的一段里，混进了公开的内容“{}”", "请把公开的字句移回原处"),
    "rewritten": ("改动太大，看不出是不是由不公开的一段改写的", _ROW),
    "behind": ("紧接在公开版没有的一段“{}”后面，看不出能不能公开", _ROW),
    "beside": ("在成文日期和版记“{}”之间，看不出能不能公开", "不公开的请删去；要公开的，请移到成文日期之前"),
    "reworded": ("公开版里这一句应是“{}”，稿中改过，合不到一起", "请照公开版的写法改这一句，或恢复原来的写法"),
    "number": ("前面略去几段后要重排序号，稿中的序号“{}”已经改过，排不准", "请恢复本工具排的序号，或在上报版里把序号改连贯"),
}


class Now(NamedTuple):
    """A passage of the edited report: its part and paragraphs; ``in_row`` for a row of a table."""

    part: str
    lines: list[Line]
    in_row: bool
    edited: Edited

    @property
    def numbers(self) -> list[int]:
        """The numbers of its paragraphs."""
        return [line.number for line in self.lines]


class Told:
    """Says what can't be told for certain, with the rows that it may come from, and the indicators that have the same value."""

    def __init__(self, file: WordFile, part: str, base: Sequence[Base], data: ReportData) -> None:
        self._file, self._base, self._data = file, base, data
        self._within = TEXT_KINDS.get(file.kind(part), "") if part != file.document else ""

    def __call__(self, passage: Now, verdict: Verdict) -> Diagnostic:
        """The error for a passage that is in doubt."""
        assert verdict.doubt is not None
        why, hint = _WHY[verdict.doubt]
        message = why.format(short(verdict.words)) if verdict.words else why.replace("“{}”", "")
        if verdict.doubt not in ("reworded", "number"):
            message = f"不能断定能不能公开：{message}"
        if verdict.doubt == "secret" and (same := "、".join(self._of_same_value(verdict.words))):
            message += f"，和不公开的指标{same}的数相同"
        rows = "、".join(map(str, withheld_cells(self._base, verdict)))
        message += f"；可能来自 {rows}" if rows else ""
        text = short(passage.edited.text.replace("\n", ""))
        if self._within:
            return Diagnostic("publish-uncertain", "error", f"{self._within}“{text}”{message}", hint, Place(file=self._file.name))
        return Diagnostic("publish-uncertain", "error", message, hint, Place(file=self._file.name, paragraph=passage.numbers[0], text=text))

    def _of_same_value(self, words: str) -> Iterator[str]:
        said = values_in(words)
        found = {indicator.name: indicator for (value, _), indicator in withheld_figures(self._data) if value in said} if said else {}
        yield from (f"“{name}”（{each.cells['本年']}）" if "本年" in each.cells else f"“{name}”" for name, each in found.items())


def withheld_cells(base: Sequence[Base], verdict: Verdict) -> list[Cell]:
    """The cells that the withheld words of a passage come from: 正文 of rows, else the first of its own."""
    return list(dict.fromkeys(_cells(base, verdict)))


def _cells(base: Sequence[Base], verdict: Verdict) -> Iterator[Cell]:
    for old in verdict.of:
        passage = base[old].passage
        yield from (row.cell for row in passage.rows if row.withheld)
        if base[old].fate == "withheld" and not passage.rows:
            yield from passage.cells[:1]


def absent(arrival: Arrival, file: WordFile, base: Sequence[Base] = ()) -> Diagnostic:
    """A passage that only the published edition has, where its place isn't certain."""
    where = "".join(_between(arrival, base))
    message = f"公开版里该有一段“{short(arrival.passage.text)}”，上报版里没有，{where}不能断定写在哪里"
    hint = "请恢复它前后的段落，或把这一段写进工作簿，用 fazhi update 更新后再发布"
    return Diagnostic("publish-passage-missing", "error", message, hint, Place(file=file.name))


def _between(arrival: Arrival, base: Sequence[Base]) -> Iterator[str]:
    """The passages that it stands between."""
    if base and arrival.before is not None:
        yield f"在“{short(base[arrival.before].text)}”之后，"
    if base and arrival.behind is not None:
        yield f"在“{short(base[arrival.behind].text)}”之前，"


def short(text: str) -> str:
    """The beginning of a text, as much as a message shows."""
    return text[:_MOST] + ("…" if len(text) > _MOST else "")
