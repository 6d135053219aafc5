"""``template list``: the templates that a name would find, in the order in which they are looked up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.errors import FazhiError, FindingsStop
from generator.templating.loading import SETTINGS, installed_templates, load_template


@dataclass(frozen=True, slots=True)
class Shelved:
    """A template and where it lies. ``problem`` says why it can't be used, ``hidden`` that its name finds another one."""

    name: str
    title: str
    parent: str
    folder: Path
    place: str
    hidden: bool
    problem: str


def templates_near(near: Path) -> Iterator[Shelved]:
    """Every template in ``near``/templates, in ``near`` and among the installed ones; broken ones too."""
    seen: set[str] = set()
    places = ((near / "templates", "当前文件夹的 templates"), (near, "当前文件夹"), (installed_templates(), "自带"))
    for home, place in places:
        for folder in _folders(home):
            yield _shelved(folder, near, place, hidden=folder.name in seen)
            seen.add(folder.name)


def _folders(home: Path) -> list[Path]:
    """The folders in ``home`` that are templates, by name; none where it can't be read."""
    try:
        return sorted(folder for folder in home.iterdir() if (folder / SETTINGS).is_file())
    except OSError:
        return []


def _shelved(folder: Path, near: Path, place: str, *, hidden: bool) -> Shelved:
    title, parent, problem = "", "", ""
    try:
        spec = load_template(str(folder), near).spec
        title, parent = spec.title, (*spec.ancestry, "")[1]
    except FindingsStop as stop:
        problem = str(stop.findings.worst_first()[0])
    except FazhiError as error:
        problem = str(error)
    return Shelved(folder.name, title, parent, folder, place, hidden, problem)
