"""Texts that came as Word files: their paragraphs as rows of 报告内容, under the headings that they stand below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from xml.parsers import expat

from generator.errors import UnusableFile
from generator.model.provenance import Cell
from generator.model.template import TemplateSpec
from generator.pipeline.covering import TABLE, covering_lines, departments_signed, departments_told
from generator.word.headings import Paragraph, own_number, paragraphs
from generator.word.opening import open_word, read_bytes
from generator.workbook.collected.matters import Matter
from generator.workbook.collected.record import Answer
from generator.workbook.typed import squeeze

UNPLACED = "待放置"
NOBODYS = "docx/?"  # the owner of rows of which nobody knows whose they are
_TAG = re.compile(r"\{\{[^{}]*\}\}")
_LONGEST_HEADING = 60
_ENDS = "。；！？：!?;"


@dataclass(frozen=True, slots=True)
class Left:
    """A line that is no row: what it is, and its words with where they stand."""

    what: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Draft:
    """A Word file that came in: whose it is, empty when neither its name nor its words tell, and its rows, answers by heading.

    ``owner`` is what rows are known by that it brought; ``left`` are the lines that became none.
    """

    path: Path
    department: str
    owner: str
    rows: tuple[Mapping[str, Answer], ...]
    left: tuple[Left, ...]


def read_draft(path: Path, spec: TemplateSpec, departments: list[str]) -> Draft:
    """The rows of a Word file. Raises :class:`UnusableFile` when it can't be read."""
    file = open_word(read_bytes(path, path.name), path.name)
    try:
        read = paragraphs(file)
    except (expat.ExpatError, ValueError):
        raise UnusableFile(f"{path.name}：文件已损坏，读不出文字；请重新复制一份，或在 Word 或 WPS 里打开后另存") from None
    told = (path.stem, *departments_told(read), *departments_signed(read, departments))
    department = next((name for each in told if (name := named_in(each, departments))), "")
    owner = f"docx/{squeeze(department)}" if department else NOBODYS
    rows, left = _Reader(spec, path.name, department or path.stem, department).read(read, departments)
    return Draft(path, department, owner, tuple(rows), tuple(left))


def left_out(draft: Draft) -> Iterator[Matter]:
    """What there is to say of a Word file of which nobody knows whose it is, and of the lines that became no rows."""
    if not draft.department and draft.rows:
        advice = (
            "文件名、“填报部门：”一行和落款里都没有部门名；请在文件名里写上部门，再汇总一次。"
            "文字已收进“报告内容”，“填报部门”空着；不属于哪个部门的，选“已处理”"
        )
        at = Cell(draft.path.name, "", "")
        yield Matter("认不出是哪个部门的", draft.path.name, answers=(Answer("", "", at),), advice=advice)
    kinds = "、".join(dict.fromkeys(each.what for each in draft.left))
    if kinds:
        advice = f"这些看来是{kinds}，没有收作正文；是正文的，请在“报告内容”里加一行写上"
        yield Matter("没有收作正文", draft.path.name, answers=tuple(_told(draft.left)), advice=advice, is_conflict=False)


def _told(left: Sequence[Left]) -> Iterator[Answer]:
    """The lines, a table as one."""
    for what, lines in groupby(left, key=lambda each: each.what):
        answers = [each.answer for each in lines]
        if what == TABLE:
            yield answers[0]._replace(text="｜".join(answer.text for answer in answers))
        else:
            yield from answers


def named_in(text: str, departments: list[str]) -> str:
    """The department that a text names, the longest of several; empty for none."""
    squeezed = squeeze(text)
    return max((name for name in departments if squeeze(name) in squeezed), key=len, default="")


def _worded(heading: str) -> re.Pattern[str]:
    """How a heading of the template stands in a text, with a year for ``{{ 年度 }}``."""
    return re.compile("[0-9]{1,4}".join(re.escape(squeeze(piece)) for piece in _TAG.split(heading)))


class _Reader:
    """Goes through the paragraphs, and knows under which headings it is."""

    def __init__(self, spec: TemplateSpec, file: str, who: str, department: str) -> None:
        self._parts = [(_worded(word), part.name) for part in spec.parts for word in (part.heading, part.name)]
        self._sections = {squeeze(section): (part.name, section) for part in spec.parts for section in part.sections}
        self._file, self._who, self._department = file, who, department
        self._part = self._section = self._heading = ""
        self._rank: int | None = None  # of the heading that opened the part
        self._unused: Left | None = None  # a heading that nothing stands below so far
        self.rows, self.left = list[Mapping[str, Answer]](), list[Left]()

    def read(self, paragraphs: Sequence[Paragraph], departments: list[str]) -> tuple[list[Mapping[str, Answer]], list[Left]]:
        """The rows, and the lines that are none."""
        covering = covering_lines(paragraphs, departments, lambda line: self._place(line) is not None)
        for paragraph in paragraphs:
            at = Cell(self._file, f"第{paragraph.number}段", "")
            text = paragraph.text.strip()
            title = _heading(paragraph)
            if (what := covering.get(paragraph.number)) is not None:
                self.left.append(Left(what, Answer(self._who, text, at)))
            elif title is None:
                self._row(text, at)
            else:
                self._go_below(title, _rank(paragraph), Left("下面没有文字的标题", Answer(self._who, text, at)))
        self._drop_heading()
        return self.rows, self.left

    def _row(self, text: str, at: Cell) -> None:
        told = {"部分": self._part or UNPLACED, "栏目": self._section, "小标题": self._heading, "正文": text}
        told["填报部门"] = self._department
        told["备注"] = "" if self._part else f"来自 {self._file}，请放到合适的部分"
        self.rows.append({column: Answer(self._who, words, at) for column, words in told.items()})
        self._unused = None

    def _go_below(self, title: str, rank: int | None, unused: Left) -> None:
        self._drop_heading()
        self._heading = ""
        if (place := self._place(title)) is not None:
            self._rank = rank if not place[1] else self._rank if place[0] == self._part else None
            self._part, self._section = place
        else:
            if rank is not None and self._rank is not None and rank <= self._rank:  # beside the part, not below it
                self._part, self._section, self._rank = "", "", None
            self._heading, self._unused = title, unused

    def _place(self, title: str) -> tuple[str, str] | None:
        """The 部分 and 栏目 that a heading opens, None for one that is no heading of the report."""
        key = squeeze(title)
        part = next((name for pattern, name in self._parts if pattern.fullmatch(key)), None)
        return (part, "") if part is not None else self._sections.get(key)

    def _drop_heading(self) -> None:
        if self._unused is not None:
            self.left.append(self._unused)
        self._unused = None


_RANKS = ((re.compile("[一二三四五六七八九十]"), 1), (re.compile("[(（]"), 2), (re.compile("[0-9]"), 3))


def _rank(paragraph: Paragraph) -> int | None:
    """How high a heading is, 1 the highest: by its number, else by its style."""
    number = own_number(" ".join(paragraph.text.split()))
    return next((rank for pattern, rank in _RANKS if pattern.match(number)), paragraph.level)


def _heading(paragraph: Paragraph) -> str | None:
    """The words of a heading without its number; None for a paragraph of the text."""
    text = " ".join(paragraph.text.split())
    number = own_number(text)
    short = len(text) <= _LONGEST_HEADING and not text.endswith(tuple(_ENDS))
    if not short or (paragraph.level is None and not number):
        return None
    return text.removeprefix(number).strip() or text
