"""Where a title or a long name breaks into lines: never inside a word, in a shape that is pleasing (GB/T 9704, 7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.document.blocks import Words
from generator.document.widths import width

_MOST_LINES = 4
# Joints of a title's phrases; then those of names and lists, which are guesses; then anything but numbers and marks.
_PHRASES = re.compile(
    r"(?<=关于)|(?<=年)(?!度)|(?<=[市县区省]公安局)|(?<=政府建设)|(?<=工作)|(?<=情况的)|(?<=、)|(?=年度报告|情况报告|以及|暨)"
)
_NAMES = re.compile(
    _PHRASES.pattern + r"|(?<=[省市县区州盟旗局厅部委院队处会室])"
    r"(?![省市县区州盟旗局厅部委院队处会室级民场域门署议员有伍置理长内外属直政的])"
)
_ANYWHERE = re.compile(r"(?<![0-9A-Za-z.“‘（《〈〔【])(?=[^0-9A-Za-z.”’）》〉〕】、，。；：！？％%年月日])")


def broken(words: tuple[Words, ...], line: float) -> tuple[Words, ...]:
    """The words with a line break where one line is not enough; breaks that their author set are kept instead."""
    whole = "".join(w.text for w in words)
    if "\n" in whole:
        return words
    ends, at = set(), 0
    for part in balanced(whole, line)[:-1]:
        at += len(part)
        ends.add(at)
    out, at = [], 0
    for w in words:
        text = "".join(("\n" if n and at + n in ends else "") + char for n, char in enumerate(w.text))
        if at in ends:  # a break before a value is no part of it
            out.append(Words("\n", w.style, None, w.origin))
        out.append(Words(text, w.style, w.source, w.origin))
        at += len(w.text)
    return tuple(out)


def balanced(title: str, line: float) -> list[str]:
    """The title in as few lines as it needs, broken between words as far as they are known.

    Lines grow, shrink, or grow and then shrink (梯形, 菱形); all equal or shorter in the middle only where nothing else
    is left. What no four lines can hold stays in one, for the word processor to break.
    """
    if width(title) <= line:
        return [title]
    poor = []
    for patterns in ((_PHRASES, _NAMES), (_ANYWHERE,)):
        for count in range(2, _MOST_LINES + 1):
            for pattern in patterns:
                joints = sorted({found.start() for found in pattern.finditer(title)} - {0, len(title)})
                if options := list(_splits(title, joints, count, line)):
                    best = min(options, key=_displeasing)
                    if not _displeasing(best)[0]:
                        return best
                    poor.append(best)
        if poor:
            return poor[0]
    return [title]


def _splits(text: str, joints: list[int], count: int, line: float) -> Iterator[list[str]]:
    """The ways to set the text in ``count`` lines that fit."""
    if count == 1:
        if width(text) <= line:
            yield [text]
        return
    if width(text) > count * line:
        return
    for n, joint in enumerate(joints):
        if width(text[:joint]) > line:
            return
        for rest in _splits(text[joint:], [j - joint for j in joints[n + 1 :]], count - 1, line):
            yield [text[:joint], *rest]


def _displeasing(lines: list[str]) -> tuple[bool, float, float]:
    """A sort key: a rectangle or an hourglass is worst, then uneven lines, then a short first line."""
    widths = [width(line) for line in lines]
    hourglass = any(max(widths[:n]) > here < max(widths[n + 1 :]) for n, here in enumerate(widths) if 0 < n < len(widths) - 1)
    return hourglass or len(set(widths)) == 1, max(widths) - min(widths), -widths[0]
