"""What conditions and loops that give nothing would leave broken is completed or dropped.

A cell, header or text box needs a paragraph, a row cells, a table rows: else Word calls the file corrupt. Where that
can happen, the content is caught while the program runs, and looked at.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from generator.templating.programs import GUARDED, Instruction
from generator.word.preparing.marking import HAS_OPENED, NOT_OPENED, OPENED, Marked
from generator.word.preparing.names import CELL, CELL_PROPERTIES, ROW, TABLE, TEXT_BOX, P, w

_OPENING = frozenset("for if macro call filter with".split())
_NEEDS_PARAGRAPH = frozenset((CELL, TEXT_BOX, *map(w, ("hdr", "ftr", "footnote", "endnote"))))
_PROPERTIES = frozenset((CELL_PROPERTIES, *map(w, ("tblPr", "tblGrid", "trPr", "tblPrEx"))))


def close(marked: Marked) -> None:
    """Put guards around what could be left broken."""
    for element in list(marked.root.iter(*_NEEDS_PARAGRAPH)):
        if not _always(marked, element, P, last=True):
            _catch_inside(marked, element)
    for row in list(marked.root.iter(ROW)):
        if not _always(marked, row, CELL, last=False):
            _catch(marked, row, "_有格")
    for table in list(marked.root.iter(TABLE)):
        if not _always(marked, table, ROW, last=False):
            if _has_plain_rows(marked, table):
                _open_late(marked, table)
            else:
                _catch(marked, table, "_有行")


def _has_plain_rows(marked: Marked, table: Any) -> bool:
    """Whether every row that there will be stands in the table itself and keeps a cell."""
    rows = (row for row in table.iter(ROW) if next(row.iterancestors(TABLE)) is table)
    sources = (marked.instructions[int(child.text)] for child in table if child.tag is etree.ProcessingInstruction)
    return all(row.getparent() is table for row in rows) and not any(s and s.source.startswith(f"set {GUARDED}") for s in sources)


def _open_late(marked: Marked, table: Any) -> None:
    """The table begins with its first row and ends only if it has begun: a long one is never held as a whole."""
    name, number = _name(marked), len(marked.instructions)
    rows = [child for child in table if child.tag == ROW]
    table.addprevious(marked.statement(f"set {name}", 0))
    first = next(child for child in table if child.tag not in _PROPERTIES)
    first.addprevious(marked.statement("endset", 0))
    first.addprevious(marked.node(Instruction("print", name, NOT_OPENED, number)))
    for row in rows:
        row.addprevious(marked.node(Instruction("print", name, OPENED, number)))
    table.append(marked.statement(f"if {number}|{HAS_OPENED}", 0))
    table.addnext(marked.statement("endif", 0))


def _always(marked: Marked, element: Any, wanted: str, *, last: bool) -> bool:
    """Whether the element holds (``last``: ends with) one of those outside of every condition and loop.

    True as well where its tags do not close what they open: then it can't be caught, and tags that cross elements
    like that leave as much as they take.
    """
    depth, found, dynamic = 0, False, False
    for child in element:
        if child.tag is etree.ProcessingInstruction:
            made = marked.instructions[int(child.text)]
            if made is None:
                continue
            dynamic = True
            if made.kind == "print":
                found = found and not last
                continue
            word = made.word
            depth += word in _OPENING or (word == "set" and "=" not in made.source)  # a set until its endset
            depth -= word == "endset" or (word.startswith("end") and word[3:] in _OPENING)
            if depth < 0:
                return True
        elif isinstance(child.tag, str) and child.tag not in _PROPERTIES:
            is_one = child.tag == wanted or (child.tag == w("sdt") and not last)
            found = is_one and (found or not depth) if last else found or (is_one and not depth)
    return found or not dynamic or depth != 0


def _name(marked: Marked) -> str:
    return f"{GUARDED}{len(marked.instructions)}"


def _catch_inside(marked: Marked, element: Any) -> None:
    name, content = _name(marked), [child for child in element if child.tag not in _PROPERTIES]
    content[0].addprevious(marked.statement(f"set {name}", 0))
    element.append(marked.statement("endset", 0))
    element.append(_printed(marked, name, "_有段"))


def _catch(marked: Marked, element: Any, printer: str) -> None:
    name = _name(marked)
    element.addprevious(marked.statement(f"set {name}", 0))
    nodes = [marked.statement("endset", 0), _printed(marked, name, printer)]
    for node in reversed(nodes):
        element.addnext(node)


def _printed(marked: Marked, name: str, printer: str) -> Any:
    return marked.node(Instruction("print", name, printer))
