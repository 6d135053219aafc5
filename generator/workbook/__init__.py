"""The workbook: written for the clerk to fill in, read back with every problem in its cell."""
