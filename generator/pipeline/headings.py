"""The headings of a report that people have edited: which paragraphs they are, and whether their numbers follow one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.parsers import expat

from generator.diagnostics import Diagnostic, Place
from generator.refresh.disorder import disordered
from generator.word.headings import Paragraph, paragraphs
from generator.word.opening import WordFile

_MOST = 40  # letters of a heading that are shown


def levels(file: WordFile) -> Mapping[int, int]:
    """The level of each paragraph that is a heading, by its number."""
    return {paragraph.number: paragraph.level for paragraph in _paragraphs(file) if paragraph.level is not None}


def out_of_order(file: WordFile, fresh: WordFile) -> Iterator[Diagnostic]:
    """A warning for each heading whose number is not that of its place; none where the fresh report counts in a way of its own."""
    found = disordered(_paragraphs(file))
    if not found or disordered(_paragraphs(fresh)):
        return
    hint = "请在稿中改好序号，或把段落移回原处；稿中的序号由人定，没有改动"
    for each in found:
        text = each.heading.text[:_MOST] + ("…" if len(each.heading.text) > _MOST else "")
        message = f"标题序号是“{each.found}”，按先后应是“{each.expected}”{f'，后面 {each.more} 个同级标题依次顺延' if each.more else ''}"
        yield Diagnostic("heading-out-of-order", "warning", message, hint, Place(file=file.name, paragraph=each.heading.number, text=text))


def _paragraphs(file: WordFile) -> list[Paragraph]:
    """Those that are not empty; none where the styles are damaged, so that no heading is known."""
    try:
        return paragraphs(file)
    except (expat.ExpatError, ValueError):
        return []
