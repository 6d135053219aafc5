"""What people have left open in a Word file: tracked changes, comments, and objects that hold a file of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final, Literal, NamedTuple

from generator.word.opening import WordFile
from generator.word.preparing.names import CELL, ROW, TEXT, P, w
from generator.word.preparing.parsing import parsed

Kind = Literal["revision", "comment", "object"]
TEXT_KINDS: Final = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
_INSERTED = {w(name): said for name, said in (("ins", "插入"), ("moveTo", "移到此处"))}
_DELETED = {w(name): said for name, said in (("del", "删除"), ("moveFrom", "移走"))}
_CELLS = {w(name): said for name, said in (("cellIns", "插入单元格"), ("cellDel", "删除单元格"), ("cellMerge", "合并单元格"))}
_FORMATS = frozenset(
    w(name)
    for name in (
        "rPrChange pPrChange sectPrChange tblPrChange tblPrExChange tblGridChange trPrChange tcPrChange numberingChange "
        "customXmlInsRangeStart customXmlDelRangeStart customXmlMoveFromRangeStart customXmlMoveToRangeStart"
    ).split()
)
_OBJECTS = {
    w("object"): "嵌入的文件",
    w("control"): "控件",
    w("altChunk"): "嵌入的文件",
    w("subDoc"): "子文档",
    w("contentPart"): "墨迹",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "图表",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "SmartArt 图形",
}
_COMMENT, _ID, _AUTHOR, _DELETED_TEXT = w("comment"), w("id"), w("author"), w("delText")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ROW_PROPERTIES = w("trPr")
_AT_ROW = frozenset((_ROW_PROPERTIES, w("rPr")))
_SHOWN, _LETTERS = 3, 20  # changes of a paragraph that are quoted, and letters of each


class Unresolved(NamedTuple):
    """Something left open: what it is, said in words, where it stands, and the words that it is about.

    The tracked changes of a paragraph are one: ``changes`` tells how many, ``who`` whose (the most first). ``within`` is empty in
    the document, where ``paragraph`` is the n-th from 1; elsewhere it says 页眉, 页脚, 脚注 or 尾注.
    """

    kind: Kind
    what: str
    within: str
    paragraph: int
    text: str
    changes: int = 1
    who: tuple[str, ...] = ()


class _Open(NamedTuple):
    """One thing left open: ``said`` what it is, ``words`` what is changed; ``element`` is its own, ``home`` the paragraph."""

    kind: Kind
    said: str
    words: str
    who: str
    element: Any
    home: Any | None
    number: int


def unresolved(file: WordFile) -> list[Unresolved]:
    """Everything left open, the document first. Raises :class:`UnusableFile` when a part is no sound XML."""
    texts = [file.document, *sorted(name for name in file.types if file.kind(name) in TEXT_KINDS and file.content(name) is not None)]
    comments = _comments(file)
    return [each for part in texts for each in _in_part(parsed(file, part), TEXT_KINDS.get(file.kind(part), ""), comments)]


def _comments(file: WordFile) -> dict[str, tuple[str, str]]:
    """What each comment says and who says so, by its number."""
    found: dict[str, tuple[str, str]] = {}
    for part in sorted(name for name in file.types if file.kind(name) == "comments" and file.content(name) is not None):
        for comment in parsed(file, part).iter(_COMMENT):
            said = "".join(text.text or "" for text in comment.iter(TEXT))
            found[comment.get(_ID, "")] = said, comment.get(_AUTHOR, "").strip()
    return found


def _in_part(root: Any, within: str, comments: dict[str, tuple[str, str]]) -> Iterator[Unresolved]:
    """What is open in a part, paragraph by paragraph."""
    found = list(_found(root, comments))
    found.sort(key=lambda each: each.number)  # a row is told by its first paragraph, which stands behind its properties
    for number, several in groupby(found, key=lambda each: each.number):
        there = list(several)
        revisions = [each for each in there if each.kind == "revision"]
        if revisions:
            yield _together(revisions, within, number)
        for each in there:
            if each.kind != "revision":
                yield Unresolved(each.kind, each.said, within, number, each.words, who=(each.who,) if each.who else ())


def _together(revisions: list[_Open], within: str, number: int) -> Unresolved:
    """The tracked changes of one paragraph."""
    changes: list[_Open] = []
    for each in revisions:
        last = changes[-1] if changes else None
        if last and each.words and (each.said, each.who) == (last.said, last.who) and each.element.getprevious() is last.element:
            changes[-1] = each._replace(words=last.words + each.words)  # cut into several by its formats
        else:
            changes.append(each)
    shown = "、".join(each.said + (f"“{_short(each.words)}”" if each.words else "") for each in changes[:_SHOWN])
    what = shown + ("等" if len(changes) > _SHOWN else "")
    who = tuple(name for name, _ in Counter(each.who for each in changes if each.who).most_common())
    return Unresolved("revision", what, within, number, _words(revisions[0].home), len(changes), who)


def _short(text: str) -> str:
    return text[:_LETTERS] + ("…" if len(text) > _LETTERS else "")


def _found(root: Any, comments: dict[str, tuple[str, str]]) -> Iterator[_Open]:
    paragraphs = {paragraph: number for number, paragraph in enumerate((e for e, _ in _seen(root) if e.tag == P), 1)}
    last: Any | None = None
    told = _Told()
    for element, inside in _seen(root):
        if element.tag == P:
            last = element
        for kind, said, words, who in _open(element, comments):
            home = inside if inside is not None else _first_of_row(element, last)
            if told(element, home):
                text = words if kind == "revision" else _words(home)
                yield _Open(kind, said, text, who, element, home, paragraphs.get(home, 1))


def _first_of_row(element: Any, last: Any | None) -> Any | None:
    """The paragraph by which a change is told that stands in none: the first of its row or cell, else the one before it."""
    at = element.getparent()
    while at is not None and at.tag not in (ROW, CELL):
        at = at.getparent()
    return last if at is None else next(at.iter(P), last)


def _seen(root: Any) -> Iterator[tuple[Any, Any | None]]:
    """The elements but those that stand in the file a second time for old programs, with the paragraph that each is in."""
    walk: list[tuple[Iterator[Any], Any | None]] = [(iter((root,)), None)]
    while walk:
        children, home = walk[-1]
        element = next(children, None)
        if element is None:
            walk.pop()
        elif isinstance(element.tag, str) and element.tag != _FALLBACK:
            yield element, home
            walk.append((iter(element), element if element.tag == P else home))


class _Told:
    """Changes of the format of one paragraph count once."""

    def __init__(self) -> None:
        self._formats: set[Any] = set()

    def __call__(self, element: Any, home: Any | None) -> bool:
        if element.tag not in _FORMATS:
            return True
        fresh = home is None or home not in self._formats
        self._formats.add(home)
        return fresh


def _open(element: Any, comments: dict[str, tuple[str, str]]) -> Iterator[tuple[Kind, str, str, str]]:
    """What an element leaves open: its kind, what it is, the words that are changed, who did so."""
    tag, who = element.tag, element.get(_AUTHOR, "").strip()
    if tag in _INSERTED or tag in _DELETED:
        parent = element.getparent().tag if element.getparent() is not None else ""
        said = (_INSERTED | _DELETED)[tag]
        if parent in _AT_ROW:
            yield "revision", f"{said}{'表格行' if parent == _ROW_PROPERTIES else '段落标记'}", "", who
        else:
            yield "revision", said, _words(element), who
    elif tag in _CELLS:
        yield "revision", _CELLS[tag], "", who
    elif tag in _FORMATS:
        yield "revision", "格式改动", "", who
    elif tag == w("commentReference"):
        says, by = comments.get(element.get(_ID, ""), ("", ""))
        yield "comment", f"批注“{says}”", "", by
    elif tag in _OBJECTS:
        yield "object", _OBJECTS[tag], "", ""


def _words(element: Any | None) -> str:
    return "" if element is None else "".join(node.text or "" for node in element.iter(TEXT, _DELETED_TEXT))
