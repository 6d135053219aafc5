"""Word templates by file: opened, given the page and fonts that the settings ask for, prepared, and kept by content."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from types import CodeType
from typing import TYPE_CHECKING, Any

from generator.archive import packed
from generator.diagnostics import Findings
from generator.model.marks import Marks
from generator.model.template import Options, PageProfile
from generator.templating.cache import Cache
from generator.templating.programs import Program, ProgramEnvironment
from generator.templating.session import Session
from generator.word.opening import WordFile, open_word
from generator.word.prepared import Layout, Prepared, PreparedPart
from generator.word.printing import Numbers, printers
from generator.word.profile import with_profile
from generator.word.remembering import forgotten
from generator.word.speaking import PlainSpeaker
from generator.word.spots import Spot

if TYPE_CHECKING:
    from generator.templating.rehearsal import Rehearsal

Kind = Callable[[Session], ProgramEnvironment]


def plain_template(data: bytes, name: str, environment: Kind) -> Prepared:
    """A template for plain mappings. Raises what :func:`prepare` and :func:`open_word` raise."""
    return _prepared(open_word(data, name), environment, blocks=False)


def report_template(
    data: bytes,
    name: str,
    environment: Kind,
    cache: Cache,
    page: PageProfile = "gbt9704",
    fonts: Mapping[str, str] | None = None,
    rehearsal: Rehearsal | None = None,
) -> Prepared:
    """The ``report.docx`` of a template. Raises what :func:`prepare` and :func:`open_word` raise.

    One that a ``rehearsal`` watches is neither kept nor taken from what was kept.
    """
    file = _profiled(_forgotten(open_word(data, name)), page, fonts or {})
    if rehearsal is not None:
        return _prepared(file, environment, blocks=True, rehearsal=rehearsal)
    content = f"{name}\0{page}\0{sorted((fonts or {}).items())}\0".encode() + data
    kept = cache.get("word", content)
    if isinstance(kept, dict):
        return _from_plain(kept, file)
    made = _prepared(file, environment, blocks=True)
    cache.put("word", content, _as_plain(made))
    return made


def _prepared(file: WordFile, environment: Kind, *, blocks: bool, rehearsal: Rehearsal | None = None) -> Prepared:
    from generator.word.preparing.template import prepare  # with lxml, which a kept template does without

    return prepare(file, _compiler(environment, rehearsal), blocks=blocks)


def _compiler(environment: Kind, rehearsal: Rehearsal | None) -> ProgramEnvironment:
    """An environment to compile with: it knows the printers' names, and never prints."""
    session = Session(Options(), None, "上报", False, Marks(), Findings(), rehearsal=rehearsal)
    made = environment(session)
    made.filters.update(printers(PlainSpeaker(session), (), Numbers(0, {}), made))
    return made


def _profiled(file: WordFile, page: PageProfile, fonts: Mapping[str, str]) -> WordFile:
    """The file with the page profile and the fonts of the settings; as it is where they say nothing."""
    if page == "gbt9704" and not fonts:
        return file
    parts = {member.name: member.content() for member in file.members}
    changed = with_profile(parts, page, fonts)
    members = tuple(m if changed[m.name] == parts[m.name] else packed(m.name, [changed[m.name]]) for m in file.members)
    return dataclasses.replace(file, members=members)


def _forgotten(file: WordFile) -> WordFile:
    """The file without what an earlier report left in it, for a layout that was made of one."""
    return dataclasses.replace(file, members=tuple(forgotten(file.members, file.document)))


def _as_plain(made: Prepared) -> dict[str, Any]:
    """The programs as data that the cache can hold."""
    assert made.layout is not None
    return {
        "parts": {
            name: (part.program.code, part.program.spots, tuple(sorted(part.program.names)), tuple(map(tuple, part.spots)), part.formats)
            for name, part in made.parts.items()
        },
        "lists": dict(made.lists),
        "first_id": made.first_id,
        "layout": (made.layout.style_ids, made.layout.type_area, made.layout.mark_size),
    }


def _from_plain(kept: Mapping[str, Any], file: WordFile) -> Prepared:
    parts = {}
    for name, (code, lines, names, spots, formats) in kept["parts"].items():
        assert isinstance(code, CodeType)
        parts[name] = PreparedPart(Program(code, lines, frozenset(names)), tuple(Spot(*spot) for spot in spots), formats)
    return Prepared(file.name, file, parts, kept["lists"], kept["first_id"], Layout(*kept["layout"]))
