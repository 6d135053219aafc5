"""The text against itself: two figures of one matter that a slip of the pen sets apart, 1477份 here and 1447宗 there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from decimal import Decimal
from typing import NamedTuple

from generator.checks.passages import Passage
from generator.checks.registry import Subject, text_rule
from generator.diagnostics import Diagnostic
from generator.prose.nouns import Noun, is_particular, likeness, nearly_equal, nouns_of, period_of, same_kind_of_unit, slips
from generator.prose.quantities import COUNTED, Quantity
from generator.prose.sentences import sentence_start

_ALIKE = Decimal("0.5")
_COMMON = 60  # figures; a pair of letters that more of them share tells nothing
_LEAST = 100  # smaller numbers are alike by chance


class _Statement(NamedTuple):
    """A figure of the text with what it is of."""

    passage: Passage
    quantity: Quantity
    noun: Noun
    typed: bool

    def period(self, year: int | None) -> str:
        """The period that its sentence names."""
        return period_of(self.passage.even, self.quantity.start, year)


@text_rule
def text_agrees_with_itself(subject: Subject) -> Iterator[Diagnostic]:
    """Nearly equal figures with like nouns and the same period, of which at least one was typed by hand."""
    statements = list(_statements(subject))
    nearly: defaultdict[Hashable, list[int]] = defaultdict(list)
    common: Counter[str] = Counter()
    for number, statement in enumerate(statements):
        telling = {pair for pair in statement.noun.pairs if common[pair] <= _COMMON}
        keys = [*slips(statement.quantity.value)] if statement.noun.pairs else []
        alike = (n for n in sorted({n for key in keys for n in nearly[key]}) if not telling.isdisjoint(statements[n].noun.pairs))
        if (other := next((n for n in alike if _disagree(statement, statements[n], subject.data.year)), None)) is not None:
            yield _complaint(subject, statement, statements[other])
        for key in keys:
            nearly[key].append(number)
        common.update(statement.noun.pairs)


def _statements(subject: Subject) -> Iterator[_Statement]:
    for passage in subject.passages:
        if not any(q.value >= _LEAST for q in passage.quantities):
            continue
        for quantity, noun in zip(passage.quantities, nouns_of(passage.quantities, passage.even), strict=True):
            if quantity.value >= _LEAST and not quantity.is_share and not quantity.rounded:
                yield _Statement(passage, quantity, noun, passage.source(quantity.start, quantity.end) is None)


def _disagree(one: _Statement, other: _Statement, year: int | None) -> bool:
    """Whether two figures are of the same matter and can't both be right."""
    left, right = one.quantity, other.quantity
    if not (one.typed or other.typed) or left.step != right.step or not nearly_equal(left.value, right.value):
        return False
    period = one.period(year)
    if period != other.period(year) or _side_by_side(one, other):
        return False
    if is_particular(one.noun) and likeness(one.noun, other.noun) >= _ALIKE:
        return same_kind_of_unit(left.unit, right.unit)
    # The same deeds up to the same day: 截至12月21日公开行政处罚…, in whatever unit and whatever else the sentences say.
    both_counted = left.unit in COUNTED and right.unit in COUNTED
    return both_counted and bool(period) and len(one.noun.stages) > 1 and one.noun.stages == other.noun.stages


def _side_by_side(one: _Statement, other: _Statement) -> bool:
    """Whether both stand in one sentence: what is said side by side is of different things."""
    same = one.passage is other.passage
    return same and sentence_start(one.passage.even, one.quantity.start) <= other.quantity.start < one.quantity.start


def _complaint(subject: Subject, one: _Statement, other: _Statement) -> Diagnostic:
    said, before = _said(one), _said(other)
    message = f"“{one.quantity.noun[-16:]}{said}”与“{other.quantity.noun[-16:]}{before}”（{other.passage.cell}）只差一点，是不是同一个数？"
    hint = "是同一个数请统一（也请统一单位），最好设为指标用 {{ }} 引用；不是的请把口径写清楚"
    return Diagnostic("text-contradicts", "warning", message, hint, subject.at(one.passage, said))


def _said(statement: _Statement) -> str:
    return statement.passage.text[statement.quantity.start : statement.quantity.end]
