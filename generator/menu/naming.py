"""Where something new is to be written: a name is asked for until it can be one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.menu.asking import ask, choice, is_yes_or_no, read_day, say
from generator.menu.files import WORKBOOK, is_folder, is_there, shown, typed_path


def folder_to_fill(question: str, offered: Path, folder: Path) -> Path:
    """A folder that is there, or that can be made; Enter takes the offered one.

    Raises :class:`~generator.menu.asking.GoBack`.
    """
    return _named(question, offered, folder, "文件夹", lambda path: path, _no_folder)


def workbook_to_write(question: str, offered: Path, folder: Path, may_stay: Callable[[Path], bool], what: str) -> Path:
    """A workbook that is not there yet, or one that ``may_stay`` allows to be written again; ``what`` is the word for those.

    Raises :class:`~generator.menu.asking.GoBack`.
    """

    def unfit(path: Path) -> str:
        if is_folder(path):
            return f"{shown(path.name)}：这是一个文件夹，这里问的是工作簿；请换一个名称。"
        if not WORKBOOK.takes(path):
            return f"{shown(path.name)}：名称要以 .xlsx 结尾，例如 {shown(path.stem)}.xlsx。"
        if is_there(path) and not may_stay(path):
            return f"{shown(path.name)}：已经有这个文件，而且不是{what}，不会覆盖它；请换一个名称。"
        return ""

    return _named(question, offered, folder, "工作簿", _completed, unfit)


def _completed(path: Path) -> Path:
    return path if path.suffix or is_folder(path) else path.with_name(f"{path.name}.xlsx")


def _named(question: str, offered: Path, folder: Path, kind: str, completed: Callable[[Path], Path], unfit: Callable[[Path], str]) -> Path:
    while True:
        typed = ask(question, offered=shown(offered.name if offered.parent == folder else str(offered)))
        path = completed(typed_path(typed, folder)) if typed else offered
        why = _no_name(typed, kind) or unfit(path)
        if not why and not is_folder(path.parent):
            why = f"{shown(str(path.parent))}：没有这个文件夹；请检查，或换一个地方。"
        if not why:
            return path
        say(why)


def _no_name(typed: str, kind: str) -> str:
    """Why an answer is none to this question: it answers another one."""
    if read_day(typed) is not None:
        return f"“{typed}”是日期，这里问的是{kind}的名称；请输入名称，或直接回车。"
    if choice(typed).isdecimal() or is_yes_or_no(typed):
        return f"这里问的是{kind}的名称，不是编号，也不是 y 或 n；请输入名称，或直接回车。"
    return ""


def _no_folder(path: Path) -> str:
    return f"{shown(path.name)}：这是一个文件，这里问的是文件夹；请换一个名称。" if is_there(path) and not is_folder(path) else ""
