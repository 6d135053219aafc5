"""A Word template → programs: prepared once, run for every report, kept between commands by content.

Parts with tags become programs; all others are copied as they lie in the file. Every mistake in any tag of any part
is found before anything is rendered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lxml import etree

from generator.diagnostics import Diagnostic, Findings, Place
from generator.errors import TemplateStop
from generator.templating.overriding import Mistake
from generator.templating.programs import Instruction, ProgramMistakes, compile_program, instruction_mistakes, names_wanted
from generator.templating.sandbox import Sandbox
from generator.word.opening import WordFile
from generator.word.prepared import Prepared, PreparedPart
from generator.word.preparing.assembling import assemble
from generator.word.preparing.closing import close
from generator.word.preparing.heights import let_lines_grow
from generator.word.preparing.layout import Styles, missing_styles, read_layout, read_styles
from generator.word.preparing.lifting import lift
from generator.word.preparing.marking import BLOCKS, INSIDE, Marked, mark_tags
from generator.word.preparing.names import P_PROPERTIES, STYLE, VALUE, P, w
from generator.word.preparing.parsing import parsed
from generator.word.preparing.relations import check_relations
from generator.word.preparing.tables import cell_tags, grids
from generator.word.preparing.tags import TagFinder
from generator.word.spots import Spot, part_in_words

CORE = "docProps/core.xml"
STYLES_KIND, NUMBERING_KIND = "styles", "numbering"
_RENDERED = frozenset(("document.main", "header", "footer", "footnotes", "endnotes"))
_BRACES = (b"{", "｛".encode(), b"}_")
_ORDER = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")


def prepare(file: WordFile, environment: Sandbox, *, blocks: bool) -> Prepared:
    """The template as programs for that kind of environment.

    ``blocks`` says that blocks of a report are put in, which need styles of their own. Raises
    :class:`TemplateStop` with every mistake in its tags and :class:`UnusableFile` when a part is no XML.
    """
    findings = Findings()
    styles = read_styles(_tree(file, next(_of_kind(file, STYLES_KIND), "")))
    lists = _lists(_tree(file, next(_of_kind(file, NUMBERING_KIND), "")))
    parts: dict[str, PreparedPart] = {}
    layout, wanted = None, list[tuple[str, Place]]()
    for member in file.members:
        rendered = file.kind(member.name) in _RENDERED or member.name == file.document
        if not (rendered or member.name == CORE):
            continue
        content = member.content()
        is_document = member.name == file.document
        tagged = any(brace in content for brace in _BRACES)
        if not tagged and not is_document:
            continue
        root = _tree(file, member.name)
        if is_document:
            check_relations(file, root, styled=blocks)
        if not tagged and not blocks:
            continue
        marked = _marked(root, part_in_words(member.name), styles, lists, is_document) if rendered else _properties(root)
        if is_document and blocks:
            layout = read_layout(file.name, root, _slot(marked, "正文"), styles)
        part = _compiled(marked, member.name, file.name, environment, findings, bool(lists) and is_document)
        place = _places(marked.spots, file.name)
        sound = [i for i in marked.instructions if i is not None]
        wanted += [(name, place(spot)) for name, spot in names_wanted(sound, environment)]
        if part is not None and part.spots:
            parts[member.name] = part
    if findings.errors:
        raise TemplateStop(f"{file.name}：模板有 {len(findings.errors)} 处错误", findings, tuple(wanted))
    return Prepared(file.name, file, parts, lists, 100_000, layout)


def style_problems(file: WordFile) -> list[str]:
    """What the styles of the file lack for the blocks of a report. Raises :class:`UnusableFile` when they are no XML."""
    return missing_styles(read_styles(_tree(file, next(_of_kind(file, STYLES_KIND), ""))))


def _of_kind(file: WordFile, kind: str) -> Iterator[str]:
    return (member.name for member in file.members if file.kind(member.name) == kind)


def _tree(file: WordFile, part: str) -> Any:
    """The root of a part, without instructions that could pass for ours; None when there is no such part."""
    if file.content(part) is None:
        return None
    root = parsed(file, part)
    etree.strip_elements(root, etree.ProcessingInstruction, with_tail=False)
    return root


def _lists(root: Any) -> dict[str, str]:
    """The abstract list of each list."""
    if root is None:
        return {}
    found = ((num.get(w("numId")), num.find(w("abstractNumId"))) for num in root.iter(w("num")))
    return {number: abstract.get(VALUE) for number, abstract in found if number and abstract is not None}


def _marked(root: Any, label: str, styles: Styles, lists: Mapping[str, str], is_document: bool) -> Marked:
    for text in root.iter():
        if isinstance(text.text, str) and any("\ufdd0" <= c <= "\ufdef" for c in text.text):
            text.text = "".join(c for c in text.text if not "\ufdd0" <= c <= "\ufdef")
    marked = mark_tags(root, label, styles.names)
    if is_document and lists and any(i and i.source.startswith("for") for i in marked.instructions):
        _number_directly(root, styles)
    let_lines_grow(marked, styles)
    lift(marked)
    cell_tags(marked)
    grids(marked)
    if not marked.slips:
        close(marked)
    return marked


def _number_directly(root: Any, styles: Styles) -> None:
    """Paragraphs that a style numbers get the number themselves, so that it can begin anew."""
    for paragraph in root.iter(P):
        properties = paragraph.find(P_PROPERTIES)
        style = properties.find(STYLE) if properties is not None else None
        numbered = styles.lists.get(style.get(VALUE)) if style is not None else None
        if numbered is None or numbered[0] == "0" or properties.find(w("numPr")) is not None:
            continue
        at = max((i for i, child in enumerate(properties) if etree.QName(child).localname in _ORDER), default=-1) + 1
        inserted = etree.Element(w("numPr"))
        for name, value in (("ilvl", numbered[1]), ("numId", numbered[0])):
            etree.SubElement(inserted, w(name)).set(VALUE, value)
        properties.insert(at, inserted)


def _properties(root: Any) -> Marked:
    """The properties of the document: texts without any format."""
    marked = Marked(root, "文档属性")
    for element in root.iter(etree.Element):
        text = element.text or ""
        if "{" not in text and "｛" not in text:
            continue
        tags, slips = TagFinder().find(text)
        for slip in slips:
            marked.spots.append(Spot(marked.label, 1, slip.start, text, marked.label))
            marked.slips.append((len(marked.spots) - 1, slip))
        for tag in reversed(tags):
            marked.spots.append(Spot(marked.label, 1, tag.start, text, marked.label))
            if tag.kind in ("print", "statement"):
                printer = INSIDE if tag.kind == "print" else ""
                marked.instructions.append(Instruction(tag.kind, tag.inner, printer, spot=len(marked.spots) - 1))
                middle = f"\ufde0{len(marked.instructions) - 1}\ufde1"
            else:
                middle = tag.inner if tag.kind == "text" else ""
            text = text[: tag.start] + middle + text[tag.end :]
        element.text = text
    return marked


def _slot(marked: Marked, name: str) -> Any:
    """The node where the blocks of that name go, None when there is none."""
    for node in marked.nodes():
        made = marked.instructions[int(node.text)]
        if made is not None and made.printer == BLOCKS and made.source == name:
            return node
    return None


def _compiled(marked: Marked, part: str, file: str, environment: Sandbox, findings: Findings, renumbered: bool) -> PreparedPart | None:
    """The part as a program; None, and every mistake noted, when it is none."""
    place = _places(marked.spots, file)
    pieces = assemble(marked, renumbered)
    mistakes = [Mistake(spot, slip.message, slip.hint) for spot, slip in marked.slips]
    for spot, message, hint in mistakes:
        findings.add(Diagnostic("template-tag", "error", message, hint, place(spot)))
    program = None
    try:
        if mistakes:
            raise ProgramMistakes(instruction_mistakes([i for i in marked.instructions if i is not None], environment))
        program = compile_program(pieces, part, environment)
    except ProgramMistakes as error:
        for spot, message, hint in error.mistakes:
            findings.add(Diagnostic("template-syntax", "error", message, hint, place(spot)))
    return PreparedPart(program, tuple(marked.spots), tuple(marked.formats)) if program else None


def _places(spots: list[Spot], file: str) -> Callable[[int], Place]:
    return lambda spot: spots[spot].place(file) if spot < len(spots) else Place(file=file)
