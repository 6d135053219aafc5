"""Paragraphs and rows of the fresh report put beside those of the edited one."""

from __future__ import annotations

from lxml import etree

from generator.word.edits import Insert
from generator.word.preparing.names import ROW, SECTION, TABLE, P
from generator.word.reviewing import INS, Element, Paragraphs, outermost
from generator.word.tracking import PASSING, Tracker
from generator.word.transplanting import Transplanter


class Inserter:
    """Puts in what comes at a place, one behind the other in the order in which it is told."""

    def __init__(self, transplanter: Transplanter, tracker: Tracker) -> None:
        self._transplanter = transplanter
        self._tracker = tracker
        self._last: dict[tuple[Element, bool], Element] = {}
        self._tables: dict[Element, Element] = {}  # those that were made, with that of the fresh report

    def insert(self, paragraphs: Paragraphs, edit: Insert) -> None:
        """Carry out an edit. Raises ``IndexError`` where there is no such paragraph."""
        fresh, anchor = self._transplanter.paragraphs(edit.fresh_part), paragraphs.element(edit.line)
        row, table = fresh.row(edit.fresh), outermost(anchor, TABLE)
        if row is None:
            paragraph = fresh.element(edit.fresh[0])
            of_cell = outermost(paragraph, TABLE) is not None
            beside = anchor if table is None or of_cell else table
            self._put(beside, edit.behind, self._transplanter.paragraph(paragraph, edit.numbers))
        elif table is not None:
            self._put(outermost(anchor, ROW), edit.behind, self._transplanter.row(row, edit.numbers))
        else:
            self._in_table_of_its_own(anchor, edit, row)

    def _in_table_of_its_own(self, anchor: Element, edit: Insert, row: Element) -> None:
        """Where there is no table yet, rows of one table make one."""
        of_fresh = outermost(row, TABLE)
        table = self._last.get((anchor, edit.behind))
        if table is None or self._tables.get(table) is not of_fresh:
            table = self._transplanter.table(of_fresh)
            self._tables[table] = of_fresh
            self._put(anchor, edit.behind, table)
        table.append(self._transplanter.row(row, edit.numbers))

    def _put(self, beside: Element, behind: bool, node: Element) -> None:
        if behind:
            last: Element = self._last.get((beside, True), beside)
            last.addnext(node)
        else:
            beside.addprevious(node)
        self._last[beside, behind] = node

    def part_tables(self) -> None:
        """Put empty paragraphs beside new tables: Word takes tables without one between them for one, and wants one at the end."""
        for table in self._tables:
            if _neighbour(table, preceding=False) in (None, SECTION, TABLE):
                table.addnext(self._empty())
            if _neighbour(table, preceding=True) == TABLE:
                table.addprevious(self._empty())

    def _empty(self) -> Element:
        paragraph = etree.Element(P)
        if self._tracker.tracked:
            self._tracker.mark_paragraph(paragraph, INS)
        return paragraph


def _neighbour(table: Element, *, preceding: bool) -> str | None:
    """The name of what stands beside a table, marks overlooked."""
    return next((each.tag for each in table.itersiblings(preceding=preceding) if each.tag not in PASSING), None)
