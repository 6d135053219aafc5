"""Parts of a Word file as trees, read so that nothing outside of the file is touched."""

from __future__ import annotations

from typing import Any

from lxml import etree

from generator.errors import UnusableFile
from generator.word.opening import WordFile


def parsed(file: WordFile, part: str) -> Any:
    """The root of a part as it stands in the file. Raises :class:`UnusableFile` when it is no sound XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, load_dtd=False)
    try:
        return etree.fromstring(file.content(part) or b"", parser)
    except etree.XMLSyntaxError as error:
        raise UnusableFile(f"{file.name}：内容已损坏（{part} 不是完整的 XML）；请在 Word 或 WPS 里打开后另存一份") from error
