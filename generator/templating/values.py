"""Numbers with a unit and the cells they came from: exact arithmetic that forgets no source.

A value that can't be printed or calculated with notes why in the session and prints nothing.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from generator.model.amounts import EXACT, MISSING, Amount, exact, round_half_up
from generator.model.provenance import Cell, Source
from generator.templating import wording

if TYPE_CHECKING:
    from generator.templating.session import Session

MAX_NUMBER = Decimal(10) ** 30
_SIGNS: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {"+": EXACT.add, "-": EXACT.subtract, "*": EXACT.multiply, "/": EXACT.divide}


class Misuse(Exception):
    """A value or a filter was used as it can't be; the message says how it can."""


def plain_number(value: object) -> Decimal | None:
    """A number of the template language as an exact decimal, None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return number if number.is_finite() else None


class Quantity:
    """A number with a unit and the cells it came from: a figure, or what arithmetic makes of figures.

    ``bare`` is a number that prints without its unit. ``instead`` is what a draft prints where the number is
    missing.
    """

    __slots__ = ("amount", "bare", "cells", "department", "instead", "name", "period", "session", "unit")

    def __init__(
        self,
        session: Session,
        amount: Amount,
        unit: str,
        cells: tuple[Cell, ...],
        *,
        name: str | None = None,
        department: str = "",
        period: str = "",
        bare: bool = False,
        instead: str = "",
    ) -> None:
        self.session = session
        self.amount = amount
        self.unit = unit
        self.cells = cells
        self.name = name
        self.department = department
        self.period = period
        self.bare = bare
        self.instead = instead

    @property
    def label(self) -> str:
        """What messages call the quantity."""
        return "算式"

    def marked(self, text: str, *more: Cell) -> str:
        """The text as a value that came from here and from further cells."""
        cells = tuple(dict.fromkeys((*self.cells, *more)))
        return self.session.marks.value(text, Source("figure", self.name, cells, self.department, self.period))

    def usable(self) -> str | None:
        """None when there is something to print, else what is printed instead of it; the reason is noted."""
        return None if self.amount else self.instead

    def number(self, purpose: str) -> Decimal | None:
        """The exact number for a calculation; None, and a note why, when there is none."""
        if self.usable() is not None:
            return None
        if self.amount.kind == "exact":
            return self.amount.number
        what = "概数" if self.amount.kind == "rounded" else "文字"
        cell = f"（{self.cells[0]}）" if self.cells else ""
        message = f"“{self.label}”{cell}填的是{what}“{self.amount.shown}{self.amount.after_unit}”，不能{purpose}"
        self.session.report("not-computable", message, "请填准确的数字，或改写这句话")
        return None

    def rounded(self, places: int) -> Quantity:
        """The quantity rounded half up; itself where there is no exact number."""
        number = self.number("取整")
        if number is None:
            return self
        amount = exact(round_half_up(number, places))
        return Quantity(
            self.session,
            amount,
            self.unit,
            self.cells,
            name=self.name,
            department=self.department,
            period=self.period,
            bare=self.bare,
        )

    def __str__(self) -> str:
        instead = self.usable()
        if instead is not None:
            return instead
        options = self.session.options
        return self.marked(wording.bare(self.amount, options) if self.bare else wording.with_unit(self.amount, self.unit, options))

    def __bool__(self) -> bool:
        return bool(self.amount)

    def _constant(self, other: object, sign: str) -> Quantity:
        """A plain number beside this quantity: in sums it has the same unit, in products none."""
        number = plain_number(other)
        if number is None:
            self.session.report("not-computable", f"“{self.label}”只能与数字或指标计算", "请检查算式")
        amount = MISSING if number is None else exact(number)
        return Quantity(self.session, amount, self.unit if sign in "+-" else "", (), bare=True)

    def _combine(self, other: object, sign: str, reverse: bool = False) -> Quantity:
        """The result with every source cell; different units are an error."""
        theirs = other if isinstance(other, Quantity) else self._constant(other, sign)
        left, right = (theirs, self) if reverse else (self, theirs)
        unit = _unit_of_result(left, sign, right)
        mine, its = left.number("参加计算"), right.number("参加计算")
        amount = MISSING if unit is None or mine is None or its is None else self._calculated(mine, its, sign)
        return Quantity(
            self.session,
            amount,
            unit or "",
            tuple(dict.fromkeys((*left.cells, *right.cells))),
            department=self.department,
            period=self.period,
            bare=left.bare and right.bare,
            instead="".join(q.usable() or "" for q in (left, right)),
        )

    def _calculated(self, left: Decimal, right: Decimal, sign: str) -> Amount:
        if sign == "/" and right == 0:
            self.session.report("divided-by-zero", f"“{self.label}”作了除以 0 的计算", "请检查数据或算式")
            return MISSING
        result = _SIGNS[sign](left, right)
        if abs(result) > MAX_NUMBER:
            self.session.report("number-too-large", "算出来的数太大", "请检查算式")
            return MISSING
        return exact(result)

    def __add__(self, other: object) -> Quantity:
        return self._combine(other, "+")

    def __radd__(self, other: object) -> Quantity:
        return self._combine(other, "+", reverse=True)

    def __sub__(self, other: object) -> Quantity:
        return self._combine(other, "-")

    def __rsub__(self, other: object) -> Quantity:
        return self._combine(other, "-", reverse=True)

    def __mul__(self, other: object) -> Quantity:
        return self._combine(other, "*")

    def __rmul__(self, other: object) -> Quantity:
        return self._combine(other, "*", reverse=True)

    def __truediv__(self, other: object) -> Quantity:
        return self._combine(other, "/")

    def __rtruediv__(self, other: object) -> Quantity:
        return self._combine(other, "/", reverse=True)

    def __abs__(self) -> Quantity:
        return self if (self.amount.number or 0) >= 0 else self * -1

    def _compare(self, other: object, test: Callable[[Any, Any], bool]) -> bool:
        theirs = other if isinstance(other, Quantity) else self._constant(other, "+")
        if _unit_of_result(self, "-", theirs) is None:
            return False
        mine, its = self.number("比较大小"), theirs.number("比较大小")
        return mine is not None and its is not None and test(mine, its)

    def __lt__(self, other: object) -> bool:
        return self._compare(other, operator.lt)

    def __le__(self, other: object) -> bool:
        return self._compare(other, operator.le)

    def __gt__(self, other: object) -> bool:
        return self._compare(other, operator.gt)

    def __ge__(self, other: object) -> bool:
        return self._compare(other, operator.ge)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Quantity | int | float | Decimal):
            return self._compare(other, operator.eq)
        return self._says(other) if isinstance(other, str) else NotImplemented

    def _says(self, text: str) -> bool:
        """Whether these are the words of a 文本 indicator; a number is never compared with words."""
        if self.amount.kind == "words":
            return self.usable() is None and self.amount.shown == text
        if self.amount:
            self.session.report("not-computable", f"“{self.label}”是数，不能与文字“{text[:20]}”比较", "请与数比较，数不加引号")
        return False

    def __hash__(self) -> int:
        return hash(self.amount.number)


def _unit_of_result(left: Quantity, sign: str, right: Quantity) -> str | None:
    """The unit of a sum, product or ratio; None, and a note, where the units don't go together.

    Numbers taken without their units (``.数``) may be multiplied and divided freely, the result has none.
    """
    units = (left.unit, right.unit)
    if sign in "+-":
        what = "相加减、比较"
        if left.unit == right.unit:
            return left.unit
    elif sign == "*":
        what = "相乘"
        if "" in units:
            return left.unit or right.unit
    else:
        what = "相除"
        if left.unit == right.unit or not right.unit:
            return "" if right.unit else left.unit
    if sign in "*/" and left.bare and right.bare:
        return ""
    left.session.report(
        "unit-mismatch",
        f"“{left.label}”的单位是“{left.unit}”，“{right.label}”的单位是“{right.unit}”，不能{what}",
        "请改用同一单位的指标，或在“指标”表里另设一个指标",
    )
    return None
