"""Workbooks that no spreadsheet program would write: parts of the zip changed, cells given as raw XML."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_NUMBERS = {"填写说明": 1, "基本信息": 2, "指标": 3, "报告内容": 4}  # in the order of make_workbook
SHARED_STRINGS = "xl/sharedStrings.xml"


def sheet_part(title: str) -> str:
    """The part that holds a sheet of a workbook of make_workbook."""
    return f"xl/worksheets/sheet{_SHEET_NUMBERS[title]}.xml"


def parts_of(path: Path) -> dict[str, bytes]:
    """Every part of a zip."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_parts(path: Path, parts: Mapping[str, bytes]) -> Path:
    """A zip of the parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def change(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """Replace bytes in a part, once; they must be there."""
    parts = parts_of(path)
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new, 1)
    return write_parts(path, parts)


def add(path: Path, part: str, content: bytes) -> Path:
    """Put a part into the zip, or another in its place."""
    return write_parts(path, {**parts_of(path), part: content})


def share_strings(path: Path) -> Path:
    """The workbook with its texts in the table of shared strings, as Excel and WPS store them."""
    texts: list[bytes] = []

    def shared(found: re.Match[bytes]) -> bytes:
        texts.append(found[2])
        return found[1] + b't="s"><v>%d</v></c>' % (len(texts) - 1)

    parts = parts_of(path)
    for name in parts:
        if name.startswith("xl/worksheets/sheet"):
            parts[name] = re.sub(rb'(<c [^>]*)t="inlineStr"[^>]*><is>(.*?)</is></c>', shared, parts[name], flags=re.DOTALL)
    items = b"".join(b"<si>" + text + b"</si>" for text in texts)
    parts[SHARED_STRINGS] = b'<?xml version="1.0"?><sst xmlns="%s">%s</sst>' % (_MAIN.encode(), items)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/{SHARED_STRINGS}" ContentType="{kind}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())
    relation = f'<Relationship Id="shared" Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", relation.encode())
    return write_parts(path, parts)


def raw_workbook(path: Path, sheets: Mapping[str, str], styles: str = "") -> Path:
    """A workbook whose sheets are given as the rows of their XML; ``styles`` is a number format for cells with s="1"."""
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/styles.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts><numFmt numFmtId="200" formatCode={quoteattr(styles or "General")}/>'
        "</numFmts>"
        "<fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>"
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="200" applyNumberFormat="1"/></cellXfs></styleSheet>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        + "".join(f'<sheet name="{title}" sheetId="{n}" r:id="s{n}"/>' for n, title in enumerate(sheets, start=1))
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="st" Type="{_RELATIONS}/styles" Target="styles.xml"/>'
        + "".join(
            f'<Relationship Id="s{n}" Type="{_RELATIONS}/worksheet" Target="/xl/worksheets/sheet{n}.xml"/>'
            for n in range(1, len(sheets) + 1)
        )
        + "</Relationships>",
    }
    for n, rows in enumerate(sheets.values(), start=1):
        files[f"xl/worksheets/sheet{n}.xml"] = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return write_parts(path, {name: text.encode() for name, text in files.items()})


def row(number: int, *cells: object) -> str:
    """A row as XML from column A: a number, a text, or a str that is a cell's XML already (``<c …``)."""
    out = []
    for column, value in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", cells, strict=False):
        at = f"{column}{number}"
        if isinstance(value, str) and value.startswith("<c"):
            out.append(value.replace("<c", f'<c r="{at}"', 1))
        elif isinstance(value, str):
            out.append(f'<c r="{at}" t="inlineStr"><is><t>{value}</t></is></c>')
        elif value is not None:
            out.append(f'<c r="{at}"><v>{value}</v></c>')
    return f'<row r="{number}">{"".join(out)}</row>'
