"""Field codes in a file that goes out: those that lay pages and references stay, all others become their result."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from generator.word.preparing.names import INSTRUCTION, TEXT, w

_CHAR, _SIMPLE, _KIND, _INSTR = w("fldChar"), w("fldSimple"), w("fldCharType"), w("instr")
_STAY = frozenset("PAGE NUMPAGES SECTION SECTIONPAGES TOC PAGEREF REF NOTEREF SEQ EQ SYMBOL STYLEREF ADVANCE HYPERLINK".split())
# Their result tells who made the file and where it lies.
_TELLING = frozenset("FILENAME AUTHOR LASTSAVEDBY TEMPLATE USERNAME USERINITIALS USERADDRESS".split())
_WEB = ("http://", "https://", "mailto:")
_WATCHED = (_CHAR, INSTRUCTION, w("delInstrText"), TEXT)


class _Field:
    """A field while it is read: its marks, its code, the words of its result."""

    def __init__(self) -> None:
        self.marks: list[Any] = []
        self.code: list[str] = []
        self.result: list[Any] = []
        self.in_result = False

    @property
    def instruction(self) -> str:
        return "".join(self.code).strip()


def plain_fields(root: Any) -> None:
    """Make the fields of a part plain that must not go out, and take out marks of fields that are not whole."""
    for simple in list(root.iter(_SIMPLE)):
        if not stays(simple.get(_INSTR, "")):
            _unwrap(simple, empty=_name(simple.get(_INSTR, "")) in _TELLING)
    waiting: list[_Field] = []
    for element in list(root.iter(*_WATCHED)):
        if element.tag == _CHAR:
            kind = element.get(_KIND)
            if kind == "begin":
                waiting.append(_Field())
            elif not waiting:
                _take_out(element)
                continue
            waiting[-1].marks.append(element)
            waiting[-1].in_result = waiting[-1].in_result or kind == "separate"
            if kind == "end":
                _settle(waiting.pop())
        elif element.tag == TEXT:
            for field in waiting:
                if field.in_result:
                    field.result.append(element)
        elif waiting:
            waiting[-1].marks.append(element)
            waiting[-1].code.append(element.text or "")
        else:
            _take_out(element)
    for field in waiting:
        for mark in field.marks:
            _take_out(mark)


def stays(instruction: str) -> bool:
    """Whether a field may go out as it is: it names no file, no person and no hidden words."""
    name = _name(instruction)
    if name == "HYPERLINK":
        rest = instruction.strip()[len(name) :].strip()
        return rest.startswith("\\l") or rest.lstrip('"').lower().startswith(_WEB)
    return name in _STAY


def _name(instruction: str) -> str:
    return (instruction.split() or [""])[0].upper()


def _settle(field: _Field) -> None:
    if stays(field.instruction):
        return
    for mark in field.marks:
        _take_out(mark)
    if _name(field.instruction) in _TELLING:
        for words in field.result:
            words.text = ""


def _take_out(element: Any) -> None:
    if element.getparent() is not None:
        element.getparent().remove(element)


def _unwrap(element: Any, *, empty: bool) -> None:
    for child in [] if empty else list(element):
        if child.tag != w("fldData"):
            element.addprevious(child)
    element.getparent().remove(element)


def rename_in_codes(root: Any, names: Mapping[str, str]) -> None:
    """Follow new names of bookmarks and styles in the codes of the fields of a part; a code may be cut into several runs."""
    if not names:
        return
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if name)
    known = re.compile(rf'(?:(?<=[\s",;，；])|^)(?:{longest_first})(?=[\s",;，；]|$)')
    for simple in root.iter(_SIMPLE):
        simple.set(_INSTR, known.sub(lambda found: names[found[0]], simple.get(_INSTR, "")))
    open_codes: list[list[Any]] = []
    for element in root.iter(_CHAR, INSTRUCTION):
        kind = element.get(_KIND)
        if element.tag == INSTRUCTION:
            if open_codes:
                open_codes[-1].append(element)
        elif kind == "begin":
            open_codes.append([])
        elif open_codes:
            pieces = open_codes[-1]
            code = "".join(piece.text or "" for piece in pieces)
            if pieces and (new := known.sub(lambda found: names[found[0]], code)) != code:
                pieces[0].text = new
                for piece in pieces[1:]:
                    piece.text = ""
            open_codes[-1] = []
            if kind == "end":
                open_codes.pop()
