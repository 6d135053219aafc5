"""Archives that are the same bytes whenever and wherever they are made of the same files."""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
from collections.abc import Mapping

from generator.archive import zipped
from tools.bundle.entries import Entries

EARLIEST = 315532800  # 1 January 1980, in seconds: the earliest time that every kind of archive knows


def tar_gz(entries: Entries, top: str) -> bytes:
    """A .tar.gz with all entries in one folder ``top``, in the order of their paths, owned by nobody in particular."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path, entry in sorted(entries.items()):
            info = tarfile.TarInfo(f"{top}/{path}")
            info.size, info.mtime, info.mode = len(entry.content), EARLIEST, 0o755 if entry.executable else 0o644
            archive.addfile(info, io.BytesIO(entry.content))
    # A compressed stream can name a file and a time; this one names none.
    return gzip.compress(plain.getvalue(), mtime=0)


def zip_of(entries: Entries, top: str) -> bytes:
    """A .zip with all entries in one folder ``top``; Windows knows no executable bit, so it holds none."""
    return zipped({f"{top}/{path}": entry.content for path, entry in entries.items()})


def sha256(content: bytes) -> str:
    """The checksum as ``sha256sum`` prints it."""
    return hashlib.sha256(content).hexdigest()


def sums(files: Mapping[str, bytes]) -> bytes:
    """A file that ``sha256sum --check`` reads, in the order of the names."""
    return "".join(f"{sha256(content)}  {name}\n" for name, content in sorted(files.items())).encode()
