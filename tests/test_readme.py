"""Every command that the READMEs show is run, in the order of the page, in an empty folder.

Blocks marked ``sh`` are run; a comment that names an exit status says what is expected. ``console`` blocks set up
a machine; what they show is tried by ``test_install``.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.S | re.M)
_STATUS = re.compile(r"(?:exit status|退出状态)\D*(\d)")


def commands(page: str) -> list[tuple[str, int]]:
    """The command lines of a page with the exit status that it names, else 0."""
    found = []
    for kind, block in _BLOCK.findall((ROOT / page).read_text(encoding="utf-8")):
        for line in block.splitlines() if kind == "sh" else ():
            command, _, comment = line.partition("#")
            status = _STATUS.search(comment)
            found.append((command.strip(), int(status[1]) if status else 0))
    return found


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_every_command_shown_does_what_the_page_says(tmp_path: Path, page: str) -> None:
    shutil.copytree(ROOT / "sample_data", tmp_path / "sample_data")
    shown = [pair for pair in commands(page) if not pair[0].startswith("make ")]
    assert len(shown) >= 6
    for command, status in shown:
        program, *arguments = shlex.split(command)
        assert program == "fazhi"
        done = subprocess.run(
            [sys.executable, "-m", "generator", *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == status, f"{command}\n{done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr


def test_every_make_target_shown_is_run_before_a_change_lands() -> None:
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    shown = {command for page in ("README.md", "CONTRIBUTING.md") for command, _ in commands(page) if command.startswith("make ")}
    assert shown == {"make report", "make test"}
    for command in shown:
        assert f"{command}\n" in run


def test_what_make_test_leaves_out_is_run_by_another_target_before_a_change_lands() -> None:
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    targets = dict(re.findall(r"^(test[\w-]*):.*\n\t.* -m (\w+|\".*?\") ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    left_out = re.findall(r"not (\w+)", targets["test"])
    assert targets["test"] == f'"{" and ".join(f"not {marker}" for marker in left_out)}"'
    assert left_out
    for marker in left_out:
        assert targets[f"test-{marker}"] == marker
        assert f"make test-{marker}\n" in run


def test_the_python_example_runs(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "sample_data", tmp_path / "sample_data")
    [example] = [block for kind, block in _BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8")) if kind == "python"]
    done = subprocess.run([sys.executable, "-c", example], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.startswith("report.docx")


def test_every_file_that_the_pages_link_to_is_there() -> None:
    for page in ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", *(str(p.relative_to(ROOT)) for p in (ROOT / "docs").glob("*.md"))):
        folder = (ROOT / page).parent
        for target in re.findall(r"\]\(([^)#:]+)\)", (ROOT / page).read_text(encoding="utf-8")):
            assert (folder / target).exists(), f"{page}: {target}"
