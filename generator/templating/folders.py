"""Template folders: found by name or path, nearest first, and the files in them."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.errors import WrongUse
from generator.templating.session import did_you_mean

SETTINGS = "template.toml"
MAX_NAME = 100


@functools.cache
def installed_templates() -> Path:
    """The folder of the templates that come with the package."""
    from importlib import resources

    return Path(str(resources.files("generator.templates")))


def inside(folder: Path, relative: str) -> bool:
    """Whether the file is there and in the folder itself; only what comes with the package may be a link."""
    path = folder / relative
    try:
        return path.is_file() and (path.resolve().is_relative_to(folder) or folder.parent == installed_templates().resolve())
    except (OSError, ValueError):  # a name that the file system can't hold
        return False


def template_folder(name: str, near: Path | None) -> Path:
    """The folder of the template that a person asked for by name or path. Raises :class:`WrongUse`."""
    if "/" in name or "\\" in name:
        if folder := _template_in(Path(name)):
            return folder
        raise WrongUse(f"{name}：这个文件夹里没有 {SETTINGS}，不是模板")
    if folder := next(found(name, [near / "templates", near] if near else []), None):
        return folder
    where = f"；找过文件夹“{near.name}”和其中的 templates，放在别处的请写路径" if near else ""
    raise WrongUse(f"没有“{name}”这个模板；{near_or_installed(name)}{where}")


def found(name: str, places: Sequence[Path]) -> Iterator[Path]:
    """Templates of that name, in these folders and among the installed ones."""
    if name in (".", "..") or any(c in name for c in ':"\0') or len(name) > MAX_NAME:
        return
    for place in (*places, installed_templates()):
        if folder := _template_in(place / name):
            yield folder


def near_or_installed(name: str) -> str:
    """What may have been meant by the name, else the installed templates."""
    known = sorted(p.name for p in installed_templates().iterdir() if (p / SETTINGS).is_file())
    return did_you_mean(name, known) or f"现有的模板：{'、'.join(known)}"


def _template_in(folder: Path) -> Path | None:
    try:
        return folder.resolve() if (folder / SETTINGS).is_file() else None
    except (OSError, ValueError):  # a name that the file system can't hold
        return None
