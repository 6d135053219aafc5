"""A rate is its numerator over its denominator, and at most 100."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.checks.registry import Subject, rule
from generator.diagnostics import Diagnostic, Severity
from generator.model.amounts import print_number, spelt
from generator.model.ranges import Range, point, range_of
from generator.model.report import Indicator

_MAX_PLACES = 6  # a rate that a spreadsheet has worked out has more digits than anybody typed


@rule
def rate_as_typed(subject: Subject) -> Iterator[Diagnostic]:
    """The rates that the template says how to work out, where all figures are of one period.

    Compared at the places that were typed. One that cutting off explains is only doubted.
    """
    for spec in subject.template.indicators:
        names = (spec.name, *spec.numerator, *spec.denominator)
        if not spec.numerator or not all(name in subject.data.indicators for name in names):
            continue
        rows = [subject.data.indicators[name] for name in names]
        if rows[0].is_rate and len({row.period for row in rows}) == 1:
            parts, wholes = rows[1 : 1 + len(spec.numerator)], rows[1 + len(spec.numerator) :]
            yield from _checked(subject, rows[0], parts, wholes, "本年")
            yield from _checked(subject, rows[0], parts, wholes, "上年")


def _checked(
    subject: Subject, rate: Indicator, parts: Sequence[Indicator], wholes: Sequence[Indicator], heading: str
) -> Iterator[Diagnostic]:
    typed = rate.amount(heading)
    part, whole = _total(parts, heading), _total(wholes, heading)
    if typed.kind != "exact" or typed.number is None or part is None or whole is None:
        return
    ratio = part / whole
    if ratio is None:
        return
    true = ratio * point(Decimal(100))
    unit = _unit(typed.number)
    if true.low - unit / 2 <= typed.number <= true.high + unit / 2:
        return
    cut_off = true.low - unit < typed.number < true.high
    severity: Severity = "warning" if cut_off or subject.draft or heading == "上年" else "error"
    places = max(2, -int(unit.adjusted()))
    exact = part.low == part.high and whole.low == whole.high
    outcome = f" = {print_number(true.low, places)}%" if exact else ""
    named = rate.name if heading == "本年" else f"{rate.name}的上年"
    worked = f"{_told(parts, heading)} ÷ {_told(wholes, heading)}{outcome}".replace("） ", "）")
    message = f"“{named}”与分子、分母不符：{worked}，填的是 {spelt(typed)}%"
    hint = "没有四舍五入？请改正" if cut_off else "请核对这几个数"
    yield Diagnostic("rate-contradicts", severity, message, hint, subject.place(rate.cells[heading]))


def _total(rows: Sequence[Indicator], heading: str) -> Range | None:
    total = point(Decimal(0))
    for row in rows:
        found = range_of(row.amount(heading))
        if found is None:
            return None
        total += found
    return total


def _unit(number: Decimal) -> Decimal:
    """What the last digit is worth that was typed behind the point; 1 for a whole number."""
    exponent = number.normalize().as_tuple().exponent
    return Decimal(1).scaleb(max(-_MAX_PLACES, min(0, exponent if isinstance(exponent, int) else 0)))


def _told(rows: Sequence[Indicator], heading: str) -> str:
    told = " + ".join(f"{row.name} {spelt(row.amount(heading))}（{row.cells[heading]}）" for row in rows)
    return f"（{told}）" if len(rows) > 1 else told


@rule
def rate_as_fraction(subject: Subject) -> Iterator[Diagnostic]:
    """A rate between 0 and 1 is nearly always a fraction: 98.5% is typed 98.5."""
    for indicator in subject.data.indicators.values():
        for heading, amount in (("本年", indicator.this), ("上年", indicator.last)):
            if indicator.is_rate and amount.number is not None and 0 < amount.number <= 1 and amount.kind == "exact":
                yield Diagnostic(
                    "rate-as-fraction",
                    "warning",
                    f"填的是“{amount.number:f}”，会印成 {print_number(amount.number)}%",
                    f"若是 {print_number(amount.number * 100, 4)}% 请填 {print_number(amount.number * 100, 4)}",
                    subject.place(indicator.cells[heading]),
                )
