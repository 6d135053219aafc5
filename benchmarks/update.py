"""``fazhi update`` of the sample report over building it: commands in processes of their own, as clerks start them."""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import Line, cpu_of_command
from generator.pipeline.history import FOLDER
from tests.support.corrections import FIGURES
from tests.support.trials import CITIES, SAMPLES, Ground, tried

RUNS = 9
EDITS, CORRECTIONS = 20, 10


def measured() -> list[Line]:
    """CPU of both, the two taking turns, and the ratio of each turn; the report has been edited, ten cells are corrected."""
    sample = SAMPLES / f"{CITIES[0]}.xlsx"
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        ground = Ground.of(sample, home / "ground")
        options = {"edits": EDITS, "corrections": CORRECTIONS, "kinds": FIGURES, "forgetful": False}
        trial = next(t for seed in range(100) if (t := tried(ground, home / str(seed), seed, **options)))  # type: ignore[arg-type]
        workbook, report, fresh = trial.workbook, trial.report, home / "重建.docx"
        pairs = []
        for _ in range(RUNS):
            fresh.unlink(missing_ok=True)
            building = cpu_of_command([sys.executable, "-m", "generator", "build", str(workbook), "-o", str(fresh)])
            report.write_bytes(trial.handled.data)
            shutil.rmtree(report.parent / FOLDER, ignore_errors=True)
            pairs.append((building, _updating(report, workbook)))
    built, updated = (statistics.median(times) for times in zip(*pairs, strict=True))
    return [
        Line("update: building the sample", built * 1000, "ms CPU"),
        Line("update: fazhi update of it, edited", updated * 1000, "ms CPU"),
        Line("update: over building", statistics.median(update / build for build, update in pairs), "×", 3),
    ]


def _updating(report: Path, workbook: Path) -> float:
    """CPU of the update. Reports of conflicts end with 1, which is no failure here."""
    command = "import subprocess, sys; sys.exit(subprocess.run(sys.argv[1:]).returncode not in (0, 1))"
    return cpu_of_command([sys.executable, "-c", command, sys.executable, "-m", "generator", "update", str(report), str(workbook)])
