"""Reports as text for tests of planning: ``立案{0:593起}。`` is a paragraph with value 0 in its bookmark, ``甲|{1:5}`` a row of a table.

In a fresh report the sources of values are told by name: ``{刑事立案:601起}``; in a printed one by name and number,
``{0刑事立案:593起}``. Without a name they have none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from generator.model.provenance import Cell, Source
from generator.refresh.planning import plan
from generator.refresh.plans import Plan
from generator.refresh.sides import Home
from generator.word.edits import Insert, Place, Remove, Replace
from generator.word.manuscript import Line
from generator.word.store import Making, Store, store_of

DOCUMENT, HEADER = "word/document.xml", "word/header1.xml"
MAKING = Making("甲.xlsx", "小", "上报", False, True)
_VALUE = re.compile(r"\{(\d*)([^:{}]*):([^{}]*)\}")


class Text:
    """A report, of its lines by part; numbers count on where none is written."""

    def __init__(self, lines: Sequence[str] | Mapping[str, Sequence[str]]) -> None:
        self.sources: dict[int, Source] = {}
        self.lines: dict[str, list[Line]] = {}
        for part, several in (lines if isinstance(lines, Mapping) else {DOCUMENT: lines}).items():
            self.lines[part] = []
            row = table = 0
            for text in several:
                cells = text.split("|")
                row += len(cells) > 1
                table += len(cells) > 1 and not (self.lines[part] and self.lines[part][-1].row)
                for cell in cells:
                    inside = len(cells) > 1
                    self.lines[part].append(self._line(len(self.lines[part]) + 1, cell, table * inside, row * inside))

    def _line(self, number: int, marked: str, table: int, row: int) -> Line:
        text, at, spans = "", 0, {}
        for found in _VALUE.finditer(marked):
            text += marked[at : found.start()]
            name = int(found[1]) if found[1] else len(self.sources)
            spans[name] = len(text), len(text) + len(found[3])
            text, at = text + found[3], found.end()
            kind = "missing" if found[3].startswith("【待补") else "figure" if found[2] else "typed"
            self.sources[name] = Source(kind, found[2] or None, (Cell("甲.xlsx", "指标", f"D{name + 2}"),))  # type: ignore[arg-type]
        return Line(number, text + marked[at:], spans, table, row)

    @property
    def store(self) -> Store:
        """What a report of these lines remembers."""
        last = max(self.sources, default=-1)
        return store_of(MAKING, self.lines, [self.sources.get(n, Source("typed", None, ())) for n in range(last + 1)])


Lines = Sequence[str] | Mapping[str, Sequence[str]]


def planned(
    base: Lines, now: Lines, fresh: Lines, homes: Mapping[str, Sequence[Home]] | None = None, levels: Mapping[int, int] | None = None
) -> Plan:
    """The plan from the three texts; base and now without numbers count alike."""
    return plan(Text(base).store, Text(now).lines, DOCUMENT, Text(fresh).store, DOCUMENT, homes, levels)


def fates(made: Plan) -> list[tuple[str, str, str, str | None]]:
    """What became of every correction, with what it was, what it is to be, and what is said there."""
    return [(c.fate, c.old, c.new, c.said) for c in made.corrections]


def carried_out(made: Plan, now: Lines, fresh: Lines) -> list[str]:
    """The lines of the document when the plan is carried out, rows with ``|`` between their cells."""
    lines = after(made, now, fresh)
    return ["|".join(line.text for line in several) for _, several in groupby(lines, lambda line: line.row or -line.number)]


def after(made: Plan, now: Lines, fresh: Lines) -> list[Line]:
    """The paragraphs of the document when the plan is carried out, with the bookmarks in them."""
    there, source = Text(now).lines[DOCUMENT], Text(fresh).lines
    lines = {line.number: Line(line.number, line.text, dict(line.spans), line.table, line.row) for line in there}
    replaces = [edit for edit in made.edits if isinstance(edit, Replace) and edit.place.part == DOCUMENT]
    for edit in sorted(replaces, key=lambda edit: edit.place, reverse=True):
        _replace(lines[edit.place.line], edit)
    for edit in replaces:  # a bookmark stands once, wherever it was before
        for line in lines.values():
            for value in edit.values:
                if line.number != edit.place.line:
                    line.spans.pop(value.number, None)
    gone = {line for edit in made.edits if isinstance(edit, Remove) and edit.part == DOCUMENT for line in edit.lines}
    before: dict[int, list[list[Line]]] = {}
    behind: dict[int, list[list[Line]]] = {}
    for edit in (e for e in made.edits if isinstance(e, Insert) and e.part == DOCUMENT):
        passage = [_inserted(line, edit.numbers) for line in source[edit.fresh_part] if line.number in edit.fresh]
        home = next(line for line in there if line.number == edit.line)
        same = [line.number for line in there if home.row and line.row == home.row] or [home.number]
        where, at = (behind, same[-1]) if edit.behind else (before, same[0])
        where.setdefault(at, []).append(passage)
    passages: list[list[Line]] = []
    for line in there:
        passages += before.get(line.number, [])
        if line.number not in gone:
            if line.row and passages and passages[-1][-1].row == line.row:
                passages[-1].append(lines[line.number])
            else:
                passages.append([lines[line.number]])
        passages += behind.get(line.number, [])
    numbered: list[Line] = []
    for row, passage in enumerate(passages, 1):
        for line in passage:
            numbered.append(Line(len(numbered) + 1, line.text, line.spans, line.table, row if line.table else 0))
    return numbered


def _replace(line: Line, edit: Replace) -> None:
    start, end, grown = edit.place.start, edit.place.end, len(edit.text) - (edit.place.end - edit.place.start)
    line.text = line.text[:start] + edit.text + line.text[end:]
    for number, (begin, stop) in list(line.spans.items()):
        if begin >= end:
            line.spans[number] = begin + grown, stop + grown
        elif stop > start:
            del line.spans[number]
    line.spans.update({value.number: (start + value.start, start + value.end) for value in edit.values})


def _inserted(line: Line, numbers: Mapping[int, int]) -> Line:
    return Line(0, line.text, {numbers[n]: span for n, span in line.spans.items() if n in numbers}, line.table, -1 if line.row else 0)


def place(line: int, start: int, end: int) -> Place:
    """A place of the document."""
    return Place(DOCUMENT, line, start, end)
