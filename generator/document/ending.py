"""What follows the body: 附件说明, 署名 and 成文日期, attachments, 版记 (GB/T 9704, 7.3.4–7.4)."""

from __future__ import annotations

from generator.document import styles
from generator.document.blocks import Indent, Paragraph, Words, paragraph
from generator.document.breaking import broken
from generator.document.outline import inlines, without_final_mark
from generator.document.widths import LINE, width
from generator.model.marks import Marks, plain


def attachment_note(names: list[str], marks: Marks) -> list[Paragraph]:
    """附件说明 (7.3.4): one blank line, indent 2, numbered only when there are several, wrapped under the name."""
    if not names:
        return []
    blocks = [paragraph(styles.BLANK)]
    for n, name in enumerate(names, 1):
        label = "附件：" if n == 1 else ""
        label += f"{n}." if len(names) > 1 else ""
        indent = width("附件：") + (width(f"{n}.") if len(names) > 1 else 0)
        words = (Words(label), *inlines(name, marks))
        blocks.append(Paragraph(styles.ATTACHMENT_NOTE, words, Indent(left=2 + indent, hanging=width(label))))
    return blocks


def signature_with_seal(issuer: str, date: str, marks: Marks) -> list[Paragraph]:
    """7.3.5.1: date right-indent 4, 署名 centred over it; two lines left for the upper half of the seal."""
    name, long = _name(issuer, marks)
    day = width(plain(date))
    over = 4 + (day - long) / 2
    date_right, issuer_right = (4.0, over) if over >= 0 else (4 - over, 0.0)  # a long name stays in the type area
    return [paragraph(styles.BLANK), paragraph(styles.BLANK), *_signed(name, issuer_right, inlines(date, marks), date_right)]


def signature_without_seal(issuer: str, date: str, marks: Marks) -> list[Paragraph]:
    """7.3.5.2: 署名 right-indent 2 and the date two characters right of its start; a longer date takes the 2."""
    name, long = _name(issuer, marks)
    day = width(plain(date))
    if day > long:
        issuer_right, date_right = 4 + day - long, 2.0
    else:
        issuer_right = min(2, LINE - long)
        date_right = issuer_right + long - 2 - day
    return [paragraph(styles.BLANK), *_signed(name, issuer_right, inlines(date, marks), date_right)]


def _name(issuer: str, marks: Marks) -> tuple[tuple[Words, ...], float]:
    """署名, broken between words where a line can't hold it, and the width of its longest line."""
    words = broken(inlines(issuer, marks), LINE)
    return words, min(LINE, max(width(line) for line in "".join(w.text for w in words).split("\n")))


def _signed(issuer: tuple[Words, ...], issuer_right: float, date: tuple[Words, ...], date_right: float) -> list[Paragraph]:
    return [
        Paragraph(styles.SIGNATURE, issuer, Indent(right=issuer_right)),
        Paragraph(styles.DATE, date, Indent(right=date_right)),
    ]


def imprint(copies: str, printer: str, printed_on: str, marks: Marks) -> list[Paragraph]:
    """版记 (7.4): 抄送 ending with 。, then 印发机关 and 印发日期; nothing when neither is given."""
    rows = []
    if plain(copies).strip():
        names = inlines(without_final_mark(copies.strip()), marks)
        rows.append(_at_foot(styles.COPIES, Words("抄送："), *names, Words("。")))
    if plain(printer).strip():
        day = (Words("\t"), *inlines(printed_on, marks), Words("印发")) if plain(printed_on) else ()
        rows.append(_at_foot(styles.PRINTED_BY, *inlines(printer.strip(), marks), *day))
    if not rows:
        return []
    outer, inner = _at_foot(styles.IMPRINT_OUTER_RULE), _at_foot(styles.IMPRINT_INNER_RULE)
    between = [inner] * (len(rows) - 1)
    ruled = [block for pair in zip(rows, [*between, outer], strict=True) for block in pair]
    return [outer, *ruled, paragraph(styles.TAIL)]


def _at_foot(style: str, *words: Words) -> Paragraph:
    return Paragraph(style, words, at_foot=True)
