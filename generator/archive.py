"""Office files are zips: written so that the same parts always give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

CONTENT_TYPES, RELATIONS = "[Content_Types].xml", "_rels/.rels"
_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip knows


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip of the parts with fixed times; ``[Content_Types].xml`` first, as readers of streams expect."""
    out = io.BytesIO()
    names = sorted(parts, key=lambda name: (name != CONTENT_TYPES, name != RELATIONS, name))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in names:
            info = zipfile.ZipInfo(name, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # else the zip tells the operating system
            archive.writestr(info, parts[name])
    return out.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The parts of a zip of our own making, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}
