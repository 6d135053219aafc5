"""Figures that move the other way than their words say, or by another measure; and days that no calendar has."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.passages import Passage
from generator.checks.registry import Subject, text_rule
from generator.diagnostics import Diagnostic
from generator.model.amounts import print_number, round_half_up
from generator.prose.moves import Move, impossible_days, moves

_PLACES = 4


@text_rule
def moves_agree(subject: Subject) -> Iterator[Diagnostic]:
    """由8600起降至7200起，下降16.28%: direction and size are those of the two figures."""
    for passage in subject.passages:
        if "由" not in passage.even and "从" not in passage.even:
            continue
        for move in moves(passage.even, passage.quantities):
            if (right := _right(move)) and passage.source(move.old.start, move.old.start + len(move.text)) is None:
                said = passage.text[move.old.start : move.old.start + len(move.text)]
                message = f"“{said}”不对：由 {_number(passage, move, 0)} 到 {_number(passage, move, 1)} 是{right}"
                figure = passage.text[move.new.start : move.new.end]
                yield Diagnostic("move-contradicts", "warning", message, "请核对两个数和升降", subject.at(passage, figure))


def _number(passage: Passage, move: Move, which: int) -> str:
    quantity = (move.old, move.new)[which]
    return passage.text[quantity.start : quantity.end]


def _right(move: Move) -> str:
    """What it should say, empty where it says so."""
    difference = move.new.value - move.old.value
    up, word = difference > 0, "上升" if difference > 0 else "下降"
    if move.old.rounded or move.new.rounded or not difference or not move.old.value:
        return ""
    if move.up != up:
        return word
    if move.size is None:
        return ""
    in_points = move.old.is_share
    exact = abs(difference) if in_points else abs(difference) * 100 / move.old.value
    told = round_half_up(exact, move.places)
    if move.size_up == up and move.points == in_points and told == move.size:
        return ""
    return f"{word}{print_number(told, _PLACES)}{'个百分点' if in_points else '%'}"


@text_rule
def days_exist(subject: Subject) -> Iterator[Diagnostic]:
    """2月30日 and 13月 are slips."""
    for passage in subject.passages:
        if "月" not in passage.even:
            continue
        for found in impossible_days(passage.even):
            said = passage.text[found.start() : found.end()]
            if passage.source(found.start(), found.end()) is None:
                yield Diagnostic("date-impossible", "warning", f"没有“{said}”这一天", "请核对日期", subject.at(passage, said))
