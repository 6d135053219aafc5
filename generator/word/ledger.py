"""Which printed value came from where: a hidden bookmark round each value, and its source under the bookmark's number.

A bookmark is what survives editing in Word, WPS and LibreOffice: the words round the value can be rewritten, paragraphs
split, joined and moved. Word hides names that begin with an underscore.
"""

from __future__ import annotations

import re

from generator.model.provenance import Source

PREFIX = "_fz"
MOST = 16_000  # Word's old modes refuse files with more than 16,380 bookmarks; the layout may have some of its own
_FIRST_ID = 1_000_000  # beyond every id of a layout
_NAMED = re.compile(rf'w:id="\d+" w:name="{PREFIX}(\d+)"/>|<w:bookmarkEnd w:id="(\d+)"/>')


class Ledger:
    """The values of one report in the order in which they were printed; ``sources[n]`` is that of bookmark ``n``."""

    def __init__(self, most: int = MOST) -> None:
        """``most`` values are marked; more only where no word processor will see the file."""
        self.sources: list[Source] = []
        self._most = most

    def wrapped(self, run: str, source: Source) -> str:
        """The runs of a value inside its bookmark; as they are when there are too many."""
        number = len(self.sources)
        if not run or number >= self._most:
            return run
        self.sources.append(source)
        return f"{_start(number)}{run}{_end(number)}"

    def renewed(self, markup: str) -> str:
        """Markup that is put in again, with bookmarks of its own: a name stands only once in a file."""
        if PREFIX not in markup:
            return markup
        numbers: dict[int, int] = {}

        def anew(found: re.Match[str]) -> str:
            if found[1] is not None:
                old = int(found[1])
                numbers[old] = len(self.sources)
                self.sources.append(self.sources[old])
                return _start(numbers[old]).removeprefix("<w:bookmarkStart ")
            old = int(found[2]) - _FIRST_ID
            return _end(numbers[old]) if old in numbers else found[0]

        return _NAMED.sub(anew, markup)


def _start(number: int) -> str:
    return f'<w:bookmarkStart w:id="{_FIRST_ID + number}" w:name="{PREFIX}{number}"/>'


def _end(number: int) -> str:
    return f'<w:bookmarkEnd w:id="{_FIRST_ID + number}"/>'
