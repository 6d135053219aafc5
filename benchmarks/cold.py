"""The CPU of a cold ``fazhi build`` of the sample over that of importing its libraries alone.

    python benchmarks/cold.py [RUNS]

Both are whole processes, run in turn; the ratio is that of each pair, the median is what counts. Goal: at
most 1.5. Nothing here passes or fails.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

SAMPLE = Path(__file__).parent.parent / "sample_data" / "liuzhou-2022.xlsx"
GOAL = 1.5


def cpu_of(command: list[str]) -> float:
    """User and system seconds of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "generator", "build", str(SAMPLE), "-o", str(Path(folder) / "report.docx")]
        imports = [sys.executable, "-c", "import click, jinja2, openpyxl"]
        pairs = []
        for n in range(runs + 1):
            pair = cpu_of(build), cpu_of(imports)
            if n:  # the first pair warms the disk and the cache
                pairs.append(pair)
    ratios = [a / b for a, b in pairs]
    print(f"cold fazhi build        {statistics.median(a for a, _ in pairs) * 1000:6.0f} ms CPU (median of {runs})")
    print(f"import of its libraries {statistics.median(b for _, b in pairs) * 1000:6.0f} ms CPU")
    met = "met" if statistics.median(ratios) <= GOAL else "not met"
    print(f"ratio                   {statistics.median(ratios):6.2f}  (from {min(ratios):.2f} to {max(ratios):.2f}; goal {GOAL}: {met})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
