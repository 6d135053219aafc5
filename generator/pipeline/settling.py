"""What the answers of several departments come to: one value, none yet, or a dispute."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal, localcontext
from typing import NamedTuple

from generator.model.amounts import EXACT, Amount, as_typed, ratio_half_up
from generator.model.template import IndicatorSpec
from generator.workbook.collected.record import Answer
from generator.workbook.meanings import FIGURES, agree, meaning
from generator.workbook.typed import squeeze

_JOINED = {"填报人": "、", "备注": "；", "填报部门": "、"}


class Outcome(NamedTuple):
    """``text`` is what the answers come to, None while nothing can be said; ``dispute`` says why not, empty while some are awaited.

    ``is_made`` tells a value that the answers make together from one that they say.
    """

    text: str | None
    dispute: str = ""
    awaited: tuple[str, ...] = ()
    is_made: bool = False


class Asking(NamedTuple):
    """What is known of a cell: its heading, the unit of its row, what the template says, and which departments are asked."""

    heading: str
    unit: str
    spec: IndicatorSpec | None
    departments: tuple[str, ...]


def settle(answers: Sequence[Answer], asking: Asking) -> Outcome:
    """What the answers for one cell come to. A rate that several share is worked out by :func:`settle_rate`."""
    heading, unit = asking.heading, asking.unit
    by_department: dict[str, list[Answer]] = {}
    for answer in answers:
        by_department.setdefault(squeeze(answer.department), []).append(answer)
    for several in by_department.values():
        if not agree(heading, [answer.text for answer in several], unit):
            return Outcome(None, f"{several[0].department}的几个文件填得不一样")
    texts = [several[0].text for several in by_department.values()]
    if is_shared_figure(asking, len(texts)):
        assert asking.spec is not None
        names = {squeeze(name): name for name in asking.departments}
        awaited = tuple(name for key, name in names.items() if key not in by_department)
        if awaited:
            return Outcome(None, "", awaited)
        return _added(texts, asking)
    if agree(heading, texts, unit):
        return Outcome(texts[0])
    if heading in _JOINED:
        return Outcome(_JOINED[heading].join(dict.fromkeys(filter(None, texts))), is_made=True)
    return Outcome(None, f"{'两' if len(texts) == 2 else '几'}个部门填得不一样")


def is_shared_figure(asking: Asking, answered: int) -> bool:
    """Whether the figures of several departments make the one of this cell."""
    spec = asking.spec
    several = max(answered, len(asking.departments)) > 1
    return several and spec is not None and spec.adds in ("sum", "max") and asking.heading in FIGURES


def _added(texts: Sequence[str], asking: Asking) -> Outcome:
    assert asking.spec is not None
    values = [meaning(asking.heading, text, asking.unit) for text in texts]
    told = [value for value in values if not (isinstance(value, Amount) and value.kind == "not_applicable")]
    if any(value is None for value in told):
        return Outcome(None, "有部门清空了这一格，得不出合计")
    if not told:
        return Outcome("不适用", is_made=True)
    if len(told) == 1 and isinstance(told[0], Amount):
        return Outcome(as_typed(told[0]), is_made=True)
    numbers = [value.number for value in told if isinstance(value, Amount) and value.kind == "exact" and value.number is not None]
    if len(numbers) < len(told):
        same = agree(asking.heading, list(texts), asking.unit) and asking.spec.adds == "max"
        return Outcome(texts[0], is_made=True) if same else Outcome(None, "其中有概数或文字，不能相加或比大小")
    with localcontext(EXACT):
        number = sum(numbers, Decimal(0)) if asking.spec.adds == "sum" else max(numbers)
    return Outcome(f"{number:f}", is_made=True)


def settle_rate(
    answers: Sequence[Answer], asking: Asking, number: Callable[[str, str], Decimal | None], places: int
) -> tuple[Outcome, str]:
    """What a rate comes to that several departments share, and what its parts make, empty where they don't tell.

    ``number`` gives the exact figure of an indicator by name and heading. A rate that was typed must be what its parts make,
    to the decimals that it was typed with.
    """
    assert asking.spec is not None
    worked_out = rate_of(asking.spec, asking.heading, number)
    if worked_out is None:
        return settle(answers, asking), ""
    made = f"{_rounded(worked_out, places).normalize():f}"
    for answer in answers:
        typed = meaning(asking.heading, answer.text, asking.unit)
        if not isinstance(typed, Amount) or typed.number is None:
            continue
        exponent = typed.number.as_tuple().exponent
        decimals = max(0, -exponent) if isinstance(exponent, int) else 0
        if _rounded(worked_out, decimals) != typed.number:
            return Outcome(None, f"填的比率与分子、分母算出来的 {made} 不同"), made
    return Outcome(made, is_made=True), made


def rate_of(spec: IndicatorSpec, heading: str, number: Callable[[str, str], Decimal | None]) -> tuple[Decimal, Decimal] | None:
    """Numerator and denominator of a rate from its parts, None where one is not there or the whole is 0."""
    totals = []
    for names in (spec.numerator, spec.denominator):
        parts = [number(name, heading) for name in names]
        if not parts or any(part is None for part in parts):
            return None
        with localcontext(EXACT):
            totals.append(sum((part for part in parts if part is not None), Decimal(0)))
    return (totals[0], totals[1]) if totals[1] else None


def _rounded(parts: tuple[Decimal, Decimal], places: int) -> Decimal:
    return ratio_half_up(parts[0] * 100, parts[1], places)
