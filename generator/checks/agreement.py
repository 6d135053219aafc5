"""Figures typed in the text beside the indicators of the workbook: equal, nearly equal, or of the same matter and different."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.checks.matching import Known
from generator.checks.passages import Passage
from generator.checks.registry import Subject, text_rule
from generator.diagnostics import Diagnostic
from generator.model.amounts import print_number
from generator.patterns import pattern
from generator.prose.nouns import Noun, is_particular, nearly_equal, nouns_of, period_of, within_scope
from generator.prose.quantities import POINTS, Quantity
from generator.prose.sentences import between, sentence_start

_SAME = Decimal("0.9")
_CHANGING = pattern("同比|上升|下降|增长|提高|降低|减少|增加|持平|相比|占")
_WHOLE = pattern("全年|全市|全局|年内")
_OTHERWISE = pattern("未|尚|合计|共计|总计|其他|其余|申请|清理")  # the figure is of less or more than its noun says
_NAMED = 4
_PLACES = 4


@text_rule
def typed_figures(subject: Subject) -> Iterator[Diagnostic]:
    """A typed figure that an indicator has is better printed by a tag; one that an indicator contradicts is told with both."""
    indicators = subject.indicators
    for passage in subject.passages:
        typed = [q for q in passage.quantities if passage.source(q.start, q.end) is None and not _is_change(q)]
        if not typed:
            continue
        nouns = dict(zip(passage.quantities, nouns_of(passage.quantities, passage.even), strict=True))
        for quantity in typed:
            own = nouns[quantity]
            same = indicators.equal(quantity, own)
            if same is not None:
                yield _offer(subject, passage, quantity, same)
            elif not quantity.rounded:
                yield from _against(subject, passage, quantity, own, indicators.alike(quantity, own))


def _is_change(quantity: Quantity) -> bool:
    """Whether a per cent tells a change or a share, no rate that has a name."""
    return quantity.is_share and (quantity.unit == POINTS or not quantity.noun or _CHANGING.search(quantity.noun) is not None)


def _offer(subject: Subject, passage: Passage, quantity: Quantity, known: Known) -> Diagnostic:
    said, name = passage.text[quantity.start : quantity.end], known.indicator.name
    tag = f"{{{{ {name}.上年 }}}}" if known.heading == "上年" else f"{{{{ {name} }}}}"
    if quantity.scale > 1 and known.indicator.unit == known.unit:
        tag = f"{{{{ {name} | {'亿' if '亿' in said else '万'} }}}}"
    unit = "" if known.unit == quantity.unit else f"，单位却写作“{quantity.unit}”（指标里是“{known.indicator.unit}”）"
    message = f"手写的“{said}”就是指标“{name}”的{known.heading}（{known.indicator.cells[known.heading]}）{unit}"
    return Diagnostic("figure-typed", "advice", message, f"写成 {tag}，更正数据时会跟着变", subject.at(passage, said))


def _against(subject: Subject, passage: Passage, quantity: Quantity, own: Noun, alike: list[Known]) -> Iterator[Diagnostic]:
    """What an indicator says else: a slip when it is nearly the same number, a contradiction when the nouns agree."""
    if not alike:
        return
    period = period_of(passage.even, quantity.start, subject.data.year)
    alike = [known for known in alike if period in ("", _plain_period(known.indicator.period, subject.data.year))]
    near = [known for known in alike if nearly_equal(known.value, quantity.value) and not _OTHERWISE.search(quantity.noun)]
    # Behind other figures of its sentence a figure is of their matter, which its own words need not name again.
    first = not between(passage.quantities, sentence_start(passage.even, quantity.start), quantity.start)
    narrowed = within_scope(passage.even, quantity.start) or not (first or len(own.words) > _NAMED)
    far = [known for known in alike if not narrowed and _contradicts(known, quantity, own)]
    if not near and not far:
        return
    best = max(near or far, key=lambda known: known.likeness(own))
    said, indicator = passage.text[quantity.start : quantity.end], best.indicator
    value = f"{print_number(indicator.this.number or Decimal(0), _PLACES)}{indicator.unit}"
    message = f"手写的“{quantity.noun[-12:]}{said}”与指标“{indicator.name}”（{indicator.cells['本年']}）的 {value} "
    message += "只差一点，是不是同一个数？" if near else "不一致"
    hint = f"是同一个数请写成 {{{{ {indicator.name} }}}}；不是的请把口径写清楚"
    yield Diagnostic("figure-nearly" if near else "figure-contradicts", "warning", message, hint, subject.at(passage, said))


def _contradicts(known: Known, quantity: Quantity, own: Noun) -> bool:
    """Whether both are of one and the same matter: a particular one, or a general one of the whole year or city."""
    like = known.likeness(own)
    if _OTHERWISE.search(quantity.noun):
        return False
    return like >= _SAME and (is_particular(own) or (like == 1 and _WHOLE.search(quantity.noun) is not None))


def _plain_period(period: str, year: int | None) -> str:
    return period.replace(f"{year}年", "") if year is not None else period
