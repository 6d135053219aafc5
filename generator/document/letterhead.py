"""版头, title and 主送机关 (GB/T 9704, 7.2 and 7.3.1–7.3.2)."""

from __future__ import annotations

import re

from generator.document import styles
from generator.document.blocks import Paragraph, Words, paragraph
from generator.document.outline import inlines
from generator.document.widths import width
from generator.model.marks import Marks, plain

LINE = 28  # characters a line (5.2.3)
TITLE_LINE = 20  # characters of size 2 on a line of the type area: 156 mm over 22 pt
_LINES = 11  # what the 版头 takes with one row of signers, in lines of the body: the layout's styles add up to it
_SIGNED_BY = "签发人："
_NOTES = 3  # lines for 份号, 密级 and 紧急程度 above the mark (7.2.1–7.2.3)
_NAMES_A_ROW = 2  # 7.2.6
_SEPARATORS = re.compile(r"[、，,；;\s]+")
# Where a title may break when its author gave no line break: never inside a word (7.3.1).
_JOINTS = re.compile(r"(?<=关于)|(?<=年)(?!度)|(?<=[市县区省]公安局)|(?<=政府建设)|(?<=工作)|(?<=情况的)|(?=年度报告|情况报告)")


def letterhead(notes: list[str], mark: str, number: str, signers: str, marks: Marks, *, printed: bool) -> list[Paragraph]:
    """The 版头. Not ``printed``, it is the same height left blank, for systems that print their own.

    ``notes`` are 密级 and 紧急程度 in their order, ``signers`` names divided by 、 or blanks. The upward form:
    发文字号 left + 1 character on the line of the last 签发人, who stands right − 1 (7.2.5, 7.2.6).
    """
    rows = _number_and_signers(number, signers, marks)
    if not printed:
        return [paragraph(styles.BLANK)] * (_LINES + len(rows) - 1)
    given = [note for note in notes if plain(note)]
    lines = given + [""] * (_NOTES - len(given))
    return [
        *(Paragraph(styles.LETTERHEAD_NOTE, inlines(line, marks)) for line in lines),
        Paragraph(styles.LETTERHEAD_MARK, inlines(mark, marks), fit=True),
        paragraph(styles.BLANK),
        paragraph(styles.BLANK),
        *rows,
        paragraph(styles.LETTERHEAD_RULE),
        paragraph(styles.BLANK),
    ]


def _number_and_signers(number: str, signers: str, marks: Marks) -> list[Paragraph]:
    source = next((piece.source for piece in marks.pieces(signers)), None)
    names = [_spread(name) for name in _SEPARATORS.split(plain(signers).strip()) if name] or ["　　　"]
    rows = [names[i : i + _NAMES_A_ROW] for i in range(0, len(names), _NAMES_A_ROW)]
    widest, across = max(map(width, names)), min(len(names), _NAMES_A_ROW)
    first = LINE - 1 - (across * widest + across - 1)
    stops = [first + n * (widest + 1) for n in range(across)]
    blocks = []
    for at, row in enumerate(rows):
        words = [*inlines(number, marks)] if at == len(rows) - 1 else []
        label = first - width(_SIGNED_BY)
        for n, name in enumerate(row):
            lead = f"\t{_SIGNED_BY}" if at == n == 0 else "\t"
            words += [Words(lead), Words(name, styles.SIGNER, source)]
        tabs = (label if at == 0 else first, *stops[1 : len(row)])
        blocks.append(Paragraph(styles.DOCUMENT_NUMBER, tuple(words), tabs=tabs))
    return blocks


def _spread(name: str) -> str:
    """A name of two characters at the width of three."""
    return f"{name[0]}　{name[1]}" if len(name) == 2 else name


def heading(title: str, addressee: str, marks: Marks) -> list[Paragraph]:
    """The title, broken at word boundaries, and 主送机关 one line below it, ending with ：."""
    blocks = [Paragraph(styles.TITLE, _title(title, marks)), paragraph(styles.BLANK)]
    if plain(addressee).strip():
        ended = plain(addressee).rstrip().endswith(("：", ":"))
        words = inlines(addressee.strip(), marks)
        blocks.append(Paragraph(styles.ADDRESSEE, words if ended else (*words, Words("："))))
    return blocks


def _title(title: str, marks: Marks) -> tuple[Words, ...]:
    """The title as words, with a line break where one line is not enough."""
    words = inlines(title, marks)
    whole = "".join(w.text for w in words)
    if "\n" in whole:
        return words
    lines = balanced(whole, TITLE_LINE)
    ends, at = set(), 0
    for line in lines[:-1]:
        at += len(line)
        ends.add(at)
    out, at = [], 0
    for w in words:
        text = "".join(("\n" if at + n in ends else "") + char for n, char in enumerate(w.text))
        out.append(Words(text, w.style, w.source, w.origin))
        at += len(w.text)
    return tuple(out)


def balanced(title: str, line: float) -> list[str]:
    """The title in as few lines as it needs, broken at joints of its words, lines as even as can be."""
    if width(title) <= line:
        return [title]
    joints = sorted({m.start() for m in _JOINTS.finditer(title)} - {0, len(title)})
    best = [title]
    for count in (2, 3, 4):
        options = [o for o in _splits(title, joints, count) if max(map(width, o)) <= line]
        if options:
            best = min(options, key=lambda o: (max(map(width, o)) - min(map(width, o)), -width(o[0])))
            break
    return best


def _splits(text: str, joints: list[int], count: int) -> list[list[str]]:
    if count == 1:
        return [[text]]
    out = []
    for i, joint in enumerate(joints):
        rest = [j - joint for j in joints[i + 1 :]]
        out += [[text[:joint], *tail] for tail in _splits(text[joint:], rest, count - 1)]
    return out
