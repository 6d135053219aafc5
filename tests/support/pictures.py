"""Pictures made of nothing but their head and plain colour."""

from __future__ import annotations

import struct
import zlib


def png(across: int, down: int) -> bytes:
    """A red PNG."""
    rows = (b"\0" + b"\xff\0\0" * across) * down

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    head = struct.pack(">2L5B", across, down, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def jpeg(across: int, down: int) -> bytes:
    """The head of a JPEG, with a block before the one that holds its size."""
    return b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08" + struct.pack(">2H", down, across) + b"\x01\x01\x11\x00\xff\xd9"


def gif(across: int, down: int) -> bytes:
    """The head of a GIF."""
    return b"GIF89a" + struct.pack("<2H", across, down) + b"\0\0\0"


def bmp(across: int, down: int) -> bytes:
    """The head of a BMP that is stored from the top."""
    return b"BM" + bytes(16) + struct.pack("<2l", across, -down) + bytes(4)
