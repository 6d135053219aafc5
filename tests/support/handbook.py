"""A page of Markdown as the examples in it: fenced blocks and tables in their order, under their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from generator.archive import unzipped
from generator.diagnostics import Findings
from generator.pipeline.composing import compose
from generator.templating.loading import load_template
from generator.word.package import report_package
from tests.support.word import Block, docx_bytes, text_of
from tests.support.workbooks import make_workbook

_HEADING = re.compile(r"(#{1,4}) (.+)")
_RULE = re.compile(r"\|(?: ?:?-+:? ?\|)+")
_BAR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Fence:
    """A fenced block: the words behind the fence, its text, the line that leads in, and the heading it stands under."""

    words: tuple[str, ...]
    text: str
    lead: str
    heading: str
    line: int

    @property
    def kind(self) -> str:
        """The first word behind the fence."""
        return self.words[0] if self.words else ""


@dataclass(frozen=True)
class Grid:
    """A table: its head, its rows, the line that leads in, and the heading it stands under."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lead: str
    heading: str
    line: int


def elements(page: str) -> Iterator[Fence | Grid]:
    """The fenced blocks and tables of a page."""
    lines = page.split("\n")
    heading, lead, at = "", "", 0
    while at < len(lines):
        line = lines[at]
        if line.startswith("```"):
            end = lines.index("```", at + 1)
            yield Fence(tuple(line[3:].split()), "\n".join(lines[at + 1 : end]) + "\n", lead, heading, at + 1)
            at = end
        elif line.startswith("|") and at + 1 < len(lines) and _RULE.fullmatch(lines[at + 1]):
            end = next((n for n in range(at, len(lines)) if not lines[n].startswith("|")), len(lines))
            head, _, *rows = (_cells(row) for row in lines[at:end])
            yield Grid(head, tuple(rows), lead, heading, at + 1)
            at = end - 1
        elif found := _HEADING.fullmatch(line):
            heading, lead = found[2], ""
        elif line.strip():
            lead = line.strip()
        at += 1


def _cells(row: str) -> tuple[str, ...]:
    return tuple(cell.strip().replace("\\|", "|") for cell in _BAR.split(row.strip().removeprefix("|").removesuffix("|")))


def written(cell: str) -> list[str]:
    """What a cell says to write, a line a paragraph, without the marks of code."""
    return [line.strip().strip("`") for line in cell.split("<br>")]


def printed(cell: str) -> list[str]:
    """What a cell says is printed, a line a paragraph."""
    return [line.strip() for line in cell.split("<br>")]


def page(path: Path) -> list[Fence | Grid]:
    """The elements of a file."""
    return list(elements(path.read_text(encoding="utf-8")))


# Running

STANDARD = Path(__file__).parents[2] / "templates" / "standard"
SECTION, PART = "own", "主要举措和成效"
_MARK = "※例"
REST = (f"{_MARK}完", "{{p 正文 }}")  # what follows examples in a report.docx, so that every row is printed


class Bench:
    """A workbook with the data of the handbook, and templates tried out on it."""

    def __init__(self, folder: Path, items: Grid, indicators: Grid, entries: Grid) -> None:
        self._folder = folder
        self._items: dict[str, object] = {row[0]: row[1] for row in items.rows}
        self._indicators = _as_text(indicators)
        self._entries = _as_text(entries)
        named = {row[0] for row in indicators.rows}
        for spec in load_template("standard").spec.indicators:
            if spec.required and spec.name not in named:
                self._indicators += f"\n{spec.name} | {spec.label} | {spec.unit} | 1"
        self._count = 0

    def report(
        self,
        *,
        settings: str = "",
        texts: Mapping[str, str] | None = None,
        word: bytes | None = None,
        passages: Sequence[str] = (),
        items: Mapping[str, object] | None = None,
        files: Mapping[str, bytes] | None = None,
    ) -> bytes:
        """The report that the handbook's data give with such a template. Raises FindingsStop."""
        self._count += 1
        home = self._folder / f"r{self._count}"
        template = home / "templates" / "甲市"
        (template / "sections").mkdir(parents=True)
        (template / "template.toml").write_text(f'extends = "standard"\n{settings}', encoding="utf-8")
        for name, text in (texts or {}).items():
            (template / "sections" / name).write_text(text, encoding="utf-8")
        if word is not None:
            (template / "report.docx").write_bytes(word)
        for name, data in (files or {}).items():
            (home / name).write_bytes(data)
        workbook = make_workbook(
            home / "甲市.xlsx",
            items={**self._items, **(items or {})},
            indicators=self._indicators,
            entries=self._entries,
            template="甲市",
        )
        if passages:
            book = load_workbook(workbook)
            for text in passages:
                book["报告内容"].append([PART, None, None, text])
            book.save(workbook)
        document, parts = compose(workbook, Findings())
        return report_package(parts, document)

    def in_word(self, *examples: Sequence[Block], settings: str = "") -> list[list[str]]:
        """What tags in a report.docx print, example by example."""
        body = [block for n, example in enumerate(examples) for block in (f"{_MARK}{n}", *example)]
        return _each(self.report(settings=settings, word=word_file(*body, *REST)), len(examples))

    def in_section(self, *examples: Sequence[str], settings: str = "") -> list[list[str]]:
        """What a section text prints, example by example."""
        text = "".join(f"{_MARK}{n}\n" + "\n".join(example) + "\n\n" for n, example in enumerate(examples))
        own = f"{text}{_MARK}{len(examples)}\n{{{{ 部分.条目 | 排列 }}}}\n"
        part = f'[[parts]]\nname = "{PART}"\nsection = "{SECTION}"\n'
        return _each(self.report(settings=settings + part, texts={f"{SECTION}.md.j2": own}), len(examples))

    def in_passage(self, *examples: Sequence[str]) -> list[list[str]]:
        """What 正文 cells print, one by one."""
        passages = [row for n, (example,) in enumerate(examples) for row in (f"{_MARK}{n}", example)]
        return _each(self.report(passages=[*passages, f"{_MARK}{len(examples)}"]), len(examples))


def word_file(*body: Block, **more: Any) -> bytes:
    """A report.docx with that body, in the styles of the standard one."""
    styles = unzipped((STANDARD / "report.docx").read_bytes())["word/styles.xml"]
    return docx_bytes(*body, parts={"word/styles.xml": styles}, **more)


def _each(report: bytes, number: int) -> list[list[str]]:
    """The lines behind each mark, up to the next."""
    lines = text_of(report).split("\n")
    marks = [n for n, line in enumerate(lines) if line.startswith(_MARK)]
    assert len(marks) > number
    return [[line.rstrip() for line in lines[begin + 1 : end]] for begin, end in pairwise(marks[: number + 1])]


def _as_text(grid: Grid) -> str:
    return "\n".join(" | ".join(row) for row in (grid.head, *grid.rows))
