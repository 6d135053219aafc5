"""The page profile and the fonts of a template, applied to the parts of its layout.

A layout is made in the measures of GB/T 9704—2012 as it is usually read: margins of 37 and 35 mm around 22 lines of
28.95 pt. GB/T 33476.2—2016 measures from the lines to the edges: 34.58 and 32.58 mm around lines of 29.45 pt. What
stands at a distance from the type area keeps it: the page number 7 mm below (7.5), the 发文机关标志 35 mm below its top
(7.2.4), the red rule 4 mm below 发文字号 (7.2.7).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.document import styles
from generator.model.template import PageProfile
from generator.patterns import pattern

DOCUMENT, STYLES, FONTS = "word/document.xml", "word/styles.xml", "word/fontTable.xml"
_TOP, _BOTTOM, _PITCH = 1960, 1847, 589  # GB/T 33476.2—2016, in twips
_USUAL_PITCH = 579
_MORE = _PITCH - _USUAL_PITCH
_ABOVE_MARK = 3  # lines above the 发文机关标志
_BELOW_MARK = 6  # so many times the growth of a line: the 11 lines of the 版头 less the 5 that have grown in sum
_SECTION = pattern(rb"<w:sectPr\b[^>]*>.*?</w:sectPr>", re.DOTALL)
_MARGINS = pattern(rb"<w:pgMar\b[^>]*>")
_GRID = pattern(rb"<w:docGrid\b[^>]*>")
_SPACING = pattern(rb"<w:spacing\b[^>]*>")
_LANDSCAPE = pattern(rb"<w:pgSz\b[^>]*w:orient=[\"']landscape[\"']")
_STYLE = pattern(rb"<w:style\b[^>]*>.*?</w:style>", re.DOTALL)
_NAMED = pattern(rb"<w:name\b[^>]*w:val=[\"']([^\"']*)[\"']")
_FONT_ATTRIBUTE = pattern(rb"<w:rFonts\b[^>]*>|<a:(?:latin|ea|cs|font)\b[^>]*>")
_FONT_NAME = pattern(rb"((?:w:(?:ascii|hAnsi|eastAsia|cs)|typeface)=)(\"[^\"]*\"|'[^']*')")
_FONT = pattern(rb"(?<!\s)\s*+<w:font\b[^>]*?(?:/>|>.*?</w:font>)", re.DOTALL)
_FONT_HEAD = pattern(rb"(<w:font\b[^>]*w:name=)(\"[^\"]*\"|'[^']*')")
_ONLY_OF_THE_OLD = pattern(rb"(?<!\s)\s*+<w:(?:altName|panose1|sig|embed\w+)\b[^>]*/>")


def with_profile(parts: Mapping[str, bytes], page: PageProfile, fonts: Mapping[str, str]) -> dict[str, bytes]:
    """The parts of a layout with this page profile and with other fonts for those named in ``fonts``.

    ``gbt9704`` leaves the page as the layout has it. Landscape sections keep their margins.
    """
    changed = dict(parts)
    if page == "gbt33476":
        for name in changed:
            if name.endswith(".xml") and name.startswith("word/"):
                changed[name] = _SPACING.sub(_repitched, _SECTION.sub(_resized, changed[name]))
        if changed.get(STYLES) != parts.get(STYLES):  # else its lines have another height, and its 版头 suits them
            changed[STYLES] = _STYLE.sub(_letterhead, changed[STYLES])
    if fonts:
        names = {_escaped(old): _escaped(new) for old, new in fonts.items()}
        for name in changed:
            if name.endswith(".xml"):
                changed[name] = _FONT_ATTRIBUTE.sub(lambda tag: _renamed(tag[0], names), changed[name])
        if FONTS in changed:
            changed[FONTS] = _font_table(changed[FONTS], names)
    return changed


def _resized(section: re.Match[bytes]) -> bytes:
    """A section with the margins and the pitch; the footer keeps its distance from the type area."""

    def margins(tag: re.Match[bytes]) -> bytes:
        footer = _number(tag[0], "footer") + _BOTTOM - _number(tag[0], "bottom")
        return _with(_with(_with(tag[0], "top", _TOP), "bottom", _BOTTOM), "footer", max(0, footer))

    text = section[0] if _LANDSCAPE.search(section[0]) else _MARGINS.sub(margins, section[0])
    return _GRID.sub(lambda tag: _pitched(tag[0], "linePitch"), text)


def _repitched(tag: re.Match[bytes]) -> bytes:
    """A line of exactly the usual pitch takes the pitch of the profile."""
    return _pitched(tag[0], "line") if re.search(rb"w:lineRule=[\"']exact[\"']", tag[0]) else tag[0]


def _pitched(tag: bytes, attribute: str) -> bytes:
    return _with(tag, attribute, _PITCH) if _number(tag, attribute) == _USUAL_PITCH else tag


def _letterhead(style: re.Match[bytes]) -> bytes:
    """The styles of the 版头 with spacing that makes up for the higher lines, which are in place already.

    The mark goes up by what the lines above it grew; below it comes so much more that the 版头 is as high as its
    number of lines, as it is when it is left blank for systems that print their own.
    """
    name = found[1].decode() if (found := _NAMED.search(style[0])) else ""
    if name == styles.LETTERHEAD_MARK:
        return _SPACING.sub(
            lambda tag: (
                _moved(_moved(tag[0], "before", -_ABOVE_MARK * _MORE), "after", _BELOW_MARK * _MORE) if _is_line(tag[0]) else tag[0]
            ),
            style[0],
        )
    if name == styles.DOCUMENT_NUMBER:
        return _SPACING.sub(
            lambda tag: _moved(tag[0], "before", _MORE) if _is_line(tag[0]) and _number(tag[0], "line") != _PITCH else tag[0],
            style[0],
        )
    return style[0]


def _is_line(tag: bytes) -> bool:
    """Whether it is the spacing of lines; letters have a w:spacing too."""
    return b"w:line=" in tag


def _moved(tag: bytes, attribute: str, by: int) -> bytes:
    return _with(tag, attribute, max(0, _number(tag, attribute) + by))


def _number(tag: bytes, attribute: str) -> int:
    """The value of an attribute, 0 where there is none."""
    found = re.search(rb"w:%s=[\"'](-?[0-9]+)[\"']" % attribute.encode(), tag)
    return int(found[1]) if found else 0


def _with(tag: bytes, attribute: str, value: int) -> bytes:
    """The tag with the attribute set, added at its end where it is not there."""
    said = b'w:%s="%d"' % (attribute.encode(), value)
    changed, times = re.subn(rb"w:%s=[\"'][^\"']*[\"']" % attribute.encode(), said, tag)
    if times:
        return changed
    end = b"/>" if tag.endswith(b"/>") else b">"
    return tag[: -len(end)].rstrip() + b" " + said + end


def _escaped(name: str) -> bytes:
    return name.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").encode()


def _renamed(tag: bytes, names: Mapping[bytes, bytes]) -> bytes:
    def renamed(attribute: re.Match[bytes]) -> bytes:
        new = names.get(attribute[2][1:-1])
        return attribute[0] if new is None else attribute[1] + b'"' + new + b'"'

    return _FONT_NAME.sub(renamed, tag)


def _font_table(table: bytes, names: Mapping[bytes, bytes]) -> bytes:
    """The table with the fonts renamed, each once; what described or embedded the old one is left out."""
    there: set[bytes] = set()

    def entry(font: re.Match[bytes]) -> bytes:
        head = _FONT_HEAD.search(font[0])
        if head is None:
            return font[0]
        old = head[2][1:-1]
        new = names.get(old, old)
        if new in there:
            return b""
        there.add(new)
        if new == old:
            return font[0]
        return _ONLY_OF_THE_OLD.sub(b"", font[0].replace(head[0], head[1] + b'"' + new + b'"', 1))

    return _FONT.sub(entry, table)
