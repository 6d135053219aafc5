"""Every measure as one table.

python -m benchmarks [w1] [batch] [province] [rows] [cells] [cold] [update]
"""

from __future__ import annotations

import importlib
import sys

from benchmarks.measuring import Line, shown

MEASURES = ("w1", "batch", "province", "rows", "cells", "cold", "update")


def main(wanted: list[str]) -> int:
    lines: list[Line] = []
    for name in wanted or MEASURES:
        if name not in MEASURES:
            print(f"unknown measure {name}; there are {', '.join(MEASURES)}", file=sys.stderr)
            return 2
        lines += importlib.import_module(f"benchmarks.{name}").measured()
    print(shown(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
