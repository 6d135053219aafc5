"""Which wheels a bundle is made of: versions and checksums in pins.txt, so that every bundle of a version is the same.

python -m tools.bundle.pins     the newest that setup.cfg allows → pins.txt
"""

from __future__ import annotations

import configparser
import re
import sys
import tempfile
from pathlib import Path

from packaging.requirements import Requirement

from tools.bundle import fetching
from tools.bundle.targets import EVERY, WINDOWS, Target
from tools.bundle.wheels import INSTALLER, Wheel

PINS = Path(__file__).parent / "pins.txt"
_SETUP = Path(__file__).parent.parent.parent / "setup.cfg"
_MARKERS = {INSTALLER: 'sys_platform != "win32"'}  # on Windows the wheels lie unpacked
_HEAD = "# Written by `make bundle-pins`: the wheels that bundles are made of, for all systems.\n"


def pinned(text: str, target: Target) -> str:
    """The lines of a pins file that are for the target, without their markers, as pip reads them with its hashes."""
    lines = []
    for line in text.replace("\\\n", " ").splitlines():
        wanted, *hashes = line.partition("#")[0].split("--hash=")
        if wanted.strip():
            requirement = Requirement(wanted.strip())
            if target.meets(requirement.marker):
                lines.append(" ".join([f"{requirement.name}{requirement.specifier}", *(f"--hash={each.strip()}" for each in hashes)]))
    return "".join(f"{line}\n" for line in lines)


def written(wheels: list[Wheel]) -> str:
    """The pins file of these wheels: each name and version once, with the checksums of all its wheels."""
    found: dict[tuple[str, str], set[str]] = {}
    for wheel in wheels:
        found.setdefault((wheel.name, wheel.version), set()).add(wheel.sha256)
    blocks = []
    for (name, version), sums in sorted(found.items()):
        marker = f" ; {_MARKERS[name]}" if name in _MARKERS else ""
        blocks.append(" \\\n".join([f"{name}=={version}{marker}", *(f"    --hash=sha256:{each}" for each in sorted(sums))]))
    return _HEAD + "\n".join(blocks) + "\n"


def main() -> int:
    """Write pins.txt."""
    setup = configparser.ConfigParser()
    setup.read(_SETUP, encoding="utf-8")
    wanted = [line for line in re.split(r"\s+", setup["options"]["install_requires"]) if line]
    wheels = []
    for target in EVERY:
        with tempfile.TemporaryDirectory() as folder:
            # pip reads markers for the machine that it runs on; what Windows alone needs would be named here.
            wheels += fetching.download(target, wanted if target == WINDOWS else [*wanted, INSTALLER], Path(folder))
    PINS.write_text(written(wheels), encoding="utf-8")
    print(PINS)
    return 0


if __name__ == "__main__":
    sys.exit(main())
