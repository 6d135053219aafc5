"""An update goes over a report until nothing more follows: what has been written may tell where the rest belongs."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.refresh.plans import Correction, Plan
from generator.word.edits import Edit, Insert, Place, Replace
from generator.word.manuscript import Line

MOST = 4


class _What(NamedTuple):
    """What is corrected, wherever it stands."""

    old: str
    new: str
    source: str
    whole: bool


def may_tell_more(made: Plan) -> bool:
    """Whether something is written while the place of something else can't be told, or people have something else there."""
    return bool(made.edits) and any(correction.fate in ("conflict", "uncertain") for correction in made.corrections)


class Round(NamedTuple):
    """The paragraphs of the report before a round, by part, what was done to them, and those after it."""

    before: Mapping[str, Sequence[Line]]
    edits: Sequence[Edit]
    after: Mapping[str, Sequence[Line]]


def told_again(first: Sequence[Correction], later: Iterable[Correction], rounds: Sequence[Round]) -> tuple[Correction, ...]:
    """The corrections of one round after the next: what was left open has the fate that it has then.

    ``rounds`` lie between them. Places are those of the report before the first.
    """
    found: dict[_What, deque[Correction]] = defaultdict(deque)
    for correction in later:
        found[_what(correction)].append(correction)
    told = []
    for correction in first:
        if correction.fate in ("conflict", "uncertain") and (same := found[_what(correction)]):
            then = same.popleft()
            about = None if then.fate == "updated" else correction.place
            told.append(then._replace(place=_before(then.place, rounds) or about))
        else:
            told.append(correction)
    return tuple(told)


def _before(place: Place | None, rounds: Sequence[Round]) -> Place | None:
    """A place in the report as it was before the rounds, None where it can't be told."""
    for done in reversed(rounds):
        if place is None:
            return None
        text, lines = done.after[place.part][place.line - 1].text, done.before.get(place.part, ())
        number = next((n for n in _numbers(place.line, place.part, done) if n <= len(lines)), None)
        edits = sorted((e for e in done.edits if isinstance(e, Replace) and e.place[:2] == (place.part, number)), key=lambda e: e.place)
        if number is None or _written(lines[number - 1].text, edits) != text:
            return None
        place = _in_line(place._replace(line=number), edits)
    return place


def _numbers(line: int, part: str, done: Round) -> Iterator[int]:
    """The number of a paragraph before paragraphs came in."""
    came = [edit for edit in done.edits if isinstance(edit, Insert) and edit.part == part]
    for number in range(line, 0, -1):
        if number + sum(len(edit.fresh) for edit in came if edit.line < number + (not edit.behind)) == line:
            yield number


def _written(text: str, edits: Sequence[Replace]) -> str:
    for edit in reversed(edits):
        text = text[: edit.place.start] + edit.text + text[edit.place.end :]
    return text


def _in_line(place: Place, edits: Sequence[Replace]) -> Place | None:
    """A place of a line before others in it were written; None where it is one of them."""
    shift = 0
    for edit in edits:
        begin = edit.place.start + shift
        if place.end <= begin:
            break
        if place.start < begin + len(edit.text):
            return None
        shift += len(edit.text) - (edit.place.end - edit.place.start)
    return place._replace(start=place.start - shift, end=place.end - shift)


def _what(correction: Correction) -> _What:
    return _What(correction.old, correction.new, correction.source.place if correction.source else "", correction.whole)
