"""What is wrong with an office file, by ``check_ooxml``: against the schemas where they are, by the other rules elsewhere."""

from __future__ import annotations

import os
import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from tests.ooxml import check_ooxml
from tests.support.word_parts import NAMESPACES

_BESIDE = Path(__file__).parents[3] / "shared" / "ooxml" / "schemas"
SCHEMAS = Path(os.environ.get("FAZHI_OOXML_SCHEMAS") or _BESIDE)
HAS_SCHEMAS = (SCHEMAS / "wml.xsd").is_file()


class _AnySchema:
    """Finds every part valid."""

    def validate(self, root: etree._Element) -> bool:
        return True


def faults_of(path: Path) -> list[str]:
    """Every fault of the file; none is what a test wants to see."""
    with pytest.MonkeyPatch.context() as patched:
        if HAS_SCHEMAS:
            patched.setattr(check_ooxml, "SCHEMAS", SCHEMAS)
        else:
            patched.setattr(check_ooxml, "schema", lambda name: _AnySchema())
        return check_ooxml.check(path) + _doubled_drawings(path)


def _doubled_drawings(path: Path) -> list[str]:
    """Word repairs a file in which two drawings have the same number."""
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name) for name in archive.namelist() if re.fullmatch(r"word/[^/]+\.xml", name)]
    numbers = Counter(e.get("id") for part in parts for e in etree.fromstring(part).iter(f"{{{NAMESPACES['wp']}}}docPr"))
    return [f"docPr {number} is used {times} times" for number, times in numbers.items() if times > 1]
