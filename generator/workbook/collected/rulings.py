"""The column 处理 of 汇总核对: what the drafter has noted there, and which matters are settled by it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

KEEP, TAKE, TAKE_MADE, DONE = "保留现值", "采用这个值", "采用合成的值", "已处理"
BY_HAND = "已在表里改"  # not to be chosen: the cell itself says so
RULED = "处理"
_MARK = re.compile("([0-9a-f]{12})/([0-9a-f]{6})?")


class Ruling(NamedTuple):
    """What was chosen; ``tag`` is the answer that is taken."""

    choice: str
    tag: str = ""


class Verdict(NamedTuple):
    """What a matter has come to: its ruling, None while it is open; ``trouble`` says why a note does not count, ``note`` is kept."""

    ruling: Ruling | None
    trouble: str = ""
    note: str = ""


Notes = Mapping[str, Sequence[tuple[str, str]]]


def mark(number: str, tag: str) -> str:
    """What stands in the hidden column beside an answer."""
    return f"{number}/{tag}"


def read_notes(rows: Iterable[Mapping[int, str]]) -> Notes:
    """What stands in the column 处理, by the number of the matter: the tag of each answer, and what is noted beside it or a blank."""
    found: dict[str, list[tuple[str, str]]] = {}
    column = 0
    for row in rows:
        column = next((at for at, text in row.items() if text == RULED), column)
        for text in row.values():
            if told := _MARK.fullmatch(text):
                found.setdefault(told[1], []).append((told[2] or "", row.get(column, "").strip()))
    return found


def verdict(before: Ruling | None, noted: Sequence[tuple[str, str]] | None, choices: Sequence[str], *, is_changed: bool) -> Verdict:
    """What a matter that was listed before has come to.

    ``before`` is how it was settled then, ``noted`` what stands beside it now (None: the list is gone); ``is_changed`` says
    whether its cell has been changed since.
    """
    if noted is None:
        return Verdict(before or (Ruling(BY_HAND) if is_changed else None))
    told = [(tag, text) for tag, text in noted if text]
    if not told:
        return Verdict(Ruling(BY_HAND) if is_changed and before is None else None)
    for _, text in told:
        if text not in choices and not (text == BY_HAND and before is not None):
            return Verdict(None, f"“{RULED}”里写的“{text}”认不出，请从下拉里选", text)
    chosen = {Ruling(text, tag if text == TAKE else "") for tag, text in told}
    if len(chosen) > 1:
        return Verdict(None, f"“{RULED}”选了不止一种，请只选一种")
    return Verdict(chosen.pop())
