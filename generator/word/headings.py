"""The paragraphs of a Word file that anybody may have written, and which of them are headings by their style."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import NamedTuple

from generator.archive import careful_parser
from generator.word.manuscript import read_lines
from generator.word.opening import WordFile

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "  # as expat puts it before a name
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"(?:sub)?title|(?:副)?标题", re.IGNORECASE)
_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|[0-9]{1,2}[.．、](?![0-9])")
_MOST_ANCESTORS = 20  # styles based on styles


class Paragraph(NamedTuple):
    """A paragraph that is not empty: its number from 1, its text, and the level of the heading that it is, None for none.

    The title of the whole has level 0. ``is_centred`` tells what the paragraph itself says, not its style.
    """

    number: int
    text: str
    level: int | None
    is_centred: bool
    is_in_table: bool


def own_number(text: str) -> str:
    """The number that a heading begins with, ``（一）`` of ``（一）执法``; empty for none."""
    return found[0] if (found := _NUMBER.match(text)) else ""


def paragraphs(file: WordFile) -> list[Paragraph]:
    """The paragraphs of the document. Raises ``ExpatError`` or ``ValueError`` for a damaged one."""
    markup = file.content(file.document) or b""
    styles = file.content(posixpath.join(posixpath.dirname(file.document), "styles.xml"))
    levels = _levels(styles) if styles else {}
    stated = _stated(markup)
    lines = read_lines(markup)
    told = (stated[line.number - 1] if line.number <= len(stated) else _Stated() for line in lines)
    return [
        Paragraph(line.number, line.text, own if own is not None else levels.get(style), is_centred, line.table > 0)
        for line, (style, own, is_centred) in zip(lines, told, strict=True)
        if line.text.strip()
    ]


class _Stated(NamedTuple):
    """What a paragraph says of itself: its style, its outline level, whether it is centred."""

    style: str = ""
    level: int | None = None
    is_centred: bool = False


def _stated(markup: bytes) -> list[_Stated]:
    """What each paragraph says of itself, counted as :func:`read_lines` counts them."""
    found: list[_Stated] = []
    open_ones: list[int] = []
    hidden = properties = 0

    def start(tag: str, at: dict[str, str]) -> None:
        nonlocal hidden, properties
        if tag == _FALLBACK or tag == f"{_W}sectPr":
            hidden += 1
        elif hidden:
            return
        elif tag == f"{_W}p" and not properties:
            open_ones.append(len(found))
            found.append(_Stated())
        elif tag == f"{_W}pPr":
            properties += 1
        elif open_ones and properties == 1 and tag in (f"{_W}pStyle", f"{_W}outlineLvl", f"{_W}jc"):
            value, said = at.get(f"{_W}val", ""), found[open_ones[-1]]
            if tag == f"{_W}pStyle":
                said = said._replace(style=value)
            elif tag == f"{_W}jc":
                said = said._replace(is_centred=value == "center")
            else:
                said = said._replace(level=_level(value))
            found[open_ones[-1]] = said

    def end(tag: str) -> None:
        nonlocal hidden, properties
        if tag == _FALLBACK or tag == f"{_W}sectPr":
            hidden -= 1
        elif hidden:
            return
        elif tag == f"{_W}pPr":
            properties -= 1
        elif tag == f"{_W}p" and not properties and open_ones:
            open_ones.pop()

    _parse(markup, start, end)
    return found


def _level(value: str) -> int | None:
    """1 to 9; body text has the outline level 9."""
    return int(value) + 1 if value.isdecimal() and len(value) == 1 and value != "9" else None


def _levels(styles: bytes) -> Mapping[str, int]:
    """The level of each style that is one of headings or of the title: by its outline level, its name, or the style that it is based on."""
    own: dict[str, int] = {}
    parents: dict[str, str] = {}
    current = ""

    def start(tag: str, at: dict[str, str]) -> None:
        nonlocal current
        value = at.get(f"{_W}val", "")
        if tag == f"{_W}style":
            current = at.get(f"{_W}styleId", "")
        elif tag == f"{_W}basedOn":
            parents[current] = value
        elif tag == f"{_W}name" and (found := _HEADING.fullmatch(value.strip())):
            own.setdefault(current, int(found[1]))
        elif tag == f"{_W}name" and _TITLE.fullmatch(value.strip()):
            own.setdefault(current, 0)
        elif tag == f"{_W}outlineLvl" and (level := _level(value)):
            own[current] = level

    _parse(styles, start, lambda tag: None)
    found = dict(own)
    for style in parents:
        at = style
        for _ in range(_MOST_ANCESTORS):
            if at in own:
                found[style] = own[at]
                break
            at = parents.get(at, "")
    return found


def _parse(markup: bytes, start: object, end: object) -> None:
    parser = careful_parser(" ")
    parser.StartElementHandler = start  # type: ignore[assignment]
    parser.EndElementHandler = end  # type: ignore[assignment]
    parser.Parse(markup, True)
