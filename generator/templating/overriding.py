"""Section texts that extend others: which text a text stands on, and blocks that override nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import CodeType
from typing import Any, NamedTuple

from generator.templating.session import did_you_mean

ABOVE = "上级"  # {% extends 上级 %}: the text of the same name that this one hides


class Mistake(NamedTuple):
    """What is wrong in a line of a section text."""

    line: int
    message: str
    hint: str


class Section(NamedTuple):
    """A compiled section text.

    ``extends`` is the name of the text that it extends: None when it extends none, empty when only running it tells.
    ``blocks`` are the lines of all its blocks, ``outer`` those that stand in no other block.
    """

    code: CodeType
    extends: str | None
    extends_line: int
    blocks: Mapping[str, int]
    outer: tuple[str, ...]

    def plain(self) -> dict[str, Any]:
        """The section as the cache can hold it."""
        return self._asdict()


def joined(name: str, parent: str) -> str:
    """The full name of what ``parent`` calls ``name``. It tells nothing of folders, so that code can be kept by it."""
    return f"{ABOVE}/{parent}" if name == ABOVE else name


def split(name: str) -> tuple[str, int]:
    """The file that a full name means, and how many nearer files of that name it passes over."""
    beyond = 0
    while name.startswith(f"{ABOVE}/"):
        name, beyond = name[len(ABOVE) + 1 :], beyond + 1
    return name, beyond


def misplaced_blocks(name: str, section_of: Callable[[str], Section | None]) -> Iterator[tuple[str, Mistake]]:
    """The texts, of this one and those that it stands on, whose blocks override nothing, with the mistake."""
    chain: dict[str, Section] = {}
    above: str | None = name
    while above and above not in chain and (section := section_of(above)):
        chain[above] = section
        above = section.extends if not section.extends else joined(section.extends, above)
    texts = list(chain.items())
    if above is not None:
        last, section = texts[-1] if texts else (name, None)
        if section and section.extends == ABOVE and above not in chain:
            message = f"上级模板里没有 {split(name)[0]}，不能写 {{% extends {ABOVE} %}}"
            yield last, Mistake(section.extends_line, message, '请改成 {% extends "part.md.j2" %}，或删去这一行')
        return  # what it stands on is not known, or rendering says that it is not there
    for at, (text, section) in enumerate(texts[:-1]):
        known = {block for _, other in texts[at + 1 :] for block in other.blocks}
        for block in section.outer:
            if block not in known:
                hint = did_you_mean(block, sorted(known)) or f"可以改的块有 {'、'.join(sorted(known)) or '没有'}"
                yield text, Mistake(section.blocks[block], f"“{block}”块没有改到任何内容：它继承的文字里没有这个块", hint)
