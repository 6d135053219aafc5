"""Nothing in a file that goes out names whoever made it, or where it lay: what can be renamed is, the rest is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.diagnostics import Diagnostic, Place
from generator.document.letterhead import names_in
from generator.model.report import ReportData
from generator.pipeline.doubting import short
from generator.pipeline.editions import Composition
from generator.word.handover import Copy
from generator.word.makers import makers, named, tells
from generator.word.opening import WordFile

_SIGNED_BY = "签发人"
_FILLED_IN_BY = ("填报人", "联系电话")
_TYPED = re.compile(rf"{_SIGNED_BY}\s*[：:]\s*([^：:，。；]{{2,40}})$")
_NAME = re.compile(r"[^\W\d_]{2,4}|[^\W\d_]+(?:·[^\W\d_]+)+")
_IN_WORDS = (".xml", ".rels", ".svg")
_PATH = re.compile(r"(?<![A-Za-z])[A-Za-z]:[\\/][^/]|\\\\[\w.-]+\\|file:/", re.IGNORECASE)


def signers(data: ReportData, edited: Copy) -> list[str]:
    """The names of 签发人: those of the workbook, and those that somebody has typed in the report."""
    typed = (_TYPED.search(line.text) for part in edited.texts for line in edited.lines(part) if _SIGNED_BY in line.text)
    found = [name for text in (data.text(_SIGNED_BY), *(each[1] for each in typed if each)) for name in names_in(text)]
    return [name for name in dict.fromkeys(found) if _NAME.fullmatch(name)]


def unnamed(
    edited: Copy, file: WordFile, upward: Composition, data: ReportData, more: Iterable[str] = (), unsettled: Iterable[str] = ()
) -> Iterator[Diagnostic]:
    """Take out of the copy what names its makers, and tell what is left; ``more`` names are to be nowhere either.

    A name that stands in the text itself is public. ``unsettled`` are the authors of changes and remarks that have still to be
    dealt with, and go with them.
    """
    edited.rename(upward.styles)
    fillers = (data.text(item) for item in _FILLED_IN_BY)
    typed = (name for text in (*fillers, *(each.filler for each in data.indicators.values())) for name in names_in(text))
    shown, unsettled = edited.says(), {*unsettled}
    names = named(
        name for name in dict.fromkeys((*makers(file), *filter(tells, typed), *more)) if name not in shown and name not in unsettled
    )
    if names is not None:
        edited.forget(names)
    told = dict.fromkeys((part, found[0]) for part, text in edited.attributes() if (found := _telling(part, text, names)))
    for part, words in told:
        hint = "请在稿中找到并改掉（图片的替换文字、链接、水印、字体名等）"
        message = f"文件里（{part}）还有编写人、单位的名称或文件的路径“{short(words)}”"
        yield Diagnostic("publish-leftover", "error", message, hint, Place(file=file.name))


def _telling(part: str, text: str, names: re.Pattern[str] | None) -> re.Match[str] | None:
    """The first name or path in a text; the bytes of a picture read as a path by chance."""
    found = names.search(text) if names is not None else None
    return found or (_PATH.search(text) if part.endswith(_IN_WORDS) else None)
