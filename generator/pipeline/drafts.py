"""Texts that came as Word files: their paragraphs as rows of 报告内容, under the headings that they stand below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from generator.errors import UnusableFile
from generator.model.provenance import Cell
from generator.model.template import TemplateSpec
from generator.word.headings import Paragraph, paragraphs
from generator.word.opening import open_word, read_bytes
from generator.workbook.collected.record import Answer
from generator.workbook.typed import squeeze

UNPLACED = "待放置"
_NUMBERS = (
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"[0-9]{1,2}[.．、](?![0-9])"),
)
_LONGEST_HEADING = 60
_ENDS = "。；！？：!?;"


@dataclass(frozen=True, slots=True)
class Draft:
    """A Word file that came in: whose it is, empty when its name tells nobody, and its rows, answers by heading.

    ``owner`` is what rows are known by that it brought.
    """

    path: Path
    department: str
    owner: str
    rows: tuple[Mapping[str, Answer], ...]


def read_draft(path: Path, spec: TemplateSpec, departments: list[str]) -> Draft:
    """The rows of a Word file. Raises :class:`UnusableFile` when it can't be read."""
    file = open_word(read_bytes(path, path.name), path.name)
    try:
        read = paragraphs(file)
    except (expat.ExpatError, ValueError):
        raise UnusableFile(f"{path.name}：文件已损坏，读不出文字；请重新复制一份，或在 Word 或 WPS 里打开后另存") from None
    stem = squeeze(path.stem)
    named = [name for name in departments if squeeze(name) in stem]
    department = max(named, key=len, default="")
    who = department or path.stem
    owner = f"docx/{squeeze(department) or '?'}"
    return Draft(path, department, owner, tuple(_rows(read, spec, path.name, who, department)))


def _rows(read: list[Paragraph], spec: TemplateSpec, file: str, who: str, department: str) -> Iterator[Mapping[str, Answer]]:
    parts = {squeeze(word): part.name for part in spec.parts for word in (part.heading, part.name)}
    sections = {squeeze(section): (part.name, section) for part in spec.parts for section in part.sections}
    part = section = heading = ""
    for paragraph in read:
        text = paragraph.text.strip()
        if not text:
            continue
        title = _heading(paragraph)
        if title is None:
            at = Cell(file, f"第{paragraph.number}段", "")
            told = {"部分": part or UNPLACED, "栏目": section, "小标题": heading, "正文": text, "填报部门": department}
            told["备注"] = "" if part else f"来自 {file}，请放到合适的部分"
            yield {column: Answer(who, words, at) for column, words in told.items()}
        elif (key := squeeze(title)) in parts:
            part, section, heading = parts[key], "", ""
        elif key in sections:
            (part, section), heading = sections[key], ""
        else:
            heading = title


def _heading(paragraph: Paragraph) -> str | None:
    """The words of a heading without its number; None for a paragraph of the text."""
    text = " ".join(paragraph.text.split())
    number = next((found for pattern in _NUMBERS if (found := pattern.match(text))), None)
    short = len(text) <= _LONGEST_HEADING and not text.endswith(tuple(_ENDS))
    if not short or (paragraph.level is None and number is None):
        return None
    return text[number.end() :].strip() if number and text[number.end() :].strip() else text
