"""Renders in a process of its own: for each line on stdin a piece of work, for each a line on stdout of what it took.

python -m benchmarks.worker ENGINE

A line is ``{"template": …, "data": …, "out": …}``; the last report is written where ``out`` says, none when it is null.
``node/worker.js`` does the same for the engines that are written in JavaScript.
"""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

from benchmarks.engines import PYTHON
from benchmarks.measuring import cpu_of


def peak() -> float:
    """The most memory that this program has held, in MiB; ``ru_maxrss`` would count that of its parent before exec too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main(name: str) -> None:
    render = PYTHON[name]
    for line in sys.stdin:
        work, spent, rendered = json.loads(line), 0.0, io.BytesIO()
        template = Path(work["template"])
        with Path(work["data"]).open(encoding="utf-8") as reports:
            for report in reports:
                values, rendered = json.loads(report), io.BytesIO()
                spent += cpu_of(lambda t=template, v=values, r=rendered: render(t, v, r))
        if work["out"]:
            Path(work["out"]).write_bytes(rendered.getvalue())
        print(json.dumps({"cpu": spent, "peak": peak()}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
