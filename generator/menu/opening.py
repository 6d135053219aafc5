"""The menu itself: shows what can be done, does it, says how it ended, and begins again."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from generator.menu.asking import GoBack, ask, choice, numbered, pause, say
from generator.menu.endings import ending
from generator.menu.files import shown
from generator.menu.jobs import JOBS, Desk, Run
from generator.shell import ChineseGroup, colour

_OUR_FAULT = "这是程序的错误，不是您操作的错误；请把上面的文字发给维护这个程序的人。"
_TERMINATED = 143


def open_menu(program: ChineseGroup, run: Run, folder: Path, today: date) -> None:
    """Ask and run commands of ``program`` until the person leaves.

    ``run`` takes a command's arguments and says its exit status. Only commands that the program has are offered.
    """
    reconfigure: Callable[..., None] | None = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="surrogateescape")  # letters cut in half by the backspace key are asked for again
    desk = Desk(folder, today, _watched(run))
    names = [name for name in JOBS if name in program.commands]
    try:
        while True:
            _show(program, names, folder)
            _do(_chosen(program, names), desk)
    except (GoBack, KeyboardInterrupt):
        say("再见。")


def _show(program: ChineseGroup, names: list[str], folder: Path) -> None:
    click.secho("\n法治政府建设年度报告", bold=True if colour(sys.stdout) else None)
    say(f"当前文件夹：{shown(str(folder))}")
    for line in _lines(program, names):
        say(line)
    say("  0  退出")


def _lines(program: ChineseGroup, names: list[str]) -> list[str]:
    return numbered([(program.alias(name), program.commands[name].get_short_help_str(60)) for name in names])


def _chosen(program: ChineseGroup, names: list[str]) -> str:
    """The command that is chosen, by its number or its name."""
    by_answer = {str(n): name for n, name in enumerate(names, 1)} | {name: name for name in names}
    by_answer |= {program.alias(name): name for name in names}
    while True:
        typed = choice(ask("请输入编号"))
        if typed in ("退出", "q", "exit", "quit"):
            raise GoBack
        if typed in by_answer:
            return by_answer[typed]
        say(f"没有“{typed}”这一项；请输入 0—{len(names)} 的编号。" if typed else f"请输入 0—{len(names)} 的编号。")


def _do(name: str, desk: Desk) -> None:
    """Ask for what the command needs, run it, and say how it ended; or go back."""
    say("（输入 0 或按 Ctrl+C 返回）")
    try:
        status = JOBS[name](desk)
    except (GoBack, KeyboardInterrupt):
        return
    say(ending(name, status))
    pause()


def _watched(run: Run) -> Run:
    """``run``, after which the menu goes on whatever happens; but not when the program itself is ended from outside."""

    def watched(arguments: list[str]) -> int:
        say()
        try:
            return run(arguments)
        except SystemExit as ended:
            if ended.code == _TERMINATED:
                raise
            return ended.code if isinstance(ended.code, int) else 0
        except Exception:
            traceback.print_exc()
            say(_OUR_FAULT)
            return 2

    return watched
