"""Every measure as a table; with ``--write`` into docs/performance.md and its picture too.

python -m benchmarks [w1] [batch] [province] [loops] [cells] [cold] [update] [--write DATE]
"""

from __future__ import annotations

import argparse
import importlib
import sys
from importlib.util import find_spec

from benchmarks.document import write
from benchmarks.machine import machine, versions
from benchmarks.measuring import FULL, Figure, Line, effort
from benchmarks.tables import beside, goals, plain
from benchmarks.workers import missing

MEASURES = [name for name in ("w1", "batch", "province", "loops", "cells", "cold", "update") if find_spec(f"benchmarks.{name}")]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("measures", nargs="*", help=f"some of {', '.join(MEASURES)}; all when none is named")
    parser.add_argument("--write", metavar="DATE", help="write docs/performance.md, taken on this day")
    asked = parser.parse_args()
    if unknown := [name for name in asked.measures if name not in MEASURES]:
        parser.error(f"no measure {', '.join(unknown)}; there are {', '.join(MEASURES)}")
    if asked.write and (asked.measures or effort() is not FULL):
        parser.error("the document holds a whole run: name no measures and leave QUICK out")
    print(f"{machine()}\n{versions()}")
    if missing():
        print(f"docxtemplater and carbone are left out: {missing()}")
    found: list[Line | Figure] = []
    for name in asked.measures or MEASURES:
        print(f"… {name}", file=sys.stderr, flush=True)
        found += importlib.import_module(f"benchmarks.{name}").measured()
    figures = [each for each in found if isinstance(each, Figure)]
    lines = [each for each in found if isinstance(each, Line)]
    for rows in (beside(figures), goals(lines)):
        if len(rows) > 1:
            print(f"\n{plain(rows)}")
    if asked.write:
        write(asked.write, figures, lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
