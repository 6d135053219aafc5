"""Files as somebody with bad intentions, a bad disk or a bad program would hand them over, drawn from a real one.

Three layers are harmed: the bytes of the file, the parts of its zip, the trees and texts of its XML. What is drawn depends on
the random numbers alone, so a case is told by its seed.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import warnings
import zipfile
import zlib
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

from lxml import etree

from generator.archive import unzipped

NUMBERS = (
    "-1 0 1 2 00 +1 1.5 1e308 1e-400 1e999 NaN inf -9223372036854775809 99999999999999999999 4294967296 2147483648 1048577 16385 "
    "0x10 ١٢ ² １２ 1,000 1_000 A0 A1 a1 XFD1048576 XFE1048577 AAAA1 A1:XFD1048576 B2:A1 $A$1 #REF! true none"
).split()
WORDS = [
    "",
    " ",
    "=cmd|'/c calc'!A0",
    "@SUM(1)",
    "{{",
    "{{ 刑事立案 }}",
    "{{ 刑事立案.同比.同比 }}",
    "{{ 没有 }}",
    "{{p 正文 }}",
    "{%p for 甲 in 列 %}",
    "{%p endfor %}",
    "{%tr for 行 in 表 %}",
    "{%tr endfor %}",
    "{%tc if 1 %}",
    "{% set 甲 = 1 %}",
    "{%p if 真 %}",
    "{%p endif %}",
    "{{ 1 / 0 }}",
    "{{ '甲' * 999999999 }}",
    "{#",
    "是",
    "否",
    "约300",
    "1/3",
    "2023年2月30日",
    "9" * 400,
    "字" * 21_000,
    "_x0000_",
    "\ufdd0\ufdd1",
    "\U0010ffff",
    "\u202e\u200b\ufeff",
    "../../../../x",
    "/etc/passwd",
    "rId999",
    "http://127.0.0.1:9/x",
    "_fz12",
    "w:p",
]
RAW = [b"\0", b"\x1b[31m", b"&#0;", b"&#xD800;", b"&#xFFFE;", b"\xff", b"&lt", b"&a;", b"<!-- -->", b"<?a b?>", b"<![CDATA[<]]>"]
RAW += [b"\xed\xa0\x80"]
PATHS = ["../x.xml", "/x.xml", "a/../../x.xml", "..\\x.xml", "C:\\x.xml", "a\0b.xml", "word/", "", "x" * 300, "\u202ex.xml"]
PATHS += ["con", "customXml/item1.xml"]
MAIN = ("document.xml", "sheet1.xml", "sheet2.xml", "sheet3.xml", "sheet4.xml", "workbook.xml", "sharedStrings.xml", "styles.xml")
_STORE = b"urn:fazhi:report:1"


def mutated(data: bytes, random: Random) -> bytes:
    """A harmed file of the one given: an office file, or any other, of which only bytes are harmed."""
    if not data.startswith(b"PK") or random.random() < 0.08:
        return _bytes(data, random)
    parts = unzipped(data)
    for _ in range(random.choice([1, 1, 1, 2, 3, 8])):
        random.choice([_tree, _tree, _tree, _tree, _tree, _letters, _raw, _parts, _remembered])(parts, random)
    data = _zipped(parts, random)
    return _bytes(data, random) if random.random() < 0.03 else data


def _bytes(data: bytes, random: Random) -> bytes:
    """Some bytes flipped, doubled, cut out or cut off."""
    out = bytearray(data)
    for _ in range(random.choice([1, 1, 2, 5, 30])):
        at, size = random.randrange(len(out) + 1), random.choice([1, 2, 4, 40, 4000])
        match random.randrange(5):
            case 0:
                out[at : at + 1] = bytes([random.randrange(256)])
            case 1:
                out[at:at] = out[at : at + size]
            case 2:
                del out[at : at + size]
            case 3:
                out[at : at + size] = bytes(random.choice([0, 255]) for _ in range(size))
            case _:
                del out[at:]
    return bytes(out)


def _zipped(parts: dict[str, bytes], random: Random) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", random.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])) as archive:
        warnings.simplefilter("ignore")  # a name that stands twice is meant
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name or "a"), content)
            if random.random() < 0.002:
                archive.writestr(zipfile.ZipInfo(name or "a"), content)
    return out.getvalue()


def _part(parts: dict[str, bytes], random: Random) -> str:
    """The name of a part, one of those that matter most as often as not."""
    main = [name for name in parts if name.endswith(MAIN)]
    return random.choice(main if main and random.random() < 0.7 else sorted(parts) or ["a.xml"])


def _parts(parts: dict[str, bytes], random: Random) -> None:
    """A part left out, emptied, named otherwise, or in the place of another."""
    name, other = _part(parts, random), _part(parts, random)
    content = parts.get(name, b"")
    match random.randrange(6):
        case 0:
            parts.pop(name, None)
        case 1:
            parts[name] = b""
        case 2:
            parts[random.choice(PATHS)] = parts.pop(name, b"")
        case 3:
            parts[other] = content
        case 4:
            parts[random.choice(PATHS)] = content
        case _:
            encoding = random.choice(["utf-16", "utf-16-be", "gbk", "utf-7", "utf-32"])
            parts[name] = content.decode("utf-8", "replace").encode(encoding, "replace")


def _letters(parts: dict[str, bytes], random: Random) -> None:
    """A stretch of the letters of a part gone, doubled or another."""
    name = _part(parts, random)
    parts[name] = _bytes(parts.get(name, b""), random)


def _raw(parts: dict[str, bytes], random: Random) -> None:
    """What no sound XML holds, put between the letters of a text."""
    name = _part(parts, random)
    content = parts.get(name, b"")
    ends = [at for at in range(len(content)) if content[at : at + 2] == b"</"] or [0]
    at = random.choice(ends)
    parts[name] = content[:at] + random.choice(RAW) + content[at:]


def _tree(parts: dict[str, bytes], random: Random) -> None:
    """Nodes, attributes and texts of one part harmed; a part that is no sound XML any more is left as it is."""
    name = _part(parts, random)
    try:
        root = etree.fromstring(parts.get(name, b""), etree.XMLParser(resolve_entities=False, huge_tree=True))
    except (etree.XMLSyntaxError, ValueError):
        return
    for _ in range(random.choice([1, 1, 2, 4, 20])):
        nodes = list(root.iter(etree.Element))
        node = random.choice(nodes)
        if random.random() < 0.4:
            leaves = [each for each in nodes if each.text or len(each) == 0]
            node = random.choice(leaves or nodes)
        random.choice(_CHANGES)(node, nodes, random)
    parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _doubled(node: Any, nodes: list[Any], random: Random) -> None:
    if node.getparent() is not None and len(nodes) < 20_000:
        for _ in range(random.choice([1, 1, 2, 30])):
            node.addnext(deepcopy(node))


def _deleted(node: Any, nodes: list[Any], random: Random) -> None:
    if node.getparent() is not None:
        node.getparent().remove(node)


def _dissolved(node: Any, nodes: list[Any], random: Random) -> None:
    parent = node.getparent()
    if parent is not None:
        for child in list(node):
            node.addprevious(child)
        parent.remove(node)


def _moved(node: Any, nodes: list[Any], random: Random) -> None:
    home = random.choice(nodes)
    if node.getparent() is not None and node is not home and node not in list(home.iterancestors()):
        home.insert(random.randrange(len(home) + 1), node)


def _copied(node: Any, nodes: list[Any], random: Random) -> None:
    if len(nodes) < 20_000:
        random.choice(nodes).append(deepcopy(node))


def _renamed(node: Any, nodes: list[Any], random: Random) -> None:
    node.tag = random.choice(nodes).tag


def _wrapped(node: Any, nodes: list[Any], random: Random) -> None:
    parent = node.getparent()
    if parent is None:
        return
    tag = random.choice([node.tag, random.choice(nodes).tag, *_around(node)])
    for _ in range(random.choice([1, 1, 1, 3, 120])):
        around = etree.Element(tag)
        node.addprevious(around)
        around.append(node)


def _around(node: Any) -> list[str]:
    home = node.tag.rpartition("}")[0] + "}" if "}" in node.tag else ""
    names = "ins del moveFrom moveTo sdt sdtContent txbxContent tbl tr tc p r t fldSimple hyperlink is si rPh"
    return [f"{home}{name}" for name in names.split()]


def _attributed(node: Any, nodes: list[Any], random: Random) -> None:
    names = list(node.attrib) or list(random.choice(nodes).attrib) or ["r"]
    value = random.choice([*NUMBERS, *NUMBERS, *WORDS, *(node.attrib.values() or ["1"])])
    node.set(random.choice(names), value)


def _unattributed(node: Any, nodes: list[Any], random: Random) -> None:
    if node.attrib:
        del node.attrib[random.choice(list(node.attrib))]


def _exchanged(node: Any, nodes: list[Any], random: Random) -> None:
    other = random.choice(nodes)
    before = dict(node.attrib)
    for element, values in ((node, dict(other.attrib)), (other, before)):
        element.attrib.clear()
        element.attrib.update(values)


def _said(node: Any, nodes: list[Any], random: Random) -> None:
    node.text = random.choice([*WORDS, *WORDS, *NUMBERS, random.choice(nodes).text])


def _commented(node: Any, nodes: list[Any], random: Random) -> None:
    made = random.choice([etree.Comment("甲"), etree.ProcessingInstruction("fz", "甲"), etree.Element("unknown")])
    made.tail = node.text
    node.text = None
    node.insert(0, made)


_CHANGES: tuple[Callable[[Any, list[Any], Random], None], ...] = (
    _doubled, _deleted, _dissolved, _moved, _copied, _renamed, _wrapped, _attributed, _attributed, _attributed, _unattributed, _exchanged,
    _said, _said, _commented,
)  # fmt: skip


def _remembered(parts: dict[str, bytes], random: Random) -> None:
    """What a report remembers of its making, harmed and signed anew."""
    name = next((name for name, content in parts.items() if _STORE in content and name.startswith("customXml/item")), "")
    if not name or b">" not in parts[name]:
        return
    try:
        text = parts[name].rpartition(b"</store>")[0].rpartition(b">")[2]
        told = json.loads(zlib.decompress(base64.b64decode(text)))
    except (ValueError, zlib.error):
        return
    for _ in range(random.choice([1, 1, 3, 20])):
        _harm(told, random)
    data = zlib.compress(json.dumps(told, ensure_ascii=True).encode())
    checksum, text = hashlib.sha256(data).hexdigest(), base64.b64encode(data)
    parts[name] = b'<store xmlns="%s" checksum="%s">%s</store>' % (_STORE, checksum.encode(), text)


def _harm(told: Any, random: Random) -> None:
    holders, waiting = [], [told]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict | list) and each:
            holders.append(each)
            waiting += each.values() if isinstance(each, dict) else each
    if not holders:
        return
    holder = random.choice(holders)
    key = random.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
    values = [None, True, -1, 0, 1, 10**9, 10**30, 1.5, "", "字", "_x0000_", "\ud800", [], {}, [[1]]]
    match random.randrange(4):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, list):
            holder.insert(key, deepcopy(random.choice(holder)))
        case 2 if isinstance(holder[key], int):
            holder[key] += random.choice([-1, 1, 2, 100])
        case _:
            holder[key] = random.choice(values)
