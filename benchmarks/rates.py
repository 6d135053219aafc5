"""What becomes of corrections when people have edited the report: updated right, reported, wrong.

python -m benchmarks.rates [--corrections 1000] [--from-seed 0] [--show]

Every trial takes one of the samples (drafts among them), lets people edit its report at random (up to 80 edits: words, sentences,
paragraphs, figures; tracked or not; bookmarks lost in two of five), corrects up to 10 cells of the workbook, updates the report
and has it judged by ``tests.support.judging``, which knows every letter's way. The same seeds give the same table. ``--show``
prints what was wrong, with the seed. Some 1,000 corrections take two to three minutes. The exit status is 1 unless nothing is wrong
and of the values that people left alone at least 97 % are updated.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.support.judging import Verdict
from tests.support.trials import CITIES, SAMPLES, Ground, tried

GOAL = 97.0
FATES = {"intact": "left alone", "retyped": "typed again", "changed": "changed by hand", "deleted": "deleted by hand"}


def grounds(folder: Path) -> list[Ground]:
    """The reports that are edited: every sample, and drafts of two."""
    finished = [Ground.of(SAMPLES / f"{city}.xlsx", folder) for city in CITIES]
    return finished + [Ground.of(SAMPLES / f"{city}.xlsx", folder, draft=True) for city in CITIES[:2]]


def verdicts(folder: Path, first: int) -> Iterator[tuple[str, Verdict]]:
    """The verdict of one trial after the other, without end."""
    several = grounds(folder)
    seed = first
    while True:
        ground = several[seed % len(several)]
        home = folder / str(seed)
        trial = tried(ground, home, seed)
        if trial is not None:
            yield f"{ground.workbook.stem}{' draft' * ground.draft} seed {seed}", trial.judged(trial.update())
        shutil.rmtree(home)
        seed += 1


def table(counts: Counter[tuple[str, str]]) -> str:
    """The rates as a table: a line for what people did to a value."""
    lines = [f"{'value':<16}{'corrections':>12}{'updated':>10}{'reported':>10}{'wrong':>8}{'updated %':>11}"]
    for fate in (*FATES, "all"):
        of = Counter[str]()
        for (truth, outcome), number in counts.items():
            if fate in (truth, "all"):
                of[outcome.split()[0]] += number
        total = sum(of.values())
        share = f"{100 * of['updated'] / total:.1f}" if total else "-"
        lines.append(f"{FATES.get(fate, fate):<16}{total:>12}{of['updated']:>10}{of['reported']:>10}{of['wrong']:>8}{share:>11}")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.rates")
    parser.add_argument("--corrections", type=int, default=1000)
    parser.add_argument("--from-seed", type=int, default=0)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args(arguments)
    counts, wrong, apart, large, trials = Counter[tuple[str, str]](), Counter[str](), 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for name, verdict in verdicts(Path(folder), options.from_seed):
            counts += verdict.counts
            apart, large, trials = apart + verdict.apart, large + verdict.at_large, trials + 1
            wrong.update(each.split(":")[0] for each in verdict.wrong)
            if options.show:
                for each in verdict.wrong:
                    print(f"{name}: {each}", flush=True)
            if counts.total() >= options.corrections:
                break
    print(table(counts))
    kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(wrong.items()))
    print(f"{trials} reports; wrong in any way: {wrong.total()}{f' ({kinds})' if kinds else ''}")
    print(f"not judged: {apart} values; judged as merges at large: {large} paragraphs")
    alone = sum(number for (truth, _), number in counts.items() if truth == "intact")
    share = 100 * counts["intact", "updated"] / max(alone, 1)
    met = not wrong and share >= GOAL
    print(f"goal: nothing wrong, {GOAL:g} % of what was left alone updated: {'met' if met else 'NOT MET'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
