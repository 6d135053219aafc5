"""What one would write with docxtpl and openpyxl: the rows of a workbook into a Word template.

    python -m benchmarks.peer 工作簿.xlsx 模板.docx 报告.docx

It checks nothing, words no figures and lays nothing out, so that it does less than ``fazhi build``.
"""

from __future__ import annotations

import sys
from pathlib import Path


def peer_template(path: Path) -> Path:
    """In the standard layout, the entries as paragraphs and the indicators as a table."""
    from tests.support.layouts import with_body
    from tests.support.word import blocks, p, table

    head, end = (["{%tr for 行 in 指标 %}", "", ""], ["{%tr endfor %}", "", ""])
    rows = table(head, ["{{ 行[1] }}", "{{ 行[3] }}", "{{ 行[4] }}"], end)
    entries = ("{%p for 行 in 报告内容 %}", p("{{ 行[3] }}", style="ReportBody"), "{%p endfor %}")
    inner = blocks((p("{{ 基本信息[0][1] }}", style="ReportBody"), *entries, rows, "结束"))
    return with_body(path, inner.replace("TableGrid", "ReportTable"))


def main(workbook: str, template: str, output: str) -> None:
    import openpyxl
    from docxtpl import DocxTemplate

    book = openpyxl.load_workbook(workbook, read_only=True)
    data = {sheet.title: [row for row in sheet.iter_rows(min_row=2, values_only=True) if any(row)] for sheet in book.worksheets}
    document = DocxTemplate(template)
    document.render(data, autoescape=True)
    document.save(output)


if __name__ == "__main__":
    main(*sys.argv[1:4])
