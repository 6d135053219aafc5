from __future__ import annotations

import zlib

from generator.word.stripping import without_remarks
from tests.support.pictures import gif, png


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


PNG = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13)) + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xe2\x00\x0eICC_PROFILE\0\xff\xda\x00\x04ef\xff\xe1picture\xff\xd9"


def test_remarks_and_places_go_out_of_a_png() -> None:
    told = PNG.replace(chunk(b"IEND", b""), chunk(b"tEXt", b"Author\0x") + chunk(b"eXIf", b"GPS") + chunk(b"IEND", b"") + b"behind")
    assert without_remarks(told) == PNG


def test_cameras_and_comments_go_out_of_a_jpeg_and_its_colours_stay() -> None:
    told = JPEG.replace(b"\xff\xda", b"\xff\xe1\x00\x06Exif\xff\xfe\x00\x05who\xff\xed\x00\x03p\xff\xda")
    assert without_remarks(told) == JPEG


def test_what_lies_behind_the_end_of_a_jpeg_goes_out() -> None:
    assert without_remarks(JPEG.replace(b"\xff\xe1picture", b"pi\xff\x00c\xff\xd0ture") + b"a film") == JPEG.replace(
        b"\xff\xe1picture", b"pi\xff\x00c\xff\xd0ture"
    )


def test_remarks_between_the_scans_of_a_jpeg_go_out_and_pictures_beside_the_profile_too() -> None:
    head, scan = JPEG[: JPEG.index(b"\xff\xda")], b"\xff\xda\x00\x04ef" + b"scan"
    told = head + b"\xff\xe2\x00\x06MPF\0" + scan + b"\xff\xfe\x00\x05who" + b"\xff\xc4\x00\x04\xff\xd9" + scan + b"\xff\xd9"
    assert without_remarks(told) == head + scan + b"\xff\xc4\x00\x04\xff\xd9" + scan + b"\xff\xd9"


def test_comments_and_programs_go_out_of_a_gif_and_how_often_it_is_played_stays() -> None:
    head = b"GIF89a\1\0\1\0\x80\0\0" + b"\0\0\0\xff\xff\xff"
    loop, image = b"!\xff\x0bNETSCAPE2.0\3\1\0\0\0", b"!\xf9\4\0\0\0\0\0" + b",\0\0\0\0\1\0\1\0\0" + b"\2\2D\1\0"
    told = head + loop + b"!\xfe\3who\0" + image + b"!\xff\x0bXMP DataXMP\3who\0" + b";" + b"behind"
    assert without_remarks(told) == head + loop + image + b";"
    for cut in range(len(head), len(told) - len(b";behind")):
        assert without_remarks(told[:cut]) == told[:cut]


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
