"""A workbook as bytes that tell nothing of the time, the machine or the account: the same workbook gives the same ones."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import TYPE_CHECKING

from generator.archive import unzipped, zipped

if TYPE_CHECKING:
    from openpyxl import Workbook

_CORE = "docProps/core.xml"
_STAMP = datetime(1980, 1, 1)


def saved(book: Workbook) -> bytes:
    """The .xlsx."""
    book.properties.creator = ""
    book.properties.lastModifiedBy = ""
    book.properties.created = book.properties.modified = _STAMP
    out = io.BytesIO()
    book.save(out)
    parts = unzipped(out.getvalue())
    # openpyxl puts the time of writing into the properties and the zip.
    parts[_CORE] = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", parts[_CORE])
    return zipped(parts)
