"""The blocks of section texts: which text states a block, and which text it goes on from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.templating.loading import SECTIONS, Template
from generator.templating.overriding import ABOVE
from generator.templating.tags import normalise_tag, tags_in

_EXTENDS = re.compile(rf"extends\s+(?:['\"]([^'\"]+)['\"]|({ABOVE}))")
_BLOCK = re.compile(r"block\s+(\w+)")


@dataclass(frozen=True, slots=True)
class SectionFile:
    """A text in ``sections/``: its file, and the names of the blocks that it states."""

    path: Path
    blocks: tuple[str, ...]


def chain(template: Template, name: str) -> Iterator[SectionFile]:
    """The text of that name and those that it goes on from, the nearest first."""
    seen = set[Path]()
    beyond = 0
    while path := template.find(f"{SECTIONS}/{name}", beyond):
        if path in seen:
            return
        seen.add(path)
        tags = _tags(path)
        yield SectionFile(path, tuple(dict.fromkeys(found[1] for tag in tags if (found := _BLOCK.match(tag)))))
        extended = next((found for tag in tags if (found := _EXTENDS.match(tag))), None)
        if extended is None:
            return
        name, beyond = (name, beyond + 1) if extended[2] else (extended[1], 0)


def _tags(path: Path) -> list[str]:
    """The statements of a text, made plain."""
    source = path.read_text(encoding="utf-8-sig", errors="replace")
    return [normalise_tag(text[2:-2]).strip("-+ \n") for _, text in tags_in(source) if text.startswith("{%")]
