"""What follows the body: 附件说明, 署名 and 成文日期, attachments, 版记 (GB/T 9704, 7.3.4–7.4)."""

from __future__ import annotations

from generator.document import styles
from generator.document.blocks import Indent, Paragraph, Words, paragraph
from generator.document.outline import inlines
from generator.document.widths import width
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
    long, day = width(plain(issuer)), width(plain(date))
    over = 4 + (day - long) / 2
    date_right, issuer_right = (4.0, over) if over >= 0 else (4 - over, 0.0)  # a long name stays in the type area
    return [paragraph(styles.BLANK), paragraph(styles.BLANK), *_signed(issuer, issuer_right, date, date_right, marks)]


def signature_without_seal(issuer: str, date: str, marks: Marks) -> list[Paragraph]:
    """7.3.5.2: 署名 right-indent 2 and the date two characters right of its start; a longer date takes the 2."""
    long, day = width(plain(issuer)), width(plain(date))
    issuer_right, date_right = (2.0, long - day) if day <= long else (4 + day - long, 2.0)
    return [paragraph(styles.BLANK), *_signed(issuer, issuer_right, date, date_right, marks)]


def _signed(issuer: str, issuer_right: float, date: str, date_right: float, marks: Marks) -> list[Paragraph]:
    return [
        Paragraph(styles.SIGNATURE, inlines(issuer, marks), Indent(right=issuer_right)),
        Paragraph(styles.DATE, inlines(date, marks), Indent(right=date_right)),
    ]


def imprint(copies: str, printer: str, printed_on: str, marks: Marks) -> list[Paragraph]:
    """版记 (7.4): 抄送 ending with 。, then 印发机关 and 印发日期; nothing when neither is given."""
    rows = []
    if plain(copies).strip():
        closing = () if plain(copies).rstrip().endswith("。") else (Words("。"),)
        rows.append(_at_foot(styles.COPIES, Words("抄送："), *inlines(copies.strip(), marks), *closing))
    if plain(printer).strip():
        day = (Words("\t"), *inlines(printed_on, marks), Words("印发")) if plain(printed_on) else ()
        rows.append(_at_foot(styles.PRINTED_BY, *inlines(printer.strip(), marks), *day))
    if not rows:
        return []
    outer, inner = _at_foot(styles.IMPRINT_OUTER_RULE), _at_foot(styles.IMPRINT_INNER_RULE)
    between = [inner] * (len(rows) - 1)
    ruled = [block for pair in zip(rows, [*between, outer], strict=True) for block in pair]
    return [outer, *ruled, paragraph(styles.IMPRINT_ANCHOR)]


def _at_foot(style: str, *words: Words) -> Paragraph:
    return Paragraph(style, words, at_foot=True)
