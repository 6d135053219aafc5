"""What a file that goes out must not hold, taken out of the tree of a part: ids of editing, names, paths, wrappers of data."""

from __future__ import annotations

import re
from typing import Any

from generator.word.fields import plain_fields
from generator.word.hidden import HiddenStyles, without_hidden
from generator.word.ledger import is_mark
from generator.word.preparing.names import INSTRUCTION, W14, WP, A, P, R, W, w

_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_OFFICE = "urn:schemas-microsoft-com:office:office"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_W16 = "{http://schemas.microsoft.com/office/word/2016/"
_GONE = tuple(
    w(name)
    for name in (
        "proofErr permStart permEnd commentRangeStart commentRangeEnd commentReference annotationRef lastRenderedPageBreak rsid rsids "
        "moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd divId printerSettings sdtPr sdtEndPr smartTagPr customXmlPr"
    ).split()
)
_WRAPPERS = tuple(map(w, ("sdt", "sdtContent", "smartTag", "customXml")))
_START, _END, _ID, _NAME, _ANCHOR = w("bookmarkStart"), w("bookmarkEnd"), w("id"), w("name"), w("anchor")
_SHAPES = (f"{{{WP}}}docPr", f"{{{_PICTURE}}}cNvPr", f"{{{A}}}cNvPr")
_SHOWN_NAME = "图片"
# settings.xml: what lays the pages out; who wrote it, with what and from which data is nobody's business.
_SETTINGS = frozenset(
    (
        "zoom mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop "
        "defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps evenAndOddHeaders "
        "bookFoldPrinting bookFoldRevPrinting drawingGridHorizontalSpacing drawingGridVerticalSpacing "
        "displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin "
        "drawingGridHorizontalOrigin drawingGridVerticalOrigin characterSpacingControl strictFirstAndLastChars "
        "noLineBreaksAfter noLineBreaksBefore footnotePr endnotePr compat themeFontLang clrSchemeMapping decimalSymbol "
        "listSeparator displayBackgroundShape printTwoOnOne defaultTableStyle "
    ).split()
)
_PATH = re.compile(r"[\\/]|\.[A-Za-z]{3,4}$|^file:", re.IGNORECASE)


def clean_text(root: Any, styles: HiddenStyles) -> list[Any]:
    """Clean a part with text in it; returns the paragraphs that hidden words alone stood in.

    The bookmarks of values stay: they still tell what the text is of.
    """
    for fallback in list(root.iter(f"{_COMPATIBILITY}Fallback")):
        if next(fallback.iter(P), None) is not None:  # the words of a text box stand there a second time, for old programs
            fallback.getparent().remove(fallback)
    emptied = without_hidden(root, styles)
    plain_fields(root)
    for wrapper in list(root.iter(*_WRAPPERS)):
        _unwrap(wrapper)
    clean_tree(root)
    _clean_bookmarks(root)
    return emptied


def clean_tree(root: Any) -> None:
    """Take the ids of editing, names of files and remarks of checkers out of any part."""
    for element in list(root.iter(*_GONE)):
        element.getparent().remove(element)
    for element in root.iter("*"):
        for name in [name for name in element.attrib if _is_trace(name)]:
            del element.attrib[name]
        if _PATH.search(element.get("alt", "")):
            del element.attrib["alt"]
        if element.tag in _SHAPES:
            _name_shape(element)


def clean_settings(root: Any) -> None:
    """Leave in the settings only what lays the pages out."""
    for child in list(root):
        if not (isinstance(child.tag, str) and child.tag.startswith(f"{{{W}}}") and child.tag.rpartition("}")[2] in _SETTINGS):
            root.remove(child)


def without_value_marks(root: Any) -> None:
    """Take out the bookmarks of values, copies of them among them, and ends that have lost their other one."""
    begun: dict[str, Any] = {}
    for start in list(root.iter(_START)):
        if is_mark(start.get(_NAME, "")):
            start.getparent().remove(start)
        else:
            begun[start.get(_ID, "")] = start
    for end in list(root.iter(_END)):
        if end.get(_ID, "") in begun:
            del begun[end.get(_ID, "")]
        else:
            end.getparent().remove(end)
    for start in begun.values():
        start.getparent().remove(start)


def _clean_bookmarks(root: Any) -> None:
    """Bookmarks of people stay where something refers to them; the name of any other tells only what somebody called it."""
    wanted = {element.get(_ANCHOR) for element in root.iter(w("hyperlink")) if element.get(_ANCHOR)}
    for element in root.iter(INSTRUCTION):
        wanted.update((element.text or "").replace('"', " ").split())
    for element in root.iter(w("fldSimple")):
        wanted.update(element.get(w("instr"), "").replace('"', " ").split())
    for start in list(root.iter(_START)):
        if not is_mark(name := start.get(_NAME, "")) and name not in wanted:
            start.getparent().remove(start)
    known = {start.get(_ID, "") for start in root.iter(_START)}
    for end in list(root.iter(_END)):
        if end.get(_ID, "") not in known:
            end.getparent().remove(end)


def _is_trace(name: str) -> bool:
    namespace, _, local = name.rpartition("}")
    if namespace == f"{{{W}":
        return local.startswith("rsid")
    if namespace == f"{{{W14}":
        return local in ("paraId", "textId")
    return (namespace == f"{{{_OFFICE}" and local in ("title", "href")) or name.startswith(_W16) or name == f"{{{R}}}link"


def _name_shape(element: Any) -> None:
    """Pictures bear the name of the file that they come from, and their description may be a path."""
    for attribute in ("descr", "title"):
        if _PATH.search(element.get(attribute, "")):
            del element.attrib[attribute]
    if element.tag == f"{{{_PICTURE}}}cNvPr" or _PATH.search(element.get("name", "")):
        element.set("name", _SHOWN_NAME)


def _unwrap(element: Any) -> None:
    for child in list(element):
        element.addprevious(child)
    element.getparent().remove(element)
