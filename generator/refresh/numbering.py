"""The numbers of bookmarks: a value keeps the one that it has in the file, a new one gets a number that nobody has."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence

from generator.model.provenance import Source
from generator.refresh.regions import Region
from generator.refresh.units import Unit


class Numbering:
    """``taken`` are the numbers that are in use, ``olds`` and ``news`` the sources by the numbers of the printed and the fresh report."""

    def __init__(self, taken: Iterable[int], olds: Mapping[int, Source], news: Mapping[int, Source]) -> None:
        self._next = 1 + max(taken, default=-1)
        self._olds, self._news = olds, news

    def another(self) -> int:
        """A number that no value has."""
        self._next += 1
        return self._next - 1

    def carried(self, before: Unit, after: Unit, regions: Sequence[Region]) -> dict[int, int]:
        """The number in the file of every value of a passage, by its number in the fresh report.

        Outside of the ``regions`` that differ it is that of the value at the same place, inside that of one of the same name, else
        the next one.
        """
        numbers: dict[int, int] = {}
        at_place = {(span.start, span.end): span.number for span in before.spans}
        for span in after.spans:
            inside = next((region for region in regions if region.begin <= span.start and span.end <= region.stop), None)
            if inside is None:
                shift = next((_shift(region) for region in reversed(regions) if region.stop <= span.start), 0)
                number = at_place.get((span.start - shift, span.end - shift))
                numbers[span.number] = self.another() if number is None else number
        for region in regions:
            self._inside(before, after, region, numbers)
        return numbers

    def _inside(self, before: Unit, after: Unit, region: Region, numbers: dict[int, int]) -> None:
        free: dict[str | None, deque[int]] = defaultdict(deque)
        for span in before.spans:
            if region.start <= span.start and span.end <= region.end:
                free[self._olds[span.number].name].append(span.number)
        here = [span.number for span in after.spans if region.begin <= span.start and span.end <= region.stop]
        for number in here:
            if same := free[self._news[number].name]:
                numbers[number] = same.popleft()
        left = deque(sorted(number for several in free.values() for number in several))
        for number in here:
            if number not in numbers:
                numbers[number] = left.popleft() if left else self.another()


def _shift(region: Region) -> int:
    """By how many letters what stands behind a region is further on in the fresh report."""
    return region.stop - region.end
