"""The folder of what came back: which files are answers, which can't be read, which are none of ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.errors import UnusableFile, WrongUse
from generator.model.template import TemplateSpec
from generator.pipeline.drafts import Draft, read_draft
from generator.pipeline.incoming import Came, read_came, read_given
from generator.workbook.handouts import Handout

_WORKBOOKS, TEXTS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ods"), (".docx", ".doc", ".wps", ".odt")


@dataclass(frozen=True, slots=True)
class Folder:
    """What lies in the folder, by name. ``broken`` are names with why they can't be read, ``skipped`` those that were passed over."""

    came: tuple[Came, ...]
    drafts: tuple[Draft, ...]
    unknown: tuple[str, ...]
    broken: tuple[tuple[str, str], ...]
    skipped: tuple[str, ...]


def listed(folder: Path) -> list[Path]:
    """The files of a folder by name. Raises :class:`WrongUse` when it is none, :class:`UnusableFile` when it can't be read."""
    if not folder.is_dir():
        raise WrongUse(f"{folder}：{'这是一个文件' if folder.exists() else '没有这个文件夹'}；请写明放着收回文件的文件夹")
    try:
        return sorted((path for path in folder.iterdir() if not path.is_dir()), key=lambda path: path.name)
    except OSError as error:
        raise UnusableFile(f"{folder}：文件夹读不出来（系统错误 {error.errno}）；请检查权限") from None


def folders_in(folder: Path) -> list[str]:
    """The names of the folders in it that are not hidden: what lies there is not read. None when it can't be listed."""
    try:
        return sorted(path.name for path in folder.iterdir() if not path.name.startswith(".") and path.is_dir())
    except OSError:
        return []


def read_folder(paths: Sequence[Path], own: Sequence[Path], spec: TemplateSpec, departments: list[str]) -> Folder:
    """Read every file but ``own``, those that are collected from or into. Hidden and temporary ones are passed over."""
    came, drafts, unknown = list[Came](), list[Draft](), list[str]()
    broken, skipped = list[tuple[str, str]](), list[str]()
    for path in paths:
        suffix = path.suffix.lower()
        if _is(path, own):
            continue
        if path.name.startswith((".", "~$")) or suffix not in (*_WORKBOOKS, *TEXTS):
            skipped.append(path.name)
            continue
        try:
            if suffix in TEXTS:
                drafts.append(read_draft(path, spec, departments))
            elif (found := read_came(path, spec)) is not None:
                came.append(found)
            else:
                unknown.append(path.name)
        except UnusableFile as error:
            broken.append((path.name, str(error).removeprefix(f"{path.name}：")))
    return Folder(tuple(came), tuple(drafts), tuple(unknown), tuple(broken), tuple(skipped))


def _is(path: Path, own: Sequence[Path]) -> bool:
    try:
        return any(path.samefile(each) for each in own if each.exists())
    except OSError:
        return False


def given_in(paths: Sequence[Path]) -> Iterator[Handout]:
    """The hand-outs among the files, as far as they can be read."""
    for path in paths:
        if path.suffix.lower() == ".xlsx" and not path.name.startswith((".", "~$")):
            try:
                given = read_given(path)
            except UnusableFile:
                continue
            if given is not None:
                yield given
