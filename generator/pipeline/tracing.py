"""``trace``: where the values of a report come from."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from generator.errors import UnusableFile, WrongUse
from generator.model.provenance import Source, SourceKind
from generator.word.manuscript import manuscript
from generator.word.opening import WordFile, open_word, read_bytes
from generator.word.package import was_made_here
from generator.word.store import Making, Store, read_store
from generator.word.whereabouts import Standing, whereabouts

_OTHER_PARTS = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
_KINDS: dict[SourceKind, str] = {"figure": "", "item": "", "typed": "正文里手写的数", "text": "工作簿里的文字", "missing": "待补"}
_ANEW = "请用 fazhi build 工作簿.xlsx -o 另一个文件名.docx 重新生成一份再查"


@dataclass(frozen=True, slots=True)
class Traced:
    """A value of a report: what stands there now, what was printed, where it stands, and its source.

    ``paragraph`` is the n-th of the document from 1, table cells included, ``offset`` counts code points from 0; both are
    None outside of the document, where ``within`` says 页眉, 页脚, 脚注 or 尾注. ``passage`` is the whole paragraph, in which
    the value begins at ``start``.
    """

    text: str
    printed: str
    paragraph: int | None
    offset: int | None
    within: str
    passage: str
    start: int
    source: Source

    @property
    def is_changed(self) -> bool:
        """Whether people have changed it since."""
        return self.text != self.printed

    @property
    def said(self) -> str:
        """What stands there, and what was printed where that is something else."""
        return f"{self.text}（生成时为{self.printed}）" if self.is_changed else self.text

    @property
    def place(self) -> str:
        """Where it stands in the report: ``第12段``."""
        return self.within or f"第{self.paragraph}段"

    @property
    def what(self) -> str:
        """The 引用名 or 项目, else what kind of words it is."""
        return self.source.name or _KINDS[self.source.kind]

    def as_json(self) -> dict[str, str | int | list[str] | None]:
        """The value with the keys that ``--json`` promises. What does not apply is None; ``cells`` are like ``指标!D2``."""
        source = self.source
        first = source.cells[0] if source.cells else None
        return {
            "text": self.text,
            "paragraph": self.paragraph,
            "offset": self.offset,
            "name": source.name,
            "workbook": first.workbook if first else None,
            "sheet": first.sheet if first else None,
            "cell": first.address if first else None,
            "cells": [str(cell) for cell in source.cells],
            "department": source.department or None,
            "period": source.period or None,
            "handed_in": [cell.in_file for cell in source.handed_in.cells],
            "decided": source.handed_in.decided or None,
            "others": [f"{cell.in_file}：{text}" for text, cell in source.handed_in.others],
        }


@dataclass(frozen=True, slots=True)
class Trace:
    """The values of a report in the order of its text, and those that are not in it any more, as they were printed.

    ``passages`` counts the paragraphs that were looked through.
    """

    making: Making
    values: tuple[Traced, ...]
    gone: tuple[tuple[str, Source], ...]
    passages: int


def trace(report: Path | str, text: str | None = None) -> Trace:
    """Where the values of a report come from; with ``text`` only those in paragraphs that hold it.

    White space and the width of letters make no difference to ``text``. Raises :class:`UnusableFile` for a file that is no
    Word file or remembers nothing of its making, :class:`WrongUse` for a ``text`` without letters.
    """
    wanted = None if text is None else _folded(text)
    if wanted == "":
        raise WrongUse("要找的文字是空的；请写出报告里的一段文字，不写就列出全部")
    path = Path(report)
    file = open_word(read_bytes(path, path.name), path.name)
    parts = {member.name: member for member in file.members}
    store = read_store(parts)
    if store is None:
        raise UnusableFile(_forgetful(file, made_here=was_made_here(parts)))
    try:
        now = manuscript(parts, [file.document, *sorted(name for name in parts if file.kind(name) in _OTHER_PARTS)])
    except (expat.ExpatError, ValueError):
        raise UnusableFile(f"{path.name}：文件已损坏，读不出文字；请重新复制一份，或在 Word 或 WPS 里打开后另存") from None
    found, missing = whereabouts(store, now, file.document)
    passages = {id(line) for lines in now.values() for line in lines if wanted is None or wanted in _folded(line.text)}
    gone = [value for value in missing if wanted is None or wanted in _folded(store.lines[value.part][value.line - 1])]
    return Trace(
        store.making,
        tuple(_traced(standing, store, file) for standing in found if id(standing.line) in passages),
        tuple((store.text(value), value.source) for value in gone),
        len(passages),
    )


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _traced(standing: Standing, store: Store, file: WordFile) -> Traced:
    inside = standing.part == file.document
    return Traced(
        standing.text,
        store.text(standing.value),
        standing.line.number if inside else None,
        standing.start if inside else None,
        "" if inside else _OTHER_PARTS[file.kind(standing.part)],
        standing.line.text,
        standing.start,
        standing.value.source,
    )


def _forgetful(file: WordFile, *, made_here: bool) -> str:
    if not made_here:
        return f"{file.name}：不是本工具生成的报告，或者生成时的记录已经丢了，查不出数的来源；{_ANEW}"
    lost = "公开版不带记录，另存成别的格式、用文档检查器清理过也会丢"
    return f"{file.name}：是本工具生成的，里面却没有生成时的记录（{lost}），查不出数的来源；{_ANEW}"
