"""Everything that stands in the report, put together by slot of the layout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from generator.document.appendix import Row, appendix
from generator.document.blocks import Block, Document, Paragraph, Slot
from generator.document.ending import attachment_note, imprint, signature_with_seal, signature_without_seal
from generator.document.letterhead import heading, letterhead
from generator.document.outline import PartText, outline, paragraphs, without_final_mark, without_own_number
from generator.model.marks import BREAK, Marks, plain
from generator.model.template import EditionSpec, Options
from generator.records import record


@record
class Texts:
    """The rendered report: marked texts of the items, the lead-in, the parts, the closing."""

    items: Mapping[str, str]
    lead: str
    parts: tuple[PartText, ...]
    closing: str
    marks: Marks


def assemble(
    texts: Texts,
    options: Options,
    *,
    edition: EditionSpec,
    letterhead_printed: bool,
    dated: date | None,
    year: int | None,
    indicators: Iterable[Row],
) -> Document:
    """The document of one edition, with what the template says that it has of 版头, 主送机关, 署名 and 版记."""
    items, marks = texts.items, texts.marks
    get = items.get
    title = get(edition.title, "")
    day = get("成文日期", "") or _open_date(year)
    names = _attachments(get("附件", ""), marks)
    listed = [*names, options.appendix_title] if options.appendix else names
    body = paragraphs(texts.lead, marks) + outline(texts.parts, marks, options.numbering) + paragraphs(texts.closing, marks)
    signed: list[Paragraph] = []
    if edition.signature != "none":
        sign = signature_with_seal if edition.signature == "seal" else signature_without_seal
        signed = sign(get("单位全称", ""), day, marks)
    slots: dict[Slot, tuple[Block, ...]] = {"文首": tuple(heading(title, get("主送机关", "") if edition.addressee else "", marks))}
    if edition.letterhead:
        secrecy, urgency = get("密级和保密期限", ""), get("紧急程度", "")
        notes = ["", secrecy, urgency] if plain(secrecy) else [urgency]  # what is secret has a 份号 in the first line (7.2.1)
        number = get("发文字号", "") or _open_number(dated, year)
        slots["版头"] = tuple(letterhead(notes, get("发文机关标志", ""), number, get("签发人", ""), marks, printed=letterhead_printed))
    if edition.imprint:
        slots["版记"] = tuple(imprint(get("抄送机关", ""), get("印发机关", ""), get("印发日期", "") or day, marks))
    if options.appendix:
        label = f"附件{len(listed)}" if len(listed) > 1 else "附件"
        slots["附表"] = tuple(appendix(options.appendix_title, label, indicators, marks, last=not slots.get("版记")))
    imprint_follows = bool(slots.get("版记")) and not options.appendix
    text, ending = _kept_together(body, [*attachment_note(listed, marks), *signed], imprint_follows)
    slots["正文"], slots["文尾"] = tuple(text), tuple(ending)
    return Document(slots, " ".join(plain(title).replace("\n", "").split()), dated)


def _kept_together(body: list[Paragraph], ending: list[Paragraph], imprint_follows: bool) -> tuple[list[Paragraph], list[Paragraph]]:
    """The end of the text goes with 署名 and 成文日期 (7.3.5) and these with the 版记: neither ever fills a page alone.

    A page of nothing but 版记 would have to go without a page number (7.5).
    """
    tail = [*body[-1:], *ending]
    kept = len(tail) if imprint_follows else len(tail) - 1
    tail = [replace(block, keep_next=True) if n < kept else block for n, block in enumerate(tail)]
    last = len(tail) - len(ending)
    return [*body[:-1], *tail[:last]], tail[last:]


def _attachments(item: str, marks: Marks) -> list[str]:
    """The names of the attachments, a line each, every one with the source of the item.

    Numbers and final marks that their author typed are left out: 附件说明 has its own numbers and no marks (7.3.4).
    """
    lines = ((line, piece.source) for piece in marks.pieces(item) for line in piece.text.replace(BREAK, "\n").split("\n"))
    given = [(name, source) for line, source in lines if (name := without_final_mark(line.strip()))]
    names = ((without_own_number(name, n), source) for n, (name, source) in enumerate(given, 1))
    return [marks.value(name, source) if source else name for name, source in names]


def _open_date(year: int | None) -> str:
    """The customary blank of a date that is given at signing."""
    return f"{year + 1}年　月　日" if year else "　　年　月　日"


def _open_number(dated: date | None, year: int | None) -> str:
    """The customary blank of a 发文字号 that is given at signing (7.2.5: six-cornered brackets)."""
    when = dated.year if dated else (year + 1 if year else None)
    return f"　　〔{when or '　　'}〕　号"
