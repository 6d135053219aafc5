"""版头, title and 主送机关 (GB/T 9704, 7.2 and 7.3.1–7.3.2)."""

from __future__ import annotations

import re

from generator.document import styles
from generator.document.blocks import Paragraph, Words, paragraph
from generator.document.breaking import broken
from generator.document.outline import inlines, without_final_mark
from generator.document.widths import LINE, width
from generator.model.marks import Marks, plain

TITLE_LINE = 20  # characters of size 2 on a line of the type area: 156 mm over 22 pt
_LINES = 11  # what the 版头 takes with one row of signers, in lines of the body: the layout's styles add up to it
_SIGNED_BY = "签发人："
_NOTES = 3  # lines for 份号, 密级 and 紧急程度 above the mark (7.2.1–7.2.3)
_NAMES_A_ROW = 2  # 7.2.6
_SEPARATORS = re.compile(r"[、，,；;\s]+")
_SPREAD_NAME = re.compile(r"(?<![^、，,；;\s])(\w)[ \u3000]+(\w)(?![^、，,；;\s])")


def letterhead(notes: list[str], mark: str, number: str, signers: str, marks: Marks, *, printed: bool) -> list[Paragraph]:
    """The 版头. Not ``printed``, it is the same height left blank, for systems that print their own.

    ``notes`` are 份号, 密级 and 紧急程度, a line each, blank ones too; ``signers`` names divided by 、 or blanks. The upward form:
    发文字号 left + 1 character on the line of the last 签发人, who stands right − 1 (7.2.5, 7.2.6).
    """
    rows = _number_and_signers(number, signers, marks)
    if not printed:
        return [paragraph(styles.BLANK)] * (_LINES + len(rows) - 1)
    lines = notes + [""] * (_NOTES - len(notes))
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
    names = [_spread(name) for name in names_in(plain(signers))] or ["　　　"]
    across = min(len(names), _NAMES_A_ROW)
    if _first_name(names, across) - width(_SIGNED_BY) < 2 + width(plain(number)):
        across = 1  # long names, so that 发文字号 has room beside them
    rows = [names[i : i + across] for i in range(0, len(names), across)]
    first = _first_name(names, across)
    stops = [first + n * (max(map(width, names)) + 1) for n in range(across)]
    blocks = []
    for at, row in enumerate(rows):
        words = [*inlines(number, marks)] if at == len(rows) - 1 else []
        for n, name in enumerate(row):
            lead = f"\t{_SIGNED_BY}" if at == n == 0 else "\t"
            words += [Words(lead), Words(name, styles.SIGNER, source)]
        tabs = (first - width(_SIGNED_BY) if at == 0 else first, *stops[1 : len(row)])
        blocks.append(Paragraph(styles.DOCUMENT_NUMBER, tuple(words), tabs=tabs))
    return blocks


def names_in(text: str) -> list[str]:
    """The names of a list that are divided by 、 or blanks; a name of two letters may be spread: 王　某."""
    return [name for name in _SEPARATORS.split(_SPREAD_NAME.sub(r"\1\2", text.strip())) if name]


def _first_name(names: list[str], across: int) -> float:
    """Where the first name of a row begins, so that the last one ends one character from the right."""
    return LINE - 1 - (across * max(map(width, names)) + across - 1)


def _spread(name: str) -> str:
    """A name of two characters at the width of three."""
    return f"{name[0]}　{name[1]}" if len(name) == 2 else name


def heading(title: str, addressee: str, marks: Marks) -> list[Paragraph]:
    """The title, broken at word boundaries, and 主送机关 one line below it, ending with ：."""
    blocks = [Paragraph(styles.TITLE, broken(inlines(title, marks), TITLE_LINE)), paragraph(styles.BLANK)]
    if plain(addressee).strip():
        words = inlines(without_final_mark(addressee.strip()), marks)
        blocks.append(Paragraph(styles.ADDRESSEE, (*words, Words("："))))
    return blocks
