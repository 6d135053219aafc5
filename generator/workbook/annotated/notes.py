"""The notes of a sheet: what a check says stands behind what people wrote, and can be taken away again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from generator.workbook.annotated.boxes import Boxes
from generator.workbook.annotated.grid import SHEET_ORDER, Grid, address, span
from generator.workbook.annotated.parts import OFFICE, SHEETML, Parts, insert, m, made
from generator.workbook.annotated.texts import OURS

AUTHOR = "工作簿核对"
_COMMENTS, _DRAWING = f"{SHEETML}.comments+xml", "application/vnd.openxmlformats-officedocument.vmlDrawing"
_ID = f"{{{OFFICE}}}id"


class Notes:
    """The notes of one sheet. Where its drawing can't be read, nothing is changed."""

    def __init__(self, parts: Parts, sheet: str, grid: Grid) -> None:
        self._parts, self._sheet, self._grid = parts, sheet, grid
        self._part = parts.related(sheet, "comments")
        self._drawing = self._legacy()
        try:
            self._boxes: Boxes | None = Boxes(parts.content(self._drawing) or None if self._drawing else None, grid)
        except etree.XMLSyntaxError:
            self._boxes = None

    def strip(self) -> bool:
        """Take away what an earlier check said; whether there was anything."""
        if not self._part or self._boxes is None:
            return False
        found = False
        for comment in list(self._parts.tree(self._part).iter(m("comment"))):
            if _without_ours(comment):
                found = True
                if not _text_of(comment).strip():
                    comment.getparent().remove(comment)
                    if (at := span(comment.get("ref"))) is not None:
                        self._boxes.remove((at.top, at.left))
        if found:
            self._keep()
        return found

    def add(self, said: Mapping[tuple[int, int], str]) -> None:
        """Put these lines into the notes of the cells."""
        if self._boxes is None or not said:
            return
        root = self._comments()
        there = {comment.get("ref"): comment for comment in root.iter(m("comment"))}
        for name in ("authors", "commentList"):
            if root.find(m(name)) is None:
                root.insert(0 if name == "authors" else 1, made(name))
        home, author = root.find(m("commentList")), _author(root)
        for cell, lines in sorted(said.items()):
            comment = there.get(address(*cell))
            if comment is None:
                comment = made("comment", {"ref": address(*cell), "authorId": str(author)})
                home.append(comment)
            _append(comment, lines)
        for comment in home.iter(m("comment")):  # each needs a box, or the program that opens the file repairs it
            at = span(comment.get("ref"))
            if at is not None and ((at.top, at.left) in said or (at.top, at.left) not in self._boxes):
                self._boxes.fit((at.top, at.left), _text_of(comment))
        self._keep()

    def _comments(self) -> Any:
        if not self._part:
            self._part = self._parts.free("xl/comments{}.xml")
            self._parts.add(self._part, made("comments", None, made("authors"), made("commentList")), _COMMENTS)
            self._parts.relate(self._sheet, "comments", self._part)
        return self._parts.tree(self._part)

    def _legacy(self) -> str:
        """The drawing that the sheet names for its notes, empty when it names none."""
        element = self._grid.root.find(m("legacyDrawing"))
        key = element.get(_ID) if element is not None else None
        return next((each.target for each in self._parts.relations(self._sheet) if each.id == key and each.target in self._parts), "")

    def _keep(self) -> None:
        """Write the drawing, and say in the sheet where it is."""
        assert self._boxes is not None
        if self._drawing:
            self._parts.put(self._drawing, self._boxes.root)
            return
        self._drawing = self._parts.free("xl/drawings/vmlDrawing{}.vml")
        self._parts.add(self._drawing, self._boxes.root, _DRAWING)
        key = self._parts.relate(self._sheet, "vmlDrawing", self._drawing)
        for stale in self._grid.root.findall(m("legacyDrawing")):
            self._grid.root.remove(stale)
        element = etree.Element(m("legacyDrawing"), {_ID: key}, nsmap={"r": OFFICE})
        insert(self._grid.root, element, SHEET_ORDER)


def _author(root: Any) -> int:
    """The number of our author among those of the notes."""
    home = root.find(m("authors"))
    names = [each.text for each in home]
    if AUTHOR not in names:
        home.append(made("author", text=AUTHOR))
        names.append(AUTHOR)
    return names.index(AUTHOR)


def _pieces(comment: Any) -> list[Any]:
    """The elements that hold the text, without the phonetic hints."""
    text = comment.find(m("text"))
    return [each for each in text.iter(m("t")) if each.getparent().tag != m("rPh")] if text is not None else []


def _text_of(comment: Any) -> str:
    return "".join(each.text or "" for each in _pieces(comment))


def _append(comment: Any, said: str) -> None:
    """Put lines behind the text that is there, or a run of their own where there is none.

    No text begins or ends with a blank: only then could it do without ``xml:space``, which the schema does not know.
    """
    pieces = [each for each in _pieces(comment) if each.text]
    if pieces:
        pieces[-1].text += f"\n{said}"
        return
    text = comment.find(m("text"))
    if text is not None:
        comment.remove(text)
    words = [made("sz", {"val": "10"}), made("color", {"rgb": "FF000000"}), made("rFont", {"val": "宋体"}), made("charset", {"val": "134"})]
    comment.insert(0, made("text", None, made("r", None, made("rPr", None, *words), made("t", text=said))))


def _without_ours(comment: Any) -> bool:
    """Cut our lines out of the runs; whether there were any."""
    pieces = _pieces(comment)
    whole = "".join(each.text or "" for each in pieces)
    cut = [found.span() for found in OURS.finditer(whole)]
    at = 0
    for piece in pieces:
        text = piece.text or ""
        piece.text = "".join(c for n, c in enumerate(text, start=at) if not any(begin <= n < end for begin, end in cut))
        at += len(text)
        run = piece.getparent()
        if text and not piece.text and run.tag == m("r"):
            run.getparent().remove(run)
    return bool(cut)
