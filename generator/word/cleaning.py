"""What a file that goes out must not hold, taken out of the tree of a part: ids of editing, names, paths, wrappers of data."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from generator.word.fields import plain_fields
from generator.word.hidden import HiddenStyles, without_hidden
from generator.word.ledger import is_mark
from generator.word.preparing.names import DRAWING, INSTRUCTION, VALUE, W14, WP, A, P, R, W, w

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
_DOC_PR = f"{{{WP}}}docPr"
_VML = "urn:schemas-microsoft-com:vml"
_WP14 = "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}"
_FIRST_SHAPE = 9000  # behind the numbers that programs give
_SHOWN_NAME, _SHAPE_ID = "图片", re.compile(r"_x0000_\w+|PowerPlusWaterMarkObject\d+")
# Words that describe what a reader sees: they stay for those who listen to a page, unless they tell who made it or where it lay.
_DESCRIBING = ("descr", "title", "alt", w("tooltip"))
_TABLE_WORDS = tuple(map(w, ("tblCaption", "tblDescription")))
_KEPT_EXTENSIONS = frozenset(("{96DAC541-7B7A-43D3-8B79-37D633B846F1}", "{28A0092B-C50C-407E-A947-70E740481C1C}"))  # SVG, resolution
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
_KNOWN = ("http://schemas.openxmlformats.org/", "http://schemas.microsoft.com/", "urn:schemas-microsoft-com:", "http://www.w3.org/")
_PATH = re.compile(r"[\\/]|\.[A-Za-z]{3,4}$|^file:", re.IGNORECASE)


def clean_text(root: Any, styles: HiddenStyles) -> list[Any]:
    """Clean a part with text in it; returns the paragraphs that hidden words alone stood in.

    The bookmarks of values stay: they still tell what the text is of.
    """
    for fallback in list(root.iter(f"{_COMPATIBILITY}Fallback")):
        if next(fallback.iter(P), None) is not None:  # the words of a text box stand there a second time, for old programs
            fallback.getparent().remove(fallback)
    for shape in list(root.iter(_DOC_PR)):
        drawing = next(shape.iterancestors(DRAWING), None)
        if shape.get("hidden") in ("1", "true") and drawing is not None:
            drawing.getparent().remove(drawing)
    emptied = without_hidden(root, styles)
    plain_fields(root)
    for wrapper in list(root.iter(*_WRAPPERS)):
        _unwrap(wrapper)
    clean_tree(root)
    _clean_bookmarks(root)
    return emptied


def clean_tree(root: Any) -> None:
    """Take the ids of editing, names of files, remarks of checkers and attributes of unknown programs out of any part."""
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    for element in list(root.iter(*_GONE)):
        element.getparent().remove(element)
    for extension in list(root.iter(f"{{{A}}}ext")):
        if extension.getparent().tag == f"{{{A}}}extLst" and extension.get("uri") not in _KEPT_EXTENSIONS:
            extension.getparent().remove(extension)
    shapes = 0
    for element in root.iter("*"):
        for name in [name for name in element.attrib if _is_trace(name)]:
            del element.attrib[name]
        if element.tag.rpartition("}")[2] in ("docPr", "cNvPr"):
            element.set("name", _SHOWN_NAME)
        elif element.tag.startswith(f"{{{_VML}}}") and "id" in element.attrib and not _SHAPE_ID.fullmatch(element.get("id", "")):
            shapes += 1
            element.set("id", f"_x0000_s{_FIRST_SHAPE + shapes}")
    without_descriptions(root, _PATH)


def without_descriptions(root: Any, telling: re.Pattern[str]) -> None:
    """Take out the descriptions of pictures, tables and links in which something ``telling`` stands: a path, a name."""
    for element in root.iter("*"):
        for name in _DESCRIBING:
            if telling.search(element.get(name, "")):
                del element.attrib[name]
    for words in list(root.iter(*_TABLE_WORDS)):
        if telling.search(words.get(VALUE, "")):
            words.getparent().remove(words)


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
    if namespace and not namespace[1:].startswith(_KNOWN):
        return True  # of a program that Word doesn't know
    if namespace == f"{{{W}":
        return local.startswith("rsid") or local in ("docLocation", "tgtFrame")
    if namespace == f"{{{W14}":
        return local in ("paraId", "textId")
    if namespace == f"{{{_OFFICE}":
        return local in ("title", "href", "gfxdata")  # gfxdata is a whole package of the drawing
    if f"{namespace}}}" == _WP14:
        return local in ("anchorId", "editId")
    return name.startswith(_W16) or name == f"{{{R}}}link"


def _unwrap(element: Any) -> None:
    for child in list(element):
        element.addprevious(child)
    element.getparent().remove(element)
