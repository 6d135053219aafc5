"""What goes into an archive: paths and contents, and nothing of times, owners or the machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of an archive."""

    content: bytes
    executable: bool = False


Entries = Mapping[str, Entry]


class Unusable(Exception):
    """Something that a bundle can't be made of. The message has a line for each thing that is wrong."""


def with_windows_lines(content: bytes, *, mark: bool = False) -> bytes:
    """A text with the line ends of Windows; with ``mark``, the sign by which its older editors know UTF-8."""
    text = content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return b"\xef\xbb\xbf" + text if mark else text


def read_tree(folder: Path, *patterns: str, under: str) -> dict[str, Entry]:
    """The files of a folder that match any of the patterns, by their paths below ``under``."""
    found = {path for pattern in patterns for path in folder.glob(pattern) if path.is_file()}
    return {f"{under}/{path.relative_to(folder).as_posix()}": Entry(path.read_bytes()) for path in sorted(found)}
