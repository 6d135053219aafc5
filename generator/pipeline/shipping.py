"""A workbook as it goes to another machine, with all that its report is made of, and what comes back.

The other machine has this tool with its own templates, and shares no disk with this one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.errors import UnusableFile
from generator.pipeline.batch import Order, Outcome
from generator.templating.folders import SETTINGS, inside
from generator.templating.loading import LAYOUT, SECTIONS
from generator.word.pictures import PICTURE_NAME

MOST_BYTES, MOST_FILES = 8 * 2**20, 2_000  # of the templates beside a workbook; of its pictures together as many bytes


@dataclass(frozen=True, slots=True)
class Shelf:
    """The templates that a workbook may ask for, by the paths of their files, and what tells them from others.

    ``near`` is the folder that stands for the workbook's own, ``given`` that of the template that ``-t`` names by its path.
    """

    files: Mapping[str, bytes]
    digest: str
    near: str
    given: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A workbook on its way: its bytes, and the pictures that it has turned out to need."""

    order: Order
    workbook: Path
    data: bytes
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of it: the report and its store where there is one, else maybe the names of ``pictures`` that are missing."""

    outcome: Outcome
    report: bytes | None = None
    store: bytes | None = None
    pictures: tuple[str, ...] = ()


def shelf(near: Path, template: str | None) -> Shelf:
    """All templates beside a workbook in ``near``, and beside the one of the path ``template``.

    Raises :class:`UnusableFile` when they are too large, can't be read, or hold what could not be the same elsewhere.
    """
    home = f"near/{near.name}"
    places = [(near / "templates", f"{home}/templates"), (near, home)]
    given = Path(template).resolve() if template and ("/" in template or "\\" in template) else None
    if given is not None:
        places.append((given.parent, "given"))
    files: dict[str, bytes] = {}
    left = MOST_BYTES
    for place, prefix in places:
        for path in _files(place):
            data = _read(path, left)
            left -= len(data)
            if left < 0 or len(files) == MOST_FILES:
                most = f"{MOST_BYTES // 2**20} MB 或 {MOST_FILES} 个文件"
                raise UnusableFile(f"{place}：这里的模板合计超过 {most}，不能发给集群；请把用不着的模板移走，或去掉 --scheduler")
            files[f"{prefix}/{path.relative_to(place).as_posix()}"] = data
    digest = hashlib.sha256(home.encode())
    for name, data in files.items():
        digest.update(f"\0{name}\0{len(data)}\0".encode() + data)
    return Shelf(files, digest.hexdigest()[:32], home, f"given/{given.name}" if given is not None else "")


def _files(place: Path) -> Iterator[Path]:
    """The files of the templates in a folder. Raises :class:`UnusableFile` for what is not a file of the template's own."""
    for settings in sorted(place.glob(f"*/{SETTINGS}")):
        folder = settings.parent
        for path in (settings, folder / LAYOUT, *sorted((folder / SECTIONS).glob("*.md.j2"))):
            if inside(folder.resolve(), path.relative_to(folder).as_posix()):
                yield path
            elif path.is_symlink() or path.exists():
                raise UnusableFile(f"{path}：这是指向别处的链接，或不是普通文件，不能发给集群；请把文件本身复制到模板的文件夹里")


def _read(path: Path, most: int) -> bytes:
    """The file's bytes, one more than ``most`` where it holds more."""
    try:
        with path.open("rb") as stream:
            return stream.read(most + 1)
    except OSError as error:
        raise UnusableFile(f"{path}：读不出来（系统错误 {error.errno}），不能发给集群；请检查权限") from None


def pictures(folder: Path, names: Iterable[str]) -> dict[str, bytes] | None:
    """The pictures of these names that lie in the folder; None where one can't be sent, which is to be said where they lie."""
    found: dict[str, bytes] = {}
    left = MOST_BYTES
    for name in names:
        path = folder / name
        if not PICTURE_NAME.fullmatch(name) or path.is_symlink() or not path.is_file():
            return None
        try:
            found[name] = _read(path, left)
        except UnusableFile:
            return None
        left -= len(found[name])
        if left < 0:
            return None
    return found
