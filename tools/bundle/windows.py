"""The archive for Windows: a folder to unpack, with the embeddable Python or a place for it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tools.bundle.archiving import sha256
from tools.bundle.embeddable import FILE, PATHS, PATHS_TEXT, read_embeddable
from tools.bundle.entries import Entries, Entry, with_windows_lines
from tools.bundle.listing import NAME, listing
from tools.bundle.targets import WINDOWS
from tools.bundle.wheels import INSTALLER, PROGRAM, Wheel, check_complete, unpacked

_HERE = Path(__file__).parent / "windows"
_STARTERS = Path(__file__).parent.parent.parent / "windows"
_TEXTS = (".md", ".txt", "LICENSE")


def windows_bundle(
    wheels: Sequence[Wheel], common: Entries, python: bytes | None, starters: Path = _STARTERS
) -> tuple[str, dict[str, Entry]]:
    """Name and files of the archive; ``python`` is the zip of the embeddable Python, ``starters`` a folder of .cmd files.

    Raises ``Unusable`` when wheels are missing or ``python`` is something else.
    """
    check_complete(wheels, WINDOWS)
    [program] = [wheel for wheel in wheels if wheel.name == PROGRAM]
    runtime = read_embeddable(python) if python is not None else {PATHS: Entry(PATHS_TEXT)}
    installed = unpacked(wheel for wheel in wheels if wheel.name != INSTALLER)
    entries = {
        **{path: _for_windows(path, entry) for path, entry in common.items()},
        **{f"python/{path}": entry for path, entry in runtime.items()},
        **{f"python/Lib/site-packages/{path}": entry for path, entry in installed.items()},
        **{path.name: Entry(with_windows_lines(path.read_bytes())) for path in sorted(starters.glob("*.cmd"))},
        "fazhi.cmd": Entry(with_windows_lines((_HERE / "fazhi.cmd").read_bytes())),
    }
    guide = (_HERE / ("安装说明.txt" if python is not None else "安装说明（不含Python）.txt")).read_text(encoding="utf-8")
    guide = guide.replace("@VERSION@", program.version).replace("@FILE@", FILE)
    entries["安装说明.txt"] = Entry(with_windows_lines(guide.encode(), mark=True))
    other = (
        f"python　3.11　PSF-2.0　{FILE}\n    {sha256(python)}" if python is not None else f"（不含 Python，请按安装说明.txt 放入 {FILE}）"
    )
    title = f"fazhi {program.version}　Windows 64 位离线包　清单"
    entries[NAME] = Entry(with_windows_lines(listing(title, wheels, entries, other), mark=True))
    return f"fazhi-{program.version}-windows-x86_64" + ("" if python is not None else "-without-python"), entries


def _for_windows(path: str, entry: Entry) -> Entry:
    return Entry(with_windows_lines(entry.content, mark=path.endswith(".txt"))) if path.endswith(_TEXTS) else entry
