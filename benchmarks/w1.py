"""One report of usual size, warm: the template has been rendered before in this process."""

from __future__ import annotations

import io
import statistics
import tempfile
from pathlib import Path

from benchmarks.engines import ENGINES
from benchmarks.measuring import Line, cpu_of
from benchmarks.templates import report_data, report_template
from generator.archive import unzipped
from tests.support.word import text_of

RUNS = 21


def measured() -> list[Line]:
    """CPU of both, and how much faster fazhi is; the two take turns, the ratio is that of each turn."""
    with tempfile.TemporaryDirectory() as folder:
        template = report_template(Path(folder) / "w1.docx")
        texts, sizes = {}, {}
        for name, render in ENGINES.items():
            out = io.BytesIO()
            render(template, report_data(0), out)
            texts[name] = text_of(out.getvalue())
            sizes[name] = len(unzipped(out.getvalue())["word/document.xml"])
        if texts["fazhi"] != texts["docxtpl"]:
            raise AssertionError("both engines must give the same text")
        pairs = []
        for n in range(RUNS):
            data = report_data(n)
            pairs.append({name: cpu_of(lambda r=render, d=data: r(template, d, io.BytesIO())) for name, render in ENGINES.items()})
        before = len(unzipped(template.read_bytes())["word/document.xml"])
    theirs, ours = (statistics.median(pair[name] for pair in pairs) for name in ("docxtpl", "fazhi"))
    return [
        Line(f"W1: document.xml {before // 1000} kB, then", sizes["fazhi"] / 1000, "kB"),
        Line("W1: docxtpl", theirs * 1000, "ms CPU"),
        Line("W1: fazhi", ours * 1000, "ms CPU"),
        Line("W1: times faster", statistics.median(pair["docxtpl"] / pair["fazhi"] for pair in pairs), "×", 15, at_least=True),
    ]
