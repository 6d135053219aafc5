"""What was worked out from a template's files, kept in the user's cache folder by content.

A template is the same text for every report, so its settings need to be parsed and its wording compiled once.
The folder holds code, so it must belong to the user alone (mode 0700); otherwise, and where it can't be written,
there is no cache and everything works as before.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import marshal
import os
import stat
import sys
import tempfile
from pathlib import Path
from types import CodeType
from typing import Any

from generator.version import __version__

_DIGEST = hashlib.sha256().digest_size
Plain = dict[str, Any] | CodeType


class Cache:
    """Values by kind and content; marshalled, so only this version of Python and of the tool reads them back."""

    def __init__(self, folder: Path | None) -> None:
        """``folder`` is made on the first use; None keeps nothing."""
        self._folder = folder
        self._usable: bool | None = None if folder is not None else False

    @property
    def is_usable(self) -> bool:
        """Whether anything is kept there."""
        return self._ready()

    def get(self, kind: str, content: bytes) -> Plain | None:
        """What was kept for this content, None when there is nothing that can be read."""
        if not self._ready():
            return None
        try:
            kept = self._path(kind, content).read_bytes()
            # A damaged marshal can do anything to the interpreter, so what was not written whole is not read.
            if hashlib.sha256(kept[_DIGEST:]).digest() != kept[:_DIGEST]:
                return None
            value: Plain = marshal.loads(kept[_DIGEST:])
        except (OSError, ValueError, EOFError, TypeError):
            return None
        return value

    def put(self, kind: str, content: bytes, value: Plain) -> None:
        """Keep a value. A disk that is full or read-only is no reason to complain."""
        if not self._ready():
            return
        path = self._path(kind, content)
        with contextlib.suppress(OSError, ValueError):
            plain = marshal.dumps(value)  # a ValueError for what it can't hold, such as the dates of TOML
            handle, name = tempfile.mkstemp(dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(hashlib.sha256(plain).digest() + plain)
                Path(name).replace(path)
            finally:
                Path(name).unlink(missing_ok=True)

    def _path(self, kind: str, content: bytes) -> Path:
        assert self._folder is not None
        key = hashlib.sha256(f"{kind}\0{_made_by()}\0".encode() + content)
        return self._folder / f"{key.hexdigest()}.{kind}"

    def _ready(self) -> bool:
        if self._usable is None:
            assert self._folder is not None
            try:
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._usable = _private(self._folder)
            except OSError:
                self._usable = False
        return self._usable


@functools.cache
def _made_by() -> str:
    """What the kept values depend on besides the content: this tool, Jinja and Python."""
    import jinja2

    package = Path(__file__).parents[1]
    changed = max(path.stat().st_mtime_ns for name in ("templating", "word", "model") for path in (package / name).rglob("*.py"))
    return f"{__version__} {changed} {jinja2.__version__} {sys.version}"


NO_CACHE = Cache(None)


def _private(folder: Path) -> bool:
    """Whether nobody but the user can write into the folder. Windows keeps a user's folders apart by itself."""
    if os.name == "nt":
        return True
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
