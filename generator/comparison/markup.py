"""HTML that is escaped by construction: text can't become markup, since only :func:`element` makes any."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

_EMPTY = frozenset(("meta", "col", "br"))


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Child = str | Iterable[str]


def element(tag: str, *children: Child, **attributes: str) -> Markup:
    """An element; children that are plain text are escaped. ``class_`` and ``http_equiv`` are ``class`` and ``http-equiv``."""
    named = "".join(f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"' for name, value in attributes.items())
    if tag in _EMPTY:
        return Markup(f"<{tag}{named}>")
    return Markup(f"<{tag}{named}>{together(children)}</{tag}>")


def together(children: Iterable[Child]) -> Markup:
    """Children one after the other."""
    return Markup("".join(_child(child) for child in children))


def _child(child: Child) -> str:
    if isinstance(child, Markup):
        return child
    return escape(child, quote=False) if isinstance(child, str) else together(child)


def style(sheet: str) -> Markup:
    """A style sheet of our own. Raises ``ValueError`` for one that would end its element."""
    if "<" in sheet:
        raise ValueError("a style sheet without markup")
    return Markup(f"<style>{sheet}</style>")
