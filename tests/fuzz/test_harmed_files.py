"""A fixed number of harmed files, the same ones each time, and that a command which does harm would be seen."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fuzz import cases
from tests.fuzz.cases import READERS, Case, drawn, tried
from tests.fuzz.seeds import make_seeds

CASES = 20
FOUND = sorted((Path(__file__).parent / "corpus").glob("*.txt"))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fuzz") / "sound"
    folder.mkdir()
    make_seeds(folder)
    return folder


@pytest.fixture
def work(tmp_path: Path) -> Path:
    (tmp_path / "work").mkdir()
    return tmp_path / "work" / "case"


@pytest.mark.parametrize("reader", READERS)
def test_harmed_files_end_in_messages(sound: Path, work: Path, reader: str) -> None:
    faults = {seed: tried(drawn(reader, seed, sound), sound, work) for seed in range(CASES)}
    assert {seed: fault for seed, fault in faults.items() if fault} == {}


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_what_once_did_harm_does_none(sound: Path, work: Path, path: Path) -> None:
    place = path.read_text(encoding="utf-8").splitlines()[0]
    data = path.with_suffix(Path(place).suffix).read_bytes()
    assert tried(Case(path.stem.partition("-")[0], 0, place, data), sound, work) == ""


def test_the_same_seed_gives_the_same_case(sound: Path) -> None:
    assert drawn("report", 7, sound) == drawn("report", 7, sound)
    assert drawn("report", 7, sound).data != drawn("report", 8, sound).data


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda: {}["x"], "KeyError"),
        (lambda: sys.exit(3), "status 3"),
        (lambda: sys.exit(1), "no message for a person"),
        (lambda: (faulthandler.disable(), os.kill(os.getpid(), signal.SIGSEGV)), "killed by signal 11"),
        (lambda: Path("../逃.txt").write_text("x", encoding="utf-8"), "outside of the output folder"),
        (lambda: Path("甲.xlsx").write_text("x", encoding="utf-8"), "outside of the output folder"),
        (lambda: Path("out/坏.docx").write_text("x", encoding="utf-8"), "is no zip"),
        (lambda: Path("out/.fazhi-1.tmp").write_text("x", encoding="utf-8"), "left behind"),
        (lambda: bytearray(cases.MEMORY), "MemoryError"),
    ],
)
def test_harm_is_seen(sound: Path, work: Path, monkeypatch: pytest.MonkeyPatch, harm: Callable[[], object], said: str) -> None:
    monkeypatch.setattr(cases, "main", lambda _: harm())
    case = Case("workbook", 0, "甲.xlsx", (sound / "改.xlsx").read_bytes())
    assert said in tried(case, sound, work)
