"""一是……；二是……。: rows of text as a list, run together or a paragraph each (GB/T 15834)."""

from __future__ import annotations

import re

from generator.model.marks import plain

_DIGITS = "零一二三四五六七八九"
_OWN_MARK = re.compile("^((?:\ufdd3[0-9]*\ufdd1)?)[一二三四五六七八九十]{1,3}是[，,]?")


def chinese_numeral(number: int) -> str:
    """1 → 一, 10 → 十, 21 → 二十一; up to 99, as headings and lists need."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _DIGITS[tens] + "十")
    return head + (_DIGITS[ones] if ones else "")


def without_own_mark(text: str) -> str:
    """The text without an 一是 that its author already typed."""
    return _OWN_MARK.sub(r"\1", text)


def list_item(number: int, text: str, mark: str = "一是") -> str:
    """The text behind its mark: 一是, 二是, …"""
    return mark.replace("一", chinese_numeral(number), 1) + text


def closed(text: str, stop: str) -> str:
    """The text ending with ``stop``, whatever of 。；，, it ended with before; 。 stays under an ending of ！ or ？."""
    last = plain(text)[-1:]
    if last in "！？":
        return text
    return strip_stop(text) + stop


def strip_stop(text: str) -> str:
    """The text without its final 。；，, even where a value's mark stands behind it."""
    return re.sub(r"[。；;，,]+((?:\ufdd3\ufdd1|\ufdd2)*)$", r"\1", text)


def stop_between(texts: list[str]) -> str:
    """；between the items of a run-in list; 。 as soon as one of them holds a 。 inside (GB/T 15834)."""
    return "。" if any("。" in plain(strip_stop(text)) for text in texts) else "；"
