"""Paragraphs and rows taken out: of what other people have in them, nothing is lost, and no range loses one of its ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from generator.word.edits import Remove
from generator.word.preparing.names import INSTRUCTION, P_PROPERTIES, RANGE_MARKS, ROW, RUN, RUN_PROPERTIES, SECTION, TABLE, P, W, w
from generator.word.reviewing import DEL, FALLBACK, GONE, INS, Element, Paragraphs, outermost
from generator.word.tracking import Tracker, is_own

_FIELD, _FIELD_TYPE, _REFERENCE = w("fldChar"), w("fldCharType"), w("commentReference")
_COMMENT = frozenset((w("commentRangeStart"), w("commentRangeEnd")))
_CONTENT, _ID, _TR_PROPERTIES = w("sdtContent"), w("id"), w("trPr")
_BLOCKS = frozenset((P, TABLE, w("sdt"), w("customXml"), w("altChunk")))
_PROPERTIES = frozenset((P_PROPERTIES, w("sdtPr"), w("smartTagPr"), w("customXmlPr")))


class Remover:
    """Takes out paragraphs and rows, tracked or not; what was put in by us and is pending goes in any case."""

    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker

    def remove(self, paragraphs: Paragraphs, edit: Remove) -> None:
        """Carry out an edit. Raises ``IndexError`` where there is no such paragraph."""
        row = paragraphs.row(edit.lines)
        if row is not None:
            self._row(row)
            return
        for line in edit.lines:
            self._paragraph(paragraphs.element(line))

    def _paragraph(self, paragraph: Element) -> None:
        runs = list(_runs(paragraph))
        going = _going(runs)
        stays = _must_stay(paragraph) or _holds_more(paragraph, runs, going)
        if not stays and _torn(paragraph) and _shelter(paragraph) is None:
            stays = True
        changes = self._tracker.delete(going)
        if stays:
            return
        pending = is_own(paragraph.find(f"{P_PROPERTIES}/{RUN_PROPERTIES}/{INS}"), INS) and not changes
        if self._tracker.tracked and not pending:
            self._tracker.mark_paragraph(paragraph, DEL)
        else:
            _shelter_marks(_torn(paragraph), _shelter(paragraph))
            paragraph.getparent().remove(paragraph)

    def _row(self, row: Element) -> None:
        changes: list[Element] = []
        if self._tracker.tracked:
            for paragraph in list(row.iter(P)):
                if next(paragraph.iterancestors(FALLBACK), None) is None:
                    changes += self._tracker.delete(_going(list(_runs(paragraph))))
            if changes or not is_own(row.find(f"{_TR_PROPERTIES}/{INS}"), INS):
                self._tracker.mark_row(row, DEL)
                return
        table = outermost(row, TABLE)
        _shelter_marks(_torn(row), _shelter_of_row(row, table))
        row.getparent().remove(row)
        if next(table.iter(ROW), None) is None:
            table.getparent().remove(table)


def _runs(paragraph: Element) -> Iterator[Element]:
    """The runs of a paragraph that nobody has taken out, not those of text boxes in it."""
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        if element.tag == RUN:
            walk.skip_subtree()
            yield element
        elif element.tag in GONE or element.tag in _PROPERTIES:
            walk.skip_subtree()


def _going(runs: list[Element]) -> list[Element]:
    """The runs that can be taken out: without text boxes, references of comments, and halves of fields."""
    kinds = [mark.get(_FIELD_TYPE) for run in runs for mark in run.iter(_FIELD)]
    whole = kinds.count("begin") == kinds.count("end")
    held = (P, _REFERENCE) if whole else (P, _REFERENCE, _FIELD, INSTRUCTION)
    return [run for run in runs if next(run.iter(*held), None) is None]


def _holds_more(paragraph: Element, runs: list[Element], going: list[Element]) -> bool:
    """Whether something of other people's would go with the paragraph."""
    left = set(runs) - set(going)
    if any(run.find(_REFERENCE) is None for run in left):
        return True
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        if element.tag in _PROPERTIES or element.tag == RUN:
            walk.skip_subtree()
        elif element.tag in GONE:
            if not is_own(element, DEL):
                return True
            walk.skip_subtree()
        elif isinstance(element.tag, str) and not element.tag.startswith(f"{{{W}}}"):
            return True
    return False


def _must_stay(paragraph: Element) -> bool:
    """Whether the paragraph ends a section or its container, or parts two tables: there must be one."""
    if paragraph.find(f"{P_PROPERTIES}/{SECTION}") is not None:
        return True
    behind = _neighbour(paragraph, preceding=False)
    if behind is None:
        return paragraph.getparent().tag != _CONTENT or _neighbour(paragraph, preceding=True) is None
    return behind == TABLE and _neighbour(paragraph, preceding=True) == TABLE


def _neighbour(paragraph: Element, *, preceding: bool) -> str | None:
    """The name of the block beside a paragraph, those overlooked that go, too."""
    for beside in paragraph.itersiblings(preceding=preceding):
        if beside.tag in _BLOCKS and not is_own(beside.find(f"{P_PROPERTIES}/{RUN_PROPERTIES}/{DEL}"), DEL):
            return str(beside.tag)
    return None


def _torn(element: Element) -> list[Element]:
    """What must not go with an element: ends of ranges whose other end stands elsewhere, and all of comments, in their order."""
    ends: dict[tuple[str, str], int] = {}
    marks = [mark for mark in element.iter(*RANGE_MARKS) if next(mark.iterancestors(FALLBACK), None) is None]
    for mark in marks:
        ends[_range(mark)] = ends.get(_range(mark), 0) + 1
    torn = {mark for mark in marks if mark.tag in _COMMENT or ends[_range(mark)] == 1}
    references = {reference.getparent() for reference in element.iter(_REFERENCE)}
    return [each for each in element.iter(*RANGE_MARKS, RUN) if each in torn or each in references]


def _range(mark: Element) -> tuple[str, str]:
    return mark.tag.removesuffix("Start").removesuffix("End"), mark.get(_ID, "")


def _shelter(block: Element) -> tuple[Element, bool] | None:
    """The paragraph that takes what must not go, the one behind rather than the one before, and whether at its beginning."""
    for preceding in (False, True):
        beside = next((each for each in block.itersiblings(preceding=preceding) if each.tag not in RANGE_MARKS), None)
        if beside is not None and beside.tag == P:
            return beside, not preceding
    return None


def _shelter_of_row(row: Element, table: Element) -> tuple[Element, bool] | None:
    for preceding in (False, True):
        beside = next(row.itersiblings(ROW, preceding=preceding), None)
        inside = [] if beside is None else list(beside.iter(P))
        if inside:
            return inside[-1 if preceding else 0], not preceding
    return _shelter(table)


def _shelter_marks(marks: Iterable[Element], shelter: tuple[Element, bool] | None) -> None:
    if shelter is None:
        return
    home, at_beginning = shelter
    after = home.find(P_PROPERTIES)
    for number, mark in enumerate(marks):
        if at_beginning:
            home.insert(number + (after is not None), mark)
        else:
            home.append(mark)
