"""The rows of 报告内容 as templates see them: parts, their 栏目, and the entries with their rendered text."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from generator.model.provenance import Source
from generator.model.report import Entry
from generator.model.template import ListForm, PartSpec
from generator.records import record
from generator.templating.items import MarkedText, already_marked


class Listing(str):
    """How the rows of a part are listed: a text, the form under its heading, that knows those of the levels below.

    ``mark`` is the part's own 一是, None where it has that of the options.
    """

    __slots__ = ("forms", "mark")
    forms: tuple[ListForm, ...]
    mark: str | None

    def under(self, entry: Entry) -> ListForm:
        """The form for rows under the headings of this one: of the part, its 栏目, its 小标题."""
        return self.forms[bool(entry.section) + bool(entry.heading)]


def listing(spec: PartSpec) -> Listing:
    """How the outline has the rows of a part listed."""
    listed = Listing(spec.lists[0])
    listed.forms, listed.mark = spec.lists, spec.list_mark
    return listed


@record
class EntryView:
    """One row. Printed, it is its paragraphs, a line each, marked with the 正文 cell."""

    entry: Entry
    _render: Callable[[Entry], list[str]]
    _words: Callable[[str, Source], MarkedText]
    mark: str | None = None

    def lines(self) -> list[str]:
        """The paragraphs of the row, rendered and marked."""
        return self._render(self.entry)

    def __str__(self) -> str:
        return "\n".join(self.lines())

    @property
    def 部分(self) -> MarkedText:
        """The part that the row belongs to."""
        return self._cell(self.entry.part, "部分")

    @property
    def 栏目(self) -> MarkedText:
        """The 栏目 of the row, empty when it has none."""
        return self._cell(self.entry.section, "栏目")

    @property
    def 小标题(self) -> MarkedText:
        """The 小标题 of the row, empty when it has none."""
        return self._cell(self.entry.heading, "小标题")

    @property
    def 正文(self) -> MarkedText:
        """The text of the row."""
        return already_marked(str(self))

    def _cell(self, text: str, heading: str) -> MarkedText:
        return self._words(text, Source("text", None, (self.entry.cells[heading],), self.entry.department))


@record
class GroupView:
    """Rows under one 小标题."""

    标题: MarkedText
    条目: tuple[EntryView, ...]


@record
class SectionView:
    """A 栏目 of a part, in the order of its first row. ``标题`` is empty for rows without a 栏目."""

    标题: MarkedText
    条目: tuple[EntryView, ...]

    @property
    def 组(self) -> list[GroupView]:
        """The rows grouped by 小标题: another one than above begins a group, none goes on with the one above."""
        groups: list[list[EntryView]] = []
        current = ""
        for view in self.条目:
            if not groups or view.entry.heading not in ("", current):
                groups.append([])
                current = view.entry.heading
            groups[-1].append(view)
        return [GroupView(views[0].小标题, tuple(views)) for views in groups]


@record
class PartView:
    """A part of the outline with its rows."""

    名称: str
    标题: MarkedText
    列举: Listing
    条目: tuple[EntryView, ...]

    @property
    def 栏目(self) -> list[SectionView]:
        """The rows by 栏目."""
        sections: dict[str, list[EntryView]] = {}
        for view in self.条目:
            sections.setdefault(view.entry.section, []).append(view)
        return [SectionView(views[0].栏目, tuple(views)) for views in sections.values()]

    def __getitem__(self, name: str) -> SectionView:
        """The 栏目 of that name; one that nobody filled in has no rows."""
        if not isinstance(name, str):
            raise TypeError("a 栏目 is found by its name")
        own = tuple(view for view in self.条目 if view.entry.section == name)
        return SectionView(own[0].栏目 if own else already_marked(name), own)


def part_view(spec: PartSpec, heading: MarkedText, entries: Iterable[EntryView]) -> PartView:
    """The part with the rows that name it."""
    own = tuple(e for e in entries if e.entry.part == spec.name)
    return PartView(spec.name, heading, listing(spec), own)


def passage(entry: Entry) -> Source:
    """The source of the text of a row: its 正文 cell."""
    return Source("typed", None, (entry.cells["正文"],), entry.department)
