"""The data that every stage shares: what a workbook says and what a template asks for."""
