"""Runs the programs of a prepared template and puts the Word file together.

The markup goes from the program straight to the packer; it is never parsed again and never lies in memory whole. Parts
without tags are copied as they are packed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from generator.archive import Member, packed
from generator.diagnostics import Diagnostic, Place
from generator.templating.explaining import TEMPLATE_FAILURES, failure_in_chinese
from generator.templating.limits import TooMuch
from generator.templating.programs import ProgramEnvironment
from generator.templating.session import Session, place_of
from generator.word.pictures import Media
from generator.word.prepared import Prepared, PreparedPart
from generator.word.printing import Numbers, Speaker, printers

_PIECES = 4_000  # of markup and values that are packed together


def render(
    prepared: Prepared,
    names: Mapping[str, object],
    session: Session,
    speaker: Speaker,
    environment: Callable[[Session], ProgramEnvironment],
) -> dict[str, Member]:
    """The parts of the file, packed, by name; every problem goes to the session's findings.

    Where there are errors among them, the parts are not to be used.
    """
    made = {member.name: member for member in prepared.members}
    numbers = Numbers(prepared.first_id, prepared.lists)
    sandbox, media = environment(session), Media(set(made))
    for name, part in prepared.parts.items():
        sandbox.filters.update(printers(speaker, part.formats, numbers, sandbox, media, name))
        made[name] = packed(name, _run(prepared, part, names, session, sandbox))
    if numbers.begun:
        for name in made:
            if prepared.file.kind(name) == "numbering":
                made[name] = packed(name, [_with_lists(made[name].content(), numbers.begun)])
    for added in media.parts(lambda name: made[name].content() if name in made else None):
        made[added.name] = added
    return made


def _run(
    prepared: Prepared,
    part: PreparedPart,
    names: Mapping[str, object],
    session: Session,
    sandbox: ProgramEnvironment,
) -> Iterator[bytes]:
    """The markup of a part in chunks; what stops it is noted where it came up."""

    def places(spot: int) -> Place:
        return part.spots[spot].place(prepared.name)

    try:
        pieces = part.program.run(sandbox, names, places)
        while several := list(islice(pieces, _PIECES)):
            yield "".join(several).encode()
    except TooMuch as error:
        place = place_of(error) or Place(file=prepared.name)
        session.findings.add(Diagnostic("template-too-long", "error", str(error), "请检查循环和互相引用", place))
    except TEMPLATE_FAILURES as error:
        place = place_of(error) or Place(file=prepared.name)
        message = f"这里算不出来：{failure_in_chinese(error)}"
        session.findings.add(Diagnostic("template-failed", "error", message, "请检查这一处的写法", place))


def _with_lists(numbering: bytes, begun: list[tuple[str, str]]) -> bytes:
    """numbering.xml with a list for each time that one began anew."""
    levels = "".join(f'<w:lvlOverride w:ilvl="{n}"><w:startOverride w:val="1"/></w:lvlOverride>' for n in range(9))
    added = "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{levels}</w:num>' for number, abstract in begun)
    head, end, tail = numbering.rpartition(b"</w:num>")
    return head + end + added.encode() + tail
