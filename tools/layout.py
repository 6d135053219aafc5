"""report.docx and its parts as reviewable text.

    python tools/layout.py pack TEMPLATE      templates/TEMPLATE/layout/ → report.docx
    python tools/layout.py unpack TEMPLATE    report.docx (after editing it in Word) → templates/TEMPLATE/layout/ → report.docx

The folder is what a reviewer reads, the .docx what is used; a test holds them together.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from lxml import etree

from generator.archive import unzipped, zipped

TEMPLATES = Path(__file__).parent.parent / "templates"


def pack(folder: Path) -> bytes:
    """The .docx of an unpacked layout."""
    return zipped({path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()})


def unpack(data: bytes, folder: Path) -> None:
    """Write the parts of a layout as indented XML, in place of those that were there."""
    parts = unzipped(data)
    if folder.exists():
        shutil.rmtree(folder)
    for name, part in parts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith((".xml", ".rels")):
            tree = etree.fromstring(part, etree.XMLParser(remove_blank_text=True, resolve_entities=False))
            part = etree.tostring(tree, pretty_print=True, xml_declaration=True, encoding="UTF-8", standalone=True)
        path.write_bytes(part)


def main() -> int:
    """Run one of the two."""
    if len(sys.argv) != 3 or sys.argv[1] not in ("pack", "unpack"):
        print(__doc__)
        return 2
    folder = TEMPLATES / sys.argv[2]
    if sys.argv[1] == "unpack":
        unpack((folder / "report.docx").read_bytes(), folder / "layout")
    (folder / "report.docx").write_bytes(pack(folder / "layout"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
