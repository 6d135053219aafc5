"""Files of a template folder that its keeper may think are used, and are not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.diagnostics import Diagnostic, Place
from generator.templating.folders import SETTINGS, inside

_TEXT = ".md.j2"


def foreign_files(folder: Path, layout: str, sections: str) -> Iterator[Diagnostic]:
    """What has the name of a file of the template and can't be taken: links to elsewhere, folders, devices."""
    texts = sorted(path.name for path in _listed(folder / sections) if path.name.endswith(_TEXT))
    for relative in (layout, *(f"{sections}/{name}" for name in texts)):
        path = folder / relative
        if (path.is_symlink() or path.exists()) and not inside(folder, relative):
            what = "这是指向别处的链接，不能用" if path.is_symlink() else "这不是普通文件，不能用"
            yield Diagnostic("template-file-foreign", "error", what, "请把文件本身复制到模板的文件夹里", _place(folder, relative))


def misplaced_files(folder: Path, layout: str, sections: str) -> Iterator[Diagnostic]:
    """What looks like a file of the template under another name or in another place: it is not used."""
    for path in _listed(folder):
        if path.name != layout and path.name.lower() == layout:
            yield _unused(folder, path.name, f"请改名为 {layout}（小写）")
        elif path.name.endswith(_TEXT):
            yield _unused(folder, path.name, f"请移到 {sections} 文件夹里")
        elif path.name != SETTINGS and path.name.lower() in (SETTINGS, f"{SETTINGS}.txt"):
            yield _unused(folder, path.name, f"请改名为 {SETTINGS}")
    for path in _listed(folder / sections):
        if f"{_TEXT}." in path.name or (path.name.lower().endswith(_TEXT) and not path.name.endswith(_TEXT)):
            right = path.name[: path.name.lower().index(_TEXT)] + _TEXT
            yield _unused(folder, f"{sections}/{path.name}", f"请改名为 {right}（在资源管理器里打开“文件扩展名”才看得见全名）")


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _unused(folder: Path, relative: str, hint: str) -> Diagnostic:
    return Diagnostic("template-file-unused", "warning", "这个文件不会用到", hint, _place(folder, relative))


def _place(folder: Path, relative: str) -> Place:
    return Place(file=f"{folder.name}/{relative}")
