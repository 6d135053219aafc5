"""Tags in running text: where they begin and end, and what they are.

The syntax is that of docxtpl: ``{{ … }}`` prints, ``{% … %}`` steers, ``{# … #}`` says nothing; ``{%p``, ``{%tr``,
``{%tc`` and ``{{p`` stand for their whole paragraph, row or cell. Braces and per cent signs may be full-width, two
of them together; what is inside string literals never ends a tag.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from generator.templating.tags import CLOSING_QUOTES, normalise_tag

Kind = Literal["print", "statement", "comment", "text"]
Level = Literal["", "p", "tr", "tc"]
_OPEN = re.compile(r"[{｛](?:(?P<print>[{｛])|(?P<statement>[%％])|(?P<comment>[#＃]))|(?P<text>\{_\{|\}_\}|\{_%|%_\})")
_LEVEL = re.compile(r"(-?)(p|tr|tc|r)(?=\s+\S)")
_CLOSE: dict[str, str] = {"print": "}｝", "statement": "%％", "comment": "#＃"}
_ENDS = {kind: re.compile(f"[{closing}][}}｝]") for kind, closing in _CLOSE.items()}
_RAW = re.compile(r"[{｛][%％][-+]?\s*endraw\s*[-+]?[%％][}｝]")
MAX_TAG = 2_000
MAX_TAGS, MAX_TAGS_TOGETHER = 20_000, 1_000  # in one part of a file, in one paragraph
_FAR = 10 * MAX_TAG  # letters in which the end of a tag is looked for


class Tag(NamedTuple):
    """A tag in a text, from ``start`` to ``end``.

    ``inner`` is what stands between the braces, made plain; for ``text`` (``{_{`` and its kin) it is what is meant.
    ``level`` names the element that a tag stands for, empty for one that stands in running text. ``before`` and
    ``after`` tell of ``{%-`` and ``-%}``.
    """

    start: int
    end: int
    kind: Kind
    level: Level
    inner: str
    before: bool = False
    after: bool = False


class Slip(NamedTuple):
    """A tag that can't be read: where it begins, what is wrong, what to do."""

    start: int
    message: str
    hint: str


class TagFinder:
    """Finds tags text by text; ``{% raw %}`` goes on until its end, over several texts."""

    def __init__(self) -> None:
        self.raw = False
        self._left = MAX_TAGS

    def find(self, text: str) -> tuple[list[Tag], list[Slip]]:
        """The tags of a text in their order, and those that can't be read; none and one slip where there are too many."""
        if self._left < 0:
            return [], []
        tags, slips = self._find(text)
        number = len(tags) + len(slips)
        self._left -= number
        if self._left < 0:
            said = f"标记超过 {MAX_TAGS} 个"
        elif number > MAX_TAGS_TOGETHER:
            said = f"同一段里的标记超过 {MAX_TAGS_TOGETHER} 个"
        else:
            return tags, slips
        return [], [Slip(0, f"{said}的上限", "请用 {% for %} 逐行印，或分成几个模板")]

    def _find(self, text: str) -> tuple[list[Tag], list[Slip]]:
        tags: list[Tag] = []
        slips: list[Slip] = []
        at = 0
        while len(tags) + len(slips) <= MAX_TAGS_TOGETHER:
            if self.raw:
                ended = _RAW.search(text, at)
                if ended is None:
                    return tags, slips
                self.raw = False
                tags.append(Tag(ended.start(), ended.end(), "comment", "", ""))
                at = ended.end()
            found = _OPEN.search(text, at)
            if found is None:
                return tags, slips
            if found["text"]:
                tags.append(Tag(found.start(), found.end(), "text", "", found[0].replace("_", "")))
                at = found.end()
                continue
            kind: Kind = found.lastgroup  # type: ignore[assignment]
            end = _end(text, found.end(), kind)
            if end < 0:
                slips.append(Slip(found.start(), *_unclosed(kind)))
                at = found.end()
                continue
            tag = _tag(text, found.start(), end, kind)
            if len(tag.inner) > MAX_TAG:
                slips.append(Slip(found.start(), f"花括号里超过 {MAX_TAG} 个字", "请检查是不是少了结尾的花括号"))
            elif tag.kind == "statement" and tag.inner == "raw":
                self.raw = True
                tags.append(tag._replace(kind="comment"))
            else:
                tags.append(tag)
            at = end
        return tags, slips


def _unclosed(kind: Kind) -> tuple[str, str]:
    opening, closing = {"print": ("{{", "}}"), "statement": ("{%", "%}"), "comment": ("{#", "#}")}[kind]
    return (
        f"有 {opening} 而没有结尾的 {closing}",
        f"请补上 {closing}（一个标记要写在同一段里）；要照样印 {opening} 请写成 {opening[0]}_{opening[1]}",
    )


def _end(text: str, at: int, kind: Kind) -> int:
    """Where the tag ends whose inside begins at ``at``, -1 when it does not.

    String literals and braces inside are passed over. Where a quote is never closed, the next closing braces end
    the tag, so that the one who wrote it is told of the quote and not of half a page.
    """
    closing = _CLOSE[kind]
    if kind == "comment":
        return _plain_end(text, at, kind)
    quote, depth, i = "", 0, at
    while i < min(len(text), at + _FAR):
        char = text[i]
        if quote:
            if char == "\\":
                i += 1
            elif char in quote:
                quote = ""
        elif char in CLOSING_QUOTES:
            quote = CLOSING_QUOTES[char]
        elif char in closing and text[i + 1 : i + 2] in ("}", "｝") and (kind == "statement" or not depth):
            return i + 2
        elif char in "{｛":
            if text[i + 1 : i + 2] in ("{", "｛", "%", "％"):
                return -1
            depth += 1
        elif char in "}｝" and depth:
            depth -= 1
        i += 1
    return _plain_end(text, at, kind)


def _plain_end(text: str, at: int, kind: Kind) -> int:
    """Where the first closing braces end, whatever stands before them, -1 when there are none."""
    found = _ENDS[kind].search(text, at, at + _FAR)
    return found.end() if found else -1


def _tag(text: str, start: int, end: int, kind: Kind) -> Tag:
    inner = normalise_tag(text[start + 2 : end - 2])
    level: Level = ""
    before = inner.startswith("-")
    if found := _LEVEL.match(inner):
        level = "" if found[2] == "r" else found[2]  # type: ignore[assignment]
        inner = inner[found.end() :]
    elif before or inner.startswith("+"):
        inner = inner[1:]
    inner = inner.strip()
    after = inner.endswith("-") and kind != "comment"
    if after or (kind == "statement" and inner.endswith("+")):
        inner = inner[:-1].rstrip()
    return Tag(start, end, kind, level, " ".join(inner.split("\n")), before and kind != "comment", after)
