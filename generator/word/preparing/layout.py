"""What the blocks of a report need of a ``report.docx``: its styles by name, and how wide the type area is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from generator.document import styles
from generator.errors import UnusableFile
from generator.word.prepared import Layout
from generator.word.preparing.names import SECTION, STYLE_ELEMENT, VALUE, w
from generator.word.preparing.rooms import type_area

# LibreOffice writes the names of built-in styles with capitals; Word takes either.
_BUILT_IN = {name.lower(): name for name in (styles.TITLE, *styles.HEADINGS)}
_LEAST_AREA = 2_800  # twips: 28 characters a line would be smaller than 5 points
_KINDS = (("paragraph", "段落"), ("character", "字符"), ("table", "表格"))


@dataclass(slots=True)
class Styles:
    """The styles of a Word file by name: ids, types, letters, and the numbered list that a style is part of."""

    ids: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    lists: dict[str, tuple[str, str]] = field(default_factory=dict)
    usual: str = ""
    _rules: dict[str, str] = field(default_factory=dict)
    _sizes: dict[str, int] = field(default_factory=dict)
    _parents: dict[str, str] = field(default_factory=dict)

    def exact_lines(self, style: str) -> bool:
        """Whether paragraphs of the style with that id have lines of an exact height."""
        seen = set[str]()
        while style not in self._rules and style in self._parents and style not in seen:
            seen.add(style)
            style = self._parents[style]
        return self._rules.get(style) == "exact"

    def size(self, name: str) -> int:
        """The size of a style's letters in twips, 0 when neither it nor what it is based on says one."""
        style, seen = self.ids[name], set[str]()
        while style not in self._sizes and style in self._parents and style not in seen:
            seen.add(style)
            style = self._parents[style]
        return self._sizes.get(style, 0)


def read_styles(root: Any) -> Styles:
    """The styles of styles.xml (None: of a file without any)."""
    found = Styles()
    for style in root.iter(STYLE_ELEMENT) if root is not None else ():
        id_ = style.get(w("styleId"), "")
        said = (style.find(w("name")).get(VALUE) or "") if style.find(w("name")) is not None else ""
        name = _BUILT_IN.get(said.lower(), said)
        found.ids.setdefault(name, id_)
        found.kinds.setdefault(name, style.get(w("type"), ""))
        found.names[id_] = name
        if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true", "on"):
            found.usual = id_
        if (spacing := style.find(f"{w('pPr')}/{w('spacing')}")) is not None and spacing.get(w("line")):
            found._rules[id_] = spacing.get(w("lineRule"), "auto")
        if (parent := style.find(w("basedOn"))) is not None:
            found._parents[id_] = parent.get(VALUE, "")
        if (size := style.find(f"{w('rPr')}/{w('sz')}")) is not None and size.get(VALUE, "").isdigit():
            found._sizes[id_] = int(size.get(VALUE)) * 10
        number, level = (style.find(f"{w('pPr')}/{w('numPr')}/{w(n)}") for n in ("numId", "ilvl"))
        if number is not None:
            found.lists[id_] = (number.get(VALUE, "0"), level.get(VALUE, "0") if level is not None else "0")
    return found


def missing_styles(found: Styles) -> list[str]:
    """What the styles lack for the blocks of a report, each as one complaint."""
    said = []
    if missing := [s for s in styles.REQUIRED if s not in found.ids]:
        said.append(f"缺少样式 {_quoted(missing)}；请在 Word 的“样式”里补上，或从标准模板复制")
    for kind, shown in _KINDS:
        if wrong := [s for s in styles.REQUIRED if s in found.ids and _kind(s) == kind != found.kinds[s]]:
            said.append(f"样式 {_quoted(wrong)} 应是{shown}样式；请在 Word 里改“样式类型”，或从标准模板复制")
    return said


def read_layout(name: str, root: Any, node: Any, found: Styles) -> Layout:
    """The layout for blocks that stand where ``node`` does in the document (None: at its end).

    Raises :class:`UnusableFile` when a style is missing or of the wrong type, or the page is too narrow.
    """
    if said := missing_styles(found):
        raise UnusableFile(f"{name}：{said[0]}")
    area = _type_area(root, node)
    if area < _LEAST_AREA:
        raise UnusableFile(f"{name}：页面去掉页边距只剩 {area * 127 // 7200} 毫米宽，放不下正文；请改页面设置")
    return Layout(found.ids, area, found.size(styles.LETTERHEAD_MARK))


def _type_area(root: Any, node: Any) -> int:
    """The width of the type area in the section that the node is in."""
    sections, after = [], node is None
    for element in root.iter(SECTION, etree.ProcessingInstruction):
        after = after or element is node
        if element.tag == SECTION:
            sections.append(element)
            if after and node is not None:
                break
    return type_area(sections[-1] if sections else None)


def _quoted(names: Iterable[str]) -> str:
    return "、".join(f"“{styles.SHOWN_AS.get(name, name)}”" for name in names)


def _kind(style: str) -> str:
    """The type that a style must be of."""
    return "character" if style in styles.CHARACTER else "table" if style == styles.TABLE else "paragraph"
