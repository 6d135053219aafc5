"""The embeddable Python of Windows, as python.org offers it: a zip without folders.

It is not part of this repository and is not downloaded; whoever makes the bundle hands it in.
"""

from __future__ import annotations

import struct
import zipfile
import zlib

from generator.archive import TooLarge, members
from tools.bundle.entries import Entry, Unusable

FILE = "python-3.11.9-embed-amd64.zip"
PATHS = "python311._pth"
# Where Python looks for modules, relative to this file; naming `site` is what makes site-packages one of them.
PATHS_TEXT = b"python311.zip\r\n.\r\nLib\\site-packages\r\nimport site\r\n"
_NEEDED = ("python.exe", "python311.dll", "python311.zip", PATHS, "vcruntime140.dll")
_MOST = 100_000_000
_AMD64 = 0x8664


def read_embeddable(data: bytes) -> dict[str, Entry]:
    """Its files with the paths file replaced by ours. Raises :class:`Unusable` naming all that is wrong with it."""
    try:
        parts = {part.name: part.content() for part in members(data, _MOST)}
    except (TooLarge, zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, NotImplementedError) as error:
        raise Unusable(f"this is not {FILE}: no sound zip ({error})") from error
    faults = [f"{name} is missing" for name in _NEEDED if name not in parts]
    faults += [f"{name} lies in a folder" for name in parts if "/" in name or "\\" in name]
    faults += [
        f"{name} is not for 64-bit Windows"
        for name in _NEEDED
        if name in parts and name[-4:] in (".exe", ".dll") and _machine(parts[name]) != _AMD64
    ]
    if faults:
        raise Unusable("\n".join([f"this is not {FILE}:", *faults[:20]]))
    return {name: Entry(PATHS_TEXT if name == PATHS else content) for name, content in parts.items()}


def _machine(program: bytes) -> int | None:
    """The machine that a program of Windows is for, as its PE header says; None when it is no such program."""
    if len(program) < 0x40 or program[:2] != b"MZ":
        return None
    [at] = struct.unpack_from("<L", program, 0x3C)
    if program[at : at + 4] != b"PE\0\0" or len(program) < at + 6:
        return None
    [machine] = struct.unpack_from("<H", program, at + 4)
    return int(machine)
