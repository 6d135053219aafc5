"""How the paragraphs of a part look: their styles, and which of them hold a picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from lxml import etree

from generator.word.preparing.names import DRAWING, P_PROPERTIES, STYLE, VALUE, P, w

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PICTURES = (DRAWING, w("pict"))


class Look(NamedTuple):
    """A paragraph: the name of its style (the id of one that has none), whether it holds a picture, and its element."""

    style: str
    pictured: bool
    element: Any

    @property
    def own_indent(self) -> bytes:
        """Its own indents and alignment as markup."""
        found = self.element.find(P_PROPERTIES)
        return b"" if found is None else b"".join(etree.tostring(each) for each in found.iter(w("ind"), w("jc")))


def looks_of(markup: bytes, names: Mapping[str, str]) -> list[Look]:
    """The paragraphs of a part that this program wrote, as ``manuscript`` counts them; ``names`` are those of styles by id."""
    root = etree.fromstring(markup, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    return [_look(each, names) for each in root.iter(P) if next(each.iterancestors(_FALLBACK), None) is None]


def is_pictured(paragraph: Any) -> bool:
    """Whether a paragraph holds a picture or a drawing."""
    return next(paragraph.iter(*_PICTURES), None) is not None


def _look(paragraph: Any, names: Mapping[str, str]) -> Look:
    style = paragraph.find(f"{P_PROPERTIES}/{STYLE}")
    name = "" if style is None else style.get(VALUE, "")
    return Look(names.get(name, name), is_pictured(paragraph), paragraph)
