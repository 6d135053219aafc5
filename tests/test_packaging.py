from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the tree without touching the network."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in ("generator", "templates"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    [found] = folder.glob("*.whl")
    return found


def test_the_wheel_holds_every_module_and_every_template_file(wheel: Path) -> None:
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "generator").rglob("*.py")} | {"generator/py.typed"}
    wanted = {".py", ".toml", ".j2", ".docx"}
    templates = {
        f"generator/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "templates").rglob("*")
        if path.suffix in wanted and "layout" not in path.parts
    }
    assert packed == modules | templates


def test_the_installed_wheel_builds_a_report_in_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    home, work = tmp_path / "installed", tmp_path / "work"
    work.mkdir()
    zipfile.ZipFile(wheel).extractall(home)
    shutil.copy(ROOT / "sample_data" / "wuzhou-2021.xlsx", work / "梧州.xlsx")
    code = f"import sys; sys.path.insert(0, {str(home)!r}); from generator.cli import main; main(['build', '梧州.xlsx'])"
    environment = {**os.environ, "PYTHONSAFEPATH": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=work, capture_output=True, text=True, encoding="utf-8", env=environment, check=False
    )
    assert (done.returncode, done.stdout) == (0, "梧州（上报版）.docx\n"), done.stderr
    assert {path.name for path in work.iterdir()} == {"梧州.xlsx", "梧州（上报版）.docx", ".fazhi"}
