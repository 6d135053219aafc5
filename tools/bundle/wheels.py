"""Wheels: what they say of themselves, whether a set of them is complete, and how they lie unpacked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from pathlib import PurePosixPath

from packaging.requirements import Requirement
from packaging.tags import Tag
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename

from tools.bundle.archiving import sha256
from tools.bundle.entries import Entry, Unusable
from tools.bundle.targets import Target

PROGRAM, INSTALLER = "fazhi-report", "pip"


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel: its file, and from what it says of itself the name (normalised), version, licence and requirements."""

    file: str
    content: bytes
    name: str
    version: str
    licence: str
    requires: tuple[str, ...]
    tags: frozenset[Tag]

    @property
    def sha256(self) -> str:
        """The checksum of the file."""
        return sha256(self.content)

    def suits(self, target: Target) -> bool:
        """Whether it runs there."""
        return any(target.takes(tag) for tag in self.tags)


def read_wheel(file: str, content: bytes) -> Wheel:
    """The wheel with this file name. Raises :class:`Unusable` when it is none."""
    try:
        name, version, _, tags = parse_wheel_filename(file)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            [described] = [path for path in archive.namelist() if path.count("/") == 1 and path.endswith(".dist-info/METADATA")]
            about = BytesParser().parsebytes(archive.read(described))
    except (InvalidWheelFilename, zipfile.BadZipFile, ValueError) as error:
        raise Unusable(f"{file}: no wheel ({error})") from error
    return Wheel(file, content, name, str(version), _licence(about), tuple(about.get_all("Requires-Dist", [])), tags)


def _licence(about: Message) -> str:
    """The licence: the expression, else the last words of a classifier, else the first line of the free text."""
    classified = [line.rpartition("::")[2].strip() for line in about.get_all("Classifier", []) if line.startswith("License ::")]
    free = (about.get("License") or "").strip().partition("\n")[0]
    return about.get("License-Expression") or ", ".join(classified) or free


def check_complete(wheels: Sequence[Wheel], target: Target) -> None:
    """Raises :class:`Unusable` unless the program and all it requires are there for the target, once, and nothing else.

    The installer may be among them. Every fault is named, each on a line.
    """
    usable: dict[str, Wheel] = {}
    faults = [f"{wheel.file}: no licence named" for wheel in wheels if not wheel.licence]
    for wheel in wheels:
        if not wheel.suits(target):
            faults.append(f"{wheel.file}: not for {target.platform}, Python {target.python}")
        elif wheel.name in usable:
            faults.append(f"{wheel.file}: {wheel.name} is there twice")
        else:
            usable[wheel.name] = wheel
    waiting, needed = [Requirement(PROGRAM)], {INSTALLER}
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        there = usable.get(name)
        if there is None or not wanted.specifier.contains(there.version, prereleases=True):
            faults.append(f"{wanted.name}{wanted.specifier} is missing for {target.platform}, Python {target.python}")
        elif name not in needed:
            waiting += [each for each in map(Requirement, there.requires) if target.meets(each.marker)]
        needed.add(name)
    faults += [f"{wheel.file}: nothing requires it" for name, wheel in usable.items() if name not in needed]
    if faults:
        raise Unusable("\n".join(sorted(set(faults))))


def unpacked(wheels: Iterable[Wheel]) -> dict[str, Entry]:
    """The files of the wheels as they lie in site-packages.

    Raises :class:`Unusable` for a file that would lie elsewhere, or that two wheels bring.
    """
    files: dict[str, Entry] = {}
    faults = []
    for wheel in wheels:
        with zipfile.ZipFile(io.BytesIO(wheel.content)) as archive:
            for info in archive.infolist():
                path = PurePosixPath(info.filename)
                # Folders of `.data` are for programs and headers; no wheel of ours has any.
                if path.is_absolute() or ".." in path.parts or "\\" in info.filename or path.parts[0].endswith(".data"):
                    faults.append(f"{wheel.file}: {info.filename} does not belong into site-packages")
                elif info.filename in files:
                    faults.append(f"{wheel.file}: {info.filename} is in another wheel too")
                elif not info.is_dir():
                    files[info.filename] = Entry(archive.read(info))
    if faults:
        raise Unusable("\n".join(faults))
    return files
