"""The simplest update of a file: tracked letters, no looks kept. For tests of the judge, and of plans without the writing of them."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from lxml import etree

from generator.archive import unzipped, zipped
from generator.word.edits import Edit, Insert, Remove, Replace
from generator.word.store import Store
from tests.support.judging.tracked import OURS, Sign, passages
from tests.support.word import MC, W

SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def rewritten(data: bytes, edits: Sequence[Edit], fresh: Store) -> bytes:
    """The file with the edits in it as tracked changes; bookmarks and formats of the paragraphs that change are lost."""
    parts = unzipped(data)
    for part in {edit.part if not isinstance(edit, Replace) else edit.place.part for edit in edits}:
        root = etree.fromstring(parts[part])
        _edit(part, root, passages(parts[part]), edits, fresh)
        parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return zipped(parts)


def _edit(part: str, root: Any, read: list[Any], edits: Sequence[Edit], fresh: Store) -> None:
    nodes = [p for p in root.iter(f"{W}p") if not any(a.tag == f"{MC}Fallback" for a in p.iterancestors())]
    replaced: dict[int, list[Replace]] = defaultdict(list)
    for edit in edits:
        if isinstance(edit, Replace) and edit.place.part == part:
            replaced[edit.place.line].append(edit)
    for line, several in replaced.items():
        signs = [*read[line - 1].signs]
        for edit in sorted(several, key=lambda e: (e.place.start, e.place.end), reverse=True):
            start, end = edit.place.start, edit.place.end
            changed = [sign._replace(deleted=True) for sign in signs[start:end]] + [Sign(letter, True, False) for letter in edit.text]
            signs[start:end] = changed
        _write(nodes[line - 1], signs)
    for edit in edits:
        if isinstance(edit, Remove) and edit.part == part:
            for line in edit.lines:
                _write(nodes[line - 1], [sign._replace(deleted=True) for sign in read[line - 1].signs])
                _mark(nodes[line - 1], "del")
    behind: dict[int, Any] = {}
    for edit in edits:
        if isinstance(edit, Insert) and edit.part == part:
            for number in edit.fresh:
                made = etree.Element(f"{W}p")
                _write(made, [Sign(letter, True, False) for letter in fresh.lines[edit.fresh_part][number - 1]])
                _mark(made, "ins")
                anchor = nodes[edit.line - 1]
                if not edit.behind:
                    anchor.addprevious(made)
                else:
                    behind.get(edit.line, anchor).addnext(made)
                    behind[edit.line] = made


def _write(node: Any, signs: Iterable[Sign]) -> None:
    properties = copy.deepcopy(node.find(f"{W}pPr"))
    for child in list(node):
        node.remove(child)
    if properties is not None:
        node.append(properties)
    for (inserted, deleted), several in groupby(signs, lambda sign: (sign.inserted, sign.deleted)):
        tag = "ins" if inserted else "del" if deleted else None
        holder = node if tag is None else etree.SubElement(node, f"{W}{tag}", {f"{W}id": "1", f"{W}author": OURS})
        text = etree.SubElement(etree.SubElement(holder, f"{W}r"), f"{W}{'delText' if deleted else 't'}")
        text.set(SPACE, "preserve")
        text.text = "".join(sign.text for sign in several)


def _mark(node: Any, tag: str) -> None:
    properties = node.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        node.insert(0, properties)
    format_ = properties.find(f"{W}rPr")
    if format_ is None:
        format_ = etree.SubElement(properties, f"{W}rPr")
    format_.insert(0, etree.Element(f"{W}{tag}", {f"{W}id": "1", f"{W}author": OURS}))
