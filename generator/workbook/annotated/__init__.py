"""A copy of a workbook with what a check found in its cells. The only part of ``workbook`` that needs lxml."""
