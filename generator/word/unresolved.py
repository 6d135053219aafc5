"""What people have left open in a Word file: tracked changes, comments, and objects that hold a file of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Literal, NamedTuple

from generator.word.opening import WordFile
from generator.word.preparing.names import TEXT, P, w
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
_COMMENT, _ID, _DELETED_TEXT = w("comment"), w("id"), w("delText")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_AT_ROW = frozenset(map(w, ("trPr", "rPr")))


class Unresolved(NamedTuple):
    """Something left open: what it is, said in words, where it stands, and the words that it is about.

    ``within`` is empty in the document, where ``paragraph`` is the n-th from 1; elsewhere it says 页眉, 页脚, 脚注 or 尾注.
    """

    kind: Kind
    what: str
    within: str
    paragraph: int
    text: str


def unresolved(file: WordFile) -> list[Unresolved]:
    """Everything left open, the document first. Raises :class:`UnusableFile` when a part is no sound XML."""
    texts = [file.document, *sorted(name for name in file.types if file.kind(name) in TEXT_KINDS and file.content(name) is not None)]
    comments = _comments(file)
    return [each for part in texts for each in _in_part(parsed(file, part), TEXT_KINDS.get(file.kind(part), ""), comments)]


def _comments(file: WordFile) -> dict[str, str]:
    """What each comment says, by its number."""
    found: dict[str, str] = {}
    for part in sorted(name for name in file.types if file.kind(name) == "comments" and file.content(name) is not None):
        for comment in parsed(file, part).iter(_COMMENT):
            found[comment.get(_ID, "")] = "".join(text.text or "" for text in comment.iter(TEXT))
    return found


def _in_part(root: Any, within: str, comments: dict[str, str]) -> Iterator[Unresolved]:
    number, paragraph = 0, None
    told = _Told()
    for element in _seen(root):
        if element.tag == P:
            number, paragraph = number + 1, element
        for kind, what, text in _open(element, paragraph, comments):
            if told(element):
                yield Unresolved(kind, what, within, max(number, 1), text)


def _seen(root: Any) -> Iterator[Any]:
    """The elements but those that stand in the file a second time for old programs."""
    walk: list[Iterator[Any]] = [iter((root,))]
    while walk:
        element = next(walk[-1], None)
        if element is None:
            walk.pop()
        elif isinstance(element.tag, str) and element.tag != _FALLBACK:
            yield element
            walk.append(iter(element))


class _Told:
    """Changes of the format of one paragraph count once."""

    def __init__(self) -> None:
        self._formats: set[Any] = set()

    def __call__(self, element: Any) -> bool:
        if element.tag not in _FORMATS:
            return True
        home = next(element.iterancestors(P), None)
        fresh = home is None or home not in self._formats
        self._formats.add(home)
        return fresh


def _open(element: Any, paragraph: Any, comments: dict[str, str]) -> Iterator[tuple[Kind, str, str]]:
    tag = element.tag
    if tag in _INSERTED or tag in _DELETED:
        parent = element.getparent().tag if element.getparent() is not None else ""
        said = (_INSERTED | _DELETED)[tag]
        if parent in _AT_ROW:
            yield "revision", f"{said}{'表格行' if parent == w('trPr') else '段落标记'}", _words(paragraph)
        elif words := _words(element):
            yield "revision", said, words
        else:
            yield "revision", said, _words(paragraph)
    elif tag in _CELLS:
        yield "revision", _CELLS[tag], _words(paragraph)
    elif tag in _FORMATS:
        yield "revision", "格式改动", _words(paragraph)
    elif tag == w("commentReference"):
        yield "comment", f"批注“{comments.get(element.get(_ID, ''), '')}”", _words(paragraph)
    elif tag in _OBJECTS:
        yield "object", _OBJECTS[tag], _words(paragraph)


def _words(element: Any) -> str:
    return "" if element is None else "".join(node.text or "" for node in element.iter(TEXT, _DELETED_TEXT))
