"""What lies in a folder, newest first, and what a typed or dragged path means."""

from __future__ import annotations

import os
import re
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

_LEFT_OUT = (".", "~$", ".~")  # hidden files, and what Word and WPS keep beside a file that is open
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’"}


@dataclass(frozen=True, slots=True)
class Kind:
    """What is looked for: its name for people, and how its files end; folders when nothing is said of the ending."""

    name: str
    suffixes: tuple[str, ...] = ()

    def takes(self, path: Path) -> bool:
        """Whether the file's name is of this kind; whether it is a folder, where folders are looked for."""
        return path.suffix.lower() in self.suffixes if self.suffixes else is_folder(path)

    def __str__(self) -> str:
        return f"{self.name}（{'、'.join(self.suffixes)}）" if self.suffixes else self.name


WORKBOOK, REPORT, FOLDER = Kind("工作簿", (".xlsx",)), Kind("报告", (".docx",)), Kind("文件夹")


@dataclass(frozen=True, slots=True)
class Found:
    """A file or folder, when it was last changed, in seconds since 1970, and what else there is to tell of it."""

    path: Path
    changed: float
    told: str = ""

    def row(self) -> tuple[str, ...]:
        """Its name, the local date, and what is told, as they are shown."""
        return (shown(self.path.name), moment(self.changed), *([self.told] if self.told else []))


def found_in(folder: Path, kind: Kind) -> list[Found]:
    """What of this kind lies in the folder, newest first; nothing where the folder can't be read."""
    try:
        with os.scandir(folder) as entries:
            there = [found for entry in entries if (found := _found(entry, kind)) is not None]
    except OSError:
        return []
    return sorted(there, key=lambda found: (-found.changed, found.path.name))


def _found(entry: os.DirEntry[str], kind: Kind) -> Found | None:
    if entry.name.startswith(_LEFT_OUT) or not kind.takes(Path(entry)):
        return None
    try:
        return Found(Path(entry), entry.stat().st_mtime) if entry.is_dir() != bool(kind.suffixes) else None
    except OSError:  # a link to nothing
        return None


def moment(changed: float) -> str:
    """``2026-01-10 09:30`` in local time; nothing for a date that no calendar has."""
    try:
        return time.strftime("%Y-%m-%d %H:%M", time.localtime(changed))
    except (OverflowError, OSError, ValueError):
        return ""


def shown(name: str) -> str:
    """The name as it can be printed, whatever the encoding that file names have here."""
    return os.fsencode(name).decode("utf-8", "replace")


def typed_path(typed: str, folder: Path) -> Path:
    """The path that was typed, pasted or dragged in; relative ones are meant from ``folder``.

    Terminals put a dragged path in quotes, put backslashes before its blanks, or give a file:// address.
    """
    text = typed.removeprefix("& ").strip()  # PowerShell
    while len(text) > 1 and _QUOTES.get(text[0]) == text[-1]:
        text = text[1:-1].strip()
    if text.startswith("file://"):
        text = unquote(text.removeprefix("file://"))
        text = text.lstrip("/") if os.name == "nt" else text
    path = _path(text, folder)
    if os.name != "nt" and "\\" in text and not is_there(path):
        path = _path(re.sub(r"\\(.)", r"\1", text), folder)
    return path


def _path(text: str, folder: Path) -> Path:
    try:
        os.fsencode(text)
    except UnicodeEncodeError:  # the C locale: names are bytes, which people take for UTF-8
        text = os.fsdecode(text.encode("utf-8", "surrogateescape"))
    return Path(os.path.abspath(folder / os.path.expanduser(text)))  # noqa: PTH100, PTH111 - neither fails nor follows links


def is_there(path: Path) -> bool:
    """Whether there is such a file or folder; not, when no file can have this name."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether there is such a folder."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def free_beside(path: Path, name: str) -> Path:
    """A file that is not there yet, in the folder of ``path``: ``name``, else with a number before its ending."""
    wanted = Path(name)
    candidate, number = path.with_name(name), 2
    while is_there(candidate):
        candidate, number = path.with_name(f"{wanted.stem}{number}{wanted.suffix}"), number + 1
    return candidate


def belongs_to(report: Path, workbooks: Sequence[Path]) -> int:
    """Which workbook the report was most likely built from: the one with whose name its own begins; else the first."""
    fitting = [(len(book.stem), -n) for n, book in enumerate(workbooks) if _same(report.stem).startswith(_same(book.stem))]
    return -max(fitting)[1] if fitting else 0


def _same(name: str) -> str:
    return unicodedata.normalize("NFC", name)
