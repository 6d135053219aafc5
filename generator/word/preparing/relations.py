"""Whether all that the body of a Word file asks for is in the file: Word opens no report that is made of another one."""

from __future__ import annotations

import posixpath
from typing import Any
from urllib.parse import unquote

from generator.errors import UnusableFile
from generator.word.opening import WordFile
from generator.word.preparing.names import R
from generator.word.preparing.parsing import parsed
from generator.word.remembering import relations_of

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# A picture that is gone Word shows as a red cross, and people's files have such; without one of these it opens nothing.
_VITAL = frozenset("styles settings fontTable numbering theme footnotes endnotes header footer".split())
_TODO = "文件不完整；请重新复制一份，或请在 Word 或 WPS 里打开后另存为“Word 文档（.docx）”"


def check_relations(file: WordFile, root: Any, *, styled: bool) -> None:
    """Raises :class:`UnusableFile` when the body, ``root``, asks for a relationship or a part that the file does not have.

    ``styled`` says that styles are wanted, which Word finds by a relationship alone.
    """
    relations = relations_of(file.document)
    has_relations = file.content(relations) is not None
    if styled and not has_relations:
        raise UnusableFile(f"{file.name}：里面缺少部件 {relations}，{_TODO}")
    held, names = set[str](), {member.name.lower() for member in file.members}
    for relation in parsed(file, relations).iter(_RELATION) if has_relations else ():
        held.add(relation.get("Id", ""))
        is_vital = relation.get("Type", "").rpartition("/")[2] in _VITAL and relation.get("TargetMode") != "External"
        target = posixpath.join("/", posixpath.dirname(file.document), unquote(relation.get("Target", "")))
        if is_vital and (part := posixpath.normpath(target).lstrip("/")).lower() not in names:
            raise UnusableFile(f"{file.name}：里面缺少部件 {part}，{_TODO}")
    for element in root.iter("*"):
        for name, wanted in element.attrib.items():
            if name.startswith(f"{{{R}}}") and wanted and wanted not in held:
                raise UnusableFile(f"{file.name}：正文用到的 {wanted}（页眉、页脚、图片或链接）在 {relations} 里没有，{_TODO}")
