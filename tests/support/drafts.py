"""Edited reports as hypothesis draws them: with changes, marks, links, fields, controls, tables and text boxes of people."""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import strategies as st

from tests.support.revisions import OURS
from tests.support.word import PROOF, Block, Xml, bookmark, control, deleted, field, inline_control, inserted, link, p, run, text_box

FORMATS = ["", "", "<w:b/>", "<w:i/>", '<w:rStyle w:val="Strong"/>', '<w:color w:val="C00000"/>']
WORDS = st.text(alphabet="甲乙丙丁593%，。 <&", min_size=1, max_size=5)
_SIGNS = ["<w:tab/>", "<w:br/>", "<w:noBreakHyphen/>", "<w:cr/>", '<w:softHyphen/><w:sym w:font="Wingdings" w:char="F0FE"/>']


@st.composite
def drafts(draw: st.DrawFn, *, pending: bool = False) -> tuple[Block, ...]:
    """Blocks of a document; with ``pending``, changes of ours that nobody has decided on stand in them."""
    numbers = itertools.count(100)
    return tuple(_block(draw, numbers, pending, 2) for _ in range(draw(st.integers(1, 4))))


def _block(draw: st.DrawFn, numbers: Any, pending: bool, depth: int) -> Block:
    kind = draw(st.sampled_from(["p", "p", "p", "p", "table", "box", "control"] if depth else ["p"]))
    if kind == "p":
        properties = draw(st.sampled_from(["", '<w:keepNext/><w:jc w:val="center"/>', "<w:rPr><w:b/></w:rPr>"]))
        return p(*(_inline(draw, numbers, pending, 1) for _ in range(draw(st.integers(0, 5)))), properties=properties)
    inside = [_block(draw, numbers, pending, depth - 1) for _ in range(draw(st.integers(1, 3)))]
    if kind == "table":
        return [[block] for block in inside]
    return text_box(*inside, number=next(numbers)) if kind == "box" else control(*inside, number=next(numbers))


def _runs(draw: st.DrawFn) -> Xml:
    """A run or two, signs among the letters."""
    made = ""
    for _ in range(draw(st.integers(1, 2))):
        text = run(draw(WORDS), draw(st.sampled_from(FORMATS)))
        if draw(st.booleans()):
            more = draw(st.sampled_from(_SIGNS)) + f'<w:t xml:space="preserve">{"戊" * draw(st.integers(0, 2))}</w:t>'
            text = Xml(text.replace("</w:r>", f"{more}</w:r>"))
        made += text
    return Xml(made)


def _inline(draw: st.DrawFn, numbers: Any, pending: bool, depth: int) -> Xml:
    kinds = ["run"] * 4 + ["proof", "deleted"]
    if depth:
        kinds += ["inserted", "moved", "link", "field", "control", "bookmark", "value"] + ["pending"] * (4 * pending)
    kind, number = draw(st.sampled_from(kinds)), next(numbers)
    if kind == "proof":
        return PROOF
    if kind == "deleted":
        return deleted(draw(WORDS), number)
    if kind == "run":
        return _runs(draw)
    if kind == "pending":
        return _pending(draw, numbers)
    inner = Xml("".join(_inline(draw, numbers, pending, depth - 1) for _ in range(draw(st.integers(1, 2)))))
    if kind == "inserted":
        return inserted(inner, number=number)
    if kind == "moved":
        return Xml(f'<w:moveTo w:id="{number}" w:author="科员" w:date="2023-01-01T00:00:00Z">{inner}</w:moveTo>')
    if kind == "link":
        return link(inner)
    if kind == "field":
        return field("DATE", inner)
    if kind == "control":
        return inline_control(inner, number=number)
    return bookmark(f"_fz{number}" if kind == "value" else f"_Ref{number}", inner, number=number)


def _pending(draw: st.DrawFn, numbers: Any) -> Xml:
    of = f'w:author="{OURS}" w:date="2023-01-01T00:00:00Z"'
    old, new = draw(WORDS), _runs(draw)
    gone = run(old, "<w:b/>").replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
    return Xml(f'<w:del w:id="{next(numbers)}" {of}>{gone}</w:del><w:ins w:id="{next(numbers)}" {of}>{new}</w:ins>')
