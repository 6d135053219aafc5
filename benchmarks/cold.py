"""A cold command from a workbook to a report: over importing fazhi's libraries alone, and beside what others write.

All are whole processes, run in turn; a ratio is that of each turn, the median is what counts. Node's libraries read no
workbooks and are left out.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import ROOT, Figure, Line, cpu_of_command, effort
from benchmarks.templates import JINJA, LANGUAGES, SENTENCES, VALUES, jinja_rows, report_body, report_template
from benchmarks.workers import printed, same_text
from tests.support.layouts import with_blocks
from tests.support.templates import SETTINGS, make_template
from tests.support.workbooks import INDICATORS, make_workbook

SAMPLE = ROOT / "sample_data" / "liuzhou-2022.xlsx"
PEERS = ("docxtpl", "python-docx")
_BUILD = JINJA._replace(
    value=lambda name: f"{{{{ {name}.数 }}}}",
    rows=jinja_rows("行 in 条目", ["loop.index", "行.部分", "行.栏目", "行.小标题", "行.正文", "年度"]),
)


def measured() -> list[Line | Figure]:
    """CPU of each command, and what ``fazhi build`` costs by the others."""
    with tempfile.TemporaryDirectory() as name:
        commands = _commands(Path(name))
        turns = []
        for n in range(effort().starts + 1):
            for before in Path(name).glob("*.docx"):
                if before.stem in commands:  # a report that is there would be read to see whether people have edited it
                    before.unlink()
            turn = {kind: cpu_of_command([sys.executable, *command]) for kind, command in commands.items()}
            if n == 0:  # the first turn warms the disk and the cache
                same_text({engine: printed(Path(name) / f"{engine}.docx") for engine in ("fazhi", *PEERS)})
            else:
                turns.append(turn)

    def ratio(one: str, other: str) -> float:
        return statistics.median(turn[one] / turn[other] for turn in turns)

    middle = {kind: statistics.median(turn[kind] for turn in turns) * 1000 for kind in commands}
    return [
        *(Figure("from a workbook, cold: ms CPU", engine, middle[engine]) for engine in ("fazhi", *PEERS)),
        Line("cold: import of click, jinja2 and openpyxl", middle["imports"], "ms CPU"),
        Line("cold: the sample report of 柳州", middle["sample"], "ms CPU"),
        Line("cold: the sample report, over the imports", ratio("sample", "imports"), "×", 1.5),
        Line("cold: one report, over the imports", ratio("fazhi", "imports"), "×", 1.5),
        Line("cold: one report, beside docxtpl + openpyxl", ratio("fazhi", "docxtpl"), "×", 0.7),
    ]


def _commands(folder: Path) -> dict[str, list[str]]:
    workbook = _workbook(folder)
    build = ["-m", "generator", "build"]
    return {
        "imports": ["-c", "import click, jinja2, openpyxl"],
        "sample": [*build, str(SAMPLE), "-o", str(folder / "sample.docx")],
        "fazhi": [*build, str(workbook), "-o", str(folder / "fazhi.docx")],
        **{
            peer: ["-m", "benchmarks.peer", peer, str(workbook), str(template), str(folder / f"{peer}.docx")]
            for peer in PEERS
            for template in [report_template(folder / f"{peer}-template.docx", LANGUAGES[peer])]
        },
    }


def _workbook(folder: Path) -> Path:
    """A workbook of 40 figures and 80 rows, and beside it a template that prints them as the report of usual size."""
    make_template(folder, SETTINGS)
    with_blocks(folder / "templates" / "小" / "report.docx", *report_body(_BUILD))
    figures = (f"v{n} | 第{n + 1}项工作 | 件 | {n * 11 + 37} | {n * 11 + 30} | 是" for n in range(VALUES))
    rows = (
        f"工作 | 执法 | 第{n + 1}项措施 | {SENTENCES[n % 4]}（{n}） | 是" if n < 70 else f"安排 | | | {SENTENCES[n % 4]}（{n}） | 是"
        for n in range(80)
    )
    entries = "\n".join(["部分 | 栏目 | 小标题 | 正文 | 公开", *rows])
    return make_workbook(folder / "工作簿.xlsx", indicators="\n".join([INDICATORS.strip(), *figures]), entries=entries)
