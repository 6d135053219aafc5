"""The archive for Linux: wheels, and a script that installs them for one user."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tools.bundle.archiving import sums
from tools.bundle.entries import Entries, Entry
from tools.bundle.listing import NAME, listing
from tools.bundle.targets import Target
from tools.bundle.wheels import PROGRAM, Wheel, check_complete

_HERE = Path(__file__).parent / "linux"


def linux_bundle(wheels: Sequence[Wheel], targets: Sequence[Target], common: Entries) -> tuple[str, dict[str, Entry]]:
    """Name and files of the archive for the Pythons of one kind of machine.

    Raises ``Unusable`` when wheels are missing for one of them, or are there for none.
    """
    for target in targets:
        # A wheel for none of them is looked at with each, and so complained of.
        check_complete([wheel for wheel in wheels if wheel.suits(target) or not any(map(wheel.suits, targets))], target)
    [program] = [wheel for wheel in wheels if wheel.name == PROGRAM]
    machine = targets[0].machine
    values = {"VERSION": program.version, "MACHINE": machine, "PYTHONS": " ".join(target.python for target in targets)}
    packed = {wheel.file: wheel.content for wheel in wheels}
    entries = {
        **common,
        **{f"wheels/{file}": Entry(content) for file, content in packed.items()},
        "wheels/SHA256SUMS": Entry(sums(packed)),
        "install.sh": Entry(_filled("install.sh", values), executable=True),
        "uninstall.sh": Entry(_filled("uninstall.sh", values), executable=True),
        "安装说明.txt": Entry(_filled("安装说明.txt", values)),
    }
    title = f"fazhi {program.version}　Linux {machine} 离线安装包　清单"
    return f"fazhi-{program.version}-linux-{machine}", {**entries, NAME: Entry(listing(title, wheels, entries))}


def _filled(name: str, values: dict[str, str]) -> bytes:
    """One of our texts with what is known of the bundle in the place of ``@NAME@``."""
    text = (_HERE / name).read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    return text.encode()
