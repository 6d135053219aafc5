"""What follows when passages of an edited report go or come: headings over nothing, paragraphs that become one, numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from generator.refresh.arrivals import Arrival, Place
from generator.refresh.editions import Base
from generator.refresh.numbers import Member, leading_number, renumbered
from generator.refresh.rewording import Edit
from generator.refresh.sentences import sentences
from generator.refresh.verdicts import Edited, Verdict

_SHORT = 40  # letters of a heading that somebody wrote
_BODY = 9  # the level of what is no heading


def headings_go(base: Sequence[Base], now: Sequence[Edited], verdicts: Sequence[Verdict]) -> None:
    """A heading goes with what is withheld below it when people have taken out what stays there."""
    had = _had_below(base)
    open_levels: dict[int, tuple[bool, bool]] = {}  # by level whether something below stays, and whether something goes
    for each, verdict in zip(reversed(now), reversed(verdicts), strict=True):
        level = _level(base[verdict.of[0]]) if len(verdict.of) == 1 else 0
        if level and not verdict.goes and not verdict.doubt and verdict.of[0] in had and _is_bare(each):
            stays, goes = (any(told[n] for depth, told in open_levels.items() if depth > level) for n in (0, 1))
            verdict.goes = verdict.withheld = goes and not stays
        if level:
            open_levels = {depth: told for depth, told in open_levels.items() if depth <= level}
        if not each.is_blank:
            depth = level or _BODY
            before = open_levels.get(depth, (False, False))
            open_levels[depth] = (before[0] or not verdict.goes, before[1] or verdict.withheld)


def _level(base: Base) -> int:
    return 0 if base.passage.rows else base.passage.level


def _had_below(base: Sequence[Base]) -> set[int]:
    """The headings as printed that something of the published edition stands below."""
    had, below = set(), set[int]()
    for old in range(len(base) - 1, -1, -1):
        level = _level(base[old])
        if level:
            if any(depth > level for depth in below):
                had.add(old)
            below = {depth for depth in below if depth <= level}
        if base[old].fate == "stays" and base[old].text.strip():
            below.add(level or _BODY)
    return had


def _is_bare(heading: Edited) -> bool:
    """Whether it is nothing but a heading, and no passage that begins with one."""
    return len(sentences(heading.text.rstrip())) == 1


def joined(base: Sequence[Base], verdicts: Sequence[Verdict]) -> None:
    """What stands in one paragraph with the one before it joins that, when it is still there."""
    before: Verdict | None = None
    for verdict in verdicts:
        if not verdict.goes:
            first = base[verdict.of[0]].joins if len(verdict.of) == 1 else None
            verdict.joins = first is not None and before is not None and before.of == (first,)
            before = verdict


def numbers_follow(
    base: Sequence[Base],
    now: Sequence[Edited],
    verdicts: Sequence[Verdict],
    coming: Sequence[Arrival] = (),
    places: Sequence[Place | None] = (),
) -> None:
    """Headings and items are numbered anew where some of them went or came."""
    beside: dict[Place, list[Arrival]] = defaultdict(list)
    for arrival, place in zip(coming, places, strict=True):
        if place is not None:
            beside[place].append(arrival)
    members = [*_members(base, now, verdicts, beside)]
    values, doubtful = renumbered(members)
    numbers = {member.position: member.number for member in members if not member.comes}
    for position, value in values.items():
        number = numbers[position]
        verdicts[position].edits.append(Edit(number.start, number.end, number.said(value)))
    for position in doubtful:
        verdicts[position].put_in_doubt("number", numbers[position].whole)


def _members(
    base: Sequence[Base], now: Sequence[Edited], verdicts: Sequence[Verdict], beside: dict[Place, list[Arrival]]
) -> Iterator[Member]:
    for position, (verdict, each) in enumerate(zip(verdicts, now, strict=True)):
        yield from _arriving(beside, Place(position, behind=False))
        number = leading_number(each.text)
        if number is None or (verdict.goes and not verdict.of):
            pass
        elif not verdict.of:
            if len(each.text) <= _SHORT and not each.text.rstrip().endswith(("。", "；")):
                yield Member(position, number, None, None, verdict.goes)
        elif (old := base[verdict.of[0]]).is_numbered:
            ours, its = leading_number(old.text), leading_number(old.then.text) if old.then else None
            yield Member(position, number, ours.value if ours else None, its.value if its else None, verdict.goes)
        yield from _arriving(beside, Place(position, behind=True))


def _arriving(beside: dict[Place, list[Arrival]], place: Place) -> Iterator[Member]:
    for arrival in beside.get(place, ()):
        if number := leading_number(arrival.passage.text):
            yield Member(place.position, number, None, number.value, comes=True)
