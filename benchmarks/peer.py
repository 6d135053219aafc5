"""What a script with openpyxl and docxtpl, or python-docx, makes of a workbook: the same report as ``fazhi build``.

    python -m benchmarks.peer docxtpl|python-docx 工作簿.xlsx 模板.docx 报告.docx

It checks nothing, words nothing and remembers nothing, so that it does less than ``fazhi build``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.engines import PYTHON


def main(engine: str, workbook: str, template: str, output: str) -> None:
    import openpyxl

    book = openpyxl.load_workbook(workbook, read_only=True)
    items, indicators, entries = (list(book[name].iter_rows(min_row=2, values_only=True)) for name in ("基本信息", "指标", "报告内容"))
    year = str(next(row[1] for row in items if row[0] == "年度"))
    data = {
        **{str(row[0]): str(row[3]) for row in indicators},
        "rows": [{"c0": str(n), **{f"c{c + 1}": row[c] or "" for c in range(4)}, "c5": year} for n, row in enumerate(entries, start=1)],
    }
    with Path(output).open("wb") as stream:
        PYTHON[engine](Path(template), data, stream)


if __name__ == "__main__":
    main(*sys.argv[1:5])
