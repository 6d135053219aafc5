"""Updates of reports that a real word processor has saved, and what it makes of the result.

LibreOffice starts once for a batch of files: it saves what people left, the reports are updated, and it opens them again.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import etree

from generator.archive import unzipped
from generator.pipeline.history import FOLDER
from generator.word.manuscript import read_lines
from generator.word.store import read_store
from tests.support.people import DOCUMENT
from tests.support.reports import parts_of
from tests.support.trials import Ground, Trial, small_ground, tried
from tests.support.validity import faults_of
from tests.support.word import W

pytestmark = pytest.mark.office
OURS = "工作簿更正"
SEEDS = range(8)


def saved(paths: Sequence[Path], folder: Path, form: str) -> list[Path]:
    """The files as LibreOffice Writer saves them, all in one start."""
    folder.mkdir(parents=True)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [folder / path.with_suffix(f".{form.split(':')[0]}").name for path in paths]


def words(report: Path) -> list[str]:
    return [line.text for line in read_lines(unzipped(report.read_bytes())[DOCUMENT]) if line.text]


def tracked(report: Path) -> list[str]:
    """The words that the update has put in."""
    root = etree.fromstring(unzipped(report.read_bytes())[DOCUMENT])
    ours = [e for e in root.iter(f"{W}ins") if e.get(f"{W}author") == OURS and e.getparent().tag not in (f"{W}rPr", f"{W}trPr")]
    return ["".join(t.text or "" for t in e.iter(f"{W}t")) for e in ours]


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return small_ground(tmp_path_factory.mktemp("office") / "甲")


@pytest.fixture(scope="module")
def trials(ground: Ground, tmp_path_factory: pytest.TempPathFactory) -> list[Trial]:
    """Reports edited by people; each has a name of its own."""
    home = tmp_path_factory.mktemp("trials")
    found = [trial for seed in SEEDS if (trial := tried(ground, home / str(seed), seed, edits=12, corrections=5))]
    for n, trial in enumerate(found):
        trial.report.rename(trial.report.with_name(f"稿{n}.docx"))
    return found


def brought_up(trials: list[Trial], reports: list[Path], ground: Ground) -> list[tuple[Trial, Path, int]]:
    """The reports updated where they were saved: the trial, the report, and how many figures were corrected."""
    done = []
    for trial, path in zip(trials, reports, strict=True):
        trial.report.write_bytes(path.read_bytes())
        updated = trial.update()
        done.append((trial, trial.report, len(updated.fated("updated"))))
    return done


def test_what_libreoffice_saved_is_updated_as_it_was_left(trials: list[Trial], ground: Ground, tmp_path: Path) -> None:
    left = [trial.report.with_name(f"稿{n}.docx") for n, trial in enumerate(trials)]
    there = saved(left, tmp_path / "存", "docx")
    before = [words(path) for path in there]
    faults = [set(faults_of(path)) for path in there]
    assert [read_store(parts_of(path)) for path in there] == [ground.store] * len(trials)
    done = brought_up(trials, there, ground)
    assert sum(number for *_, number in done) > 10
    for (_, report, _), text, known in zip(done, before, faults, strict=True):
        assert set(faults_of(report)) <= known
        assert len(words(report)) >= len(text) // 2
    named = [report.rename(report.with_name(f"新{n}.docx")) for n, (_, report, _) in enumerate(done)]
    for ours, theirs in zip(named, saved(named, tmp_path / "再存", "docx"), strict=True):
        assert "".join(tracked(theirs)) == "".join(tracked(ours))
        assert words(theirs) == words(ours)


def test_a_report_that_went_through_another_format_is_found_in_its_history(trials: list[Trial], ground: Ground, tmp_path: Path) -> None:
    left = [trial.report.with_name(f"稿{n}.docx") for n, trial in enumerate(trials[:3])]
    there = saved(saved(left, tmp_path / "odt", "odt"), tmp_path / "docx", "docx")
    history = next(ground.workbook.parent.rglob(FOLDER))
    for trial, path in zip(trials, there, strict=False):
        assert read_store(parts_of(path)) is None
        trial.report.write_bytes(path.read_bytes())
        (trial.report.parent / FOLDER).mkdir(exist_ok=True)
        for store in history.iterdir():
            (trial.report.parent / FOLDER / store.name).write_bytes(store.read_bytes())
        updated = trial.update()
        assert updated.outcome == "revised"
        assert read_store(parts_of(trial.report)) is not None
        assert updated.fated("updated")
