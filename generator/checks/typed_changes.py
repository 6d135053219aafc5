"""Changes in the text that the figures beside them can't have: 593起，同比上升9.78%.

A printed percentage can be checked without last year's figure: is there a whole number that it is a change from? One that a
base gives only by cutting off is doubtful, not wrong. Rates change by percentage points, a fall ends at 100 %.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.checks.passages import Passage
from generator.checks.registry import Subject, text_rule
from generator.diagnostics import Diagnostic, Severity
from generator.model.amounts import print_number, round_half_up
from generator.model.report import Indicator
from generator.patterns import pattern
from generator.prose.changes import Change, Pairing, changes, impossible_falls, possible_bases
from generator.prose.nouns import nouns_of
from generator.prose.quantities import PERCENT, Quantity
from generator.prose.quoted import veiled
from generator.prose.sentences import between, sentence_start

_SHOWN_PLACES = 4
_NO_COUNT = pattern("[均每率第]|万车|万人|排名|位居|时间|时长|时限")  # averages, ranks and the like have no whole base


@text_rule
def typed_changes(subject: Subject) -> Iterator[Diagnostic]:
    """Every change that somebody typed, against the figure beside it and what the workbook says of that."""
    for passage in subject.passages:
        if (
            "%" not in passage.even
            and "％" not in passage.even
            and "百分点" not in passage.even
            and "倍" not in passage.even
            and "持平" not in passage.even
        ):
            continue
        for fall in impossible_falls(veiled(passage.even)):
            said, hint = fall[0], "下降的幅度不超过 100%，也不用倍数，请改写成下降百分之几"
            yield Diagnostic("change-over-100", _error(subject), f"“{said}”不可能", hint, subject.at(passage, said))
        for change in changes(passage.even, passage.quantities, subject.data.year):
            if isinstance(change, Pairing):
                yield _pairing(subject, passage, change)
            elif passage.source(change.start, change.start + len(change.text)) is None and change.size >= -100:
                yield from _typed(subject, passage, change)


def _pairing(subject: Subject, passage: Passage, pairing: Pairing) -> Diagnostic:
    message = f"“{pairing.text}”：前面是 {pairing.quantities} 个数，后面是 {pairing.changes} 个同比，对不上"
    return Diagnostic("change-pairs", "warning", message, "“分别”要一个数对一个同比，请补齐，或分开写", subject.at(passage, pairing.text))


def _typed(subject: Subject, passage: Passage, change: Change) -> Iterator[Diagnostic]:
    quantity = change.quantity
    if quantity is None or change.times or change.rounded:
        return
    if quantity.is_share != change.points and change.size:
        yield from _wrong_unit(subject, passage, change, quantity)
        return
    if change.base is not None:
        yield from _between_years(subject, passage, change, quantity, change.base)
        return
    indicator = _indicator(subject, passage, quantity)
    if indicator is not None and (told := _told(subject, indicator, change)) is not None:
        yield from _against_data(subject, passage, change, quantity, indicator, told)
    elif quantity.counted and not change.points:
        yield from _without_base(subject, passage, change, quantity)


def _wrong_unit(subject: Subject, passage: Passage, change: Change, quantity: Quantity) -> Iterator[Diagnostic]:
    """Rates change by percentage points, counts by per cent."""
    said = _said(passage, quantity)
    if change.points:
        message, hint = f"“{said}”是数量，同比“{change.text}”写成了百分点", "数量的升降用 %"
    elif quantity.unit == PERCENT:
        message, hint = f"“{said}”是比率，同比“{change.text}”写成了 %", "比率的升降用百分点，例如 提高3.2个百分点"
    else:
        return
    yield Diagnostic("change-unit", "warning", message, hint, subject.at(passage, said))


def _indicator(subject: Subject, passage: Passage, quantity: Quantity) -> Indicator | None:
    """The indicator that the figure was printed from, or that it is by value and noun."""
    source = passage.source(quantity.start, quantity.end)
    if source is not None:
        return subject.data.indicators.get(source.name or "")
    # What stands in one sentence with the figure gives it its noun.
    near = between(passage.quantities, sentence_start(passage.even, quantity.start), quantity.start + 1)
    known = subject.indicators.equal(quantity, nouns_of(near, passage.even)[-1])
    return known.indicator if known is not None and known.heading == "本年" else None


def _told(subject: Subject, indicator: Indicator, change: Change) -> Decimal | None:
    """The change that the workbook gives, at the decimals of the text; None where there is none."""
    this, last = indicator.this, indicator.last
    if this.kind != "exact" or last.kind != "exact" or this.number is None or not last.number:
        return None
    number = this.number - last.number if indicator.is_rate else (this.number - last.number) * 100 / last.number
    return round_half_up(number, change.places)


def _against_data(
    subject: Subject, passage: Passage, change: Change, quantity: Quantity, indicator: Indicator, told: Decimal
) -> Iterator[Diagnostic]:
    if told == change.size or (change.size == 0 and round_half_up(told, subject.template.options.precision) == 0):
        return
    this, last = indicator.cells["本年"], indicator.cells["上年"]
    right = (
        "持平"
        if told == 0
        else f"{'上升' if told > 0 else '下降'}{print_number(abs(told), _SHOWN_PLACES)}{'个百分点' if change.points else '%'}"
    )
    before = f"{indicator.last.number:f}" if indicator.last.number is not None else ""
    message = f"“{_said(passage, quantity)}，同比{change.text}”：上年是 {before}（{last}），应是{right}（{this}）"
    yield Diagnostic(
        "change-contradicts",
        _error(subject) if passage.source(quantity.start, quantity.end) is not None else "warning",
        message,
        f"请改写成 {{{{ {indicator.name}.同比 }}}}，以后随数据更正；或核对上年数",
        subject.at(passage, _said(passage, quantity)),
    )


def _between_years(subject: Subject, passage: Passage, change: Change, this: Quantity, last: Quantity) -> Iterator[Diagnostic]:
    """A change between two figures that the text says both."""
    if this.rounded or last.rounded or change.points or not last.value:
        return
    told = round_half_up((this.value - last.value) * 100 / last.value, change.places)
    if told == change.size:
        return
    said, before = _said(passage, this), _said(passage, last)
    right = _changed(this.value, int(last.value), change.places) if last.counted else f"{print_number(told, _SHOWN_PLACES)}%"
    message = f"“{said}”和“{before}”相比，写的是{change.text}，应是{right}"
    yield Diagnostic("change-contradicts", "warning", message, "请核对两年的数和同比", subject.at(passage, said))


def _without_base(subject: Subject, passage: Passage, change: Change, quantity: Quantity) -> Iterator[Diagnostic]:
    """A percentage that no whole base gives, or only one by cutting off."""
    if change.size == 0 or quantity.value < 1 or _NO_COUNT.search(quantity.noun):
        return
    least, greatest = possible_bases(quantity.value, change.size, change.places)
    if least <= greatest:
        return
    said = _said(passage, quantity)
    cut_least, cut_greatest = possible_bases(quantity.value, change.size, change.places, cut_off=True)
    if cut_least <= cut_greatest:
        right = _changed(quantity.value, cut_least, change.places)
        message = f"“{said}，同比{change.text}”：上年是 {cut_least} 时四舍五入应是{right}，是不是没有四舍五入？"
        yield Diagnostic("change-cut-off", "warning", message, "请按四舍五入改正", subject.at(passage, said))
        return
    near = "，".join(_nearby(quantity.value, greatest, least, change.places))
    message = f"“{said}，同比{change.text}”：没有哪个整数的上年数能得出这个百分比（{near}）"
    yield Diagnostic("change-impossible", _error(subject), message, "请核对本年数、上年数和同比", subject.at(passage, said))


def _nearby(value: Decimal, *arguments: int) -> Iterator[str]:
    """What the whole numbers beside the wanted base give."""
    *bases, places = arguments
    for base in sorted({base for base in bases if base > 0}):
        yield f"上年 {base} 时{_changed(value, base, places)}"


def _changed(value: Decimal, base: int, places: int) -> str:
    number = round_half_up((value - base) * 100 / base, places)
    return "持平" if number == 0 else f"{'上升' if number > 0 else '下降'}{print_number(abs(number), _SHOWN_PLACES)}%"


def _said(passage: Passage, quantity: Quantity) -> str:
    return passage.text[quantity.start : quantity.end]


def _error(subject: Subject) -> Severity:
    return "warning" if subject.draft else "error"
