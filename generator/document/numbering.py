"""Numbers of headings: 一、→（一）→ 1. →（1）(GB/T 9704, 7.3.3), by the patterns of the template."""

from __future__ import annotations

from generator.model.numerals import chinese_numeral


def numbered(pattern: str, number: int) -> str:
    """The pattern with its 一 or 1 replaced by the number; an empty pattern gives no number."""
    if "一" in pattern:
        return pattern.replace("一", chinese_numeral(number), 1)
    return pattern.replace("1", str(number), 1)


class Counters:
    """Counts headings level by level; a heading starts the levels below it anew."""

    def __init__(self, levels: int = 4) -> None:
        self._counts = [0] * levels

    def next(self, level: int, pattern: str) -> str:
        """The number of the next heading of ``level`` (from 1), as it is printed; one without a pattern does not count."""
        self._counts[level - 1] += bool(pattern)
        self._counts[level:] = [0] * (len(self._counts) - level)
        return numbered(pattern, self._counts[level - 1])

    def count(self, level: int) -> int:
        """How many headings of ``level`` there were since the one above them."""
        return self._counts[level - 1]
