"""A report as it lies there, whoever has edited it since: its parts, its words, and what was printed when it was built last."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from generator.archive import Member
from generator.errors import OverwriteRefused, UnusableFile
from generator.pipeline.history import likeliest, recall
from generator.word.edits import Place
from generator.word.generation import read_generation
from generator.word.manuscript import Line, manuscript
from generator.word.opening import WordFile, open_word, read_bytes
from generator.word.package import has_fingerprint, is_outgoing, was_made_here
from generator.word.store import Store, read_store

_OTHER_PARTS = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
_NUMBER = re.compile(r"\d+")
_AROUND = 10  # letters that are shown on either side of a place
_LONGEST = 40  # letters that are shown of the place itself


@dataclass(frozen=True, slots=True)
class Present:
    """The report: its bytes, its parts by name, the paragraphs of those that hold words."""

    path: Path
    data: bytes
    file: WordFile
    parts: Mapping[str, Member]
    lines: Mapping[str, list[Line]]

    @property
    def is_untouched(self) -> bool:
        """Whether nobody changed it since it was built."""
        return has_fingerprint(self.parts) is True

    def where(self, place: Place) -> str:
        """A place as a clerk finds it: ``第12段“…刑事立案593起，同比…”``."""
        kind = _OTHER_PARTS.get(self.file.kind(place.part), "") if place.part != self.file.document else ""
        text = self.lines[place.part][place.line - 1].text
        is_long = place.end - place.start > _LONGEST
        begin, end = max(place.start - _AROUND, 0), place.start + _LONGEST if is_long else place.end + _AROUND
        shown = f"{'…' if begin else ''}{text[begin:end]}{'…' if end < len(text) else ''}"
        return f"{kind or f'第{place.line}段'}“{shown}”"


def read_present(path: Path) -> Present:
    """The report in that file. Raises :class:`UnusableFile` when it is no sound Word file."""
    return present_of(path, read_bytes(path, path.name or str(path)))


def present_of(path: Path, data: bytes) -> Present:
    """The report that a file of that name holds, or is going to hold. Raises :class:`UnusableFile` when it is no sound Word file."""
    file = open_word(data, path.name)
    parts = {member.name: member for member in file.members}
    try:
        lines = manuscript(parts, [file.document, *_others(file)])
    except (expat.ExpatError, ValueError):
        raise UnusableFile(f"{path.name}：文件已损坏，读不出文字；请重新复制一份，或在 Word 或 WPS 里打开后另存") from None
    return Present(path, data, file, parts, lines)


def _others(file: WordFile) -> list[str]:
    """The parts beside the document that hold words."""
    return sorted(member.name for member in file.members if file.kind(member.name) in _OTHER_PARTS)


def printed_elsewhere(fresh: WordFile, store: Store) -> set[tuple[str, ...]]:
    """The words of each header, footer and so on of a fresh report that holds no value: its store knows nothing of it."""
    read = manuscript({member.name: member for member in fresh.members}, [name for name in _others(fresh) if name not in store.lines])
    return {words_of(lines) for lines in read.values()}


def words_of(lines: Iterable[Line]) -> tuple[str, ...]:
    """What a part says, whatever its page numbers are; blank paragraphs don't count."""
    return tuple(_NUMBER.sub("0", line.text) for line in lines if line.text.strip())


def last_build(present: Present, folders: Iterable[Path]) -> Store:
    """What the report was built of last: its own store, else the one in the history of the folders.

    Raises :class:`OverwriteRefused` when there is none: for a published edition, a file of somebody else's, and one that has
    lost its store and has no history. Without the id of its generation a report is looked for by its words only where values
    have their bookmarks still: a published edition has the words of the upward one and no bookmarks.
    """
    folders = list(dict.fromkeys(folders))
    generation = read_generation(present.parts)
    is_marked = any(line.spans for lines in present.lines.values() for line in lines)
    store = read_store(present.parts)
    if store is None and generation is not None:
        store = recall(generation, folders)  # no other one will do: what was corrected since would pass for the work of people
    elif store is None and is_marked:
        store = likeliest(present.lines, folders)
    if store is None:
        raise OverwriteRefused(f"{present.path.name}：{_why_not(present, is_ours=is_marked or generation is not None)}")
    return store


def _why_not(present: Present, *, is_ours: bool) -> str:
    anew = "请用 fazhi build 工作簿.xlsx -o 另一个文件名.docx 另外生成一份"
    if is_ours:
        return f"生成时的记录已经丢了，.fazhi 文件夹里也没有，分不清哪些是人改的，没有改动；{anew}"
    if was_made_here(present.parts) or is_outgoing(present.data):
        return "公开版不能更新；请更正上报版后重新公开（清理过的上报版也没有生成时的记录，请更正清理以前的那一份）"
    return f"不是本工具生成的报告，或者生成时的记录已经丢了，没有改动；{anew}"
