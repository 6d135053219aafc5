"""The titles of the sheets that collecting adds to a workbook. They are asked for with every workbook, so this module needs no other."""

from __future__ import annotations

COLLECTED = "汇总记录"
LISTED = "汇总核对"
COLLECTED_SHEETS = (COLLECTED, LISTED, f"{LISTED}2")  # the list is called so where the drafter has a sheet of that name
