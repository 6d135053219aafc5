"""How wide text is, in full-width characters: a Chinese character or mark is 1, a digit or Latin letter ½.

GB/T 9704, 5.2.3: a line of the body holds 28.
"""

from __future__ import annotations

import unicodedata
from typing import Final

LINE: Final = 28


def width(text: str) -> float:
    """The width of a text on one line, in characters."""
    return sum(1 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)
