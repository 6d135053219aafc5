"""A workbook as bytes that tell nothing of the time, the machine or the account: the same workbook gives the same ones."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Any

from generator.archive import unzipped, zipped

if TYPE_CHECKING:
    from openpyxl import Workbook

_CORE = "docProps/core.xml"
_STAMP = datetime(1980, 1, 1)


class _Timeless(zipfile.ZipFile):
    """A zip whose parts have no time."""

    def writestr(self, zinfo_or_arcname: str | zipfile.ZipInfo, data: str | bytes, *rest: Any, **more: Any) -> None:  # type: ignore[override]
        """Write a part."""
        named = zipfile.ZipInfo(zinfo_or_arcname) if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname
        super().writestr(named, data, *rest, **more)


def saved(book: Workbook) -> bytes:
    """The .xlsx."""
    book.properties.creator = ""
    book.properties.lastModifiedBy = ""
    book.properties.created = book.properties.modified = _STAMP
    from openpyxl.writer.excel import ExcelWriter

    out = io.BytesIO()
    # Of openpyxl's own making, the zip fails where the clock stands before 1980.
    ExcelWriter(book, _Timeless(out, "w", strict_timestamps=False)).save()
    parts = unzipped(out.getvalue())
    # openpyxl puts the time of writing into the properties and the zip.
    parts[_CORE] = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", parts[_CORE])
    return zipped(parts)
