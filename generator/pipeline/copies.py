"""Where an annotated copy may go."""

from __future__ import annotations

from pathlib import Path

from generator.errors import OverwriteRefused, WrongUse


def check_free(path: Path, suffix: str, kind: str) -> None:
    """Raise :class:`WrongUse` when the name is not of that kind of file, :class:`OverwriteRefused` when it is taken."""
    if path.suffix.lower() != suffix:
        raise WrongUse(f"--annotate {path}：批注写在 {kind} 文件里，文件名应以 {suffix} 结尾，例如 {path.stem}{suffix}")
    try:
        taken = path.exists() or path.is_symlink()
    except OSError:  # a name that no file can have: writing says so
        taken = False
    if taken:
        raise OverwriteRefused(f"{path}：已经有这个文件，没有覆盖；请换一个文件名，或先把它移走")
