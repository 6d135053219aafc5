"""Tags that stand for their whole paragraph, row or cell are lifted out of it; ``{%-`` and ``-%}`` join paragraphs.

A tag that takes its element with it must be alone in it: text beside it would vanish, so it is reported instead.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from generator.word.preparing.marking import CELL_TAGS, Mark, Marked
from generator.word.preparing.names import CELL, P_PROPERTIES, RANGE_MARKS, ROW, SECTION, TEXT, P, w
from generator.word.preparing.tables import cell_measure

_ELEMENTS = {"p": P, "tr": ROW, "tc": CELL}
_CALLED = {"p": "这一段", "tr": "这一行", "tc": "这一格"}
_THINGS = frozenset(map(w, ("drawing", "pict", "object", "footnoteReference", "endnoteReference", "fldChar", "tbl")))


def lift(marked: Marked) -> None:
    """Join paragraphs, then put tags in the place of the elements that they stand for."""
    _join(marked)
    groups: dict[Any, list[Any]] = {}
    for node in marked.nodes():
        mark = marked.mark_of(node)
        if mark is None or not mark.level:
            continue
        element = next(node.iterancestors(_ELEMENTS[mark.level]), None)
        if element is None:
            marked.slip(mark.spot, f"{{%{mark.level} %}} 要写在表格里，这里不是", "请改用 {%p %}，或移到表格的单元格里")
        else:
            groups.setdefault(element, []).append(node)
    for element, nodes in groups.items():
        mark = marked.mark_of(nodes[0])
        if mark and (beside := _beside(element, nodes, marked)):
            what = f"{_CALLED[mark.level]}里除了标记还有{beside}，会被一起去掉"
            marked.slip(
                mark.spot,
                what,
                f"请把 {_shape(mark)} 单独放在{_CALLED[mark.level].replace('这', '')}里，或改用不带 {mark.level} 的标记",
            )
        elif element.getparent() is not None:
            if element.tag == CELL:
                marked.cells[int(nodes[0].text)] = cell_measure(element)
            _replace(element, nodes)


def _shape(mark: Mark) -> str:
    """The tag as it looks, without what it says."""
    opening, closing = {"print": ("{{", "}}"), "comment": ("{#", "#}")}.get(mark.tag.kind, ("{%", "%}"))
    return f"{opening}{mark.level} {closing}"


def _beside(element: Any, nodes: list[Any], marked: Marked) -> str:
    """What else the element holds, in words; empty when there is nothing that would be missed."""
    said = "".join(text.text or "" for text in element.iter(TEXT)).strip()
    if said:
        return f"“{said[:20]}”"
    own = set(nodes)
    for child in element.iter():
        if child.tag is etree.ProcessingInstruction and child not in own:
            return "别的标记"
        if child.tag in _THINGS:
            return "图片、表格或域"
    return ""


def _replace(element: Any, nodes: list[Any]) -> None:
    """The element away, its tags, marks of ranges and the end of a section in its place."""
    parent, index = element.getparent(), element.getparent().index(element)
    kept = [child for child in element.iter() if child.tag in RANGE_MARKS or child in nodes]
    sections = [section for section in element.iter(SECTION) if element.tag == P]
    parent.remove(element)
    for offset, node in enumerate(kept):
        parent.insert(index + offset, node)
    for section in sections:  # what ends a section stays, as an empty paragraph
        paragraph = etree.Element(P)
        etree.SubElement(paragraph, P_PROPERTIES).append(section)
        parent.insert(index + len(kept), paragraph)


def _join(marked: Marked) -> None:
    """``{%-`` at the beginning of a paragraph joins it to the one before, ``-%}`` at its end to the next.

    Inside a paragraph both take the white space beside them away, as Jinja has it.
    """
    for node in marked.nodes():
        mark = marked.mark_of(node)
        if mark is None or mark.level or not (mark.tag.before or mark.tag.after):
            continue
        for wanted, before in ((mark.tag.before, True), (mark.tag.after, False)):
            paragraph = next(node.iterancestors(P), None)
            if wanted and paragraph is not None:
                _trim_or_join(node, mark, paragraph, before=before)


def _trim_or_join(node: Any, mark: Mark, paragraph: Any, *, before: bool) -> None:
    texts, ahead = [], True
    for element in paragraph.iter():
        if element is node:
            ahead = False
        elif (element.tag == TEXT) and ahead == before and element is not node.getparent():
            texts.append(element)
    beside = texts[-1:] if before else texts[:1]
    if beside:
        words = beside[0].text or ""
        beside[0].text = words.rstrip() if before else words.lstrip()
    elif mark.tag.kind == "statement" and mark.word not in CELL_TAGS:
        other = paragraph.getprevious() if before else paragraph.getnext()
        if other is not None and other.tag == P:
            first, second = (other, paragraph) if before else (paragraph, other)
            first.extend(child for child in list(second) if child.tag != P_PROPERTIES)
            second.getparent().remove(second)
