"""What a picture tells of its making: remarks, cameras, places and programs, taken out of JPEG, PNG and SVG; the picture itself stays."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

_PNG = b"\x89PNG\r\n\x1a\n"
_TEXTS = frozenset((b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"))
_JPEG = b"\xff\xd8"
_APPLICATION, _COMMENT, _SCAN = range(0xE1, 0xEE), 0xFE, 0xDA  # APP0 (JFIF) and APP14 (colours) are needed to show it
_SVG = "http://www.w3.org/2000/svg"
_OF_SVG = (f"{{{_SVG}}}", "{http://www.w3.org/1999/xlink}", "{http://www.w3.org/XML/1998/namespace}")
_TELLING = (f"{{{_SVG}}}metadata", f"{{{_SVG}}}desc")
_PROFILE = 0xE2  # APP2 holds the colour profile


def without_remarks(picture: bytes) -> bytes:
    """The picture without them; what is no sound JPEG, PNG or SVG is returned as it is."""
    if picture.startswith(_PNG):
        return _PNG + b"".join(_chunks(picture)) if _is_whole(picture) else picture
    if picture.startswith(_JPEG):
        return _jpeg(picture)
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
    kept, at = [_JPEG], 2
    while at + 4 <= len(picture) and picture[at] == 0xFF:
        kind = picture[at + 1]
        if kind == _SCAN:
            return b"".join((*kept, picture[at:]))
        size = 2 + int.from_bytes(picture[at + 2 : at + 4], "big")
        if (kind not in _APPLICATION or kind == _PROFILE) and kind != _COMMENT:
            kept.append(picture[at : at + size])
        at += size
    return picture


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
