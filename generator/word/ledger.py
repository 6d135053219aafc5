"""Which printed value came from where: a hidden bookmark round each value, and its source under the bookmark's number.

A bookmark is what survives editing in Word, WPS and LibreOffice: the words round the value can be rewritten, paragraphs
split, joined and moved. Word hides names that begin with an underscore.
"""

from __future__ import annotations

import re
from collections.abc import Container

from generator.model.provenance import Source

MOST = 16_000  # Word's old modes refuse files with more than 16,380 bookmarks; the layout may have some of its own
PREFIX = "_fz"
_FIRST_ID = 1_000_000  # beyond every id of a layout
_NAME = re.compile(rf"{PREFIX}([0-9]{{1,9}})")
_NAMED = re.compile(rf'w:id="\d+" w:name="{PREFIX}(\d+)"/>|<w:bookmarkEnd w:id="(\d+)"/>')
_MARK = re.compile(rb'<w:bookmark(?:Start w:id="(\d+)" w:name="%s\d+"|End w:id="(\d+)")/>' % PREFIX.encode())


class Ledger:
    """The values of one report in the order in which they were printed; ``sources[n]`` is that of bookmark ``n``."""

    def __init__(self) -> None:
        self.sources: list[Source] = []

    def wrapped(self, run: str, source: Source) -> str:
        """The run of a value inside its bookmark; nothing where there is none."""
        if not run:
            return run
        number = len(self.sources)
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


def number_of(name: str) -> int | None:
    """The number of a value by the name of its bookmark, None for any other bookmark."""
    found = _NAME.fullmatch(name)
    return int(found[1]) if found else None


def name_of(number: int) -> str:
    """The name of the bookmark of a value."""
    return f"{PREFIX}{number}"


def is_mark(name: str) -> bool:
    """Whether a bookmark of that name is round a value, or a copy that a word processor made of such a one."""
    return _NAME.match(name) is not None


def unmarked(markup: bytes, numbers: Container[int]) -> bytes:
    """A part as it was printed, without the bookmarks of these values."""
    return _MARK.sub(lambda found: b"" if int(found[1] or found[2]) - _FIRST_ID in numbers else found[0], markup)


def _start(number: int) -> str:
    return f'<w:bookmarkStart w:id="{_FIRST_ID + number}" w:name="{PREFIX}{number}"/>'


def _end(number: int) -> str:
    return f'<w:bookmarkEnd w:id="{_FIRST_ID + number}"/>'
