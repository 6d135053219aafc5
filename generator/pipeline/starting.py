"""``template new``: a folder that builds at once and says in comments how to make a template of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.errors import OverwriteRefused, UnusableFile, WrongUse
from generator.pipeline.reading import DEFAULT_TEMPLATE
from generator.pipeline.starter import section_text, settings_text
from generator.storage import write_folder
from generator.templating.folders import MAX_NAME
from generator.templating.loading import LAYOUT, SECTIONS, SETTINGS, Template, installed_templates, load_template

_FORBIDDEN = '<>:"/\\|?*'  # in the names of files on Windows
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
_MOST_BYTES = 200  # of the 255 that file systems take


@dataclass(frozen=True, slots=True)
class Started:
    """A new template: its folder, the names of its files, and the name of an installed template that it hides."""

    folder: Path
    files: tuple[str, ...]
    hides: str


def start_template(
    name: str, *, extends: str = DEFAULT_TEMPLATE, output: Path | None = None, word: bool = False, near: Path = Path()
) -> Started:
    """Make the folder of a template that extends another one and differs in nothing yet.

    It is made in ``output``, else in ``near``/templates; an ``output`` that ends in the name is the folder itself.
    With ``word`` it holds a copy of the inherited Word layout to edit. Raises :class:`WrongUse` for a name that can't
    be used or a parent that would not be found from there, what :func:`load_template` raises for the parent,
    :class:`OverwriteRefused` when the folder is there, :class:`UnwritableFile` when it can't be made.
    """
    _check_name(name)
    home = near / "templates" if output is None else output
    folder = home if output is not None and home.name == name else home / name
    parent = _parent(extends, folder, near)
    files = {SETTINGS: settings_text(name, extends, parent.spec).encode()}
    wording = next((part.section for part in parent.spec.parts if parent.find(f"{SECTIONS}/{part.section}.md.j2")), None)
    if wording is not None:
        files[f"{SECTIONS}/{wording}.md.j2"] = section_text(parent.spec, wording).encode()
    if word:
        files[LAYOUT] = _layout(parent)
    if folder.exists() or folder.is_symlink():
        raise OverwriteRefused(f"{folder}：已经有这个文件夹，没有覆盖；请换一个模板名，或先把它移走")
    write_folder(folder, files)
    hides = name if (installed_templates() / name / SETTINGS).is_file() else ""
    return Started(folder, tuple(files), hides)


def _check_name(name: str) -> None:
    """Raise for a name that is no name of a folder, on Windows too."""
    wrong = next((c for c in name if c in _FORBIDDEN or ord(c) < 32), "")
    if wrong in ("/", "\\") and wrong:
        raise WrongUse(f"模板名“{name}”里有“{wrong}”，模板名不能是路径；放到别的文件夹请用 -o")
    if wrong:
        shown = wrong if wrong.isprintable() else "看不见的字符"
        raise WrongUse(f"模板名“{name}”里有“{shown}”，文件夹的名称里不能用；请换一个名称，例如 柳州")
    if len(name) > MAX_NAME or len(name.encode()) > _MOST_BYTES:
        raise WrongUse(f"模板名“{name[:20]}…”太长；请缩短到 60 个汉字以内")
    if not name.strip() or name != name.strip() or name.startswith(".") or name.endswith("."):
        raise WrongUse(f"模板名“{name}”不能用：不能是空的，首尾不能有空格和点；请换一个名称，例如 柳州")
    if name.partition(".")[0].lower() in _DEVICES:
        raise WrongUse(f"模板名“{name}”是 Windows 留作他用的名称；请换一个名称，例如 柳州")


def _parent(extends: str, folder: Path, near: Path) -> Template:
    if "/" in extends or "\\" in extends:
        raise WrongUse(f"--extends {extends}：这里写上级模板的名称，不能写路径；请把上级模板放在同一个文件夹里")
    parent = load_template(extends, near)
    home = parent.folders[0].parent
    reached = (folder.parent.resolve(), installed_templates().resolve())
    if home not in reached:
        raise WrongUse(f"上级模板“{extends}”在 {home}，新模板放在别处会找不到它；请用 -o 放到同一个文件夹，或把上级模板复制过去")
    return parent


def _layout(parent: Template) -> bytes:
    path = parent.find(LAYOUT)
    if path is None:
        raise WrongUse(f"模板“{parent.spec.name}”和它的上级模板都没有 {LAYOUT}，没有可复制的；请去掉 --word")
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnusableFile(f"{path.parent.name}/{LAYOUT}：读不出来（{error.strerror}）") from None
