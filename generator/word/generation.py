"""Which store belongs to a report: the id of its generation in a custom property, which stays where a store gets lost.

Word processors write the part of custom properties anew, with other prefixes and other properties beside ours.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Mapping
from xml.parsers import expat

from generator.archive import Member, careful_parser, packed

CUSTOM = "docProps/custom.xml"
PROPERTY = "fazhi.generation"
_ID = re.compile("[0-9a-f]{32}")
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of properties that users give names to
_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"


def generation_of(payload: bytes) -> str:
    """The id of the generation that a store's payload is of: 32 hexadecimal digits."""
    return hashlib.sha256(payload).hexdigest()[:32]


def is_generation(text: str) -> bool:
    """Whether the text is such an id, whoever wrote it."""
    return _ID.fullmatch(text) is not None


def read_generation(parts: Mapping[str, Member]) -> str | None:
    """The id in a file's custom properties; None where there is none that can be one."""
    return _read(parts[CUSTOM].content()).found if CUSTOM in parts else None


def with_generation(custom: Member, generation: str) -> Member:
    """The part of custom properties with that id, in the place of the one that it has."""
    content = custom.content()
    read = _read(content)
    if read.found is not None:
        return packed(custom.name, [content.replace(read.found.encode(), generation.encode())])
    head, end, tail = content.rpartition(b"</")
    own = (
        f'<property xmlns="{_SPACE}" fmtid="{_FORMAT}" pid="{read.last_pid + 1}" name="{PROPERTY}">'
        f'<vt:lpwstr xmlns:vt="{_TYPES}">{generation}</vt:lpwstr></property>'
    )
    return packed(custom.name, [head + own.encode() + end + tail]) if read.whole and end else custom


class _Reader:
    """Collects the text of our property, and the highest number of any."""

    def __init__(self) -> None:
        self.found: str | None = None
        self.last_pid = 1
        self.whole = False
        self._text: list[str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag.rpartition(" ")[2] == "property":
            if attributes.get("pid", "").isdecimal():
                self.last_pid = max(self.last_pid, int(attributes["pid"][:9]))
            if attributes.get("name") == PROPERTY:
                self._text = []

    def end(self, tag: str) -> None:
        if self._text is not None and tag.rpartition(" ")[2] == "property":
            text = "".join(self._text).strip()
            if self.found is None and is_generation(text):
                self.found = text
            self._text = None

    def characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)


def _read(custom: bytes) -> _Reader:
    reader = _Reader()
    parser = careful_parser(" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    with contextlib.suppress(expat.ExpatError, ValueError):
        parser.Parse(custom, True)
        reader.whole = True
    return reader
