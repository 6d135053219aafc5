"""Lines of an exact height cut pictures off: a paragraph that is one tag gets lines that grow where its value is a picture."""

from __future__ import annotations

from typing import Any

from lxml import etree

from generator.word.preparing.layout import Styles
from generator.word.preparing.marking import VALUE, Marked
from generator.word.preparing.names import P_PROPERTIES, RUN, STYLE, TEXT, P, w
from generator.word.preparing.names import VALUE as VAL

_SPACING, _RULE, _LINE = w("spacing"), w("lineRule"), w("line")
# What stands before w:spacing in the properties of a paragraph (ECMA-376, 17.3.1.26).
_BEFORE = frozenset(
    w(name)
    for name in (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens "
        "kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid"
    ).split()
)


def let_lines_grow(marked: Marked, styles: Styles) -> None:
    """Put a condition around the line height of such paragraphs. What holds no more than a tag may become a picture."""
    for node in marked.nodes():
        made = marked.instructions[int(node.text)]
        if made is None or made.printer != VALUE:
            continue
        paragraph = next(node.iterancestors(P), None)
        if paragraph is None or not _alone(paragraph) or not _exact(paragraph, styles):
            continue
        properties = paragraph.find(P_PROPERTIES)
        if properties is None:
            properties = etree.Element(P_PROPERTIES)
            paragraph.insert(0, properties)
        own = properties.find(_SPACING)
        grown = etree.Element(_SPACING) if own is None else etree.Element(_SPACING, own.attrib)
        grown.set(_LINE, "240")
        grown.set(_RULE, "auto")
        at = next((n for n, child in enumerate(properties) if child.tag not in _BEFORE), len(properties))
        if own is not None:
            at = properties.index(own)
            properties.remove(own)
        nodes = [marked.statement(f"if ({made.source})|_是图", made.spot), grown]
        nodes += [marked.statement("else", made.spot), own] if own is not None else []
        for offset, each in enumerate([*nodes, marked.statement("endif", made.spot)]):
            properties.insert(at + offset, each)


def _alone(paragraph: Any) -> bool:
    """Whether the paragraph holds one run, of one tag."""
    runs = list(paragraph.iter(RUN))
    texts = list(paragraph.iter(TEXT))
    return len(runs) == len(texts) == 1 and len(texts[0]) == 1 and not (texts[0].text or "") and not (texts[0][0].tail or "")


def _exact(paragraph: Any, styles: Styles) -> bool:
    """Whether its lines have an exact height, by itself or by its style."""
    own = paragraph.find(f"{P_PROPERTIES}/{_SPACING}")
    if own is not None and own.get(_RULE):
        return bool(own.get(_RULE) == "exact")
    style = paragraph.find(f"{P_PROPERTIES}/{STYLE}")
    return styles.exact_lines(style.get(VAL) if style is not None else styles.usual)
