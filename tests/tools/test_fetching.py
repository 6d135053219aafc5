from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tools.bundle.entries import Unusable
from tools.bundle.fetching import ROOT, download_pinned, own_wheel
from tools.bundle.targets import WINDOWS


def test_the_wheel_of_one_tree_is_the_same_whatever_its_times_and_rights(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    for name in ("generator", "templates"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy / name)
    for path in copy.rglob("*"):
        os.utime(path, (10**9, 10**9))
        path.chmod(0o700)
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert own_wheel(tmp_path / "a", copy) == own_wheel(tmp_path / "b")


def test_what_pip_says_when_it_gets_nothing_is_handed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    with pytest.raises(Unusable, match="No matching distribution found for click==8"):
        download_pinned(WINDOWS, f"click==8.0 --hash=sha256:{'0' * 64}\n", tmp_path)
