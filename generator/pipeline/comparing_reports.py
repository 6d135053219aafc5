"""Two reports paragraph by paragraph, whoever wrote them: changed, added, removed, moved, split and joined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.parsers import expat

from generator.errors import UnusableFile
from generator.model.changes import Change, ChangedSentence, Comparison
from generator.refresh.aligning import align
from generator.refresh.sentences import PARAGRAPH, Stretch, sentence_pairs, shown
from generator.word.manuscript import Line, read_lines
from generator.word.opening import open_word, read_bytes

# What else a reader sees, by the kind of part.
_ELSEWHERE = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
_BODY = ""
_REPEATED = ("页眉", "页脚")  # a part for the first page, for odd and for even ones, as the word processor likes
_PAGE_NUMBER = re.compile(r"[\s—–―‐·/第共页-]*+\d[\s—–―‐·/第共页\d-]*+")


def compare_reports(old: Path, new: Path) -> Comparison:
    """The comparison. Raises :class:`UnusableFile` when one can't be read."""
    before, after = _read(old), _read(new)
    changes = [change for place in (_BODY, *_ELSEWHERE.values()) for change in _changes(place, before, after)]
    return Comparison(old.name, new.name, "reports", tuple(changes))


def _read(path: Path) -> Mapping[str, list[Line]]:
    """The paragraphs by where they stand, those of several headers together."""
    file = open_word(read_bytes(path, path.name), path.name)
    lines: dict[str, list[Line]] = {}
    try:
        for member in file.members:
            place = _BODY if member.name == file.document else _ELSEWHERE.get(file.kind(member.name))
            if place is not None:
                lines.setdefault(place, []).extend(read_lines(member.content()))
    except (expat.ExpatError, ValueError):
        raise UnusableFile(f"{path.name}：文件内容已损坏，读不出来；请在 Word 或 WPS 里打开后另存一份再试") from None
    return lines | {place: list(_said_once(lines[place])) for place in _REPEATED if place in lines}


def _said_once(lines: list[Line]) -> Iterator[Line]:
    """What several headers or footers say, each paragraph once, without page numbers: those are worked out when it is shown."""
    seen: set[str] = set()
    for line in lines:
        if line.text not in seen and not _PAGE_NUMBER.fullmatch(line.text):
            seen.add(line.text)
            yield line


def _changes(place: str, before: Mapping[str, list[Line]], after: Mapping[str, list[Line]]) -> Iterator[Change]:
    """What differs there; blank paragraphs don't count."""
    olds, news = before.get(place, []), after.get(place, [])
    for match in align([line.text for line in olds], [line.text for line in news]):
        mine, its = [olds[n] for n in match.old], [news[n] for n in match.new]
        old, new = "\n".join(line.text for line in mine), "\n".join(line.text for line in its)
        if (old == new and not match.moved) or not (old.strip() or new.strip()):
            continue
        shown = its or mine
        yield Change(
            "paragraph",
            old if mine else None,
            new if its else None,
            name=place or None,
            paragraph=shown[0].number if place == _BODY else None,
            sentences=tuple(_sentences(mine, its)) if mine and its and old != new else (),
            moved_from=mine[0].number if match.moved else None,
        )


def _sentences(mine: list[Line], its: list[Line]) -> Iterator[ChangedSentence]:
    old, new = (PARAGRAPH.join(line.text for line in lines) for lines in (mine, its))
    for here, there in sentence_pairs(old, new):
        before, after = _text(old, here), _text(new, there)
        if before != after:
            yield ChangedSentence(before, after)


def _text(text: str, stretch: Stretch | None) -> str | None:
    return shown(text[stretch.start : stretch.end]) if stretch else None
