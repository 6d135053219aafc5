"""docs/performance.md and its picture: the last run as a document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from benchmarks.machine import machine, versions
from benchmarks.measuring import ROOT, Figure, Line
from benchmarks.picture import picture
from benchmarks.tables import beside, goals, markdown, number

DOCUMENT, PICTURE = ROOT / "docs" / "performance.md", ROOT / "docs" / "images" / "performance.svg"
_WARM, _ROWS = "one report, warm: ms CPU", " rows: s CPU"
_TEXT = """# Performance

<!-- written by make bench-docs; what stands here by hand is lost -->

**给决策者：**{chinese}

Taken on {date} on {machine}.
{versions}.

![CPU of one report, and of long tables, by engine](images/performance.svg)

## Beside others

The same report by all: 12 headings, 70 paragraphs with three values each, a table of 80 rows and 6 columns. The texts that
they print are compared before anything is timed. CPU is user and system time, the median of several turns; every engine
works in a process of its own and they take turns. Memory is the most that the process ever held, the data included.
`> N s` was given up after so many seconds of CPU, or not begun as by its growth up to there it would have taken longer.

{figures}

- fazhi is `generator.render_docx`, cold `fazhi build`, which also checks the workbook, words the figures and remembers where they
  came from.
- docxtpl, docxtemplater and carbone are asked as their manuals say, for each report anew. python-docx is what people write by hand
  who know their template: values put into runs, rows added with `add_row`. Both Python peers keep nothing between reports and make
  40 of the batch, which tells their pace.
- “From a workbook” is a whole command: Python started, a workbook of 40 figures and 80 rows read, the report written. The peers read it
  with openpyxl. The engines for Node read no workbooks.

## Goals

Ratios are those of each turn, so that they hold on other machines.

{goals}

## Print it again

`make bench` (some minutes), `make bench QUICK=1` (a first impression), `.venv/bin/python -m benchmarks w1 cold` (some measures).
`make bench-docs DATE=2026-01-31` writes this page. docxtemplater and carbone are installed from npm into `benchmarks/node` where
node and npm are there, in the versions of its lock file; they are left out elsewhere. Peak memory is read from `/proc`: Linux only.
"""


def write(date: str, figures: Sequence[Figure], lines: Sequence[Line]) -> None:
    """Write both files; ``date`` is the day on which the figures were taken."""
    bars = [figure for figure in figures if figure.work == _WARM]
    text = _TEXT.format(
        chinese=_chinese(lines),
        date=date,
        machine=machine(),
        versions=versions(),
        figures=markdown(beside(figures)),
        goals=markdown(goals(lines)),
    )
    DOCUMENT.write_text(text, encoding="utf-8")
    drawn = picture(bars, "One report, template known: ms of CPU", _by_size(figures), "A table by its rows: seconds of CPU")
    PICTURE.write_text(drawn, encoding="utf-8")


def _by_size(figures: Sequence[Figure]) -> dict[str, list[tuple[int, float]]]:
    by_engine: dict[str, list[tuple[int, float]]] = {}
    for figure in figures:
        if figure.work.endswith(_ROWS) and figure.value is not None:
            by_engine.setdefault(figure.engine, []).append((int(figure.work.removesuffix(_ROWS).replace(",", "")), figure.value))
    return by_engine


def _chinese(lines: Sequence[Line]) -> str:
    """What somebody who decides has to know, in four sentences."""
    value = {line.name: line.value for line in lines}
    met, aims = sum(line.met is True for line in lines), sum(line.met is not None for line in lines)
    cold = number(value["cold: the sample report of 柳州"] / 1000)
    warm = number(value["one report, warm: times faster than docxtpl"])
    pace, memory, growth = (
        number(next(each for name, each in value.items() if re.search(pattern, name)))
        for pattern in ("times the pace of docxtpl$", "^batch.*peak memory$", "rows: the cost of one")
    )
    return (
        f"一份报告从工作簿到 Word 用 {cold} 秒处理器时间，普通办公电脑即可，不用服务器。同样的报告、同样的文字，模板备好以后排一份的速度"
        f"是常用工具 docxtpl 的 {warm} 倍；成批生成是它的 {pace} 倍，占用内存 {memory} MiB。"
        f"五万行的表，每行的耗时是一万行时的 {growth} 倍。"
        f"以下数字由 `make bench` 一条命令测出，任何人都能重测；所定 {aims} 项目标达到 {met} 项。"
    )
