"""The table of docs/limits.md says what the code holds, and whatever goes beyond a limit ends in a message that names it."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import check, render_docx
from generator.archive import unzipped, zipped
from generator.errors import FazhiError, FindingsStop
from generator.templating.crosschecks import BadRule, read_rule
from generator.templating.limits import Budget, TooMuch
from generator.word.pictures import Picture
from tests.support.packages import raw_workbook, row, share_strings
from tests.support.templates import make_template
from tests.support.word import docx_bytes, make_docx
from tests.support.workbooks import ENTRIES, make_workbook

TABLE = (Path(__file__).parents[1] / "docs" / "limits.md").read_text(encoding="utf-8")
ROWS = {name: (int(number), unit) for number, unit, name in re.findall(r"\| (\d+) (\S+) \| `(\S+)` \|", TABLE)}
TIMES = {"MB": 2**20, "KB": 1_000}


def constant(name: str) -> int:
    module, _, attribute = f"generator.{name}".rpartition(".")
    return int(getattr(importlib.import_module(module), attribute))


@pytest.mark.parametrize("name", ROWS)
def test_the_table_says_what_the_code_holds(name: str) -> None:
    number, unit = ROWS[name]
    assert constant(name) == number * (10_000 if unit.startswith("万") else TIMES.get(unit, 1))


def test_every_line_of_the_table_is_looked_at() -> None:
    assert len(ROWS) == sum(line.startswith("| ") for line in TABLE.splitlines()) - 1 == len(MESSAGES)
    assert ROWS.keys() == MESSAGES.keys()


def checked(folder: Path, **tables: object) -> str:
    make_template(folder)
    return said(lambda: check(make_workbook(folder / "甲.xlsx", **tables)))  # type: ignore[arg-type]


def said(call: Callable[[], object]) -> str:
    """All that a call complains of."""
    try:
        found = call()
    except FindingsStop as stop:
        return "\n".join(map(str, stop.findings))
    except (FazhiError, TooMuch, BadRule) as error:
        return str(error)
    return "\n".join(map(str, found))  # type: ignore[call-overload]


def rendered(folder: Path, *texts: str) -> str:
    return said(lambda: render_docx(make_docx(folder / "模板.docx", *texts), {}, folder / "结果.docx"))


def deep(folder: Path) -> str:
    parts = unzipped(docx_bytes("甲"))
    inner = b"<w:sdt>" * 3_000 + b"</w:sdt>" * 3_000
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + inner)
    return said(lambda: render_docx(zipped(parts), {}, folder / "结果.docx"))


def large(folder: Path) -> str:
    (folder / "大.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2**20))
    return said(lambda: Picture.read(folder / "大.png"))


def settings(folder: Path, text: str) -> str:
    make_template(folder, text)
    return said(lambda: check(make_workbook(folder / "甲.xlsx")))


def section(folder: Path) -> str:
    make_template(folder, sections={"lead.md.j2": "甲" * 70_000})
    return said(lambda: check(make_workbook(folder / "甲.xlsx")))


def shared(folder: Path) -> str:
    make_template(folder)
    return said(lambda: check(share_strings(make_workbook(folder / "甲.xlsx"))))


def far(folder: Path) -> str:
    make_template(folder)
    return said(lambda: check(raw_workbook(folder / "甲.xlsx", {"指标": row(1, *"引用名 指标名称 单位 本年 上年".split()) + row(9, "甲")})))


# What goes beyond each limit, and to what the limit is lowered for that: files of the real size would take minutes.
MESSAGES: dict[str, tuple[int | None, Callable[[Path], str]]] = {
    "workbook.package.MAX_FILE": (0, checked),
    "workbook.package.MAX_UNPACKED": (2**10, checked),
    "workbook.package.MAX_PARTS": (3, checked),
    "workbook.package.MAX_MARKUP": (20, checked),
    "workbook.package.MAX_SHEETS": (2, checked),
    "workbook.sheets.MAX_ROWS": (5, far),
    "workbook.sheets.MAX_COLUMNS": (4, checked),
    "workbook.sheets.MAX_TEXT": (None, lambda folder: checked(folder, entries=ENTRIES.replace("加强培训", "字" * 20_001))),
    "workbook.cells.MAX_CELLS": (3, checked),
    "workbook.cells.MAX_STRINGS": (3, shared),
    "workbook.cells.MAX_STYLES": (0, checked),
    "templating.passages.MAX_TAG": (None, lambda folder: checked(folder, entries=ENTRIES.replace("加强培训", "{{ " + "甲" * 301 + " }}"))),
    "word.opening.MAX_FILE": (0, lambda folder: rendered(folder, "甲")),
    "word.opening.MAX_UNPACKED": (2**10, lambda folder: rendered(folder, "甲")),
    "word.opening.MAX_PARTS": (3, lambda folder: rendered(folder, "甲")),
    "word.opening.MAX_MARKUP": (9, lambda folder: rendered(folder, "甲")),
    "word.preparing.parsing.MAX_DEPTH": (None, deep),
    "word.preparing.tags.MAX_TAG": (None, lambda folder: rendered(folder, "{{ '" + "甲" * 2_001 + "' }}")),
    "word.preparing.tags.MAX_TAGS_TOGETHER": (None, lambda folder: rendered(folder, "{{ 1 }}" * 1_001)),
    "word.preparing.tags.MAX_TAGS": (7, lambda folder: rendered(folder, *["{{ 1 }}"] * 8)),
    "templating.settings.MAX_SETTINGS": (1_000, lambda folder: settings(folder, "#" * 2_000)),
    "templating.settings.MAX_DOTS": (None, lambda folder: settings(folder, "a" + ".a" * 101 + " = 1")),
    "templating.loading.MAX_SECTION_FILE": (None, section),
    "templating.limits.MAX_STEPS": (None, lambda _: said(lambda: Budget().step(500_001))),
    "templating.limits.MAX_LETTERS": (None, lambda _: said(lambda: Budget().letters(20_000_001))),
    "templating.crosschecks.MAX_RULE": (None, lambda _: said(lambda: read_rule("甲" * 501))),
    "word.pictures.MAX_PICTURE": (2**20, large),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_what_goes_beyond_is_told_with_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    lowered, beyond = MESSAGES[name]
    number, unit = ROWS[name]
    if lowered is not None:
        module, _, attribute = f"generator.{name}".rpartition(".")
        monkeypatch.setattr(f"{module}.{attribute}", lowered)
        number = lowered // (10_000 if unit.startswith("万") else TIMES.get(unit, 1))
    message = beyond(tmp_path)
    assert re.search(rf"{number} ?{unit}", message), message
