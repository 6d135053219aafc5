"""What many tests share: a folder with the small template, and commands run as a user would."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.templates import make_template

# No test depends on a time; before a change lands the same examples are tried every time.
settings.register_profile("fazhi", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("fazhi")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder in which the small template is found."""
    make_template(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """``run("build", "a.xlsx")`` runs fazhi in the folder, in a process of its own."""

    def fazhi(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "generator", *arguments]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)

    return fazhi
