"""The rows of 报告内容 as templates see them: parts, their 栏目, and the entries with their rendered text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.model.provenance import Source
from generator.model.report import Entry
from generator.model.template import PartSpec


@dataclass(frozen=True, slots=True)
class EntryView:
    """One row. Printed, it is its paragraphs, a line each, marked with the 正文 cell."""

    entry: Entry
    _render: Callable[[Entry], list[str]]
    _heading: Callable[[Entry], str]

    def lines(self) -> list[str]:
        """The paragraphs of the row, rendered and marked."""
        return self._render(self.entry)

    def __str__(self) -> str:
        return "\n".join(self.lines())

    @property
    def 部分(self) -> str:
        """The part that the row belongs to."""
        return self.entry.part

    @property
    def 栏目(self) -> str:
        """The 栏目 of the row, empty when it has none."""
        return self.entry.section

    @property
    def 小标题(self) -> str:
        """The 小标题, marked with its cell."""
        return self._heading(self.entry)

    @property
    def 正文(self) -> str:
        """The text of the row."""
        return str(self)


@dataclass(frozen=True, slots=True)
class GroupView:
    """Rows under one 小标题."""

    标题: str
    条目: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A 栏目 of a part, in the order of its first row. ``标题`` is empty for rows without a 栏目."""

    标题: str
    条目: tuple[EntryView, ...]

    @property
    def 组(self) -> list[GroupView]:
        """The rows grouped by 小标题: each one that has a 小标题 begins a group."""
        groups: list[tuple[str, list[EntryView]]] = []
        for entry in self.条目:
            if entry.entry.heading or not groups:
                groups.append((entry.小标题 if entry.entry.heading else "", []))
            groups[-1][1].append(entry)
        return [GroupView(title, tuple(entries)) for title, entries in groups]


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of the outline with its rows."""

    名称: str
    标题: str
    列举: str
    条目: tuple[EntryView, ...]

    @property
    def 栏目(self) -> list[SectionView]:
        """The rows by 栏目."""
        sections: dict[str, list[EntryView]] = {}
        for entry in self.条目:
            sections.setdefault(entry.entry.section, []).append(entry)
        return [SectionView(title, tuple(entries)) for title, entries in sections.items()]


def part_view(spec: PartSpec, heading: str, entries: Iterable[EntryView]) -> PartView:
    """The part with the rows that name it."""
    own = tuple(e for e in entries if e.entry.part == spec.name)
    return PartView(spec.name, heading, spec.lists, own)


def passage(entry: Entry) -> Source:
    """The source of the text of a row: its 正文 cell."""
    return Source("typed", None, (entry.cells["正文"],), entry.department)
