"""The stores of reports, kept beside them in a hidden folder: for a report whose own one gets lost while people edit it.

A report is complete without its history. A store lies there under the id of its generation, its checksum in the first line.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from generator.errors import FazhiError
from generator.storage import write_whole
from generator.word.generation import generation_of, is_generation
from generator.word.manuscript import Line
from generator.word.store import Store, from_payload

FOLDER = ".fazhi"
_SUFFIX = ".store"
_CHECKSUM = 64  # hexadecimal digits
_LARGEST = 16 * 2**20  # packed; a report of 20,000 rows takes some 2 MiB
_MOST, _MOST_BYTES = 200, 64 * 2**20  # that are looked through for one whose id is lost
_SHARE, _MARGIN = 0.6, 0.1


def keep(report: Path, payload: bytes) -> None:
    """Keep the payload of a store beside its report, as far as that folder can be made and written."""
    folder = report.parent / FOLDER
    path = folder / f"{generation_of(payload)}{_SUFFIX}"
    with contextlib.suppress(FazhiError, OSError, ValueError):
        if folder.is_symlink() or path.is_symlink() or _sound(path) is not None:
            return
        content = hashlib.sha256(payload).hexdigest().encode() + b"\n" + payload
        write_whole(path, content, replace=True, make_folder=True)


def recall(generation: str, folders: Iterable[Path]) -> Store | None:
    """The store of a generation, in the first of the folders that has it undamaged."""
    if not is_generation(generation):
        return None
    found = (_store(folder / FOLDER / f"{generation}{_SUFFIX}") for folder in folders)
    return next((store for store in found if store is not None), None)


def likeliest(now: Mapping[str, Sequence[Line]], folders: Iterable[Path]) -> Store | None:
    """The store whose lines are found in the report: at least 60 % of them, and 10 points more than of any other; else None."""
    there = Counter(line.text for lines in now.values() for line in lines)
    best, share, second = None, 0.0, 0.0
    for store in _newest(folders):
        its = _share(store, there)
        if its > share:
            best, share, second = store, its, share
        else:
            second = max(second, its)
    return best if share >= _SHARE and share - second >= _MARGIN else None


def _share(store: Store, there: Counter[str]) -> float:
    """How many of the lines that were printed are in the text, from 0 to 1."""
    printed = Counter(text for lines in store.lines.values() for text in lines if text.strip())
    return (printed & there).total() / max(printed.total(), 1)


def _newest(folders: Iterable[Path]) -> Iterator[Store]:
    """The sound stores that lie there, each once, as far as they are not too many."""
    paths: dict[str, tuple[float, int, Path]] = {}
    for folder in folders:
        with contextlib.suppress(OSError):
            for path in (folder / FOLDER).iterdir():
                if is_generation(path.name.removesuffix(_SUFFIX)) and path.is_file():
                    told = path.stat()
                    paths.setdefault(path.name, (told.st_mtime, told.st_size, path))
    left = _MOST_BYTES
    for _, size, path in sorted(paths.values(), key=lambda told: (-told[0], told[2].name))[:_MOST]:
        left -= size
        if left >= 0 and (store := _store(path)) is not None:
            yield store


def _store(path: Path) -> Store | None:
    payload = _sound(path)
    try:
        return None if payload is None else from_payload(payload)
    except ValueError:
        return None


def _sound(path: Path) -> bytes | None:
    """The payload in a file, None where there is none, or a damaged one."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
    except (OSError, ValueError):
        return None
    checksum, payload = content[:_CHECKSUM], content[_CHECKSUM + 1 :]
    named = path.name.removesuffix(_SUFFIX)
    sound = len(content) <= _LARGEST and checksum == hashlib.sha256(payload).hexdigest().encode() and named == generation_of(payload)
    return payload if sound else None
