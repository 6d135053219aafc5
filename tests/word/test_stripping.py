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


SVG = """<?xml version="1.0"?><!-- 某科员 --><svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://www.inkscape.org/namespaces/inkscape"
 i:docname="C:\\某科员.svg"><metadata>某科员</metadata><i:view i:path="某科员"/>
<g id="a" i:label="某科员"><text>一图看懂</text></g></svg>"""


def test_names_and_folders_go_out_of_an_svg_and_its_words_stay() -> None:
    made = without_remarks(SVG.encode()).decode()
    assert "某科员" not in made
    assert "inkscape" not in made
    assert '<g id="a"><text>一图看懂</text></g>' in made


def test_an_svg_that_is_not_sound_or_declares_entities_stays_as_it_is() -> None:
    for picture in (SVG[:-6], SVG.replace("<svg", "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg"), "<svg/>"):
        assert without_remarks(picture.encode()) == picture.encode()
