"""What people type between braces, made plain: typographic quotes and full-width marks outside string literals."""

from __future__ import annotations

import re
import unicodedata

CLOSING_QUOTES = {'"': '"', "'": "'", "“": '”"', "‘": "’'", "”": '”"', "’": "’'"}
_PLAIN = str.maketrans({"、": ",", "。": "."})
_ODD = re.compile(r"[^\x00-\x7f]")
TAG = re.compile(r"\{#.*?#\}|\{%[-+]?\s*raw\s*[-+]?%\}.*?\{%[-+]?\s*endraw\s*[-+]?%\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


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

    def plain(found: re.Match[str]) -> str:
        text = found[0]
        return text if text.startswith("{#") or "endraw" in text else text[:2] + normalise_tag(text[2:-2]) + text[-2:]

    return TAG.sub(plain, source) if _ODD.search(source) else source
