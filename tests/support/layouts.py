"""Layouts for tests: the standard one with a part changed, or a body of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from generator.archive import unzipped, zipped
from tests.support.templates import STANDARD

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:left="1588" w:right="1474"/></w:sectPr>'


def make_layout(path: Path, changes: Mapping[str, bytes | Callable[[bytes], bytes] | None]) -> Path:
    """The standard layout with parts replaced, changed by a function, or left out."""
    parts = unzipped((STANDARD / "report.docx").read_bytes())
    for name, change in changes.items():
        if change is None:
            del parts[name]
        else:
            parts[name] = change if isinstance(change, bytes) else change(parts[name])
    path.write_bytes(zipped(parts))
    return path


def with_body(path: Path, inner: str, section: str = SECTION) -> Path:
    """The standard layout with another body."""
    text = f'<w:document xmlns:w="{W}"><w:body>{inner}{section}</w:body></w:document>'
    return make_layout(path, {"word/document.xml": text.encode()})


def slot(name: str, properties: str = "") -> str:
    """A paragraph with the tag of a slot."""
    return f"<w:p>{properties}<w:r><w:t>{{{{p {name} }}}}</w:t></w:r></w:p>"
