"""Words of a Word file that no reader of its paragraphs comes across: in attributes, codes of fields, drawings, pictures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from generator.word.preparing.names import RUN, TEXT, P

_PICTURES_WITHOUT_WORDS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8")  # their remarks are taken out
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FORMULA, _IN_FORMULA, _WORD_ART = f"{_MATH}oMath", f"{_MATH}t", "{urn:schemas-microsoft-com:vml}textpath"
_LARGEST = 4 * 2**20  # bytes of a picture that are looked through; vector drawings with words in them are far smaller


def unread(root: Any) -> Iterator[str]:
    """The attributes of a part and its texts that are not those of paragraphs; of what one paragraph holds, also all together.

    A code of a field is often cut into several pieces.
    """
    together: dict[Any, list[str]] = defaultdict(list)
    home: list[Any] = [root]
    for element, is_end in _walked(root):
        if element.tag == P:
            if is_end:
                home.pop()
            else:
                home.append(element)
        if not is_end:
            yield from element.attrib.values()
        is_read = element.tag == TEXT and element.getparent().tag == RUN and len(home) > 1
        text = element.tail if is_end else "" if is_read else element.text
        if text and text.strip():
            yield text
            together[home[-1]].append(text)
    yield from ("".join(texts) for texts in together.values() if len(texts) > 1)


def drawn(root: Any) -> Iterator[str]:
    """What a reader sees of a part though no paragraph says it: formulas, and words that are made a drawing (WordArt)."""
    for element in root.iter(_FORMULA, _WORD_ART):
        yield element.get("string", "") if element.tag == _WORD_ART else "".join(text.text or "" for text in element.iter(_IN_FORMULA))


def _walked(root: Any) -> Iterator[tuple[Any, bool]]:
    """Every element when it begins and when it ends, in their order."""
    walk: list[tuple[Any, Iterator[Any]]] = []
    yield root, False
    walk.append((root, iter(root)))
    while walk:
        element, children = walk[-1]
        child = next(children, None)
        if child is None:
            walk.pop()
            yield element, True
        elif isinstance(child.tag, str):
            yield child, False
            walk.append((child, iter(child)))


def words_in_picture(picture: bytes) -> Iterator[str]:
    """What a picture of a kind that may hold words (SVG, EMF, WMF, TIFF) says, read in each way that such files write words."""
    if picture.startswith(_PICTURES_WITHOUT_WORDS):
        return
    seen = picture[:_LARGEST]
    yield seen.decode("utf-8", "ignore")
    for begin in (0, 1):
        yield seen[begin:].decode("utf-16-le", "ignore")
    yield seen.decode("gb18030", "ignore")
