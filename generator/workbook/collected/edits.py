"""What is put into a workbook, and what 汇总核对 lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.workbook.collected.matters import Matter, Standing


class Edit(NamedTuple):
    """A cell to write. With ``is_figure`` a plain number is written as one."""

    sheet: str
    address: str
    text: str
    is_figure: bool


class Listing(NamedTuple):
    """What 汇总核对 lists; ``folder`` leads from the workbook to the departments' files, None where nothing does."""

    standings: Sequence[Standing]
    matters: Sequence[Matter]
    folder: str | None
