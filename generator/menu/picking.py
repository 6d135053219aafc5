"""A file picked by the number of what lies in the folder, or by typing or dragging in its path."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from generator.menu.asking import ask, choice, numbered, say
from generator.menu.files import Found, Kind, found_in, is_folder, is_there, shown, typed_path

_PAGE = 30

Default = Callable[[Sequence[Path]], int]
Order = Callable[[list[Found]], list[Found]]


def pick(
    what: str, kind: Kind, folder: Path, default: Default | None = None, without: Path | None = None, order: Order | None = None
) -> Path:
    """The file that is picked, absolute. Enter takes the newest, or the one that ``default`` points to; on later pages it leads back.

    ``without`` is not offered; ``order`` may put what there is into another order and tell more of it. A folder that is typed
    where a file is wanted is looked into.
    Raises :class:`~generator.menu.asking.GoBack`.
    """
    path = None
    while path is None:
        path = _picked(what, kind, folder, default or (lambda paths: 0), "", without, order)
        if path is None:
            say(f"这里要选一个{kind}。")
    return path


def pick_or_none(what: str, kind: Kind, folder: Path, none: str) -> Path | None:
    """The file that is picked, or None for Enter; ``none`` says what Enter means then."""
    return _picked(what, kind, folder, None, none, None, None)


def _picked(
    what: str, kind: Kind, folder: Path, default: Default | None, none: str, without: Path | None, order: Order | None
) -> Path | None:
    found, start = _there(kind, folder, without, order), 0
    _show(what, kind, folder, found, 0)
    while typed := ask("请输入编号，或把它拖进来、输入路径", _offered(found, default, start), none):
        number = choice(typed)
        numbers = {str(n): each.path for n, each in enumerate(found, 1)}
        if number in numbers:
            return numbers[number]
        if number in ("n", "下一页"):
            start = start + _PAGE if start + _PAGE < len(found) else 0
            _show(what, kind, folder, found, start)
            continue
        path = typed_path(typed, folder)
        if kind.takes(path) and is_there(path) and is_folder(path) != bool(kind.suffixes):
            return path
        if is_folder(path):
            folder, start = path, 0
            found = _there(kind, folder, without, order)
            _show(what, kind, folder, found, start)
        else:
            say(_complaint(path, typed, number, kind, len(found)))
    return None


def _offered(found: Sequence[Found], default: Default | None, start: int) -> str:
    """The number that Enter means; none when it does not stand on the page that begins at ``start``."""
    number = default([each.path for each in found]) if default is not None and found else -1
    return str(number + 1) if start <= number < start + _PAGE else ""


def _there(kind: Kind, folder: Path, without: Path | None, order: Order | None) -> list[Found]:
    found = [each for each in found_in(folder, kind) if each.path != without]
    return order(found) if order is not None else found


def _show(what: str, kind: Kind, folder: Path, found: Sequence[Found], start: int) -> None:
    """Show a page of what there is."""
    say(f"\n{what}（{shown(str(folder))}）")
    if not found:
        say(f"  这里没有{kind}。")
    for line in numbered([each.row() for each in found[start : start + _PAGE]], start + 1):
        say(line)
    if len(found) > _PAGE:
        say(f"  n  下一页（第 {start // _PAGE + 1} 页，共 {(len(found) - 1) // _PAGE + 1} 页）")
    say("  0  返回")


def _complaint(path: Path, typed: str, number: str, kind: Kind, count: int) -> str:
    if number.isdecimal():
        instead = f"输入 1—{count} 的编号" if count else f"把{kind}拖进来"
        return f"没有编号 {number}；请{instead}，或输入路径。"
    if is_there(path):
        return f"{shown(path.name)}：不是{kind}；请另选一个。"
    return f"{typed}：没有这个文件或文件夹；请检查名称和所在文件夹，或输入编号。"
