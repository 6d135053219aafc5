"""What differs between two versions of a long passage, in a few words: whoever reads both whole does not see it."""

from __future__ import annotations

from generator.refresh.tokens import Piece, pieces

_WORDS = 30  # letters of a change that are shown
_MOST = 4  # changes that are shown


def differences(old: str, new: str) -> str:
    """The changes one after the other: ``“跟不上” → “滞后”、删去“二是加强监督”``; empty for none."""
    changes = [_said(piece) for piece in pieces(old, new) if piece.changed]
    more = f"等 {len(changes)} 处" if len(changes) > _MOST else ""
    return "、".join(changes[:_MOST]) + more


def shortened(text: str, letters: int) -> str:
    """The beginning of a text, with a mark where more follows."""
    return text if len(text) <= letters else f"{text[:letters]}…"


def _said(piece: Piece) -> str:
    old, new = shortened(piece.old, _WORDS), shortened(piece.new, _WORDS)
    if not old:
        return f"加上“{new}”"
    return f"“{old}” → “{new}”" if new else f"删去“{old}”"
