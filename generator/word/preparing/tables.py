"""Cells that merge, span and take a colour by tag, and grids that follow column loops.

``{% vm %}`` merges a cell with its copies in a row loop; ``{% vm 行.一级 %}`` only while the key stays the same, and
never across a break of such a cell to its left. ``{% hm %}`` does so across in a cell loop. ``{% colspan n %}`` and
``{% cellbg c %}`` are docxtpl's.
"""

from __future__ import annotations

import copy
from typing import Any

from lxml import etree

from generator.templating.programs import Instruction
from generator.word.preparing.marking import CELL_TAGS, COLOUR, COLUMNS, END_GROUPS, Mark, Marked
from generator.word.preparing.names import CELL, CELL_PROPERTIES, P_PROPERTIES, ROW, TABLE, VALUE, P, w

# The order of ECMA-376, 17.4.70.
_ORDER = [w(n) for n in "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark".split()]
_WIDTH, _SPAN, _V_MERGE, _SHADE, _GRID, _COLUMN = (w(n) for n in "tcW gridSpan vMerge shd tblGrid gridCol".split())
_HEAD = frozenset((w("tblPr"), _GRID))
_GROUP = "_并"  # how the names begin that tell whether a merged cell begins a group
_OPENING, _CLOSING = frozenset(("for", "if")), frozenset(("endfor", "endif"))


def cell_tags(marked: Marked) -> None:
    """Turn the tags of cells into properties of their cells."""
    for node in marked.nodes():
        mark = marked.mark_of(node)
        if mark is None or mark.level or mark.word not in CELL_TAGS:
            continue
        cell = next(node.iterancestors(CELL), None)
        marked.instructions[int(node.text)] = None
        argument = mark.tag.inner[len(mark.word) :].strip()
        if cell is None:
            marked.slip(mark.spot, f"{{% {mark.word} %}} 要写在表格的单元格里", "请移到表格里，或删去")
        elif mark.word in ("colspan", "cellbg") and not argument:
            marked.slip(
                mark.spot, f"{{% {mark.word} %}} 后面缺少值", f"例如 {{% {mark.word} {'2' if mark.word == 'colspan' else '颜色'} %}}"
            )
        elif mark.word == "colspan":
            _property(cell, _SPAN).set(VALUE, marked.attribute(argument, mark.spot, COLUMNS))
        elif mark.word == "cellbg":
            shade = _property(cell, _SHADE)
            shade.attrib.clear()
            shade.set(VALUE, "clear")
            shade.set(w("color"), "auto")
            shade.set(w("fill"), marked.attribute(argument, mark.spot, COLOUR))
        elif mark.word == "vm":
            _merge_down(marked, cell, mark, argument)
        else:
            _merge_across(marked, cell, mark.spot)


def _property(cell: Any, name: str) -> Any:
    """The cell's property, put in its place of the order."""
    properties = cell.find(CELL_PROPERTIES)
    if properties is None:
        properties = etree.Element(CELL_PROPERTIES)
        cell.insert(0, properties)
    found = properties.find(name)
    if found is None:
        found = etree.Element(name)
        later = _ORDER[_ORDER.index(name) + 1 :]
        at = next((i for i, child in enumerate(properties) if child.tag in later), len(properties))
        properties.insert(at, found)
    return found


def _merge_down(marked: Marked, cell: Any, mark: Mark, key: str) -> None:
    """The first of the merged cells keeps its content, the others an empty paragraph."""
    name = f"{_GROUP}{mark.spot}"
    anew = " or ".join(_keyed_to_the_left(cell)) or "false"
    source = f"({key})|_新组({mark.spot}, {anew})" if key else "loop.first"
    cell.addprevious(marked.statement(f"set {name} = {source}", mark.spot))
    _property(cell, _V_MERGE).set(VALUE, marked.attribute(f"'restart' if {name} else 'continue'", mark.spot))
    if key:
        _property(cell, _V_MERGE).set("keyed", name)
    inside = [child for child in cell if child.tag != CELL_PROPERTIES]
    inside[0].addprevious(marked.statement(f"if {name}", mark.spot))
    cell.append(marked.statement("else", mark.spot))
    empty = etree.SubElement(cell, P)
    model = cell.find(f"{P}/{P_PROPERTIES}")
    if model is not None:
        empty.append(copy.deepcopy(model))
    cell.append(marked.statement("endif", mark.spot))


def _keyed_to_the_left(cell: Any) -> list[str]:
    """The names of the merged cells before this one in its row that follow a key."""
    names = (
        merge.get("keyed") for other in cell.itersiblings(CELL, preceding=True) for merge in other.iterfind(f"{CELL_PROPERTIES}/{_V_MERGE}")
    )
    return [name for name in names if name]


def _end_groups(marked: Marked, rows: list[Any]) -> None:
    """Groups of merged cells begin anew with their table, and after a row that is not of theirs."""
    keyed = [[int(m.get("keyed")[len(_GROUP) :]) for m in row.iterfind(f"{CELL}/{CELL_PROPERTIES}/{_V_MERGE}[@keyed]")] for row in rows]
    spots = {spot for found in keyed for spot in found}
    for number, (row, own) in enumerate(zip(rows, keyed, strict=True)):
        others = spots if not number else spots.difference(own)
        if others:
            before = row if number else next(child for child in row.getparent() if child.tag not in _HEAD)
            before.addprevious(marked.node(Instruction("print", str(sorted(others)), END_GROUPS, spot=min(others))))


def _merge_across(marked: Marked, cell: Any, spot: int) -> None:
    """One cell as wide as all of the loop."""
    span = _property(cell, _SPAN)
    span.set(VALUE, marked.attribute(f"{span.get(VALUE, '1')} * loop.length", spot))
    cell.addprevious(marked.statement("if loop.first", spot))
    cell.addnext(marked.statement("endif", spot))
    cell.set("merged", "1")


def grids(marked: Marked) -> None:
    """Let cells that are looped over share the width that their loop has in the template.

    The cells of the loop's tags count too; the grid of the table gets as many columns as there are cells.
    """
    for table in marked.root.iter(TABLE):
        rows = [row for row in table.iter(ROW) if next(row.iterancestors(TABLE)) is table]
        _end_groups(marked, rows)
        looped = [row for row in rows if "for" in _words(marked, row)]
        for row in looped:
            for loop in _loops(marked, row):
                _share(marked, loop)
        grid = table.find(_GRID)
        outside = next((row for row in looped if not _steered(marked, row)), None)
        if outside is not None and grid is not None:
            _loop_grid(marked, outside, grid)
    for node in marked.root.iter(_V_MERGE, CELL):
        node.attrib.pop("keyed", None)
        node.attrib.pop("merged", None)


def _word(marked: Marked, node: Any) -> str:
    """The first word of the statement that a node stands for, empty for an element."""
    if node.tag is not etree.ProcessingInstruction:
        return ""
    made = marked.instructions[int(node.text)]
    return made.word if made is not None else ""


def _words(marked: Marked, row: Any) -> list[str]:
    return [_word(marked, child) for child in row]


def _steered(marked: Marked, row: Any) -> bool:
    """Whether the row itself stands in a loop or a condition."""
    before = [_word(marked, node) for node in row.itersiblings(preceding=True)]
    return sum(word in _OPENING for word in before) > sum(word in _CLOSING for word in before)


def _loops(marked: Marked, row: Any) -> list[list[Any]]:
    """The outermost loops of a row: their nodes and cells, from the ``for`` to the ``endfor``."""
    loops, depth = list[list[Any]](), 0
    for child in row:
        word = _word(marked, child)
        if word == "for" and not depth:
            loops.append([])
        depth += word == "for"
        if depth:
            loops[-1].append(child)
        depth -= word == "endfor"
    return loops


def _width(marked: Marked, node: Any) -> int:
    """The width in twips of a cell, or of the cell that a tag stood in; 0 where none is told."""
    if node.tag is etree.ProcessingInstruction:
        return marked.cells.get(int(node.text), (0, 0))[0]
    return cell_measure(node)[0]


def _share(marked: Marked, loop: list[Any]) -> None:
    cells = [node for node in loop if node.tag == CELL]
    room, own = sum(_width(marked, node) for node in loop), sum(_width(marked, cell) for cell in cells)
    spot = _spot(marked, loop)
    for cell in cells if own else ():
        share = room * _width(marked, cell) // own
        across = "" if cell.get("merged") else " // loop.length"
        _property(cell, _WIDTH).set(w("w"), marked.attribute(f"{share}{across}", spot))


def _spot(marked: Marked, loop: list[Any]) -> int:
    first = marked.instructions[int(loop[0].text)]
    return first.spot if first is not None else 0


def _loop_grid(marked: Marked, row: Any, grid: Any) -> None:
    """The grid's columns, those of a loop in the same loop: together as wide as the columns that it has in the template."""
    columns = list(grid)
    starts = {id(loop[0]): loop for loop in _loops(marked, row)}
    made, at, loop, share = list[Any](), 0, list[Any](), ""
    for child in row:
        if id(child) in starts:
            loop = starts[id(child)]
            taken = columns[at : at + sum(_span(marked, node) for node in loop)]
            inside = sum(_span(marked, node) for node in loop if node.tag == CELL)
            share = f"{sum(int(c.get(w('w'), '0')) for c in taken) // max(1, inside)} // loop.length"
        span = _span(marked, child)
        if not loop:
            made += columns[at : at + span]
        elif child.tag == CELL:
            for _ in range(span):
                made.append(etree.Element(_COLUMN))
                made[-1].set(w("w"), marked.attribute(share, _spot(marked, loop)))
        elif (instruction := marked.instructions[int(child.text)]) is not None and instruction.kind == "statement":
            made.append(marked.node(instruction))
        at += span
        if loop and child is loop[-1]:
            loop = []
    for column in columns:
        grid.remove(column)
    grid.extend(made + columns[at:])


def _span(marked: Marked, node: Any) -> int:
    """How many columns of the template's grid a cell takes, or the cell that a tag stood in."""
    if node.tag is etree.ProcessingInstruction:
        return marked.cells.get(int(node.text), (0, 0))[1]
    return cell_measure(node)[1] if node.tag == CELL else 0


def cell_measure(cell: Any) -> tuple[int, int]:
    """The width of a cell in twips (0 where it tells none) and how many columns it spans."""
    width, span = (cell.find(f"{CELL_PROPERTIES}/{name}") for name in (_WIDTH, _SPAN))
    told = width.get(w("w"), "") if width is not None else ""
    spanned = span.get(VALUE, "") if span is not None else ""
    return int(told) if told.isdigit() else 0, int(spanned) if spanned.isdigit() else 1
