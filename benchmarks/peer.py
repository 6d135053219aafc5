"""What one would write with docxtpl and openpyxl: the rows of a workbook into a Word template.

    python -m benchmarks.peer 工作簿.xlsx 模板.docx 报告.docx

It checks nothing, words no figures and lays nothing out, so that it does less than ``fazhi build``.
"""

from __future__ import annotations

import sys
from pathlib import Path


def peer_template(path: Path) -> Path:
    """The entries as paragraphs, the indicators as a table."""
    from tests.support.word import make_docx

    head = ["{%tr for 行 in 指标 %}", "", ""]
    rows = [head, ["{{ 行[1] }}", "{{ 行[3] }}", "{{ 行[4] }}"], ["{%tr endfor %}", "", ""]]
    return make_docx(path, "{{ 基本信息[0][1] }}", "{%p for 行 in 报告内容 %}", "{{ 行[3] }}", "{%p endfor %}", rows, "结束")


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
