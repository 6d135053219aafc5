"""``windows/生成报告.cmd`` as far as it can be looked at without Windows; docs/by-hand.md says what is tried there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.cli import fazhi

SCRIPT = Path(__file__).parent.parent / "windows" / "生成报告.cmd"


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return SCRIPT.read_bytes().decode().split("\r\n")


def test_its_lines_end_as_cmd_reads_them_and_git_leaves_them_so(lines: list[str]) -> None:
    data = SCRIPT.read_bytes()
    assert data.startswith(b"@echo off\r\n")
    assert data.count(b"\n") == data.count(b"\r") == len(lines) - 1
    assert data.endswith(b"\r\n")
    assert "*.cmd -text" in (SCRIPT.parent.parent / ".gitattributes").read_text(encoding="utf-8").splitlines()


def test_nothing_is_chinese_before_the_console_takes_utf_8_and_no_command_or_label_is(lines: list[str]) -> None:
    utf8 = lines.index("chcp 65001 >nul")
    assert all(line.isascii() for line in lines[: utf8 + 1])
    chinese = [line for line in lines if not line.isascii()]
    assert len(chinese) >= 6
    for line in chinese:
        said = re.sub('"[^"]*"', "", line.partition("echo ")[2])
        assert said, line
        assert not set("&|<>^!") & set(said), line


def test_every_jump_has_its_label_and_every_label_its_jump(lines: list[str]) -> None:
    labels = [line[1:] for line in lines if line.startswith(":")]
    jumps = {found[1] for line in lines if (found := re.search(r"\bgoto (\w+)$", line))}
    assert len(labels) == len(set(labels))
    assert set(labels) == jumps


def test_names_of_dropped_files_stand_in_quotes_wherever_they_are_used(lines: list[str]) -> None:
    used = [line for line in lines if re.search(r"%~\w*1", line)]
    assert len(used) >= 5
    for line in used:
        assert "%" not in re.sub('"[^"]*"', "", line).replace("%FAZHI%", ""), line


def test_the_python_beside_it_is_taken_before_what_is_installed(lines: list[str]) -> None:
    beside = lines.index('if exist "%PYTHON%" goto ready')
    assert lines.index('set "PYTHON=%~dp0python\\python.exe"') < beside < lines.index("set FAZHI=fazhi.exe")
    # The embeddable Python does not look at the environment, so the option tells it.
    assert 'set FAZHI="%PYTHON%" -X utf8 -m generator' in lines[:beside]


def test_what_it_runs_is_a_command_whose_output_is_the_path(lines: list[str]) -> None:
    runs = [line for line in lines if line.startswith("%FAZHI%")]
    assert runs == ['%FAZHI% build "%~f1" >"%PATHS%"', "%FAZHI%"]
    assert "build" in fazhi.commands
    after = lines[lines.index(runs[0]) + 1 :]
    assert after[1] == 'if not "%ERRORLEVEL%"=="0" set "FAILED=1"'
    assert after[3] == 'for /f "usebackq delims=" %%P in ("%PATHS%") do start "" "%%P"'


def test_whatever_goes_wrong_stays_on_the_screen(lines: list[str]) -> None:
    # A crash has a negative status, which "if errorlevel 1" does not see.
    assert not [line for line in lines if line.startswith("if errorlevel 1 set")]
    menu = lines.index("%FAZHI%")
    assert lines[menu + 1] == 'if not "%ERRORLEVEL%"=="0" pause'
    ends = [n for n, line in enumerate(lines) if line == "pause"]
    assert [lines[n + 1] for n in ends] == [next(line for line in lines if line.startswith("rem Not exit /b")), "exit /b 2"]


def test_another_batch_file_is_never_run_in_its_place(lines: list[str]) -> None:
    # Without call it would not come back; with call the percent signs of dropped names would be expanded again.
    assert [line for line in lines if line.startswith(("where ", "set FAZHI=f"))] == ["set FAZHI=fazhi.exe", "where fazhi.exe >nul 2>nul"]
    assert not [line for line in lines if line.startswith("call ")]


def test_every_way_through_it_ends(lines: list[str]) -> None:
    ends = [n for n, line in enumerate(lines) if re.fullmatch(r"exit( /b)? \d", line)]
    assert [lines[n] for n in ends] == ["exit 0", "exit /b 0", "exit /b 2"]
    assert [lines[n + 2] for n in ends[:-1]] == [":menu", ":missing"]
    assert lines[ends[-1] + 1 :] == [""]
