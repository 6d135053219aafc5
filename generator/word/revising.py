"""The edits of an update written into a report that people have edited: as tracked changes, or as if they had always been there.

Everything else stays: a part that no edit touches is the same bytes, and in a part that one touches nothing is lost that
other people have written, marked or changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.archive import Member, archived
from generator.document.styles import MISSING
from generator.word.bookmarking import Bookmarks, holds, take_away
from generator.word.commenting import Comments, written
from generator.word.edits import Edit, Insert, Remark, Remove, Replace
from generator.word.fallbacks import Fallbacks
from generator.word.inserting import Inserter
from generator.word.opening import WordFile
from generator.word.remarking import Remarker, asks_in_vain, settle
from generator.word.removing import Remover
from generator.word.reviewing import Paragraphs, letters, opened
from generator.word.rewriting import Rewriter
from generator.word.store import restored, store_parts
from generator.word.tracking import Ids, Revision, Tracker
from generator.word.transplanting import Transplanter, style_ids

_KINDS = ("header", "footer", "footnotes", "endnotes", "comments")  # beside the document: where bookmarks can stand


def revise(
    file: WordFile,
    edits: Sequence[Edit],
    remarks: Sequence[Remark],
    fresh: Mapping[str, Member],
    store: bytes,
    revision: Revision,
    *,
    is_last: bool = True,
) -> bytes:
    """The file with the edits and remarks in it, and with ``store`` as what it remembers.

    ``fresh`` are the parts of the fresh report that inserted paragraphs and rows are taken from. Remarks in headers, footers and
    notes, where Word takes no comments, are left out. With ``is_last`` the remarks are all that is open: our comments on anything
    else say that it is settled. Raises :class:`UnusableFile` when a part of the file is no sound XML,
    ``IndexError`` for a place that the file has not, ``ValueError`` for two edits of the same letters.
    """
    parts = {member.name: member for member in file.members}
    parts |= {member.name: member for member in _revised(file, parts, edits, remarks, fresh, revision, is_last)}
    parts |= {member.name: member for member in list(restored(parts, store)) or store_parts(parts, file.document, store)}
    return archived(parts.values())


def _revised(
    file: WordFile,
    parts: Mapping[str, Member],
    edits: Sequence[Edit],
    remarks: Sequence[Remark],
    fresh: Mapping[str, Member],
    revision: Revision,
    is_last: bool,
) -> list[Member]:
    """The parts that change, but for the store."""
    asked = {remark.subject for remark in remarks}
    is_vain = is_last and asks_in_vain(file, asked)
    remarks = [remark for remark in remarks if remark.place.part == file.document]
    if not edits and not remarks and not is_vain:
        return []
    numbers = _numbers(edits)
    marked = [name for name in parts if name == file.document or file.kind(name) in _KINDS]
    touched = {_part(edit) for edit in edits} | {name for name in marked if holds(parts[name].content(), numbers)}
    roots = {name: opened(file, name) for name in sorted(touched | ({file.document} if remarks else set()))}
    tracker = Tracker(revision, Ids(roots.values()))
    for name in touched:
        take_away(roots[name], numbers)
    index = {name: Paragraphs(root) for name, root in roots.items()}
    made: list[Member] = []
    remarker = None
    if remarks or is_vain:
        comments = Comments(file)
    if remarks:
        remarker = Remarker(comments, roots[file.document], revision.date)
    if is_vain:
        settle(comments, asked, revision.date)
    _carry_out(file, index, edits, remarks, fresh, tracker, remarker)
    if is_vain or (remarker is not None and remarker.changed):
        made += comments.parts()
    if remarker is not None and remarker.marked:
        touched.add(file.document)
    return [*made, *(written(name, roots[name]) for name in sorted(touched))]


def _carry_out(
    file: WordFile,
    index: Mapping[str, Paragraphs],
    edits: Sequence[Edit],
    remarks: Sequence[Remark],
    fresh: Mapping[str, Member],
    tracker: Tracker,
    remarker: Remarker | None,
) -> None:
    """Change the trees: words first, whose places are those of the file as it was; then what comes in, then what goes."""
    bookmarks, fallbacks = Bookmarks(tracker.ids), Fallbacks()
    rewriter = Rewriter(tracker, bookmarks, style_ids(file).get(("character", MISSING.casefold())))
    inserts = [edit for edit in edits if isinstance(edit, Insert)]
    removes = sorted((edit for edit in edits if isinstance(edit, Remove)), key=lambda edit: (edit.part, edit.lines))
    for edit in edits:
        for line in _lines(edit):
            fallbacks.remember(index[_part(edit)].element(line))
    for (part, line), (replaces, said) in _by_paragraph(edits, remarks).items():
        paragraph = index[part].element(line)
        stretches = letters(paragraph)
        for remark in said:
            if remarker is not None:
                remarker.remark(paragraph, stretches, remark)
        rewriter.rewrite(paragraph, stretches, replaces)
    if inserts:
        inserter = Inserter(Transplanter(file, fresh, tracker, bookmarks), tracker)
        for edit in inserts:
            inserter.insert(index[edit.part], edit)
        inserter.part_tables()
    remover = Remover(tracker)
    for edit in removes:
        remover.remove(index[edit.part], edit)
    fallbacks.renew()


def _part(edit: Edit) -> str:
    return edit.place.part if isinstance(edit, Replace) else edit.part


def _lines(edit: Edit) -> tuple[int, ...]:
    if isinstance(edit, Replace):
        return (edit.place.line,)
    return (edit.line,) if isinstance(edit, Insert) else edit.lines


def _numbers(edits: Sequence[Edit]) -> set[int]:
    """The values whose bookmarks are put anew."""
    numbers = {value.number for edit in edits if isinstance(edit, Replace) for value in edit.values}
    return numbers.union(*(edit.numbers.values() for edit in edits if isinstance(edit, Insert)))


def _by_paragraph(edits: Sequence[Edit], remarks: Sequence[Remark]) -> dict[tuple[str, int], tuple[list[Replace], list[Remark]]]:
    found: dict[tuple[str, int], tuple[list[Replace], list[Remark]]] = {}
    for edit in edits:
        if isinstance(edit, Replace):
            found.setdefault((edit.place.part, edit.place.line), ([], []))[0].append(edit)
    for remark in remarks:
        found.setdefault((remark.place.part, remark.place.line), ([], []))[1].append(remark)
    return found
