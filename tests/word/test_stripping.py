from __future__ import annotations

import zlib

from generator.word.stripping import without_remarks
from tests.support.pictures import gif, png


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


PNG = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13)) + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xe2\x00\x04cd\xff\xda\x00\x04ef\xff\xe1picture\xff\xd9"


def test_remarks_and_places_go_out_of_a_png() -> None:
    told = PNG.replace(chunk(b"IEND", b""), chunk(b"tEXt", b"Author\0x") + chunk(b"eXIf", b"GPS") + chunk(b"IEND", b"") + b"behind")
    assert without_remarks(told) == PNG


def test_cameras_and_comments_go_out_of_a_jpeg_and_its_colours_stay() -> None:
    told = JPEG.replace(b"\xff\xda", b"\xff\xe1\x00\x06Exif\xff\xfe\x00\x05who\xff\xed\x00\x03p\xff\xda")
    assert without_remarks(told) == JPEG


def test_other_and_broken_pictures_stay_as_they_are() -> None:
    for picture in (gif(3, 3), png(2, 2)[:20], b"\xff\xd8\xff\xe1", b"", PNG[:-12]):
        assert without_remarks(picture) == picture
