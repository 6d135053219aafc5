"""A comparison as lines for people: grouped by sheet and row or by paragraph, what changed in brackets where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from generator.comparison.groups import Group, column, groups, place
from generator.model.changes import Change, Comparison
from generator.refresh.tokens import Piece, pieces

_SHORT = 16  # letters of a cell that is told whole, old → new
_LONG, _EDGE = 60, 24  # letters of an unchanged stretch that is cut short, and what is left of it on either side
_REWRITTEN = 0.6  # of a text; more makes it two lines


def lines(comparison: Comparison) -> Iterator[str]:
    """The lines; none where there is no difference."""
    chapter = ""
    for group in groups(comparison):
        if group.chapter != chapter:
            chapter = group.chapter
            yield f"【{chapter}】"
        yield from _group(group)


def _group(group: Group) -> Iterator[str]:
    if group.title and group.changes[0].kind != "sentence":
        yield group.title
    for change in group.changes:
        if change.kind == "paragraph":
            yield from _paragraph(change)
        elif change.kind != "sentence":
            label = column(change)
            told = list(_change(change.old, change.new))
            yield f"  {label}：{told[0]}" if label else f"  {told[0]}"
            yield from (f"    {line}" if label else f"  {line}" for line in told[1:])
    if group.changes[0].kind != "paragraph":
        for sentence in group.sentences:
            yield from _with_place(place(sentence), list(marked(sentence.old, sentence.new)))


def _with_place(where: str, told: list[str]) -> Iterator[str]:
    if len(told) == 1:
        yield f"    → {where}：{told[0]}" if where else f"    → {told[0]}"
    else:
        yield f"    → {where}：" if where else "    →"
        yield from (f"      {line}" for line in told)


def _paragraph(change: Change) -> Iterator[str]:
    if not change.sentences:
        yield from (f"  {line}" for line in _change(change.old, change.new, same="\n"))
    for sentence in change.sentences:
        yield from (f"  {line}" for line in marked(sentence.old, sentence.new))


def _change(old: str | None, new: str | None, same: str = "") -> Iterator[str]:
    """The content of a cell or paragraph: a short one whole, a long one with what changed in it."""
    if old is None or new is None or old.replace("\n", "") == new.replace("\n", ""):
        text = new if new is not None else old or ""
        sign = "＋ " if old is None else "－ " if new is None else ""
        yield sign + _shortened(" ".join(text.split("\n")), whole=bool(sign))
    elif max(len(old), len(new)) <= _SHORT and "\n" not in old + new:
        yield f"{old} → {new}"
    else:
        yield from marked(old, new, shorten=True)


def marked(old: str | None, new: str | None, *, shorten: bool = False) -> Iterator[str]:
    """A text with each change where it stands, ``593起`` to ``600起`` as 【593起→600起】; one that was rewritten as two lines."""
    if old is None or new is None:
        yield f"【＋{new}】" if old is None else f"【－{old}】"
        return
    found = pieces(old, new)
    if sum(len(piece.old) + len(piece.new) for piece in found if piece.changed) > _REWRITTEN * (len(old) + len(new)):
        yield f"旧：{old}"
        yield f"新：{new}"
        return
    text = "".join(_piece(piece, shorten) for piece in found)
    yield " ".join(text.split("\n"))


def _piece(piece: Piece, shorten: bool) -> str:
    if not piece.changed:
        return _shortened(piece.old) if shorten else piece.old
    if not piece.old:
        return f"【＋{piece.new}】"
    return f"【{piece.old}→{piece.new}】" if piece.new else f"【－{piece.old}】"


def _shortened(text: str, whole: bool = False) -> str:
    return text if whole or len(text) <= _LONG else f"{text[:_EDGE]}……{text[-_EDGE:]}"
