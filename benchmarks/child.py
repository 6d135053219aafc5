"""Renders in a process of its own and prints what that took.

python -m benchmarks.child ENGINE TEMPLATE reports|rows NUMBER
"""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

from benchmarks.engines import ENGINES
from benchmarks.measuring import cpu_of
from benchmarks.templates import report_data, table_data


def peak() -> float:
    """The most memory that this program has held, in MiB; ``ru_maxrss`` would count that of its parent before exec too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main(name: str, template: Path, kind: str, number: int) -> None:
    render = ENGINES[name]

    def reports() -> None:
        for n in range(number):
            render(template, report_data(n), io.BytesIO())

    data = table_data(number) if kind == "rows" else report_data(0)
    render(template, table_data(1) if kind == "rows" else data, io.BytesIO())  # imports, and the template prepared
    spent = cpu_of(reports if kind == "reports" else lambda: render(template, data, io.BytesIO()))
    print(json.dumps({"cpu": spent, "peak": peak()}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
