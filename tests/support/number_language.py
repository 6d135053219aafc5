"""Reads what was printed: the number language parsed by itself, without a line of the code that prints it.

A number must be written as GB/T 15835 and the template's options want it, else reading it fails. Sizes come back as
exact decimals with ``step``, the worth of one unit in the last place that the precision allows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from generator.model.template import Options

_SCALE = {"": 1, "万": 10**4, "亿": 10**8}
_NUMBER = re.compile(r"(?P<whole>[1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d*)(?P<rest>\.\d*[1-9])?(?P<scale>[万亿]?)(?P<unit>[^\d.,]*)")


@dataclass(frozen=True)
class Read:
    """A number with what stands behind it. ``scale`` is what 万 or 亿 behind the digits multiplies with."""

    digits: Decimal
    scale: int
    unit: str

    @property
    def value(self) -> Fraction:
        return Fraction(self.digits) * self.scale

    def tells(self, number: Fraction, places: int) -> bool:
        """Whether this is the number at that precision, half up: off by half a unit of the last place at most."""
        half = Fraction(self.scale, 2 * 10**places)
        return -half < self.value - number <= half if number >= 0 else -half <= self.value - number < half


@dataclass(frozen=True)
class Said:
    """A change: 1 up, -1 down, 0 flat; its size and what it counts in (None and empty when flat)."""

    direction: int
    size: Read | None


def read_number(text: str, options: Options, places: int | None = None) -> Read:
    """A number without a sign. Fails on anything that is not written as the options want it."""
    found = _NUMBER.fullmatch(text)
    assert found is not None, text
    whole, rest = found["whole"], found["rest"] or ""
    assert len(rest) <= 1 + (options.precision if places is None else places), text
    if options.grouping:
        assert ("," in whole) == (len(whole.replace(",", "")) >= 5), text
    else:
        assert "," not in whole, text
    return Read(Decimal(whole.replace(",", "") + rest), _SCALE[found["scale"]], found["unit"])


def words_of(options: Options) -> dict[str, int]:
    """The words of an option set with their directions."""
    ups = (options.rise, options.rate_rise, options.amount_rise, options.small_rise)
    downs = (options.fall, options.rate_fall, options.amount_fall, options.small_fall)
    words = {**dict.fromkeys(ups, 1), **dict.fromkeys(downs, -1), options.flat: 0}
    assert not set(ups) & set(downs)
    return words


def _split_word(text: str, options: Options) -> tuple[str, str]:
    """The word at the beginning and the rest; no word at all where a list shares its word."""
    known = sorted(words_of(options), key=len, reverse=True)
    word = next((w for w in known if text.startswith(w)), "")
    return word, text.removeprefix(word)


def _said(word: str, rest: str, options: Options) -> Said:
    direction = words_of(options)[word]
    assert (rest == "") == (direction == 0), (word, rest)
    return Said(direction, read_number(rest, options) if rest else None)


def read_change(text: str, options: Options) -> Said:
    """同比上升9.81%."""
    assert text.startswith(options.change)
    word, rest = _split_word(text.removeprefix(options.change), options)
    return _said(word, rest, options)


def read_respective(text: str, number: int, options: Options) -> Sequence[Said]:
    """同比分别上升9.81%、20%, 同比分别上升9.81%、下降5%, 同比均持平: as many changes as figures."""
    if number == 1:
        return [read_change(text, options)]
    if text == f"{options.change}均{options.flat}":
        return [Said(0, None)] * number
    start = f"{options.change}{options.respectively}"
    assert text.startswith(start)
    *first, last = text.removeprefix(start).split("、")
    if options.joining != "、":
        before, joint, last = last.rpartition(options.joining)
        assert joint, text
        first.append(before)
    pieces = [_split_word(piece, options) for piece in (*first, last)]
    assert len(pieces) == number, text
    shared = pieces[0][0] if not any(word for word, _ in pieces[1:]) else ""
    return [_said(shared or word, rest, options) for word, rest in pieces]
