"""The parts of a small, valid .docx around the XML that a test gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
}
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items()) + ' mc:Ignorable="w14"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="character" w:default="1" w:styleId="a0"><w:name w:val="Default Paragraph Font"/></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="table" w:default="1" w:styleId="a1"><w:name w:val="Normal Table"/></w:style>
<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="a1"/></w:style>
"""
_LEVEL = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
_NUMBERING = "".join(
    f'<w:abstractNum w:abstractNumId="{n}"><w:multiLevelType w:val="singleLevel"/>{_LEVEL}</w:abstractNum>' for n in (1, 2)
) + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
_SEPARATORS = (
    '<w:{0} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{0}>'
    '<w:{0} w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:{0}>'
)
_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1474" w:bottom="1440" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/>'
)
_CORE = {"title": "dc", "subject": "dc", "creator": "dc", "description": "dc", "identifier": "dc", "keywords": "cp", "category": "cp"}


def package(
    *,
    body: str,
    headers: Mapping[str, str],
    footers: Mapping[str, str],
    footnotes: Sequence[str],
    endnotes: Sequence[str],
    properties: Mapping[str, str],
) -> dict[str, bytes]:
    """All parts by name. Blocks are given as XML, margins by ``default``, ``first`` and ``even``."""
    parts = {"styles": ("styles", _STYLES), "numbering": ("numbering", _NUMBERING)}
    parts["settings"] = ("settings", _settings("even" in {**headers, **footers}, bool(footnotes), bool(endnotes)))
    references = ""
    for kind, tag, given in (("header", "hdr", headers), ("footer", "ftr", footers)):
        for of, inner in given.items():
            parts[f"{kind}{of.capitalize()}"] = (tag, inner)
            references += f'<w:{kind}Reference w:type="{of}" r:id="{kind}{of.capitalize()}"/>'
    for kind, notes in (("footnote", footnotes), ("endnote", endnotes)):
        if notes:
            inner = "".join(f'<w:{kind} w:id="{n}">{note}</w:{kind}>' for n, note in enumerate(notes, start=1))
            parts[f"{kind}s"] = (f"{kind}s", _SEPARATORS.format(kind) + inner)
    title = "<w:titlePg/>" if "first" in {**headers, **footers} else ""
    section = f"<w:sectPr>{references}{_PAGE}{title}</w:sectPr>"
    out = {f"word/{name}.xml": _part(tag, inner) for name, (tag, inner) in parts.items()}
    out["word/document.xml"] = _part("document", f"<w:body>{body}{section}</w:body>")
    out["docProps/core.xml"] = _core(properties).encode()
    out["[Content_Types].xml"] = _content_types(parts).encode()
    out["_rels/.rels"] = _relations(
        f'<Relationship Id="main" Type="{NAMESPACES["r"]}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="core" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    )
    out["word/_rels/document.xml.rels"] = _relations(
        "".join(f'<Relationship Id="{name}" Type="{NAMESPACES["r"]}/{_family(name)}" Target="{name}.xml"/>' for name in parts)
        + f'<Relationship Id="link" Type="{NAMESPACES["r"]}/hyperlink" Target="https://example.org/" TargetMode="External"/>'
    )
    return out


def _family(name: str) -> str:
    return "header" if name.startswith("header") else "footer" if name.startswith("footer") else name


def _part(tag: str, inner: str) -> bytes:
    return f"{_DECLARATION}<w:{tag} {_DECLARED}>{inner}</w:{tag}>".encode()


def _settings(even: bool, footnotes: bool, endnotes: bool) -> str:
    out = "<w:evenAndOddHeaders/>" if even else ""
    for kind, there in (("footnote", footnotes), ("endnote", endnotes)):
        if there:
            out += f'<w:{kind}Pr><w:{kind} w:id="-1"/><w:{kind} w:id="0"/></w:{kind}Pr>'
    return out


def _core(properties: Mapping[str, str]) -> str:
    inner = "".join(f"<{_CORE[name]}:{name}>{escape(text)}</{_CORE[name]}:{name}>" for name, text in properties.items())
    return (
        f'{_DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{inner}</cp:coreProperties>'
    )


def _content_types(parts: Mapping[str, object]) -> str:
    overrides = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_KIND}.{_family(name)}+xml"/>' for name in parts)
    return (
        f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _relations(inner: str) -> bytes:
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'.encode()
