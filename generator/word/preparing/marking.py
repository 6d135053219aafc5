"""A part of a Word template with its tags taken out of the text and put in as processing instructions.

Such an instruction can stand anywhere in the tree: between runs, paragraphs, rows and cells. What is known of it is
kept in :class:`Marked` under its number; when the part is written as text, the numbers become the program's tags.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from generator.templating.programs import Instruction
from generator.word.preparing.locating import Counted, counted, spot
from generator.word.preparing.names import DRAWING, INSTRUCTION, P_PROPERTIES, RUN, TEXT, WP, XML_SPACE, A, P, R, w
from generator.word.preparing.paragraphs import Atom, atoms, cut_out, out_of_wrappers, text_of
from generator.word.preparing.rooms import room_for
from generator.word.preparing.tags import Level, Slip, Tag, TagFinder
from generator.word.spots import Spot

TARGET = "fazhi"
CELL_TAGS = frozenset(("vm", "hm", "colspan", "cellbg"))
VALUE, BLOCKS, ATTRIBUTE, INSIDE = "_值", "_块", "_属性", "_原文"  # printers, see printing.py
COLUMNS, COLOUR, END_GROUPS = "_列数", "_颜色", "_断组"
NOT_OPENED, OPENED, HAS_OPENED = "_未开表", "_开表", "_开过表"
_BRACES, _WORD = frozenset("{｛}"), re.compile(r"\w+")
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"


@dataclass(frozen=True, slots=True)
class Mark:
    """A processing instruction: the tag, its spot, and the element that it stands for (empty: none)."""

    tag: Tag
    spot: int
    level: Level

    @property
    def word(self) -> str:
        """The first word of a statement, which a bracket may follow at once."""
        found = _WORD.match(self.tag.inner) if self.tag.kind == "statement" else None
        return found[0] if found else ""


@dataclass(slots=True)
class Marked:
    """A part with its marks by number.

    ``instructions`` become the program, a comment None; ``formats`` are the properties of runs and paragraphs that
    values are printed in; ``slips`` are what is wrong, by spot; ``cells`` are the width and the span of the cell that a
    lifted mark stood for; ``unread`` says that some statement can't be read, ``raw`` is the
    spot of the last ``{% raw %}``.
    """

    root: Any
    label: str
    spots: list[Spot] = field(default_factory=list)
    marks: dict[int, Mark] = field(default_factory=dict)
    instructions: list[Instruction | None] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    slips: list[tuple[int, Slip]] = field(default_factory=list)
    cells: dict[int, tuple[int, int]] = field(default_factory=dict)
    unread: bool = False
    raw: int = 0

    def node(self, instruction: Instruction | None, mark: Mark | None = None) -> Any:
        """A node that stands for the instruction."""
        if mark is not None:
            self.marks[len(self.instructions)] = mark
        self.instructions.append(instruction)
        return etree.ProcessingInstruction(TARGET, str(len(self.instructions) - 1))

    def statement(self, source: str, spot: int) -> Any:
        """A node for a statement that the engine adds."""
        return self.node(Instruction("statement", source, spot=spot))

    def attribute(self, source: str, spot: int, printer: str = ATTRIBUTE) -> str:
        """Text that stands for a printed value in an attribute."""
        self.instructions.append(Instruction("print", source, printer, spot=spot))
        return f"\ufde0{len(self.instructions) - 1}\ufde1"

    def format(self, *elements: Any) -> int:
        """The number of a format: the properties as markup."""
        text = "".join(etree.tostring(e, encoding="unicode", with_tail=False) for e in elements if e is not None)
        # A namespace that is declared at the root needs no second declaration with every value.
        for prefix, name in self.root.nsmap.items():
            text = text.replace(f' xmlns:{prefix}="{name}"', "")
        self.formats.append(text)
        return len(self.formats) - 1

    def mark_of(self, node: Any) -> Mark | None:
        """What is known of a node, None for one that the engine added."""
        return self.marks.get(int(node.text))

    def nodes(self) -> Iterator[Any]:
        """The nodes in the order of the document, while it may be changed."""
        return iter(list(self.root.iter(etree.ProcessingInstruction)))

    def slip(self, spot: int, message: str, hint: str) -> None:
        """Note what is wrong at a spot."""
        self.slips.append((spot, Slip(0, message, hint)))


def mark_tags(root: Any, label: str, style_names: Mapping[str, str]) -> Marked:
    """Take every tag of a part out of its text; what can't be read is noted, and stays."""
    marked, finder = Marked(root, label), TagFinder()
    for paragraph in counted(root, style_names):
        _mark(marked, finder, paragraph, atoms(paragraph.element))
        for instruction in paragraph.element.iter(INSTRUCTION):
            _mark_field(marked, paragraph, instruction)
        for simple in paragraph.element.iter(w("fldSimple")):
            _mark_field(marked, paragraph, simple)
        for formula in paragraph.element.iter(_FORMULA):
            _refuse_formula(marked, paragraph, formula)
        for drawing in paragraph.element.iter(DRAWING):
            if next(drawing.iterancestors(P)) is paragraph.element:
                _mark_picture(marked, paragraph, drawing)
    if finder.raw:
        marked.slip(marked.raw, "{% raw %} 没有结束", "请补上 {% endraw %}")
    return marked


def _mark(marked: Marked, finder: TagFinder, paragraph: Counted, stretches: list[Atom]) -> None:
    text = text_of(stretches)
    if not finder.raw and not _BRACES & set(text):
        return
    tags, slips = finder.find(text)
    for slip in slips:
        marked.spots.append(spot(paragraph, marked.label, text, slip.start, slip.start + 2))
        marked.slips.append((len(marked.spots) - 1, slip))
        marked.unread |= text[slip.start + 1] in "%％"
    first = len(marked.spots)
    marked.spots += [spot(paragraph, marked.label, text, tag.start, tag.end) for tag in tags]
    if finder.raw and tags and tags[-1].kind == "comment":
        marked.raw = len(marked.spots) - 1
    for number, tag in reversed(list(enumerate(tags, first))):
        _replace(marked, stretches, tag, number, paragraph.element)


def _replace(marked: Marked, stretches: list[Atom], tag: Tag, number: int, paragraph: Any) -> None:
    """Put what a tag becomes in its place."""
    if tag.kind == "print" and tag.level in ("tr", "tc"):
        marked.slip(number, f"{{{{{tag.level} }}}} 不能放入内容", "要放入段落或表格请用 {{p }}，行和单元格请用 {%tr %}、{%tc %} 循环")
        return
    gap = cut_out(stretches, tag.start, tag.end)
    if tag.kind == "text":
        gap.fill(_run(gap.format, tag.inner))
    elif tag.kind == "print" and not tag.level:
        instruction = Instruction("print", tag.inner, VALUE, marked.format(gap.format), number)
        marked.formats.append(str(room_for(paragraph)))  # what a picture may take, behind the format
        run = _run(gap.format, "")
        run[-1].append(marked.node(instruction, Mark(tag, number, "")))
        gap.fill(run)
    elif tag.kind == "comment" and not tag.level:
        return
    else:
        if tag.kind == "print":
            properties = paragraph.find(P_PROPERTIES)
            if properties is not None:
                properties = copy.deepcopy(properties)
                for section in properties.findall("{*}sectPr"):
                    properties.remove(section)
            made: Instruction | None = Instruction("print", tag.inner, BLOCKS, marked.format(properties), number)
            marked.format(gap.format)  # the format of the runs follows that of the paragraph
        else:
            made = None if tag.kind == "comment" else Instruction("statement", tag.inner, spot=number)
        node = marked.node(made, Mark(tag, number, tag.level))
        gap.fill(node)
        out_of_wrappers(node)


def _run(properties: Any, text: str) -> Any:
    run = etree.Element(RUN)
    if properties is not None:
        run.append(copy.deepcopy(properties))
    words = etree.SubElement(run, TEXT)
    words.set(XML_SPACE, "preserve")
    words.text = text
    return run


def _mark_field(marked: Marked, paragraph: Counted, element: Any) -> None:
    """The instruction of a field may hold values, such as the address of a link."""
    simple = element.tag != INSTRUCTION
    text = (element.get(w("instr")) if simple else element.text) or ""
    if not _BRACES & set(text):
        return
    tags, slips = TagFinder().find(text)
    first = len(marked.spots)
    marked.spots += [spot(paragraph, marked.label, text, tag.start, tag.end) for tag in tags]
    marked.spots += [spot(paragraph, marked.label, text, slip.start, slip.start + 2) for slip in slips]
    marked.slips += enumerate(slips, first + len(tags))
    for number, tag in reversed(list(enumerate(tags, first))):
        if tag.kind == "print" and not tag.level:
            marked.instructions.append(Instruction("print", tag.inner, ATTRIBUTE if simple else INSIDE, spot=number))
            text = f"{text[: tag.start]}\ufde0{len(marked.instructions) - 1}\ufde1{text[tag.end :]}"
        elif tag.kind in ("comment", "text"):
            text = text[: tag.start] + tag.inner * (tag.kind == "text") + text[tag.end :]
        else:
            marked.slip(number, "域代码里只能用 {{ }}", "请把判断和循环写在域的外面")
    if simple:
        element.set(w("instr"), text)
    else:
        element.text = text


def _refuse_formula(marked: Marked, paragraph: Counted, formula: Any) -> None:
    """Tags in equations are told: what stands there is no run of Word's."""
    text = formula.text or ""
    for tag in TagFinder().find(text)[0] if _BRACES & set(text) else ():
        marked.spots.append(spot(paragraph, marked.label, text, tag.start, tag.end))
        marked.slip(len(marked.spots) - 1, "公式里不能用标记", "请把这个数写在公式外面")


def _mark_picture(marked: Marked, paragraph: Counted, drawing: Any) -> None:
    """A picture whose alternative text is a tag stands for the picture that the tag names, in its own width."""
    properties, blip = next(drawing.iter(f"{{{WP}}}docPr"), None), next(drawing.iter(f"{{{A}}}blip"), None)
    if properties is None or blip is None:
        return
    said = (properties.get("descr") or properties.get("title") or "").strip()
    if not _BRACES & set(said):
        return
    tags, _ = TagFinder().find(said)
    if len(tags) != 1 or tags[0].kind != "print" or tags[0].level or (tags[0].start, tags[0].end) != (0, len(said)):
        return
    marked.spots.append(spot(paragraph, marked.label, said, 0, len(said)))
    number, embed = len(marked.spots) - 1, f"{{{R}}}embed"
    blip.set(embed, marked.attribute(f"({tags[0].inner})|_图('{blip.get(embed, '')}')", number))
    for extent in [*drawing.iter(f"{{{WP}}}extent"), *drawing.iter(f"{{{A}}}ext")]:
        across, down = extent.get("cx", ""), extent.get("cy", "")
        if across.isdigit() and down.isdigit():
            extent.set("cy", marked.attribute(f"({tags[0].inner})|_图高({across}, {down})", number))
    for attribute in ("descr", "title"):
        if properties.get(attribute):
            properties.set(attribute, tags[0].inner)
