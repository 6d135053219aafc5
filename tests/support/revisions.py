"""What is left of a revised file when all changes of one author are accepted or refused, told so that two files can be compared.

It shares no code with what writes the changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from lxml import etree

from generator.archive import unzipped, zipped
from tests.support.word import MC, W

OURS = "工作簿更正"
_PARTS = ("word/document.xml", "word/headerDefault.xml", "word/footnotes.xml")
_MARKS = {f"{W}{name}" for name in "bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd".split()}
# One paragraph: its properties, and its pieces with their format and what they stand in.
Told = tuple[str, tuple[tuple[str, str, tuple[str, ...]], ...]]


def accepted(data: bytes) -> bytes:
    """The file with our changes accepted, those of others left as they are."""
    return _decided(data, accept=True)


def rejected(data: bytes) -> bytes:
    """The file with our changes refused."""
    return _decided(data, accept=False)


def told(data: bytes) -> list[Told]:
    """All paragraphs: every letter, sign and change of others, and the marks of others' ranges; equal neighbours are one."""
    parts = unzipped(data)
    return [each for name in _PARTS if name in parts for each in _paragraphs(etree.fromstring(parts[name]))]


def changes(data: bytes, part: str = _PARTS[0]) -> list[tuple[str, str]]:
    """Our tracked changes in their order: ``+`` or ``-``, and the text."""
    root = etree.fromstring(unzipped(data)[part])
    found = [e for e in root.iter(f"{W}ins", f"{W}del") if e.get(f"{W}author") == OURS and e.getparent().tag not in (f"{W}rPr", f"{W}trPr")]
    return [("+" if e.tag == f"{W}ins" else "-", "".join(t.text or "" for t in e.iter(f"{W}t", f"{W}delText"))) for e in found]


def _decided(data: bytes, *, accept: bool) -> bytes:
    parts = unzipped(data)
    for name in _PARTS:
        if name in parts:
            root = etree.fromstring(parts[name])
            _decide(root, f"{W}ins" if accept else f"{W}del", f"{W}del" if accept else f"{W}ins")
            parts[name] = etree.tostring(root)
    return zipped(parts)


def _decide(root: etree._Element, stays: str, goes: str) -> None:
    ours = [e for e in root.iter(stays, goes) if e.get(f"{W}author") == OURS]
    for e in ours:
        parent: Any = e.getparent()
        if parent is None:
            continue
        if parent.tag == f"{W}trPr" and e.tag == goes:
            _without(parent.getparent())
        elif parent.tag == f"{W}rPr" and e.tag == goes:
            _merge(parent.getparent().getparent())
        elif e.tag == goes or parent.tag in (f"{W}trPr", f"{W}rPr"):
            parent.remove(e)
        else:
            for child in list(e):
                e.addprevious(child)
            parent.remove(e)
    for e in list(root.iter(f"{W}delText", f"{W}delInstrText")):
        if not any(around.tag == f"{W}del" for around in e.iterancestors()):
            e.tag = f"{W}t" if e.tag == f"{W}delText" else f"{W}instrText"


def _without(row: Any) -> None:
    table = row.getparent()
    table.remove(row)
    if table.find(f"{W}tr") is None:
        table.getparent().remove(table)


def _merge(paragraph: Any) -> None:
    """A paragraph whose end is taken away: what is left in it stands before what follows."""
    ends = Counter(e.get(f"{W}id") for e in paragraph.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"))
    rest = [e for e in paragraph.iter(*_MARKS) if "comment" in e.tag or ends[e.get(f"{W}id")] == 1]
    rest += [e for e in paragraph.iter(f"{W}r") if e.find(f"{W}commentReference") is not None]
    assert not any(e.tag == f"{W}r" and e not in rest and not _is_ours(e.getparent()) for e in paragraph.iter()), "a run goes, too"
    behind = paragraph.getnext()
    if behind is not None and behind.tag == f"{W}p":
        at = 0 if behind.find(f"{W}pPr") is None else 1
        behind[at:at] = rest
    else:
        assert not rest, "something is left in a paragraph that goes"
    paragraph.getparent().remove(paragraph)


def _is_ours(e: Any) -> bool:
    return e.tag in (f"{W}ins", f"{W}del") and e.get(f"{W}author") == OURS


def _paragraphs(root: etree._Element) -> Iterator[Told]:
    names = {e.get(f"{W}id"): e.get(f"{W}name") for e in root.iter(f"{W}bookmarkStart")}
    for paragraph in root.iter(f"{W}p"):
        if any(around.tag == f"{MC}Fallback" for around in paragraph.iterancestors()):
            continue
        pieces = list(_pieces(paragraph, paragraph, names))
        joined = ((key, "".join(text for text, *_ in group)) for key, group in groupby(pieces, lambda piece: piece[1:]))
        yield _properties(paragraph, f"{W}pPr"), tuple((text, *key) for key, text in joined)


def _pieces(node: Any, paragraph: Any, names: dict[Any, Any]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for child in node:
        if child.tag in _MARKS:
            name = names.get(child.get(f"{W}id")) if "bookmark" in child.tag else child.get(f"{W}id")
            if not str(name).startswith("_fz"):
                yield f"⟨{etree.QName(child).localname} {name}⟩", "", ()
        elif child.tag == f"{W}r":
            context = tuple(_named(e) for e in _around(child, paragraph))
            for content in child:
                if content.tag in (f"{W}t", f"{W}delText"):
                    yield content.text or "", _properties(child, f"{W}rPr"), context
                elif content.tag != f"{W}rPr":
                    signs = "".join(f" {value}" for value in content.attrib.values())
                    yield f"⟨{etree.QName(content).localname}{signs}⟩", _properties(child, f"{W}rPr"), context
        elif child.tag not in (f"{W}pPr", f"{W}p"):
            yield from _pieces(child, paragraph, names)


def _around(run: Any, paragraph: Any) -> Iterator[Any]:
    for e in run.iterancestors():
        if e is paragraph:
            return
        yield e


def _named(e: Any) -> str:
    return f"{etree.QName(e).localname} {e.get(f'{W}author', '')}".strip()


def _properties(node: Any, tag: str) -> str:
    """Properties without those that hold nothing."""
    found = node.find(tag)
    if found is None:
        return ""
    return "".join(etree.tostring(e, method="c14n", exclusive=True).decode() for e in found if len(e) or e.attrib or e.tag != f"{W}rPr")
