"""一是……；二是……。: rows of text as a list, run together or a paragraph each (GB/T 15834)."""

from __future__ import annotations

import re

from generator.model.marks import plain
from generator.model.numerals import chinese_numeral

_OWN_MARK = re.compile(
    r"^((?:\ufdd3[0-9]*\ufdd1)?)(?:[一二三四五六七八九十]{1,3}是[，,\s]*|[（(][一二三四五六七八九十]{1,3}[）)]\s*|[一二三四五六七八九十]{1,3}、\s*(?![一二三四五六七八九十百千万]))(?=[^\s\ufdd1-\ufdef])"
)
# A final run of stops, even where the mark of a value or of a cell's words ends among them.
_FINAL = re.compile("(?:[。；;，,]|\ufdd3\ufdd1|\ufdd2)+$")
_STOPS = re.compile("[。；;，,]")
_CLOSED = re.compile("[。！？!?][”’）》】]*$|[！？!?]$")
_OPEN_ENDED = "。！？!?；;：:，,、…"


def without_own_mark(text: str) -> str:
    """The text without an 一是, （一） or 一、 that its author already typed."""
    return _OWN_MARK.sub(r"\1", text)


def list_item(number: int, text: str, mark: str = "一是") -> str:
    """The text behind its mark: 一是, 二是, … A mark without 一 counts by its 1: （1）, （2）, …"""
    return (mark.replace("一", chinese_numeral(number), 1) if "一" in mark else mark.replace("1", str(number), 1)) + text


def closed(text: str, stop: str) -> str:
    """The text ending with ``stop`` instead of the 。；，, it ended with; ！, ？ and a quoted sentence stay."""
    bare = strip_stop(text)
    return bare if _CLOSED.search(plain(bare)) else bare + stop


def strip_stop(text: str) -> str:
    """The text without its final 。；，, even where a value's mark stands behind it."""
    return _FINAL.sub(lambda found: _STOPS.sub("", found[0]), text)


def stop_between(texts: list[str]) -> str:
    """；between the items of a run-in list; 。 as soon as one of them holds a 。 inside (GB/T 15834)."""
    return "。" if any("。" in plain(strip_stop(text)) for text in texts) else "；"


def in_one_paragraph(lines: list[str]) -> str:
    """Several paragraphs of one row as one: each becomes a sentence of its own."""
    *before, last = lines
    return "".join(line if plain(line)[-1:] in _OPEN_ENDED else line + "。" for line in before) + last
