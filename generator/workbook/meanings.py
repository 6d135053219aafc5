"""What the text of a cell means, so that two spellings of one thing are no difference."""

from __future__ import annotations

from decimal import Decimal

from generator.model.amounts import Amount
from generator.workbook.typed import TEXT_UNIT, Misread, read_amount, read_change, read_public, squeeze

FIGURES = ("本年", "上年")


def meaning(heading: str, text: str, unit: str) -> object:
    """What a cell of that heading says in a row of that unit; None when it is blank, the text where it can't be read."""
    if not text:
        return None
    if heading in FIGURES:
        amount = read_amount(text, unit or TEXT_UNIT)
        return text if isinstance(amount, Misread) else amount
    if heading == "同比（手填）":
        change = read_change(text)
        return text if isinstance(change, Misread) else change
    if heading == "公开":
        public = read_public(text)
        return text if isinstance(public, Misread) else public
    if heading in ("引用名", "单位", "部分", "栏目", "填报部门"):
        return squeeze(text)
    return text


def canonical(heading: str, text: str, unit: str) -> str:
    """The text as a spreadsheet gives it back: an exact figure without zeros at its end."""
    value = meaning(heading, text, unit)
    if isinstance(value, Amount) and value.kind == "exact" and value.number is not None and not value.shown:
        return f"{value.number.normalize():f}"
    return text


def agree(heading: str, texts: list[str], unit: str) -> bool:
    """Whether all texts say the same; 35700 and 3.57万 do."""
    return len({_number(meaning(heading, text, unit)) for text in texts}) <= 1


def _number(value: object) -> object:
    if isinstance(value, Amount) and value.kind == "exact":
        return value.number
    return ("否", value) if isinstance(value, bool) else value


def number_in(heading: str, text: str, unit: str) -> Decimal | None:
    """The exact number that a cell holds, None for anything else."""
    value = meaning(heading, text, unit)
    return value.number if isinstance(value, Amount) and value.kind == "exact" else None
