"""Whose names a Word file holds that were never written into its text: its authors, their office, whoever left remarks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from generator.word.opening import WordFile
from generator.word.preparing.names import w
from generator.word.preparing.parsing import parsed

_PROPERTIES = frozenset("creator lastModifiedBy Manager Company".split())
_AUTHOR, _PEOPLE = w("author"), "{http://schemas.microsoft.com/office/word/2012/wordml}author"
_LATIN = re.compile(r"[\x20-\x7e]+")
# What programs and installations write where nobody has given a name; as words of a description they tell nothing.
_NOBODY = frozenset(
    "user users author admin office word wps fazhi python-docx 作者 用户 微软用户 windows用户 微软中国 中国 系统管理员".split()
)


def makers(file: WordFile) -> list[str]:
    """The names in the properties of a file, of its authors of changes and remarks, and in its list of people."""
    found: dict[str, None] = {}
    for part in sorted(file.types):
        if file.content(part) is None or not part.endswith(".xml"):
            continue
        if part.startswith("docProps/") or file.kind(part) in ("comments", "people"):
            found |= dict.fromkeys(_named(parsed(file, part)))
    return [name for name in found if tells(name)]


def _named(root: Any) -> Iterator[str]:
    for element in root.iter("*"):
        if element.tag.rpartition("}")[2] in _PROPERTIES:
            yield (element.text or "").strip()
        yield from (element.get(name, "").strip() for name in (_AUTHOR, _PEOPLE))


def tells(name: str) -> bool:
    """Whether a name is somebody's: not blank, not what programs write, and long enough to be no chance."""
    return len(name) >= (3 if _LATIN.fullmatch(name) else 2) and "".join(name.split()).casefold() not in _NOBODY


def named(names: Iterable[str]) -> re.Pattern[str] | None:
    """What finds any of the names in a text, Latin ones as whole words; None where there are none."""
    known = [rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])" if _LATIN.fullmatch(name) else re.escape(name) for name in names]
    return re.compile("|".join(sorted(known, key=len, reverse=True)), re.IGNORECASE) if known else None
