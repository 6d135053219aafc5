"""Made-up wheels, and a made-up embeddable Python."""

from __future__ import annotations

import struct

from generator.archive import zipped
from tools.bundle.wheels import Wheel, read_wheel

AMD64, ARM64 = 0x8664, 0xAA64


def wheel(
    name: str,
    version: str = "1.0",
    tag: str = "py3-none-any",
    *,
    requires: tuple[str, ...] = (),
    licence: str = "License: MIT",
    **files: str,
) -> Wheel:
    """A wheel; ``files`` are further modules, ``module="text"``."""
    return read_wheel(
        f"{name}-{version}-{tag}.whl", wheel_bytes(name, version, requires, licence, {f"{key}.py": text for key, text in files.items()})
    )


def wheel_bytes(name: str, version: str, requires: tuple[str, ...], licence: str, files: dict[str, str]) -> bytes:
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", licence, *(f"Requires-Dist: {each}" for each in requires)]
    parts = {f"{name}/__init__.py": f"# {name}\n", f"{name}-{version}.dist-info/METADATA": "\n".join(lines) + "\n", **files}
    return zipped({path: text.encode() for path, text in parts.items()})


def program(machine: int = AMD64) -> bytes:
    """The head of a program of Windows."""
    return b"MZ".ljust(0x3C, b"\0") + struct.pack("<L", 0x40) + b"PE\0\0" + struct.pack("<H", machine)


def embeddable(**changed: bytes | None) -> bytes:
    """The zip that python.org offers, in small; a name with None is left out, and ``__`` stands for a dot."""
    parts: dict[str, bytes | None] = {
        "python.exe": program(),
        "python311.dll": program(),
        "vcruntime140.dll": program(),
        "python311.zip": b"modules",
        "python311._pth": b"python311.zip\r\n.\r\n\r\n# Uncomment to run site.main() automatically\r\n#import site\r\n",
    }
    parts |= {name.replace("__", "."): content for name, content in changed.items()}
    return zipped({name: content for name, content in parts.items() if content is not None})
