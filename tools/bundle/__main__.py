"""Archives for machines without network.

    python -m tools.bundle [--embeddable python-3.11.9-embed-amd64.zip] [-o out/bundle]

Prints the files that it has made. Exit status 1 when something is missing or not what it should be; nothing is written then.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.bundle import fetching
from tools.bundle.archiving import sums, tar_gz, zip_of
from tools.bundle.contents import common
from tools.bundle.embeddable import read_embeddable
from tools.bundle.entries import Unusable
from tools.bundle.linux import linux_bundle
from tools.bundle.pins import PINS, pinned
from tools.bundle.targets import LINUX, WINDOWS, Target
from tools.bundle.wheels import Wheel
from tools.bundle.windows import windows_bundle


def make_bundles(python: bytes | None) -> dict[str, bytes]:
    """The archives and their checksums by file name. Raises :class:`Unusable`."""
    with tempfile.TemporaryDirectory() as folder:
        program = fetching.own_wheel(Path(folder))
    beside = common()
    made = {}
    for targets in LINUX.values():
        name, entries = linux_bundle([program, *_wheels(targets)], targets, beside)
        made[f"{name}.tar.gz"] = tar_gz(entries, name)
    name, entries = windows_bundle([program, *_wheels([WINDOWS])], beside, python)
    made[f"{name}.zip"] = zip_of(entries, name)
    return {**made, "SHA256SUMS": sums(made)}


def _wheels(targets: Sequence[Target]) -> list[Wheel]:
    """The pinned wheels for any of the targets, each once."""
    found: dict[str, Wheel] = {}
    for target in targets:
        with tempfile.TemporaryDirectory() as folder:
            for wheel in fetching.download_pinned(target, pinned(PINS.read_text(encoding="utf-8"), target), Path(folder)):
                found[wheel.file] = wheel
    return [found[file] for file in sorted(found)]


def write_bundles(files: Mapping[str, bytes], folder: Path) -> None:
    """Put the files into the folder, in the place of the bundles of an earlier run."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in [*folder.glob("fazhi-*-linux-*.tar.gz"), *folder.glob("fazhi-*-windows-*.zip")]:
        old.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the bundles."""
    parser = argparse.ArgumentParser(prog="python -m tools.bundle", description="Archives for machines without network.")
    parser.add_argument("--embeddable", type=Path, help="the embeddable Python of Windows, as python.org offers it")
    parser.add_argument("-o", "--output", type=Path, default=fetching.ROOT / "out" / "bundle")
    options = parser.parse_args(arguments)
    try:
        python = options.embeddable.read_bytes() if options.embeddable else None
        if python is not None:
            read_embeddable(python)  # before anything is downloaded
        files = make_bundles(python)
        write_bundles(files, options.output)
    except Unusable as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    for name in files:
        print(options.output / name)
    if python is None:
        print("The bundle for Windows holds no Python: EMBEDDABLE=... puts it in (docs/offline.md).", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
