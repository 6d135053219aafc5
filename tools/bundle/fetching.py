"""Wheels from the package index that pip is set up for, and the wheel of the program itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.bundle.archiving import EARLIEST
from tools.bundle.entries import Unusable
from tools.bundle.targets import Target
from tools.bundle.wheels import Wheel, read_wheel

ROOT = Path(__file__).parent.parent.parent
_PARTS = ("setup.cfg", "pyproject.toml", "README.md", "LICENSE")


def download(target: Target, what: Sequence[str], folder: Path) -> list[Wheel]:
    """The wheels that pip finds for the target: ``what`` are its requirements and options.

    Raises :class:`Unusable` with pip's words when it can't get them.
    """
    options = ["--only-binary=:all:", f"--platform={target.platform}", f"--python-version={target.python}", "--implementation=cp"]
    _pip("download", "--dest", str(folder), *options, f"--abi={target.abi}", *what)
    return [read_wheel(path.name, path.read_bytes()) for path in sorted(folder.glob("*.whl"))]


def download_pinned(target: Target, pins: str, folder: Path) -> list[Wheel]:
    """The wheels of a pins file (see ``pins.pinned``) for the target, each with one of the checksums that it names."""
    listed = folder / "pins.txt"
    listed.write_text(pins, encoding="utf-8")
    return download(target, ["--no-deps", "--require-hashes", "--requirement", str(listed)], folder)


def own_wheel(folder: Path, root: Path = ROOT) -> Wheel:
    """The wheel of the program, the same bytes for the same tree: built of a copy that has fixed times and rights."""
    source = folder / "source"
    source.mkdir()
    for name in ("generator", "templates"):
        shutil.copytree(root / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in _PARTS:
        shutil.copy(root / name, source / name)
    for path in source.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(source))
    [built] = folder.glob("*.whl")
    return read_wheel(built.name, built.read_bytes())


def _pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(EARLIEST)}
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)
    if done.returncode:
        raise Unusable(done.stderr.strip())
