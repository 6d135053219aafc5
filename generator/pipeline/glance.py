"""What lies in a folder that might be collected, at a glance: how many tables came back, and in how many of them something was written."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from generator.errors import FazhiError
from generator.model.template import TemplateSpec
from generator.pipeline.incoming import read_came, read_given
from generator.pipeline.reading import DEFAULT_TEMPLATE, Templates
from generator.workbook.collected.record import read_record
from generator.workbook.collected.titles import COLLECTED
from generator.workbook.package import open_package
from generator.workbook.sheets import sheets_in

_MOST = 100  # files of a folder that are opened


class Glance(NamedTuple):
    """Hand-outs with something written into them, those with nothing, and Word files."""

    answered: int
    untouched: int
    texts: int

    def __str__(self) -> str:
        counted = ((self.answered, "份填过的表"), (self.untouched, "份没有填过的表"), (self.texts, "份 Word 文件"))
        return "，".join(f"{number} {what}" for number, what in counted if number) or "没有交回的文件"


def glance(folder: Path, templates: Templates) -> Glance:
    """What lies there; nothing where it can't be read. Of more than a hundred files only the first are looked at."""
    try:
        with os.scandir(folder) as entries:
            paths = sorted(Path(entry) for entry in entries if not entry.name.startswith((".", "~$")) and entry.is_file())[:_MOST]
    except OSError:
        return Glance(0, 0, 0)
    told = [_is_answered(path, templates) for path in paths if path.suffix.lower() in (".xlsx", ".xlsm")]
    texts = sum(path.suffix.lower() == ".docx" for path in paths)
    return Glance(told.count(True), told.count(False), texts)


def is_collected(path: Path) -> bool:
    """Whether a workbook was collected by this program; not when it can't be read."""
    from generator.diagnostics import Findings

    with suppress(FazhiError):
        sheets = sheets_in(open_package(path), path.name, Findings(), names=(), plain=(COLLECTED,))
        return read_record(sheets.plain.get(COLLECTED, ())) is not None
    return False


def _is_answered(path: Path, templates: Templates) -> bool | None:
    """Whether somebody has written into a hand-out; None for what is none."""
    with suppress(FazhiError):
        given = read_given(path)
        if given is not None:
            came = read_came(path, _spec(given.template, path.parent, templates))
            return came is not None and not came.is_untouched
    return None


def _spec(name: str, folder: Path, templates: Templates) -> TemplateSpec:
    """The template of a hand-out, beside it or where it came from; else the standard, which tells what was written as well."""
    for near in (folder, folder.parent):
        with suppress(FazhiError):
            return templates.get(name, near).template.spec
    return templates.get(DEFAULT_TEMPLATE, None).template.spec
