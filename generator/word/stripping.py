"""What a picture tells of its making: remarks, cameras, places and programs, taken out of JPEG, PNG, GIF and SVG; the picture stays."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

_PNG = b"\x89PNG\r\n\x1a\n"
_TEXTS = frozenset((b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"))
_JPEG = b"\xff\xd8"
_APPLICATION, _COMMENT, _SCAN, _END = range(0xE1, 0xEE), 0xFE, 0xDA, 0xD9  # APP0 (JFIF) and APP14 (colours) are needed to show it
_OF_SCAN = frozenset((0x00, 0xFF, *range(0xD0, 0xD8)))  # what stands behind 0xFF within a scan and ends none
_SVG = "http://www.w3.org/2000/svg"
_OF_SVG = (f"{{{_SVG}}}", "{http://www.w3.org/1999/xlink}", "{http://www.w3.org/XML/1998/namespace}")
_TELLING = (f"{{{_SVG}}}metadata", f"{{{_SVG}}}desc")
_PROFILE = b"\xff\xe2", b"ICC_PROFILE\0"  # APP2 holds the colour profile, or other things
_GIF = (b"GIF87a", b"GIF89a")
_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
_REMARK, _PROGRAM, _LOOPS = 0xFE, 0xFF, (b"NETSCAPE2.0", b"ANIMEXTS1.0")  # of a program only how often the picture is played


def without_remarks(picture: bytes) -> bytes:
    """The picture without them; what is no sound JPEG, PNG, GIF or SVG is returned as it is."""
    if picture.startswith(_PNG):
        return _PNG + b"".join(_chunks(picture)) if _is_whole(picture) else picture
    if picture.startswith(_JPEG):
        return _jpeg(picture)
    if picture.startswith(_GIF):
        return _gif(picture)
    return _svg(picture) if b"<svg" in picture[:4096] else picture


def _is_whole(picture: bytes) -> bool:
    at = len(_PNG)
    while at + 12 <= len(picture):
        size, kind = int.from_bytes(picture[at : at + 4], "big"), picture[at + 4 : at + 8]
        at += 12 + size
        if kind == b"IEND":
            return at <= len(picture)
    return False


def _chunks(picture: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at + 12 <= len(picture):
        size, kind = int.from_bytes(picture[at : at + 4], "big"), picture[at + 4 : at + 8]
        if kind not in _TEXTS:
            yield picture[at : at + 12 + size]
        at += 12 + size
        if kind == b"IEND":
            return


def _jpeg(picture: bytes) -> bytes:
    """What lies behind the end goes too: telephones put a second picture or a film there."""
    kept, at = [_JPEG], 2
    while at + 4 <= len(picture) and picture[at] == 0xFF:
        kind = picture[at + 1]
        size = 2 + int.from_bytes(picture[at + 2 : at + 4], "big")
        end = at + size
        if kind == _SCAN:
            end = _end_of_scan(picture, end)
            if picture[end : end + 2] == bytes((0xFF, _END)):
                return b"".join((*kept, picture[at : end + 2]))
            if end + 4 > len(picture) or end + 2 + int.from_bytes(picture[end + 2 : end + 4], "big") > len(picture):
                return b"".join((*kept, picture[at:]))  # its end is lost
        if kind != _COMMENT and (kind not in _APPLICATION or _is_profile(picture, at)):
            kept.append(picture[at:end])
        at = end
    return picture


def _end_of_scan(picture: bytes, at: int) -> int:
    """Where the next marker stands."""
    while (at := picture.find(b"\xff", at)) >= 0 and at + 1 < len(picture):
        if picture[at + 1] not in _OF_SCAN:
            return at
        at += 1
    return len(picture)


def _is_profile(picture: bytes, at: int) -> bool:
    mark, name = _PROFILE
    return picture.startswith(mark, at) and picture.startswith(name, at + 4)


def _gif(picture: bytes) -> bytes:
    at = 13 + _colours(picture, 10)
    kept = [picture[:at]]
    while at < len(picture):
        start, kind = at, picture[at]
        if kind == _TRAILER:
            return b"".join((*kept, picture[at : at + 1]))
        if kind not in (_EXTENSION, _IMAGE):
            break
        at = _end_of_blocks(picture, at + (2 if kind == _EXTENSION else 11 + _colours(picture, at + 9)))
        if kind == _IMAGE or not _is_remark(picture, start):
            kept.append(picture[start:at])
    return picture


def _colours(picture: bytes, at: int) -> int:
    """The size of the table of colours that the byte at this place tells of."""
    told = picture[at] if at < len(picture) else 0
    return 3 * 2 ** ((told & 7) + 1) if told & 0x80 else 0


def _end_of_blocks(picture: bytes, at: int) -> int:
    while at < len(picture) and picture[at]:
        at += 1 + picture[at]
    return at + 1


def _is_remark(picture: bytes, at: int) -> bool:
    """Whether an extension says something: a comment, or what a program left."""
    label = picture[at + 1] if at + 1 < len(picture) else _REMARK
    return label == _REMARK or (label == _PROGRAM and picture[at + 3 : at + 14] not in _LOOPS)


def _svg(picture: bytes) -> bytes:
    """Programs for drawing write names, folders and remarks under namespaces of their own."""
    try:
        root = etree.fromstring(picture, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return picture
    if root.tag != f"{{{_SVG}}}svg" or root.getroottree().docinfo.internalDTD is not None:
        return picture
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    for element in [each for each in root.iter() if not each.tag.startswith(_OF_SVG) or each.tag in _TELLING]:
        if element.getparent() is not None:
            element.getparent().remove(element)
    for element in root.iter():
        for name in [name for name in element.attrib if name.startswith("{") and not name.startswith(_OF_SVG)]:
            del element.attrib[name]
    etree.cleanup_namespaces(root)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))
