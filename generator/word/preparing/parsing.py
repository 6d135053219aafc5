"""Parts of a Word file as trees, read so that nothing outside of the file is touched."""

from __future__ import annotations

from typing import Any

from lxml import etree

from generator.errors import UnusableFile
from generator.word.opening import STRICT, WordFile, strict
from generator.word.preparing.names import W

MAX_DEPTH = 2_048  # elements within elements: what libxml2 reads


def parsed(file: WordFile, part: str) -> Any:
    """The root of a part as it stands in the file.

    Raises :class:`UnusableFile` when it is no sound XML, or written in a way that our markup does not fit into.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, load_dtd=False)
    try:
        root = etree.fromstring(file.content(part) or b"", parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise UnusableFile(f"{file.name}：{part} 里的标记一层套一层，超过 {MAX_DEPTH} 层的上限，不像正常的 Word 文件，不读取") from None
        raise UnusableFile(f"{file.name}：内容已损坏（{part} 不是完整的 XML）；请在 Word 或 WPS 里打开后另存一份") from error
    if root.getroottree().docinfo.doctype:
        raise UnusableFile(f"{file.name}：文件里带有 XML 实体声明，为安全起见不读取；请在 Word 或 WPS 里另存一份")
    namespace = etree.QName(root).namespace or ""
    if namespace.startswith(STRICT):
        raise UnusableFile(strict(file.name))
    if namespace == W and root.nsmap.get("w") != W:
        raise UnusableFile(f"{file.name}：不是 Word、WPS 或 LibreOffice 写的格式；请在 Word 或 WPS 里另存为“Word 文档（.docx）”")
    return root
