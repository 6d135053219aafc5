"""Regular expressions that are compiled when they are first used.

Most rules look for a word before they match anything, and few workbooks hold all these words: a command that compiled
every pattern on import would spend a tenth of its time on patterns that nothing is matched against.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, AnyStr, cast


class _Pattern:
    """Stands for a compiled pattern; what was once asked of it is kept, so that asking again costs no look-up of ours."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # what copying and the like ask for must not look like a pattern's
            raise AttributeError(name)
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found

    @cached_property
    def _compiled(self) -> re.Pattern[Any]:
        return re.compile(self._text, self._flags)

    def __repr__(self) -> str:
        return f"pattern({self._text!r})"


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern, to be used by its methods and attributes; ``re.sub`` and the like need ``re.compile``.

    A pattern that is wrong raises :class:`re.error` when it is first used, not here.
    """
    return cast("re.Pattern[AnyStr]", _Pattern(text, flags))
