"""清单.txt: what is in an archive, for whoever has to approve it."""

from __future__ import annotations

from collections.abc import Iterable

from tools.bundle.archiving import sha256
from tools.bundle.entries import Entries
from tools.bundle.wheels import Wheel

NAME = "清单.txt"


def listing(title: str, wheels: Iterable[Wheel], entries: Entries, other: str = "") -> bytes:
    """The components with version, licence, file and checksum, then every file with its checksum."""
    lines = [title, "", "一、组件（名称　版本　许可证　来源文件，下一行是来源文件的 SHA-256）", ""]
    for wheel in sorted(wheels, key=lambda each: (each.name, each.file)):
        lines += [f"{wheel.name}　{wheel.version}　{wheel.licence}　{wheel.file}", f"    {wheel.sha256}"]
    lines += [other] if other else []
    lines += ["", "二、文件（SHA-256　文件）", ""]
    lines += [f"{sha256(entry.content)}  {path}" for path, entry in sorted(entries.items())]
    return ("\n".join(lines) + "\n").encode()
