"""A copy of an edited Word file that goes out of the house: its text can be cut, and nothing in it tells of its making.

What may go out is listed; every other part, relationship and property stays behind.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from lxml import etree

from generator.archive import CONTENT_TYPES, RELATIONS, Member, packed
from generator.word import cutting
from generator.word.bookmarking import Bookmarks
from generator.word.cleaning import clean_settings, clean_text, clean_tree, without_descriptions, without_value_marks
from generator.word.fields import plain_fields
from generator.word.hidden import HiddenStyles
from generator.word.ledger import is_mark
from generator.word.looks import is_pictured
from generator.word.manuscript import Line, read_lines
from generator.word.naming import neutral_bookmarks, neutral_lists, neutral_styles, neutral_theme, used_fonts_only
from generator.word.opening import WordFile
from generator.word.preparing.names import ROW, TEXT, P, w
from generator.word.preparing.parsing import parsed
from generator.word.reach import OWN_TYPES, Reach, relations_markup, root_relations, types_markup
from generator.word.remembering import relations_of
from generator.word.stripping import without_remarks
from generator.word.tracking import Ids, Revision, Tracker
from generator.word.transplanting import Transplanter
from generator.word.unread import drawn, unread, words_in_picture
from generator.word.unresolved import TEXT_KINDS

_TREES = frozenset("numbering styles fontTable settings".split())


class Copy:
    """The copy while it is worked on. Paragraphs are told by part and number, as ``manuscript`` counts them.

    Raises :class:`UnusableFile` when a part of the file is no sound XML.
    """

    def __init__(self, file: WordFile) -> None:
        self._file = file
        self._reach = Reach(file)
        self._trees = {part: parsed(file, part) for part in self._reach.parts if self._is_tree(part)}
        styles = next((tree for part, tree in self._trees.items() if file.kind(part) == "styles"), None)
        hides = HiddenStyles(styles)
        self._emptied: list[Any] = []
        self._behind: dict[Any, Any] = {}
        self._lines: dict[str, list[Line]] = {}
        for part, tree in self._trees.items():
            if part == file.document or file.kind(part) in TEXT_KINDS:
                self._emptied += clean_text(tree, hides)
            elif file.kind(part) == "settings":
                clean_settings(tree)
            else:
                clean_tree(tree)
        if styles is not None:
            for mark in list(styles.iter(w("vanish"), w("specVanish"))):
                mark.getparent().remove(mark)
        self.texts = [part for part in self._trees if part == file.document or file.kind(part) in TEXT_KINDS]
        self._paragraphs = {part: list(self._trees[part].iter(P)) for part in self.texts}

    def lines(self, part: str) -> list[Line]:
        """The paragraphs of a part, as they read before anything is changed in it."""
        if part not in self._lines:
            self._lines[part] = read_lines(_bytes(self._trees[part]))
        return self._lines[part]

    def nested(self, part: str, number: int) -> list[int]:
        """The numbers of the paragraphs that stand in a text box of this one."""
        paragraph = self._paragraphs[part][number - 1]
        inside = [each for each in paragraph.iter(P) if each is not paragraph]
        if not inside:
            return []
        at = {each: n for n, each in enumerate(self._paragraphs[part], 1)}
        return [at[each] for each in inside]

    def is_pictured(self, part: str, number: int) -> bool:
        """Whether the paragraph holds a picture."""
        return is_pictured(self._paragraphs[part][number - 1])

    def is_merged(self, part: str, number: int) -> bool:
        """Whether the row of the table that the paragraph stands in shares a cell with another row."""
        row = self._row(part, number)
        return row is not None and cutting.is_merged(row)

    def put(self, part: str, number: int, start: int, end: int, text: str) -> None:
        """Put a text in the place of another; of several in one paragraph the last one first."""
        cutting.put(self._paragraphs[part][number - 1], start, end, text)

    def indent_as(self, part: str, number: int, other: Any) -> None:
        """Give a paragraph the indents of another one."""
        cutting.indent_as(self._paragraphs[part][number - 1], other)

    def join(self, part: str, first: int, second: int) -> None:
        """Make one paragraph of two."""
        cutting.join(self._paragraphs[part][first - 1], self._paragraphs[part][second - 1])

    def bring_in(self, part: str, number: int, behind: bool, fresh: Mapping[str, Member], fresh_part: str, line: int) -> None:
        """Put a copy of a paragraph of another file before this one, or behind it and what was put there before."""
        paragraph = self._transplanted(fresh, fresh_part, line)
        beside = self._paragraphs[part][number - 1]
        if behind:
            self._behind.get(beside, beside).addnext(paragraph)
            self._behind[beside] = paragraph
        else:
            beside.addprevious(paragraph)

    def _transplanted(self, fresh: Mapping[str, Member], part: str, line: int) -> Any:
        ids = Ids(self._trees.values())
        transplanter = Transplanter(self._file, fresh, Tracker(Revision(datetime.min, tracked=False), ids), Bookmarks(ids))
        return transplanter.paragraph(transplanter.paragraphs(part).element(line), {})

    def take_out(self, part: str, numbers: Iterable[int]) -> None:
        """Take paragraphs out."""
        for number in numbers:
            cutting.take_out(self._paragraphs[part][number - 1])

    def take_row_out(self, part: str, number: int) -> None:
        """Take out the row of the table that the paragraph stands in."""
        row = self._row(part, number)
        if row is not None:
            cutting.take_row_out(row)

    def _row(self, part: str, number: int) -> Any | None:
        """The row of the outermost table."""
        return next(reversed([*self._paragraphs[part][number - 1].iterancestors(ROW)]), None)

    def rename(self, known: Collection[str]) -> None:
        """Give neutral names to styles (but those of ``known`` and Word's own), bookmarks, lists and themes; take out unused styles."""
        trees = self._trees.values()
        for part, tree in self._trees.items():
            kind = self._file.kind(part)
            if kind == "styles":
                neutral_styles(tree, trees, known)
            elif kind == "numbering":
                neutral_lists(tree)
            elif not kind and part != self._file.document:
                neutral_theme(tree)
        neutral_bookmarks([self._trees[part] for part in self.texts])
        for part, tree in self._trees.items():
            if self._file.kind(part) == "fontTable":
                used_fonts_only(tree, trees)

    def forget(self, names: re.Pattern[str]) -> None:
        """Take out the descriptions of pictures, tables and links that hold a name."""
        for part in self.texts:
            without_descriptions(self._trees[part], names)

    def says(self) -> str:
        """All words that stand in the copy now, paragraph by paragraph."""
        return "\n".join("".join(t.text or "" for t in each.iter(TEXT)) for part in self.texts for each in self._trees[part].iter(P))

    def attributes(self) -> Iterator[tuple[str, str]]:
        """What stands in the file and is no text of a paragraph, by part: descriptions, codes of fields, names, targets of links."""
        for part in self._reach.parts:
            yield part, part
            yield from ((relations_of(part), unquote(target)) for target in self._reach.targets(part))
            if part in self._trees:
                yield from ((part, text) for text in unread(self._trees[part]) if not is_mark(text))  # those don't go out
            else:
                yield from ((part, text) for text in words_in_picture(self._content(part)))

    def drawn(self) -> Iterator[tuple[str, str]]:
        """What a reader sees in the file though no paragraph says it, by part."""
        yield from ((part, text) for part in self.texts for text in drawn(self._trees[part]))

    def finished(self) -> dict[str, Member]:
        """The parts of the copy, packed, by name: only what can be reached, with a list of types of its own."""
        for paragraph in self._emptied:
            cutting.take_out(paragraph)
        for part in self.texts:
            plain_fields(self._trees[part])
            without_value_marks(self._trees[part])
        self.drop_notes()
        made: dict[str, Member] = {}
        waiting = [self._file.document]
        while waiting:
            part = waiting.pop()
            if part in made:
                continue
            links = dict(self._reach.kept(part, self._trees.get(part)))
            made[part] = self._packed(part)
            if links:
                made[relations_of(part)] = packed(relations_of(part), [relations_markup(part, links)])
            waiting += sorted(target for _, target, outside in links.values() if not outside)
        made |= {name: packed(name, [b""]) for name in OWN_TYPES}
        made[RELATIONS] = packed(RELATIONS, [root_relations(self._file.document)])
        made[CONTENT_TYPES] = packed(CONTENT_TYPES, [types_markup(self._file.types, made)])
        return made

    def _packed(self, part: str) -> Member:
        if part in self._trees:
            tree = self._trees[part]
            return packed(part, [_bytes(tree)])
        return packed(part, [self._content(part)])

    def _content(self, part: str) -> bytes:
        return without_remarks(self._file.content(part) or b"")

    def _is_tree(self, part: str) -> bool:
        kind = self._file.kind(part)
        return part == self._file.document or kind in TEXT_KINDS or kind in _TREES or self._file.types.get(part, "").endswith("theme+xml")

    def drop_notes(self) -> None:
        """Take out the notes whose mark is not in the text any more."""
        for kind, mark in (("footnotes", w("footnoteReference")), ("endnotes", w("endnoteReference"))):
            part = next((part for part in self.texts if self._file.kind(part) == kind), None)
            if part is None:
                continue
            wanted = {each.get(w("id")) for each in self._trees[self._file.document].iter(mark)}
            for note in list(self._trees[part]):
                if note.get(w("type")) in (None, "normal") and note.get(w("id")) not in wanted:
                    self._trees[part].remove(note)
            self._paragraphs[part] = list(self._trees[part].iter(P))
            self._lines.pop(part, None)


def _bytes(tree: Any) -> bytes:
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))
