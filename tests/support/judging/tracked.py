"""The paragraphs of a part whose changes an update has tracked: every letter with who inserted and who deleted it.

They are counted as ``generator.word.manuscript`` does; written without it, so that one can check the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lxml import etree

from tests.support.word import MC, W

OURS = "工作簿更正"
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NO_TEXT = {f"{W}pPr", f"{W}rPr", f"{W}sectPr", f"{MC}Fallback"}


class Sign(NamedTuple):
    """A letter, and whether the update put it in or took it out."""

    text: str
    inserted: bool
    deleted: bool


@dataclass(slots=True)
class Passage:
    """A paragraph; ``comes`` and ``goes`` say that the update puts it in or takes it out."""

    signs: list[Sign] = field(default_factory=list)
    comes: bool = False
    goes: bool = False

    @property
    def before(self) -> str:
        """What it says when the update is rejected."""
        return "".join(sign.text for sign in self.signs if not sign.inserted)

    @property
    def after(self) -> str:
        """What it says when the update is accepted."""
        return "".join(sign.text for sign in self.signs if not sign.deleted)


class _State(NamedTuple):
    """What holds for an element and all in it."""

    passage: Passage | None = None
    inserted: bool = False
    deleted: bool = False
    hidden: bool = False
    comes: bool = False
    goes: bool = False


def passages(part: bytes) -> list[Passage]:
    """The paragraphs in the order in which they begin."""
    found: list[Passage] = []
    waiting: list[tuple[Any, _State]] = [(etree.fromstring(part), _State())]
    while waiting:
        node, state = waiting.pop()
        ours = node.get(f"{W}author") == OURS
        if node.tag in _NO_TEXT or not isinstance(node.tag, str):
            continue
        if node.tag == f"{W}p":
            passage = Passage(
                comes=state.comes or _marked(node, f"{W}pPr/{W}rPr/{W}ins"), goes=state.goes or _marked(node, f"{W}pPr/{W}rPr/{W}del")
            )
            found.append(passage)
            state = _State(passage, comes=state.comes, goes=state.goes)
        elif node.tag == f"{W}tr":
            state = state._replace(comes=_marked(node, f"{W}trPr/{W}ins"), goes=_marked(node, f"{W}trPr/{W}del"))
        elif node.tag in (f"{W}ins", f"{W}moveTo"):
            state = state._replace(inserted=state.inserted or ours)
        elif node.tag in (f"{W}del", f"{W}moveFrom"):
            state = state._replace(deleted=state.deleted or ours, hidden=state.hidden or not ours)
        elif state.passage is not None and not state.hidden:
            text = (node.text or "") if node.tag in (f"{W}t", f"{W}delText") else _SIGNS.get(node.tag, "")
            state.passage.signs += [Sign(letter, state.inserted, state.deleted) for letter in text]
        waiting += [(child, state) for child in reversed(node)]
    return found


def _marked(node: Any, path: str) -> bool:
    return any(mark.get(f"{W}author") == OURS for mark in node.findall(path))
