"""Layouts for tests: the standard one with a part changed, or a body of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from generator.archive import Member, unzipped, zipped
from generator.diagnostics import Findings
from generator.document.blocks import SLOTS, Blocks, Document, Slot
from generator.document.blocks import Block as DocumentBlock
from generator.model.marks import Marks
from generator.model.template import Options
from generator.templating.cache import NO_CACHE
from generator.templating.environment import ReportEnvironment
from generator.templating.session import Session
from generator.word.opening import read_bytes
from generator.word.package import report_package
from generator.word.prepared import Prepared
from generator.word.rendering import render
from generator.word.speaking import ReportSpeaker
from generator.word.templates import report_template
from generator.word.writing import Writer
from tests.support.templates import STANDARD
from tests.support.word import Block, blocks
from tests.support.word_parts import NAMESPACES

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEADER = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" '
    'w:header="851" w:footer="1417" w:gutter="0"/></w:sectPr>'
)


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


def with_blocks(path: Path, *body: Block, header: Block | None = None, parts: Mapping[str, bytes] | None = None) -> Path:
    """The standard layout with another body, in the language of tests.support.word, and a header of its own."""
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    reference = '<w:headerReference w:type="default" r:id="rIdHeader"/>' if header is not None else ""
    section = SECTION.replace("<w:sectPr>", f"<w:sectPr>{reference}")
    changes: dict[str, bytes | Callable[[bytes], bytes] | None] = {
        "word/document.xml": f"<w:document {declared}><w:body>{blocks(body)}{section}</w:body></w:document>".encode()
    }
    if header is not None:
        changes |= {
            "[Content_Types].xml": _entry("Types", f'<Override PartName="/word/header1.xml" ContentType="{_HEADER}"/>'),
            "word/_rels/document.xml.rels": _entry(
                "Relationships", f'<Relationship Id="rIdHeader" Type="{NAMESPACES["r"]}/header" Target="header1.xml"/>'
            ),
        }
        parts = {"word/header1.xml": f"<w:hdr {declared}>{blocks((header,))}</w:hdr>".encode(), **(parts or {})}
    make_layout(path, changes)
    path.write_bytes(zipped({**unzipped(path.read_bytes()), **(parts or {})}))
    return path


def _entry(root: str, entry: str) -> Callable[[bytes], bytes]:
    return lambda part: part.replace(f"</{root}>".encode(), f"{entry}</{root}>".encode())


def slot(name: str, properties: str = "") -> str:
    """A paragraph with the tag of a slot."""
    return f"<w:p>{properties}<w:r><w:t>{{{{p {name} }}}}</w:t></w:r></w:p>"


def prepared(path: Path) -> Prepared:
    """The layout as a report takes it."""
    name = f"{path.parent.name}/{path.name}"
    return report_template(read_bytes(path, name), name, ReportEnvironment, NO_CACHE)


def filled(layout: Prepared, slots: Mapping[Slot, tuple[DocumentBlock, ...]]) -> dict[str, Member]:
    """The parts of a report with these blocks; there must be nothing wrong with it."""
    session = Session(Options(), None, "上报", False, Marks(), Findings())
    assert layout.layout is not None
    speaker = ReportSpeaker(session, Writer(layout.layout), lambda value: value.blocks if isinstance(value, Blocks) else None)
    names = {slot: Blocks(slots.get(slot, ())) for slot in SLOTS}
    parts = render(layout, names, session, speaker, ReportEnvironment)
    assert [str(found) for found in session.findings] == []
    return parts


def report_of(document: Document, layout: Prepared) -> bytes:
    """The file of a document in that layout."""
    return report_package(filled(layout, document.slots), document)


def body_of(layout: Prepared, slots: Mapping[Slot, tuple[DocumentBlock, ...]]) -> str:
    """document.xml with these blocks."""
    return filled(layout, slots)["word/document.xml"].content().decode()
