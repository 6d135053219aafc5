"""What people type between braces, made plain: typographic quotes and full-width marks outside string literals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

CLOSING_QUOTES = {'"': '"', "'": "'", "“": '”"', "‘": "’'", "”": '”"', "’": "’'"}
_PLAIN = str.maketrans({"、": ",", "。": "."})
_ODD = re.compile(r"[^\x00-\x7f]")
_OPENING = re.compile(r"\{[{%#]")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_RAW, _END_OF_RAW = re.compile(r"\{%[-+]?\s*raw\s*[-+]?%\}"), re.compile(r"\{%[-+]?\s*endraw\s*[-+]?%\}")


class Tag(NamedTuple):
    """A tag, a comment, or all from ``{% raw %}`` to its end, with its braces, and where it starts."""

    start: int
    text: str


def tags_in(source: str) -> Iterator[Tag]:
    """The tags of a text in their order. What is not closed is none; for each kind that is looked for once, however often it opens."""
    at, unclosed = 0, set[str]()
    while found := _OPENING.search(source, at):
        start, end = found.start(), -1
        raw = _RAW.match(source, start)
        if raw and "raw" not in unclosed:
            closed = _END_OF_RAW.search(source, raw.end())
            end = closed.end() if closed else -1
            unclosed |= set() if closed else {"raw"}
        if end < 0 and found[0] not in unclosed:
            end = source.find(_CLOSING[found[0]], found.end()) + 2
            if end < 2:
                end = -1
                unclosed.add(found[0])
        if end < 0:
            at = start + 1
            continue
        yield Tag(start, source[start:end])
        at = end


def normalise_tag(inner: str) -> str:
    """The tag as it was meant. String literals keep their content; a typographic quote ends them too."""
    if not _ODD.search(inner):
        return inner
    out, ends, before = [], "", ""
    for char in inner:
        if ends:
            closing = char in ends and before != "\\"
            out.append(ends[-1] if closing else char)
            ends = "" if closing else ends
        elif char in CLOSING_QUOTES:
            ends = CLOSING_QUOTES[char]
            out.append(ends[-1])
        elif unicodedata.category(char) != "Cf":  # zero-width characters come with text copied from the web
            out.append(unicodedata.normalize("NFKC", char.translate(_PLAIN)))
        before = char
    return "".join(out)


def normalise_tags(source: str) -> str:
    """A section text with its tags made plain; its words, comments and line numbers stay as they are."""
    if not _ODD.search(source):
        return source
    out, at = list[str](), 0
    for start, text in tags_in(source):
        is_as_it_is = text.startswith("{#") or "endraw" in text
        out += source[at:start], text if is_as_it_is else text[:2] + normalise_tag(text[2:-2]) + text[-2:]
        at = start + len(text)
    return "".join(out) + source[at:]
